"""Whether the session in hand has passed a second factor: the session itself, not only the account.

A session that was signed in by password alone, before the account had a second factor, does not pass because another
session has set one up since: whoever knows only the password would come in with it.
"""

from __future__ import annotations

import enum
import time
from collections.abc import Sequence
from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from nrm.accounts.models import Person
from nrm.accounts.selectors import FACTORS

PASSED_BY = "nrm_second_factor_passed_by"
SET_UP_AT = "nrm_second_factor_set_up_at"
DEMO_PERSONA = "nrm_demo_persona"


class Standing(enum.Enum):
    """Where a signed-in session stands."""

    PASSED = "passed"
    NOT_PASSED = "the account has a second factor, this session has not passed it"
    NOT_SET_UP = "the account has no second factor yet"


def standing_of(request: HttpRequest, memberships: Sequence[Any]) -> Standing:
    """The standing of a signed-in request's session; `memberships` are the person's `current_memberships`,
    which say without a query of their own whether there is a second factor."""
    if settings.DEMO and request.session.get(DEMO_PERSONA):
        return Standing.PASSED
    person = cast("Person", request.user)
    secured = memberships[0].secured if memberships else has_second_factor(person)
    if not secured:
        return Standing.NOT_SET_UP
    return Standing.PASSED if request.session.get(PASSED_BY) == request.user.pk else Standing.NOT_PASSED


def has_second_factor(person: Person) -> bool:
    """Whether the account has an authenticator app or a security key."""
    return bool(is_mfa_enabled(person, types=list(FACTORS)))


def mark_set_up(request: HttpRequest, person: Person) -> None:
    """The same, with the time: right after setting one up its recovery codes are shown without the password again."""
    mark_passed(request, person)
    request.session[SET_UP_AT] = time.time()


def was_just_set_up(request: HttpRequest, within: float) -> bool:
    """Whether a second factor was set up in this session in the last `within` seconds."""
    return time.time() - float(request.session.get(SET_UP_AT, 0)) < within


def mark_passed(request: HttpRequest, person: Person) -> None:
    """Remember in the session that the person passed, or has just set up, a second factor in it."""
    request.session[PASSED_BY] = person.pk

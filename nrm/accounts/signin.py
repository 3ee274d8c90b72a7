"""What allauth tells us about signing in, put into the record; connected once, when the app is ready."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.http import HttpRequest

from nrm.access.actors import Actor, SystemActor, SystemName
from nrm.accounts.actions import signing_in
from nrm.accounts.models import Person
from nrm.accounts.second_factor import mark_passed, mark_set_up
from nrm.accounts.selectors import FACTORS, actor_for, current_memberships, person_at

PASSWORD = "password"  # noqa: S105  the name of a step
SECOND_FACTOR = "second factor"


def connect() -> None:
    """Connect every receiver of this module; connecting twice changes nothing."""
    receivers = [
        (account.user_logged_in, signed_in),
        (user_login_failed, sign_in_failed),
        (user_logged_out, signed_out),
        (mfa.authenticator_used, second_factor_used),
        (mfa.authentication_failed, second_factor_failed),
        (mfa.authenticator_added, second_factor_added),
        (mfa.authenticator_removed, second_factor_removed),
        (mfa.authenticator_reset, second_factor_renewed),
        (account.password_set, password_set),
        (account.password_changed, password_changed),
        (account.password_reset, password_replaced),
    ]
    for signal, receiver in receivers:
        signal.connect(receiver, dispatch_uid=f"nrm.{receiver.__name__}")


def signed_in(request: HttpRequest, user: Person, **_: Any) -> None:
    used = {record.get("type") or record["method"] for record in get_authentication_records(request, user)}
    method = " and ".join(sorted(str(each) for each in used)) or "unknown"
    signing_in.record_signed_in(person=user, method=method, by=_acting(user))


def sign_in_failed(credentials: dict[str, Any], **_: Any) -> None:
    person = person_at(str(credentials.get("email") or ""))
    signing_in.record_failed_sign_in(person=person, step=PASSWORD, by=_door())


def signed_out(request: HttpRequest, user: Person | None, **_: Any) -> None:
    if user is not None and user.is_authenticated:
        by = getattr(request, "actor", None) or _acting(user)
        signing_in.record_signed_out(person=user, by=by)


def second_factor_used(request: HttpRequest, user: Person, **_: Any) -> None:
    mark_passed(request, user)


def second_factor_failed(user: Person, **_: Any) -> None:
    signing_in.record_failed_sign_in(person=user, step=SECOND_FACTOR, by=_door())


def second_factor_added(request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type in FACTORS:
        mark_set_up(request, user)
    _second_factor_changed(user, "added", authenticator)


def second_factor_removed(user: Person, authenticator: Authenticator, **_: Any) -> None:
    _second_factor_changed(user, "removed", authenticator)


def second_factor_renewed(user: Person, authenticator: Authenticator, **_: Any) -> None:
    _second_factor_changed(user, "renewed", authenticator)


def password_set(user: Person, **_: Any) -> None:
    signing_in.record_password_changed(person=user, change="set", by=_acting(user))


def password_changed(user: Person, **_: Any) -> None:
    signing_in.record_password_changed(person=user, change="changed", by=_acting(user))


def password_replaced(user: Person, **_: Any) -> None:
    signing_in.record_password_changed(person=user, change="set by a link", by=_door())


def _second_factor_changed(person: Person, change: str, authenticator: Authenticator) -> None:
    kind = authenticator.type.replace("_", " ")
    signing_in.record_second_factor_changed(person=person, change=change, kind=kind, by=_acting(person))


def _acting(person: Person) -> Actor:
    """The person in the membership they begin to act in; the door itself for one without any."""
    memberships = current_memberships(person)
    return actor_for(memberships[0]) if memberships else _door()


def _door() -> SystemActor:
    return SystemActor(SystemName.SIGN_IN)

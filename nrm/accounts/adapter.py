"""allauth's decisions that are ours: nobody signs up by themselves, links go through the outbox."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from nrm.access.actors import SystemActor, SystemName
from nrm.accounts.actions.passwords import send_password_link
from nrm.accounts.models import Person
from nrm.accounts.second_factor import has_second_factor, was_just_set_up
from nrm.accounts.selectors import current_memberships
from nrm.web.sealing import box

PURPOSE = "nrm.second-factor"
# Somebody who has typed their password this recently is not asked again before they set up their first second factor.
FRESH = 5 * 60


class AccountAdapter(DefaultAccountAdapter):
    """People come by invitation only."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address or the password is not right. Check both and try again",
        "too_many_login_attempts": "There were too many failed attempts. Wait five minutes, then try again",
        "incorrect_password": "The password is not right",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """The password again before anything about signing in changes, except right after signing in for the first
        time, when there is nothing yet that it would protect, and to read the recovery codes just made then."""
        required = super().is_reauthentication_required(app=app, **kwargs)
        return bool(required) and not self._is_first_time()

    def _is_first_time(self) -> bool:
        user = self.request.user
        if not user.is_authenticated:
            return False
        if has_second_factor(user):
            return was_just_set_up(self.request, FRESH)
        typed = [r["at"] for r in get_authentication_records(self.request, user) if r.get("method") == "password"]
        return bool(typed) and time.time() - max(typed) < FRESH

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """Queue our own notice instead of sending from the page; somebody without access gets none, a
        connected system neither."""
        memberships = current_memberships(user)
        if memberships:
            send_password_link(membership=memberships[0], by=SystemActor(SystemName.SIGN_IN))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps and recovery codes encrypted: a stolen table makes no codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "The code is not right, or it was used already. Enter the code the app shows now",
    }

    def encrypt(self, text: str) -> str:
        """Sealed with the installation's secret key."""
        sealed: bytes = box(PURPOSE).encrypt(text.encode())
        return sealed.decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Opened with the secret key or one of `SECRET_KEY_FALLBACKS`."""
        opened: bytes = box(PURPOSE).decrypt(encrypted_text.encode())
        return opened.decode()

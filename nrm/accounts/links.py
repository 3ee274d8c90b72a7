"""The link by which a person sets their password: allauth's own key, at the installation's public address."""

from __future__ import annotations

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from nrm.accounts.models import Person


def set_password_link(person: Person) -> str:
    """A link that works once, for `PASSWORD_RESET_TIMEOUT`, and not after the person has signed in."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    parts = {"uidb36": user_pk_to_url_str(person), "key": key}
    return str(settings.PUBLIC_ADDRESS) + reverse("account_reset_password_from_key", kwargs=parts)


def people_link() -> str:
    """Where who looks after an organisation's people sees who has which role."""
    return str(settings.PUBLIC_ADDRESS) + reverse("accounts:members")


def sign_in_link() -> str:
    """Where a person signs in who has a password already."""
    return str(settings.PUBLIC_ADDRESS) + reverse("account_login")

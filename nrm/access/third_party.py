"""Routes that are not ours: each with the reason it may open. A stale entry fails a test, like a missing one."""

from __future__ import annotations

_SELF = "the signed-in person's own sign-in settings; allauth asks for sign-in itself"

# URL name → reason
THIRD_PARTY: dict[str, str] = {
    "account_login": "the sign-in page",
    "account_logout": "ends the visitor's own session",
    "account_inactive": "says that an account is not active",
    "account_signup": "closed: says that there is no self sign-up",
    "account_reauthenticate": _SELF,
    "account_change_password": _SELF,
    "account_set_password": _SELF,
    "account_reset_password": "asks for a link to set a password; tells nobody whether the address is known",
    "account_reset_password_done": "says that a message was sent",
    "account_reset_password_from_key": "sets a password by a key from a message",
    "account_reset_password_from_key_done": "says that the password is set",
    "mfa_authenticate": "the second step of signing in",
    "mfa_reauthenticate": _SELF,
    "mfa_index": _SELF,
    "mfa_activate_totp": _SELF,
    "mfa_deactivate_totp": _SELF,
    "mfa_generate_recovery_codes": _SELF,
    "mfa_view_recovery_codes": _SELF,
    "mfa_download_recovery_codes": _SELF,
    "mfa_list_webauthn": _SELF,
    "mfa_add_webauthn": _SELF,
    "mfa_reauthenticate_webauthn": _SELF,
    "mfa_edit_webauthn": _SELF,
    "mfa_remove_webauthn": _SELF,
    "usersessions_list": _SELF,
}

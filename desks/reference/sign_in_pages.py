"""The rows of the access matrix for allauth's pages."""

from __future__ import annotations

from desks.reference.access_rows import EVERYBODY, Row


def _sign_in(url_name: str, signed_in: int = 200, visitor: int = 302) -> Row:
    return Row(url_name, "GET", {signed_in: EVERYBODY}, visitor=visitor)


# allauth's pages, as a persona of the demonstration finds them: signed in, without a password or second factor of their
# own. They show a person's own sign-in settings, or are shut; their POSTs are allauth's business.
SIGN_IN_PAGES: tuple[Row, ...] = (
    _sign_in("account_login", 302, visitor=200),
    _sign_in("account_logout"),
    _sign_in("account_inactive", visitor=200),
    _sign_in("account_signup", 302, visitor=200),
    _sign_in("account_reauthenticate", 403),
    _sign_in("account_change_password", 302),
    _sign_in("account_set_password"),
    _sign_in("account_reset_password", visitor=200),
    _sign_in("account_reset_password_done", visitor=200),
    _sign_in("account_reset_password_from_key", visitor=200),
    _sign_in("account_reset_password_from_key_done", visitor=200),
    _sign_in("mfa_authenticate", 302),
    _sign_in("mfa_reauthenticate", 403),
    _sign_in("mfa_index"),
    _sign_in("mfa_activate_totp"),
    _sign_in("mfa_deactivate_totp", 404),
    _sign_in("mfa_generate_recovery_codes"),
    _sign_in("mfa_view_recovery_codes", 404),
    _sign_in("mfa_download_recovery_codes", 404),
    _sign_in("mfa_list_webauthn"),
    _sign_in("mfa_add_webauthn"),
    _sign_in("mfa_reauthenticate_webauthn", 403),
    _sign_in("mfa_edit_webauthn", 404),
    _sign_in("mfa_remove_webauthn", 404),
    _sign_in("usersessions_list"),
    # shut: no self sign-up, no change of address, no codes by email, no other site to sign in through
    _sign_in("account_confirm_email", 403, visitor=403),
    _sign_in("account_confirm_login_code", 403, visitor=403),
    _sign_in("account_email", 403),
    _sign_in("account_email_verification_sent", 403, visitor=403),
    _sign_in("socialaccount_connections", 403),
    _sign_in("socialaccount_login_cancelled", 403, visitor=403),
    _sign_in("socialaccount_login_error", 403),
    _sign_in("socialaccount_signup", 403, visitor=403),
)

"""Signing in as a real person does: a link sets the password, a second factor is set up, then password and code."""

from __future__ import annotations

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

PASSWORD = "a-long-unusual-phrase-47"


def code_of(secret):
    """The code of this half minute; waits for the next when this one could end before it is sent."""
    left = 30 - time.time() % 30
    if left < 8:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_first_administrator_sets_a_password_and_a_second_factor_and_signs_in_with_both(visit, stack):
    printed = stack.manage(
        "create_administrator",
        "--no-input",
        "--email",
        "first@new.example",
        "--name",
        "Ada First",
        "--organisation",
        "Unseen",
    )
    link = re.search(r"https?://\S+", printed)[0]
    person = visit()
    person.page.goto(link)
    person.looks_right()
    for field in person.page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    person.send()
    person.looks_right()

    person.go("/people/")
    person.looks_right("Sign in")
    person.fill("Email", "first@new.example")
    person.fill("Password", PASSWORD)
    person.press("Sign in")
    person.looks_right()
    assert "/2fa/totp/activate/" in person.page.url
    refused = person.go("/people/")
    assert (refused, "/2fa/totp/activate/" in person.page.url) == (200, True)

    secret = person.page.locator("#authenticator_secret").inner_text()
    person.page.locator("input[name=code]").fill(code_of(secret))
    person.send()
    person.looks_right("Recovery codes")
    person.go("/people/")
    person.looks_right("People of Unseen")
    person.sees("Ada First")

    person.press("Sign out")
    stack.flush_redis()  # a code works once in its half minute; the mark of its use lies there
    person.go("/people/")
    person.fill("Email", "first@new.example")
    person.fill("Password", PASSWORD)
    person.press("Sign in")
    person.looks_right()
    assert "/2fa/authenticate/" in person.page.url
    person.page.locator("input[name=code]").fill(code_of(secret))
    person.send()
    person.looks_right("People of Unseen")

    record = stack.query(
        "select event from audit_event where actor_label = %s and not is_read order by id", "Ada First"
    )
    assert [event for (event,) in record].count("signed_in") == 2

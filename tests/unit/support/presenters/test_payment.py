from __future__ import annotations

import datetime as dt

from support.presenters.payment import rate_words


def test_the_hint_names_the_last_published_rate_with_its_days():
    assert rate_words(dt.date(2026, 11, 24)) == (
        "The rate was changed on 8 January 2024, but its amount is not published. Enter the amount and where you have "
        "it from. The last published rate, from 1 March 2023 to 7 January 2024, was £71.14 a week."
    )


def test_before_any_rate_was_published_none_is_named():
    assert "last published" not in rate_words(dt.date(2023, 2, 28))

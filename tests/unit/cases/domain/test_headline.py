"""The headline of a case: what is known of the person, in words."""

from __future__ import annotations

from datetime import date

import pytest

from cases.domain.headline import Fact, Stage, born_in_words, headline
from cases.enums import CaseStatus


@pytest.mark.parametrize(
    ("born_on", "precision", "words"),
    [
        (date(1998, 3, 12), "day", "12 March 1998"),
        (date(1998, 3, 1), "month", "March 1998"),
        (date(1998, 1, 1), "year", "1998"),
        (date(1998, 1, 1), "about", "about 1998"),
        (None, "", ""),
    ],
)
def test_birth_date_is_said_as_far_as_it_is_known(born_on, precision, words):
    assert born_in_words(born_on, precision) == words


def test_headline_says_what_is_known_and_that_the_rest_is_not():
    found = headline(
        name="",
        reference="NRM-26-000001-W",
        status=CaseStatus.SUBMITTED,
        born="",
        received_on=date(2026, 11, 3),
        caseworker="",
    )

    assert (found.name, found.caseworker, found.stage) == ("Name not known", "nobody", Stage("Submitted", "blue"))
    assert found.facts == (
        Fact("Case", "NRM-26-000001-W"),
        Fact("Born", "Not known"),
        Fact("Received", "3 November 2026"),
        Fact("Caseworker", "Not allocated"),
    )


@pytest.mark.parametrize("status", CaseStatus)
def test_every_status_has_a_stage(status):
    found = headline(
        name="Ana", reference="x", status=status, born="1998", received_on=date(2026, 11, 3), caseworker="Amara Okafor"
    )

    assert found.stage.text
    assert (found.name, found.caseworker, found.facts[3]) == (
        "Ana",
        "Amara Okafor",
        Fact("Caseworker", "Amara Okafor"),
    )

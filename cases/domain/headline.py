"""Who a case is about, as every page of the case says it at its top: words made of values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cases.domain.states import STATUS_WORDS
from cases.enums import CaseStatus

NAME_NOT_KNOWN = "Name not known"


@dataclass(frozen=True)
class Fact:
    """One labelled value of the bar."""

    label: str
    value: str


@dataclass(frozen=True)
class Stage:
    """Where the case stands, with the colour of its tag."""

    text: str
    colour: str


@dataclass(frozen=True)
class Headline:
    """What `templates/components/identity_bar.html` shows."""

    name: str
    caseworker: str
    facts: tuple[Fact, ...]
    stage: Stage


def headline(
    *, name: str, reference: str, status: CaseStatus, born: str, received_on: date, caseworker: str
) -> Headline:
    """The headline for people of the deciding authority. `born` is in words; empty where it is not known."""
    words = STATUS_WORDS[status]
    return Headline(
        name=name or NAME_NOT_KNOWN,
        caseworker=caseworker or "nobody",
        facts=(
            Fact("Case", reference),
            Fact("Born", born or "Not known"),
            Fact("Received", f"{received_on.day} {received_on:%B %Y}"),
            Fact("Caseworker", caseworker or "Not allocated"),
        ),
        stage=Stage(words.caseworker, words.colour),
    )


def born_in_words(born_on: date | None, precision: str) -> str:
    """A birth date as far as it is known (`day`, `month`, `year` or `about`): 12 March 1998, March 1998, about 1998."""
    if born_on is None:
        return ""
    if precision == "about":
        return f"about {born_on.year}"
    if precision == "year":
        return str(born_on.year)
    return f"{born_on:%B %Y}" if precision == "month" else f"{born_on.day} {born_on:%B %Y}"

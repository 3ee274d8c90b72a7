"""The standard of proof of each kind of decision over time. An issued decision stores the one in force that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from decisions.enums import DecisionKind
from nrm.exceptions import DomainError


class NoStandardInForce(DomainError):
    """No standard is recorded for that kind of decision on that date; the message is a sentence."""


@dataclass(frozen=True)
class Standard:
    """What must be shown for a positive decision, between two dates (both inclusive)."""

    kind: DecisionKind
    version: str
    effective_from: date
    effective_until: date | None
    name: str
    test: str
    source: str

    def is_in_force(self, on: date) -> bool:
        return self.effective_from <= on <= (self.effective_until or date.max)


STANDARDS: tuple[Standard, ...] = (
    Standard(
        kind=DecisionKind.REASONABLE_GROUNDS,
        version="rg-2009",
        # The start of the mechanism; the day is not in the sources.
        effective_from=date(2009, 1, 1),
        effective_until=date(2023, 1, 29),
        name="Suspects but cannot prove",
        test="The decision-maker suspects, but cannot prove, that the person may be a victim of modern slavery.",
        source="Modern Slavery Helpline, statutory page; Youth Justice Legal Centre",
    ),
    Standard(
        kind=DecisionKind.REASONABLE_GROUNDS,
        version="rg-2023-01-30",
        effective_from=date(2023, 1, 30),
        effective_until=date(2023, 7, 23),
        name="Reasonable grounds based on objective factors",
        test=(
            "There are reasonable grounds to believe, based on objective factors but falling short of conclusive "
            "proof, that the person is a victim of modern slavery. The person's account alone is not enough."
        ),
        source="Modern Slavery Statutory Guidance v3.0, as reported by the Youth Justice Legal Centre; "
        "written statement to the House of Commons, 13 December 2022",
    ),
    Standard(
        kind=DecisionKind.REASONABLE_GROUNDS,
        version="rg-2023-07-24",
        effective_from=date(2023, 7, 24),
        effective_until=None,
        name="Reasonable grounds based on all available evidence",
        test=(
            "There are reasonable grounds to believe, based on all available general and specific evidence but "
            "falling short of conclusive proof, that the person is a victim of modern slavery."
        ),
        source="Modern Slavery Statutory Guidance, paragraphs 14.50 onwards, as restated in the child pilot "
        "general guidance v6.0, 5 December 2023",
    ),
    Standard(
        kind=DecisionKind.CONCLUSIVE_GROUNDS,
        version="cg-2023-01-30",
        effective_from=date(2023, 1, 30),
        effective_until=None,
        name="Balance of probabilities",
        test="On the balance of probabilities, the person is a victim of modern slavery.",
        source="Modern Slavery Act 2015, section 49(1A), by the Nationality and Borders Act 2022, section 60",
    ),
)


def standard_known_as(version: str) -> Standard | None:
    """The standard of that version, as an issued decision stores it; None for a version that is not in the table."""
    return next((standard for standard in STANDARDS if standard.version == version), None)


def standard_in_force(kind: DecisionKind, on: date) -> Standard:
    """The standard of proof for a kind of decision on a London date.

    Raises `NoStandardInForce` where none is recorded.
    """
    for standard in STANDARDS:
        if standard.kind is kind and standard.is_in_force(on):
            return standard
    words = kind.value.replace("_", " ")
    raise NoStandardInForce(f"No standard of proof is recorded for a {words} decision on {on.isoformat()}.")

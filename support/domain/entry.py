"""Who supports a person after the reasonable grounds decision: rules in order, the first that fits answers.

Support under the victim care contract is for adults in England and Wales who consented to it. Somebody who may be a
child is treated as one (Modern Slavery Act 2015, section 51). Scotland and Northern Ireland support by their own law.
The order is our reading of the sources: age comes first, because a child's support does not hang on their consent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cases.domain.ages import eighteenth_birthday
from cases.enums import AgeGroup, Nation

VICTIM_CARE_NATIONS = frozenset({Nation.ENGLAND, Nation.WALES})
_CHILDREN = "Children are supported by local authorities, not under the victim care contract"


@dataclass(frozen=True)
class EntryFacts:
    """What the rules look at on the day of the decision (a London date). `latest_birth` is the last day the person may
    be born on, None where nothing is known; `wants_support` that they agreed to be offered support."""

    is_positive: bool
    nation: Nation
    age_group: AgeGroup
    on: date
    latest_birth: date | None
    wants_support: bool


@dataclass(frozen=True)
class EntryAnswer:
    """Whether a package opens here, by which rule, in a sentence for the case file, and where the rule comes from."""

    opens: bool
    rule: str
    sentence: str
    source: str


@dataclass(frozen=True)
class EntryRule:
    """One row: when it fits and what it answers."""

    applies: Callable[[EntryFacts], bool]
    answer: EntryAnswer


def entry_to_support(facts: EntryFacts) -> EntryAnswer:
    """Who supports this person; exactly one rule answers."""
    return next(row.answer for row in RULES if row.applies(facts))


def is_treated_as_child(facts: EntryFacts) -> bool:
    """Whether to treat the person as a child on the day.

    Somebody whose age is in doubt is one until it has been assessed, whatever a disputed date of birth says (Modern
    Slavery Act 2015, section 51). Somebody said to be a child is one until the date of birth, as far as it is known,
    makes them 18 on every day it may be; and so is an adult whose date of birth leaves room for a child.
    """
    if facts.age_group is AgeGroup.UNSURE:
        return True
    if facts.latest_birth is None:
        return facts.age_group is AgeGroup.CHILD
    return eighteenth_birthday(facts.latest_birth) > facts.on


def _is_negative(facts: EntryFacts) -> bool:
    return not facts.is_positive


def _is_elsewhere(facts: EntryFacts) -> bool:
    return facts.nation not in VICTIM_CARE_NATIONS


def _came_of_age(facts: EntryFacts) -> bool:
    return facts.age_group is AgeGroup.CHILD and not is_treated_as_child(facts)


def _did_not_agree(facts: EntryFacts) -> bool:
    return not facts.wants_support


def _is_anybody(_facts: EntryFacts) -> bool:
    return True


RULES: tuple[EntryRule, ...] = (
    EntryRule(
        _is_negative,
        EntryAnswer(
            False,
            "negative_decision",
            "No support package opens after a negative reasonable grounds decision.",
            "Modern Slavery Act 2015, section 50A: assistance follows a positive decision",
        ),
    ),
    EntryRule(
        is_treated_as_child,
        EntryAnswer(
            False,
            "child",
            "The person is, or may be, a child. The local authority's children's services support them (in Northern "
            "Ireland, the health and social care trust), so no support package opens here.",
            f"{_CHILDREN}; Modern Slavery Act 2015, section 51, for somebody who may be under 18",
        ),
    ),
    EntryRule(
        _is_elsewhere,
        EntryAnswer(
            False,
            "devolved",
            "The person was met in Scotland or Northern Ireland, whose governments' services support adults there, so "
            "no support package opens here. That they are to be supported where they were met is inferred: where they "
            "live is not asked.",
            "Human Trafficking and Exploitation (Scotland) Act 2015, section 9, with SSI 2018/90; Human Trafficking "
            "and Exploitation (Criminal Justice and Support for Victims) Act (Northern Ireland) 2015, section 18",
        ),
    ),
    EntryRule(
        _came_of_age,
        EntryAnswer(
            False,
            "came_of_age",
            "The person has turned 18, but was referred as a child and was not asked whether they want adult support, "
            "so no support package opens.",
            "Consent to support is given on the referral, or on moving from child to adult support",
        ),
    ),
    EntryRule(
        _did_not_agree,
        EntryAnswer(
            False,
            "no_consent",
            "The person did not agree to be offered support, so no support package opens.",
            "Consent to support is given on the referral: victim care contract",
        ),
    ),
    EntryRule(
        _is_anybody,
        EntryAnswer(
            True,
            "victim_care_contract",
            "The person is an adult in England or Wales who agreed to support, which the prime contractor of the "
            "victim care contract arranges.",
            "Modern Slavery Victim Care Contract, in force since 4 January 2021",
        ),
    ),
)

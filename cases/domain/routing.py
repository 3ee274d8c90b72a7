"""Which body should decide a case: dated rules in order, the first that fits and is in force wins.

The answer is a suggestion to the intake officer, who decides; the order is our reading of the sources.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from cases.domain.ages import days_to_eighteen
from cases.domain.pilot_sites import pilot_site_of
from cases.enums import AgeGroup, DecisionMaker, IecaCriterion

# A panel decides about a child with more days than this to the 18th birthday, counted at referral.
PANEL_AGE_MARGIN_DAYS = 100


@dataclass(frozen=True)
class RoutingFacts:
    """What routing looks at, as it stood on the day of the referral (a London date).

    `latest_birth` is the latest day the person may be born on, so that a date known in part counts as the
    youngest possible age; None where nothing is known. `local_authority` is a code of the list of local authorities.
    """

    received_on: date
    age_group: AgeGroup
    latest_birth: date | None = None
    local_authority: str = ""
    ieca_criteria: frozenset[IecaCriterion] = field(default_factory=frozenset)


@dataclass(frozen=True)
class RoutingRule:
    """One dated rule. `effective_from` and `effective_until` are inclusive."""

    code: str
    decision_maker: DecisionMaker
    applies: Callable[[RoutingFacts], bool]
    sentence: str
    source: str
    effective_from: date
    effective_until: date | None = None

    def is_in_force(self, on: date) -> bool:
        return self.effective_from <= on <= (self.effective_until or date.max)


@dataclass(frozen=True)
class RoutingAnswer:
    """The suggested decision-maker (None: no rule was in force), the rule that led to it and why, in a sentence."""

    decision_maker: DecisionMaker | None
    rule: str
    sentence: str
    source: str


def suggest_route(facts: RoutingFacts) -> RoutingAnswer:
    """The route the rules suggest. Where none is in force yet, nobody is suggested and the sentence says so."""
    for rule in ROUTING_RULES:
        if rule.is_in_force(facts.received_on) and rule.applies(facts):
            return RoutingAnswer(rule.decision_maker, rule.code, rule.sentence, rule.source)
    return RoutingAnswer(None, "no_rule", "No routing rule is recorded for a referral of this date.", "")


def choice_refusal(answer: RoutingAnswer, chosen: DecisionMaker, reason: str) -> str | None:
    """Why this choice may not be made as it stands, as a sentence, or None.

    A choice against the suggestion needs a reason. A panel cannot be chosen yet; the Single Competent Authority, which
    oversees the panels, then needs none. No reason sends somebody who may be a child to the authority for adults.
    """
    refusal = decision_maker_refusal(answer, chosen)
    if refusal is not None:
        return refusal
    overseer = answer.decision_maker is DecisionMaker.PANEL and chosen is DecisionMaker.SCA
    if chosen is answer.decision_maker or overseer or reason.strip():
        return None
    return "Enter the reason for not following the suggested route."


def decision_maker_refusal(answer: RoutingAnswer, chosen: DecisionMaker) -> str | None:
    """Why this decision-maker cannot be chosen whatever the reason, as a sentence, or None."""
    if chosen is DecisionMaker.PANEL:
        return "A case cannot be routed to a local panel here yet. Choose the Single Competent Authority."
    if chosen is DecisionMaker.IECA and answer.rule in _RULES_OF_CHILDREN:
        return (
            "The Immigration Enforcement Competent Authority decides about adults only (Bexley Council, modern slavery "
            "strategy), and somebody who may be under 18 is treated as a child (Modern Slavery Act 2015, section 51). "
            "Choose the Single Competent Authority."
        )
    return None


def may_be_child(facts: RoutingFacts) -> bool:
    """Whether to treat the person as a child: unless they were said to be an adult and the date of birth, as far as it
    is known, makes them one on every day it may be (Modern Slavery Act 2015, section 51)."""
    if facts.age_group is not AgeGroup.ADULT:
        return True
    return facts.latest_birth is not None and days_to_eighteen(facts.latest_birth, facts.received_on) > 0


def _is_for_panel(facts: RoutingFacts) -> bool:
    return (
        facts.age_group is AgeGroup.CHILD
        and facts.latest_birth is not None
        and days_to_eighteen(facts.latest_birth, facts.received_on) > PANEL_AGE_MARGIN_DAYS
        and pilot_site_of(facts.local_authority, facts.received_on) is not None
    )


def _meets_ieca_criterion(facts: RoutingFacts) -> bool:
    return bool(facts.ieca_criteria)


def _is_anybody(_facts: RoutingFacts) -> bool:
    return True


_SCA_FROM = date(2019, 4, 29)
_RULES_OF_CHILDREN = frozenset({"panel_child", "other_child"})

ROUTING_RULES: tuple[RoutingRule, ...] = (
    RoutingRule(
        "panel_child",
        DecisionMaker.PANEL,
        _is_for_panel,
        "A child in a pilot area, with more than 100 days to the 18th birthday and no doubt about age: the local "
        "panel decides, overseen by the Single Competent Authority. Check that the area still takes part.",
        "Child pilot general guidance v6.0, 5 December 2023; statistics annex, 7 November 2024",
        date(2021, 6, 1),
    ),
    RoutingRule(
        "other_child",
        DecisionMaker.SCA,
        may_be_child,
        "A child, or somebody who may be one: the Single Competent Authority decides.",
        "Child pilot general guidance, change of June 2023; parliamentary question HL10798, 10 December 2020",
        _SCA_FROM,
    ),
    RoutingRule(
        "ieca_adult",
        DecisionMaker.IECA,
        _meets_ieca_criterion,
        "An adult who meets a criterion of the Immigration Enforcement Competent Authority: that authority decides.",
        "Parliamentary question 96934, 10 January 2022; the borders inspector's call for evidence, January 2024",
        date(2021, 11, 8),
    ),
    RoutingRule(
        "everybody_else",
        DecisionMaker.SCA,
        _is_anybody,
        "Everybody else, including citizens of the United Kingdom: the Single Competent Authority decides.",
        "Parliamentary question HL10798, 10 December 2020",
        _SCA_FROM,
    ),
)

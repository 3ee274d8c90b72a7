"""Routing and allocation as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.domain.routing import RoutingAnswer
from cases.enums import DecisionMaker
from nrm.accounts.models import DECISION_MAKERS, Membership

DECISION_MAKER_NAMES = {
    **{DecisionMaker(code): name for code, name in DECISION_MAKERS},
    DecisionMaker.PANEL: "A local panel",
}


@dataclass(frozen=True)
class Suggestion:
    """A suggested route: to whom, why, by which source, and what to know before following it."""

    to: str
    why: str
    source: str
    caution: str


def suggestion_shown(answer: RoutingAnswer) -> Suggestion:
    """The rules' answer in words."""
    return Suggestion(
        to="Nobody" if answer.decision_maker is None else DECISION_MAKER_NAMES[answer.decision_maker],
        why=answer.sentence,
        source=answer.source,
        caution=_caution(answer),
    )


def caseworker_choices(caseworkers: Iterable[Membership], acting_membership_id: int | None) -> list[tuple[str, str]]:
    """(membership id, name) of each; oneself first, so that taking a case is one click."""
    mine_first = sorted(caseworkers, key=lambda each: each.pk != acting_membership_id)
    return [
        (str(each.pk), f"{each.person.name} (you)" if each.pk == acting_membership_id else each.person.name)
        for each in mine_first
    ]


def caseworker_hints(caseworkers: Iterable[Membership], open_cases: Mapping[int, int]) -> dict[str, str]:
    """What each is, in which team, and how many open cases they have."""
    return {str(each.pk): _hint(each, open_cases.get(each.pk, 0)) for each in caseworkers}


def _hint(membership: Membership, count: int) -> str:
    team = f", {membership.team.name}" if membership.team else ""
    return f"{membership.role_title}{team}: {count:,} open case{'' if count == 1 else 's'}"


def _caution(answer: RoutingAnswer) -> str:
    if answer.decision_maker is not DecisionMaker.PANEL:
        return ""
    return (
        "Panels cannot receive cases here yet. Choose the Single Competent Authority, which oversees the panels, and "
        "send the case on as you do today."
    )

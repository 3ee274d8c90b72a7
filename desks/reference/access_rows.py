"""What a row of the access matrix is, and the sets of personas its answers name."""

from __future__ import annotations

from dataclasses import dataclass

ANONYMOUS = "anonymous"

# Sets of personas, by what they have in common.
GROUPS: dict[str, str] = {
    "derbyshire": "police-referrer police-lead",
    "other_referrers": "other-police-referrer council-referrer charity-referrer border-force-referrer",
    "sca": "sca-intake sca-caseworker sca-second-caseworker sca-leader",
    "ieca": "ieca-caseworker ieca-second-caseworker ieca-leader",
    "no_case": "panel-chair contract-manager support-worker other-support-worker support-finance "
    "council-childrens-services analyst statistician auditor administrator system-operator",
}
REFERRERS = "derbyshire other_referrers"
AUTHORITIES = "sca ieca"
SUPPORTERS = "contract-manager support-worker other-support-worker"
EVERYBODY = "derbyshire other_referrers sca ieca no_case"


@dataclass(frozen=True)
class Row:
    """One address and method. `answers` is status → groups and slugs; `rest` is for everybody else who is signed in;
    `visitor` for nobody in particular. `on` names the thing in the address."""

    url_name: str
    method: str
    answers: dict[int, str]
    rest: int = 403
    visitor: int = 302
    on: str = ""


@dataclass(frozen=True)
class Expectation:
    """The status one persona, or an anonymous visitor, gets at one address with one method."""

    url_name: str
    method: str
    persona: str
    expected: int


def slugs(names: str) -> list[str]:
    """The personas meant by names of groups and slugs, separated by spaces."""
    return [slug for name in names.split() for slug in GROUPS.get(name, name).split()]

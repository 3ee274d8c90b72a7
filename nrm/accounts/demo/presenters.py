"""The list of personas as the page and the command show it; from the literal tables, without the database."""

from __future__ import annotations

from typing import Any

from nrm.access.roles import ROLES, OrganisationKind
from nrm.accounts.demo.organisations import ORGANISATIONS
from nrm.accounts.demo.personas import PERSONAS, Persona

HEADINGS: dict[OrganisationKind, str] = {
    OrganisationKind.FIRST_RESPONDER: "First responder organisations",
    OrganisationKind.COMPETENT_AUTHORITY: "Competent authorities",
    OrganisationKind.DEVOLVED_PANEL: "Devolved decision-making panel",
    OrganisationKind.PRIME_CONTRACTOR: "Prime contractor",
    OrganisationKind.SUPPORT_PROVIDER: "Support providers",
    OrganisationKind.ANALYSIS_CENTRE: "Analysis centre",
    OrganisationKind.STATISTICS: "Statistics",
    OrganisationKind.OVERSIGHT: "Oversight",
    OrganisationKind.OPERATOR: "Operator",
}
_BY_SLUG = {organisation.slug: organisation for organisation in ORGANISATIONS}


def rows() -> list[dict[str, str]]:
    """Slug, name, organisation and role of each persona, in the order of the table."""
    return [
        {"slug": p.slug, "name": p.name, "organisation": _BY_SLUG[p.organisation].name, "role": ROLES[p.role].title}
        for p in PERSONAS
    ]


def groups() -> list[dict[str, Any]]:
    """The personas by kind of organisation, each with what the role is for; kinds without anybody are left out."""
    made = [{"heading": heading, "people": _people_of(kind)} for kind, heading in HEADINGS.items()]
    return [group for group in made if group["people"]]


def _people_of(kind: OrganisationKind) -> list[dict[str, str]]:
    return [_person(persona) for persona in PERSONAS if _BY_SLUG[persona.organisation].kind is kind]


def _person(persona: Persona) -> dict[str, str]:
    role = ROLES[persona.role]
    return {
        "slug": persona.slug,
        "name": persona.name,
        "organisation": _BY_SLUG[persona.organisation].name,
        "role": role.title,
        "prose": role.prose,
    }

"""Puts the demonstration's organisations and people into an empty database, through the real actions."""

from __future__ import annotations

from dataclasses import asdict

from nrm.access.actors import SystemActor, SystemName
from nrm.accounts.actions.memberships import start_membership
from nrm.accounts.actions.organisations import add_organisation
from nrm.accounts.demo.organisations import ORGANISATIONS
from nrm.accounts.demo.personas import PERSONAS
from nrm.accounts.models import Membership, Organisation


def load_organisations() -> dict[str, Organisation]:
    """Add the organisations; returns them by slug."""
    by = SystemActor(SystemName.INSTALLATION)
    return {o.slug: add_organisation(by=by, **asdict(o)) for o in ORGANISATIONS}


def load_personas(organisations: dict[str, Organisation]) -> dict[str, Membership]:
    """Give each persona their role; returns the memberships by slug."""
    by = SystemActor(SystemName.INSTALLATION)
    return {
        p.slug: start_membership(
            email=p.email,
            name=p.name,
            organisation=organisations[p.organisation],
            role=p.role,
            team=organisations[p.organisation].teams.filter(name=p.team).first(),
            by=by,
        )
        for p in PERSONAS
    }

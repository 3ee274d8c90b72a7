"""Adding organisations, their teams and their duties; part of setting an installation up."""

from __future__ import annotations

import datetime as dt

from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.access.permissions import Permission
from nrm.access.roles import OrganisationKind
from nrm.accounts.models import Organisation, OrganisationDuty, Team
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record


@action
def add_organisation(
    *,
    name: str,
    short_name: str,
    slug: str,
    kind: OrganisationKind,
    since: dt.date,
    by: Actor,
    referrer_type: str = "",
    decision_maker: str = "",
    nation: str = "",
    duty: str = "none",
    duty_source: str = "",
    teams: tuple[str, ...] = (),
) -> Organisation:
    """Add an organisation, its teams and its duty to notify from `since` (a London date)."""
    check(by, Permission.MANAGE_MEMBERS)
    organisation = Organisation.objects.create(
        name=name,
        short_name=short_name,
        slug=slug,
        kind=kind.value,
        referrer_type=referrer_type,
        decision_maker=decision_maker,
        nation=nation,
        since=since,
    )
    if referrer_type:
        OrganisationDuty.objects.create(organisation=organisation, duty=duty, since=since, source=duty_source)
    Team.objects.bulk_create([Team(organisation=organisation, name=team) for team in teams])
    record(Event.ORGANISATION_ADDED, by=by, subject=organisation, organisation=name)
    return organisation

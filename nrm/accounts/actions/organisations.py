"""Adding organisations, their teams and their duties; part of setting an installation up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from nrm.access.actors import Actor, SystemActor
from nrm.access.check import check
from nrm.access.exceptions import Refused
from nrm.access.permissions import Permission
from nrm.access.roles import OrganisationKind
from nrm.accounts.actions.standing import lock_organisation
from nrm.accounts.domains import clean_domains
from nrm.accounts.models import Organisation, OrganisationDuty, Team
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError


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
    email_domains: Sequence[str] = (),
) -> Organisation:
    """Add an organisation, its teams, its email domains and its duty to notify from `since` (a London date)."""
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
        email_domains=clean_domains(email_domains),
    )
    if referrer_type:
        OrganisationDuty.objects.create(organisation=organisation, duty=duty, since=since, source=duty_source)
    Team.objects.bulk_create([Team(organisation=organisation, name=team) for team in teams])
    record(Event.ORGANISATION_ADDED, by=by, subject=organisation, organisation=name)
    if organisation.email_domains:
        _record_domains(organisation, by)
    return organisation


@action
def set_email_domains(*, organisation: Organisation, domains: Sequence[str], by: SystemActor) -> Organisation:
    """Record which email domains are the organisation's, in place of those before; the operator's, by a command.

    Who has access goes on having it. Refuses a person, whatever their role, none at all and what is no domain.
    """
    check(by, Permission.MANAGE_MEMBERS)
    if by.kind != "system":
        raise Refused("Only the system operator records the email domains of an organisation.")
    wanted = clean_domains(domains)
    if not wanted:
        raise DomainError("Give one email domain at least.")
    organisation = lock_organisation(organisation.pk, by)
    organisation.email_domains = wanted
    organisation.save(update_fields=["email_domains"])
    _record_domains(organisation, by)
    return organisation


def _record_domains(organisation: Organisation, by: Actor) -> None:
    record(
        Event.EMAIL_DOMAINS_SET,
        by=by,
        subject=organisation,
        organisation=organisation.name,
        domains=list(organisation.email_domains),
    )

"""The organisations of the demonstration, as data. Real bodies by name where the mechanism has only one of them; the
people are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nrm.access.roles import OrganisationKind as Kind

_S52 = "Modern Slavery Act 2015 s52(5)"
_POLICY = "Home Office policy; not named in s52"


@dataclass(frozen=True)
class DemoOrganisation:
    """One organisation; `duty` is its duty to notify since `since`."""

    slug: str
    name: str
    short_name: str
    kind: Kind
    referrer_type: str = ""
    decision_maker: str = ""
    nation: str = "england"
    duty: str = "none"
    duty_source: str = ""
    since: dt.date = dt.date(2015, 11, 1)
    teams: tuple[str, ...] = ()
    email_domains: tuple[str, ...] = ("demo.example",)


ORGANISATIONS: tuple[DemoOrganisation, ...] = (
    DemoOrganisation(
        "derbyshire-police",
        "Derbyshire Constabulary",
        "Derbyshire Constabulary",
        Kind.FIRST_RESPONDER,
        "police",
        duty="statutory",
        duty_source=_S52,
    ),
    DemoOrganisation(
        "west-yorkshire-police",
        "West Yorkshire Police",
        "West Yorkshire Police",
        Kind.FIRST_RESPONDER,
        "police",
        duty="statutory",
        duty_source=_S52,
    ),
    DemoOrganisation(
        "police-scotland",
        "Police Scotland",
        "Police Scotland",
        Kind.FIRST_RESPONDER,
        "police",
        nation="scotland",
        duty="none",
        duty_source="s52 extends to England and Wales only",
    ),
    DemoOrganisation(
        "leeds-council",
        "Leeds City Council",
        "Leeds Council",
        Kind.FIRST_RESPONDER,
        "local_authority",
        duty="statutory",
        duty_source=_S52,
    ),
    DemoOrganisation(
        "unseen", "Unseen", "Unseen", Kind.FIRST_RESPONDER, "ngo", duty="none", duty_source="not named in s52"
    ),
    DemoOrganisation(
        "border-force",
        "Border Force",
        "Border Force",
        Kind.FIRST_RESPONDER,
        "government",
        duty="policy",
        duty_source=_POLICY,
    ),
    DemoOrganisation(
        "sca",
        "Single Competent Authority",
        "SCA",
        Kind.COMPETENT_AUTHORITY,
        decision_maker="sca",
        since=dt.date(2019, 4, 29),
        teams=("Team A", "Team B"),
    ),
    DemoOrganisation(
        "ieca",
        "Immigration Enforcement Competent Authority",
        "IECA",
        Kind.COMPETENT_AUTHORITY,
        decision_maker="ieca",
        since=dt.date(2021, 11, 8),
        teams=("Team 1",),
    ),
    DemoOrganisation(
        "hull-panel",
        "Hull devolved decision-making panel",
        "Hull panel",
        Kind.DEVOLVED_PANEL,
        since=dt.date(2021, 6, 1),
    ),
    DemoOrganisation(
        "salvation-army",
        "The Salvation Army",
        "Salvation Army",
        Kind.PRIME_CONTRACTOR,
        "ngo",
        duty="none",
        duty_source="not named in s52",
        since=dt.date(2021, 1, 4),
    ),
    DemoOrganisation("causeway", "Causeway", "Causeway", Kind.SUPPORT_PROVIDER, since=dt.date(2021, 1, 4)),
    DemoOrganisation("hestia", "Hestia", "Hestia", Kind.SUPPORT_PROVIDER, since=dt.date(2021, 1, 4)),
    DemoOrganisation("palm-cove", "Palm Cove Society", "Palm Cove", Kind.SUPPORT_PROVIDER, since=dt.date(2021, 1, 4)),
    DemoOrganisation(
        "analysis-centre",
        "Joint Slavery and Trafficking Analysis Centre",
        "JSTAC",
        Kind.ANALYSIS_CENTRE,
        since=dt.date(2017, 4, 12),
    ),
    DemoOrganisation("statistics", "Home Office statistics", "Statistics", Kind.STATISTICS),
    DemoOrganisation("audit", "Independent audit office", "Audit office", Kind.OVERSIGHT),
    DemoOrganisation("operations", "NRM casework operations", "Operations", Kind.OPERATOR),
)

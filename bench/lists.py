"""The lists and start pages that are measured, as data: the address, and whose reach is narrowest and widest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.costs import Cost, cost_of
from bench.result import Result
from cases.models import Case, Identity, SearchEntry
from nrm.accounts.demo.personas import PERSONAS
from nrm.accounts.models import Organisation

STATEMENTS_AT_MOST = 12
# A start page holds up to five lists of work, each a statement of its own, and what the figures count.
START_STATEMENTS_AT_MOST = 16
RATIO_AT_MOST = 1.2
SECONDS_AT_MOST = 1.0
IECA, SCA = "ieca-caseworker", "sca-caseworker"
CHARITY, BORDER = "charity-referrer", "border-force-referrer"
HESTIA, CONTRACTOR = "other-support-worker", "contract-manager"


@dataclass(frozen=True)
class Listed:
    """One list. Words in capitals stand for something there is (`_values`). A list that one role alone has is measured
    for statements only."""

    address: str
    wide: str
    narrow: str = ""


LISTS = (
    Listed("/queue/", SCA, IECA),
    Listed("/queue/?due=overdue", SCA, IECA),
    Listed("/queue/?due=today&due=this_week", SCA, IECA),
    Listed("/queue/?with=me", SCA, IECA),
    Listed("/queue/?with=nobody", SCA, IECA),
    Listed("/queue/?decision=check", "sca-second-caseworker", "ieca-second-caseworker"),
    Listed("/queue/?decision=returned", SCA, IECA),
    Listed("/queue/?referrer=REFERRER", SCA, IECA),
    Listed("/queue/?status=submitted&status=routed", SCA, IECA),
    Listed("/queue/?status=rg_negative", SCA, IECA),
    Listed("/queue/?stage=conclusive", SCA, IECA),
    Listed("/queue/?page=2", SCA, IECA),
    Listed("/queue/monthly.csv", "sca-leader", "ieca-leader"),
    Listed("/queue/overdue.csv", "sca-leader", "ieca-leader"),
    Listed("/cases/", BORDER, CHARITY),
    Listed("/cases/?stage=considered", BORDER, CHARITY),
    Listed("/cases/?stage=decided", BORDER, CHARITY),
    Listed("/cases/suggest/?q=NRM-26-0", SCA, IECA),
    Listed("/search/?q=FAMILY", SCA, CHARITY),
    Listed("/search/?q=GIVEN+FAMILY", BORDER, CHARITY),
    Listed("/search/?q=BIRTH", SCA, CHARITY),
    Listed("/search/?q=PHONE", SCA, CHARITY),
    Listed("/search/?q=HOMEOFFICE", SCA, CHARITY),
    Listed("/inbox/", SCA, "ieca-leader"),
    # The contractor's first page is of people without a provider, whose rows have less on them.
    Listed("/support/", "support-worker", HESTIA),
    Listed("/support/?status=in_support", CONTRACTOR, HESTIA),
    Listed("/support/?status=ended", CONTRACTOR, HESTIA),
    Listed("/support/?with=me", "support-worker", HESTIA),
    Listed("/support/?todo=plan", "support-worker", HESTIA),
    Listed("/support/payments/", CONTRACTOR, "support-finance"),
    Listed("/support/payments/?show=ended", CONTRACTOR, "support-finance"),
    Listed("/api/v1/cases/", SCA, IECA),
    Listed("/api/v1/cases/?page=2", BORDER, CHARITY),
    Listed("/referrals/drafts/", "police-referrer", CHARITY),
    Listed("/referrals/duty-to-notify/", BORDER, "police-referrer"),
    Listed("/record/", "auditor"),
    Listed("/record/case/?reference=CASE", "auditor"),
    Listed("/record/person/?email=sca-caseworker@demo.example", "auditor"),
    Listed("/people/", "administrator"),
)
# A page far down costs what lies before it; it must stay a page one can wait for.
DEEP = (Listed("/queue/?page=1000", SCA), Listed("/cases/?page=1000", BORDER), Listed("/support/?page=100", CONTRACTOR))


def measure(cases: int) -> list[Result]:
    """Statements of every list and start page, the ratio between narrowest and widest, and the slowest page."""
    values, seen = _values(), []
    results = []
    for listed in LISTS:
        of_list = _filled(listed.address, values)
        costs = {slug: cost_of(slug, of_list) for slug in (listed.wide, listed.narrow) if slug}
        seen += [(cost.seconds, slug, listed.address) for slug, cost in costs.items()]
        results += [_statements(slug, listed.address, cost, cases) for slug, cost in costs.items()]
        if listed.narrow:
            results.append(_ratio(listed, costs[listed.narrow], costs[listed.wide]))
    for persona in PERSONAS:
        cost = cost_of(persona.slug, "/")
        seen.append((cost.seconds, persona.slug, "/"))
        results.append(_statements(persona.slug, "/", cost, cases, START_STATEMENTS_AT_MOST))
    return [*results, *_deep(cases), _slowest(seen)]


def _values() -> dict[str, str]:
    """Something that is there and found by both personas of a list: the charity has the fewest cases."""
    own = SearchEntry.objects.filter(case__referral__organisation__slug="unseen")
    with_phone, with_reference = own.exclude(phones=[]).first(), own.exclude(home_office_references=[]).first()
    named = Identity.objects.filter(case__in=own.values("case"), born_precision="day").exclude(family_name="").first()
    if with_phone is None or with_reference is None or named is None or named.born_on is None:
        raise RuntimeError("Too few cases to search for: load more.")
    return {
        "REFERRER": str(Organisation.objects.get(slug="leeds-council").pk),
        "CASE": Case.objects.order_by("pk").values_list("reference", flat=True)[0],
        "GIVEN": named.given_name,
        "FAMILY": named.family_name,
        "BIRTH": named.born_on.isoformat(),
        "PHONE": f"0{with_phone.phones[0]}",
        "HOMEOFFICE": with_reference.home_office_references[0],
    }


def _filled(address: str, values: dict[str, str]) -> str:
    for word, value in values.items():
        address = address.replace(word, value)
    return address


def _deep(cases: int) -> Iterator[Result]:
    for listed in DEEP:
        cost = cost_of(listed.wide, listed.address)
        yield _statements(listed.wide, listed.address, cost, cases)
        how = f"wall time of one request; its rows' statement touches {cost.buffers:,} buffers"
        yield Result(f"a page far down: {listed.address}", cost.seconds, "s", SECONDS_AT_MOST, how)


def _statements(slug: str, address: str, cost: Cost, cases: int, most: int = STATEMENTS_AT_MOST) -> Result:
    return Result(
        f"statements of {address} for {slug} at {cases:,} cases",
        cost.statements,
        "statements",
        most,
        f"every SQL statement of one request, session, transaction and record included; {cost.rows} rows shown in "
        f"{cost.seconds} s",
    )


def _ratio(listed: Listed, narrow: Cost, wide: Cost) -> Result:
    return Result(
        f"buffers of {listed.address}, {listed.narrow} ÷ {listed.wide}",
        round(narrow.buffers / max(wide.buffers, 1), 2),
        "ratio",
        RATIO_AT_MOST,
        f"EXPLAIN (ANALYZE, BUFFERS) of the rows' statement: {narrow.buffers:,} and {wide.buffers:,} buffers",
    )


def _slowest(seen: list[tuple[float, str, str]]) -> Result:
    seconds, slug, address = max(seen)
    return Result("the slowest list or start page", seconds, "s", SECONDS_AT_MOST, f"wall time of {address} for {slug}")

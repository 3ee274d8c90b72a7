"""Who takes part in support: contractor, providers, and the people of both who work with a person."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Case
from decisions.enums import DecisionKind, DecisionOutcome
from nrm import clock
from nrm.access.roles import OrganisationKind, Role
from nrm.accounts.models import Membership, Organisation
from nrm.accounts.selectors import colleagues_in_role
from support.domain.told import ProviderChoice
from support.enums import OfferStatus, PackageStatus
from support.models import SupportOffer, SupportPackage
from support.selectors.packages import entry_of

SUPPORT_WORKERS = frozenset({Role.SUPPORT_WORKER})
CONTRACT_MANAGERS = frozenset({Role.CONTRACT_MANAGER})


def prime_contractor(on: dt.date) -> Organisation | None:
    """The prime contractor of the victim care contract on a London date; the one that began last, where two overlap."""
    current = Q(until=None) | Q(until__gt=on)
    contractors = Organisation.objects.filter(current, kind=OrganisationKind.PRIME_CONTRACTOR.value, since__lte=on)
    return contractors.order_by("-since", "pk").first()


def package_open_for(case_id: int) -> SupportPackage | None:
    """The package of a case that has not ended; None where there is none."""
    packages = SupportPackage.objects.filter(case_id=case_id).exclude(status=PackageStatus.ENDED.value)
    return packages.select_related("provider").first()


def providers_to_offer(package: SupportPackage) -> list[ProviderChoice]:
    """The current support providers in which somebody can answer an offer, by name; one query."""
    refusals = SupportOffer.objects.filter(
        package=package, provider_id=OuterRef("pk"), status=OfferStatus.REFUSED.value
    )
    providers = providers_with_worker().annotate(refused=Exists(refusals))
    return [ProviderChoice(each.pk, each.name, each.refused) for each in providers.order_by("name", "pk")]


def providers_with_worker() -> QuerySet[Organisation]:
    """The current support providers in which somebody can answer an offer."""
    return _current_providers().filter(_has_support_worker())


def providers_without_worker() -> list[str]:
    """The names of the current support providers in which nobody can answer an offer; one query."""
    names = _current_providers().filter(~_has_support_worker()).order_by("name", "pk")
    return list(names.values_list("name", flat=True))


def support_workers_of(organisation_id: int) -> QuerySet[Membership]:
    """The support workers of a provider now, by name."""
    return colleagues_in_role(organisation_id, SUPPORT_WORKERS)


def contract_managers_of(organisation_id: int) -> QuerySet[Membership]:
    """The contract managers of a prime contractor now, by name."""
    return colleagues_in_role(organisation_id, CONTRACT_MANAGERS)


def supporters_of(case_id: int) -> list[Membership]:
    """Who looks after the person of a case now: their support worker; else every support worker of the provider; where
    there is nobody, the contract managers. Empty where no package is open."""
    package = package_open_for(case_id)
    if package is None:
        return []
    return working_on(package) or list(contract_managers_of(package.contractor_id))


def told_of_decisions(case_id: int) -> list[Membership]:
    """Who of the support side is told of a decision: whoever works with the person, and the contract managers. Empty
    where no package is open."""
    package = package_open_for(case_id)
    if package is None:
        return []
    return [*working_on(package), *contract_managers_of(package.contractor_id)]


def also_told_of_decision(case_id: int, kind: DecisionKind, outcome: DecisionOutcome) -> list[Membership]:
    """Who of the support side is told of a decision when it is issued now (`nrm/wiring.py`)."""
    if kind is DecisionKind.CONCLUSIVE_GROUNDS:
        return told_of_decisions(case_id)
    case = Case.objects.select_related("facts", "identity").get(pk=case_id)
    return told_of_opening(case, is_positive=outcome is DecisionOutcome.POSITIVE, on=clock.today())


def told_of_opening(case: Case, *, is_positive: bool, on: dt.date) -> list[Membership]:
    """Who is told that a person waits for support after a decision of that London date: the contract managers, where
    a package opens."""
    opens = entry_of(case, is_positive=is_positive, on=on).opens
    contractor = prime_contractor(on) if opens else None
    return [] if contractor is None else list(contract_managers_of(contractor.pk))


def working_on(package: SupportPackage) -> list[Membership]:
    """The support worker of a package; else every support worker of its provider; nobody before one has accepted."""
    workers = [] if package.provider_id is None else list(support_workers_of(package.provider_id))
    return [each for each in workers if each.pk == package.worker_id] or workers


def _current_providers() -> QuerySet[Organisation]:
    today = clock.today()
    current = Organisation.objects.filter(Q(until=None) | Q(until__gt=today), since__lte=today)
    return current.filter(kind=OrganisationKind.SUPPORT_PROVIDER.value)


def _has_support_worker() -> Exists:
    """Whether somebody of each organisation of a query is a support worker there now."""
    now = clock.now()
    workers = Membership.objects.filter(
        Q(until=None) | Q(until__gt=now),
        organisation_id=OuterRef("pk"),
        role=Role.SUPPORT_WORKER.value,
        since__lte=now,
        person__is_active=True,
    )
    return Exists(workers)

"""What the API lists: the same cases as the pages, by one indexed statement for the rows and one for the count."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from cases.domain.references import is_reference
from cases.models import CaseParty
from cases.selectors import parties_visible_to
from deadlines.domain.rules import CG_EARLIEST, RG_TARGET
from deadlines.models import Deadline
from decisions.enums import DecisionKind, DecisionStatus
from decisions.models import Decision
from nrm.access.actors import Actor
from nrm.access.exceptions import NotVisible
from nrm.access.roles import Capacity
from nrm.web.pagination import ListPage, page_of
from support.models import SupportPackage
from support.selectors import packages_visible_to

NEWEST = ("-received_on", "-case_id")
# Who follows what was sent: those who sent it, and those who decide it.
OF_A_REFERRAL = (Capacity.REFERRER.value, Capacity.COMPETENT_AUTHORITY.value)


def cases_page(actor: Actor, number: object) -> ListPage[CaseParty]:
    """The page of visible cases, newest first; two statements."""
    return page_of(_cases(actor).order_by(*NEWEST), number)


def case_row(actor: Actor, reference: str) -> CaseParty:
    """One visible case; else `NotVisible`."""
    return _one(_cases(actor), reference)


def sent_page(actor: Actor, number: object) -> ListPage[CaseParty]:
    """The page of the referrals that the actor's organisation sent, newest first; two statements."""
    return page_of(_sent(actor, (Capacity.REFERRER.value,)).order_by(*NEWEST), number)


def sent_row(actor: Actor, reference: str) -> CaseParty:
    """One referral of a visible case, for those who sent it and those who decide it; else `NotVisible`."""
    return _one(_sent(actor, OF_A_REFERRAL), reference)


def packages_page(actor: Actor, number: object) -> ListPage[SupportPackage]:
    """The page of visible support packages, ended ones too, newest first; two statements."""
    packages = packages_visible_to(actor).select_related("case", "contractor", "provider")
    return page_of(packages.order_by("-opened_on", "-pk"), number)


def _one(rows: QuerySet[CaseParty], reference: str) -> CaseParty:
    party = rows.filter(case__reference=reference).first() if is_reference(reference) else None
    if party is None:
        raise NotVisible
    return party


def _cases(actor: Actor) -> QuerySet[CaseParty]:
    return (
        parties_visible_to(actor)
        .select_related("case")
        .annotate(
            rg_target_on=_day(RG_TARGET),
            cg_earliest_on=_day(CG_EARLIEST),
            reasonable_grounds=_issued(DecisionKind.REASONABLE_GROUNDS),
            conclusive_grounds=_issued(DecisionKind.CONCLUSIVE_GROUNDS),
        )
    )


def _sent(actor: Actor, capacities: tuple[str, ...]) -> QuerySet[CaseParty]:
    sent = parties_visible_to(actor).filter(capacity__in=capacities, case__referral__isnull=False)
    return sent.select_related("case__referral", "case__identity")


def _day(rule: str) -> Subquery:
    newest = Deadline.objects.filter(case_id=OuterRef("case_id"), rule=rule).order_by("-set_at", "-pk")
    return Subquery(newest.values("due_on")[:1])


def _issued(kind: DecisionKind) -> Subquery:
    issued = Decision.objects.filter(
        case_id=OuterRef("case_id"), kind=kind.value, status=DecisionStatus.ISSUED.value
    ).order_by("-pk")
    return Subquery(issued.values(shown=JSONObject(outcome="outcome", issued_on="issued_on"))[:1])

"""Many cases at once, for lists: inserted in bulk, not by the actions, and in the shape the actions leave."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import connection

from cases.actions.searching import search_entry
from cases.domain.references import make_reference
from cases.enums import ReferenceKind
from cases.models import Case, CaseFacts, CaseParty, Identity, SearchEntry
from decisions.models import Decision, DecisionVersion
from nrm import clock
from nrm.access.actors import PersonActor
from nrm.audit.frame import unguarded
from nrm.notices.kinds import Notice
from nrm.notices.models import InboxItem
from referrals.models import AnswersVersion, Referral

FIRST_SERIAL = 500_000


def many_cases(
    number: int,
    *,
    referrer: PersonActor,
    authority: PersonActor,
    status: str = "rg_in_progress",
    first_serial: int = FIRST_SERIAL,
) -> list[Case]:
    """`number` cases referred by one actor's organisation and decided by the other's, with the other as caseworker,
    received and due over the last and next two weeks."""
    now, today = clock.now(), clock.today()
    year = today.year % 100
    serials = range(first_serial, first_serial + number)
    with unguarded():
        cases = Case.objects.bulk_create(
            Case(
                reference=make_reference(ReferenceKind.CASE, year, serial),
                status=status,
                nation="england",
                received_at=now - dt.timedelta(days=serial % 14),
                received_on=today - dt.timedelta(days=serial % 14),
                decision_maker="" if status == "submitted" else "sca",
                allocated_to_id=authority.membership_id,
            )
            for serial in serials
        )
        _persons(cases, now)
        _parties(cases, now, referrer, authority)
        _referrals(cases, now, referrer)
    return cases


def many_decisions(cases: list[Case], *, author: PersonActor, is_issued: bool) -> None:
    """A positive decision of the author in each case: issued, or waiting for a second caseworker."""
    now = clock.now()
    issued = {"issued_by_id": author.membership_id, "issued_at": now, "issued_on": clock.today()}
    standing = {"status": "issued", "standard_of_proof": "suspect_but_cannot_prove", **issued}
    with unguarded():
        decisions = Decision.objects.bulk_create(
            Decision(
                case=case,
                kind="reasonable_grounds",
                outcome="positive",
                author_id=author.membership_id,
                author_person_id=author.person_id,
                **(standing if is_issued else {"status": "with_second_caseworker"}),
            )
            for case in cases
        )
        DecisionVersion.objects.bulk_create(
            DecisionVersion(
                decision=decision,
                version=1,
                outcome="positive",
                reasons="The account is consistent.",
                written_at=now,
                written_by_id=author.membership_id,
            )
            for decision in decisions
        )


def many_inbox_items(cases: list[Case], *, to: PersonActor) -> None:
    """An unread notice about each case."""
    with unguarded():
        InboxItem.objects.bulk_create(
            InboxItem(
                key=f"many {to.membership_id} {case.pk}",
                notice=Notice.CASE_ALLOCATED_TO_YOU.value,
                person_id=to.person_id,
                organisation_id=to.organisation_id,
                case=case,
                reference=case.reference,
                made_at=clock.now(),
            )
            for case in cases
        )


def analyze() -> None:
    """Let the planner know of the rows, as autovacuum does soon after a real load: it believes the tables empty, and
    joins ten thousand rows one by one."""
    with connection.cursor() as cursor:
        cursor.execute("reset role; analyze; set role nrm_app")


def _persons(cases: list[Case], now: dt.datetime) -> None:
    identities = Identity.objects.bulk_create(
        Identity(case=case, version=1, given_name="Hidden", family_name=f"Name {case.pk}", values={}, made_at=now)
        for case in cases
    )
    for case, identity in zip(cases, identities, strict=True):
        case.identity = identity
    Case.objects.bulk_update(cases, ["identity"], batch_size=1_000)
    SearchEntry.objects.bulk_create(search_entry(case, case.identity) for case in cases)
    CaseFacts.objects.bulk_create(
        CaseFacts(case=case, age_group="adult", nationalities=["VN"], exploitation_types=["labour", "criminal"])
        for case in cases
    )


def _parties(cases: list[Case], now: dt.datetime, referrer: PersonActor, authority: PersonActor) -> None:
    sides = ((referrer, "referrer", None), (authority, "competent_authority", authority.membership_id))
    CaseParty.objects.bulk_create(
        CaseParty(
            case=case,
            organisation_id=who.organisation_id,
            capacity=capacity,
            since=now,
            case_status=case.status,
            received_on=case.received_on,
            due_on=case.received_on + dt.timedelta(days=7),
            caseworker_id=caseworker_id,
        )
        for case in cases
        for who, capacity, caseworker_id in sides
    )


def _referrals(cases: list[Case], now: dt.datetime, referrer: PersonActor) -> None:
    Referral.objects.bulk_create(
        Referral(
            case=case,
            submission_key=uuid.uuid4(),
            organisation_id=referrer.organisation_id,
            submitted_by_id=referrer.membership_id,
            submitted_at=now,
            path="nrm_adult",
            question_set="2026-11",
            own_reference=f"OWN/{case.pk}",
        )
        for case in cases
    )
    AnswersVersion.objects.bulk_create(
        AnswersVersion(referral_id=case.pk, version=1, answers={}, made_at=now, made_by_label=referrer.label)
        for case in cases
    )

"""The rows of one invented case, as unsaved instances of the real models, made with the product's own pure rules."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from cases.domain.references import make_reference
from cases.enums import CaseStatus, DecisionMaker, Nation, ReferenceKind
from cases.models import Allocation, Case, CaseFacts, CaseParty, CaseStatusRow, Identity, Routing
from deadlines.domain.compute import Computed, deadline
from deadlines.models import Deadline
from decisions.domain.standards import standard_in_force
from decisions.enums import DecisionKind, DecisionOutcome, DecisionStatus
from decisions.models import Decision, DecisionStep, DecisionVersion
from demonstration.life import Life
from demonstration.people import Circumstances, answers_for
from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.access.roles import Capacity
from nrm.accounts.models import Membership
from nrm.audit.events import Event
from nrm.audit.models import AuditEvent
from referrals.domain.answers import date_of, text_of, value_of
from referrals.domain.facts import facts
from referrals.domain.identity import split
from referrals.domain.question_set import load
from referrals.enums import Path
from referrals.models import AnswersVersion, Referral

BY = SystemActor(SystemName.BULK_LOADER)
STATUS_AT: dict[str, tuple[CaseStatus, ...]] = {
    "submitted": (CaseStatus.SUBMITTED,),
    "routed": (CaseStatus.SUBMITTED, CaseStatus.ROUTED),
    "rg_positive": (CaseStatus.SUBMITTED, CaseStatus.ROUTED, CaseStatus.RG_IN_PROGRESS, CaseStatus.RG_POSITIVE),
    "rg_negative": (CaseStatus.SUBMITTED, CaseStatus.ROUTED, CaseStatus.RG_IN_PROGRESS, CaseStatus.RG_NEGATIVE),
}
IN_PROGRESS = (CaseStatus.SUBMITTED, CaseStatus.ROUTED, CaseStatus.RG_IN_PROGRESS)
STEPS_AT: dict[str, tuple[str, ...]] = {
    "drafted": ("drafted",),
    "with_second_caseworker": ("drafted", "sent_to_second_caseworker"),
    "returned": ("drafted", "sent_to_second_caseworker", "returned"),
    "approved": ("drafted", "sent_to_second_caseworker", "approved"),
    "rg_positive": ("drafted", "issued"),
    "rg_negative": ("drafted", "sent_to_second_caseworker", "approved", "issued"),
}
DECISION_STATUS = {
    "drafted": DecisionStatus.DRAFT,
    "with_second_caseworker": DecisionStatus.WITH_SECOND_CASEWORKER,
    "returned": DecisionStatus.RETURNED,
    "approved": DecisionStatus.WITH_SECOND_CASEWORKER,
    "rg_positive": DecisionStatus.ISSUED,
    "rg_negative": DecisionStatus.ISSUED,
}
REASONS = {
    "positive": "The account is consistent with what the first responder saw and with what is known of the route. "
    "There are reasonable grounds to believe that the person is a victim of modern slavery.",
    "negative": "The account was weighed together with all available general and specific evidence. It describes "
    "poor working conditions freely entered and left, and no means of control. The test is not met.",
}


@dataclass(frozen=True)
class People:
    """The memberships that acted, by persona slug."""

    by_slug: dict[str, Membership]

    def referrer(self, organisation: str) -> Membership:
        return next(m for m in self.by_slug.values() if m.organisation.slug == organisation and "referr" in m.role)

    def at(self, decision_maker: str, role: str) -> Membership:
        return self.by_slug[f"{decision_maker}-{role}"]


def at_hour(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """That time in London on the day, in UTC."""
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=clock.LONDON).astimezone(dt.UTC)


class CaseRows:
    """Builds the rows of one case. `pk` is the case's and that of every row of which a case has one."""

    def __init__(
        self, pk: int, serial: int, life: Life, people: People, source: random.Random, now: dt.datetime
    ) -> None:
        self.pk, self.life, self.people, self.source, self.now = pk, life, people, source, now
        self.received_at = min(at_hour(life.received_on, 9, source.randrange(60)), now)
        self.referrer = self._referrer_membership()
        self.reference = make_reference(ReferenceKind.CASE, life.received_on.year % 100, serial)
        self.target = self._deadline("rg_target", life.received_on)
        self.worker = people.at(life.decision_maker, "caseworker")
        self.second = people.at(life.decision_maker, "second-caseworker")

    def all(self) -> Iterator[Model]:
        """Every row of the case, parents first."""
        question_set = load()
        answers = answers_for(self.source, self._circumstances())
        apart = split(question_set, answers)
        yield self._case()
        yield self._identity(answers, dict(apart.identity))
        yield CaseFacts(
            case_id=self.pk, **facts(question_set, apart.remaining, apart.identity, received_on=self.life.received_on)
        )
        yield from self._history()
        yield from self._parties()
        yield from self._deadlines()
        yield self._referral(question_set.version, text_of(answers, "own_reference"))
        yield AnswersVersion(
            referral_id=self.pk,
            version=1,
            answers=dict(apart.remaining),
            made_at=self.received_at,
            made_by_label=self.referrer.person.name,
        )
        yield from self._decision()
        yield self._imported()

    @property
    def statuses(self) -> tuple[CaseStatus, ...]:
        return STATUS_AT.get(self.life.stage, IN_PROGRESS)

    @property
    def is_allocated(self) -> bool:
        return len(self.statuses) > 2

    def _referrer_membership(self) -> Membership:
        by_organisation = {
            "derbyshire-police": "police-referrer",
            "west-yorkshire-police": "other-police-referrer",
            "leeds-council": "council-referrer",
            "unseen": "charity-referrer",
            "border-force": "border-force-referrer",
            "police-scotland": "other-police-referrer",
        }
        return self.people.by_slug[by_organisation[self.life.referrer]]

    def _circumstances(self) -> Circumstances:
        life = self.life
        return Circumstances(
            nation=life.nation,
            met_on=life.received_on,
            is_child=life.is_child,
            police_force=life.police_force,
            local_authority="glasgow_city" if life.nation == "scotland" else "leeds",
        )

    def _deadline(self, rule: str, started_on: dt.date) -> Computed:
        computed = deadline(rule, started_on, Nation(self.life.nation), DecisionMaker(self.life.decision_maker))
        assert computed is not None
        return computed

    def _case(self) -> Case:
        routed = len(self.statuses) > 1
        return Case(
            pk=self.pk,
            reference=self.reference,
            status=self.statuses[-1].value,
            nation=self.life.nation,
            received_at=self.received_at,
            received_on=self.life.received_on,
            decision_maker=self.life.decision_maker if routed else "",
            allocated_to=self.worker if self.is_allocated else None,
            identity_id=self.pk,
            version=len(self.statuses) + 1,
        )

    def _identity(self, answers: dict[str, Any], values: dict[str, Any]) -> Identity:
        born = date_of(answers, "date_of_birth")
        birth = answers.get("date_of_birth")
        return Identity(
            pk=self.pk,
            case_id=self.pk,
            version=1,
            given_name=text_of(answers, "given_name"),
            family_name=text_of(answers, "family_name"),
            other_names=text_of(answers, "other_names"),
            born_on=born.earliest if born else None,
            born_precision=(birth or {}).get("precision") or "",
            nationalities=list(value_of(answers, "nationalities") or []),
            values=values,
            made_at=self.received_at,
            made_by_label=self.referrer.person.name,
        )

    def _moments(self) -> list[dt.datetime]:
        """When the case came into each of its statuses: received, and then within the time it has had."""
        end = at_hour(self.life.decided_on, 16) if self.life.decided_on else self.now
        step = (max(end, self.received_at) - self.received_at) / max(len(self.statuses) - 1, 1)
        if not self.life.is_decided:
            step = min(step, dt.timedelta(hours=3))
        return [self.received_at + step * number for number in range(len(self.statuses))]

    def _history(self) -> Iterator[Model]:
        moments = self._moments()
        intake = self.people.by_slug["sca-intake"]
        leader = intake if self.life.decision_maker == "sca" else self.people.by_slug["ieca-leader"]
        actors = [self.referrer, intake, leader, self.worker]
        for status, moment, actor in zip(self.statuses, moments, actors, strict=False):
            yield CaseStatusRow(
                case_id=self.pk, status=status.value, since=moment, by_label=actor.person.name, by_person=actor.person
            )
        if len(self.statuses) > 1:
            yield Routing(
                case_id=self.pk,
                organisation=self.worker.organisation,
                suggested_rule=self.life.decision_maker,
                followed_suggestion=True,
                routed_at=moments[1],
                routed_by=intake,
            )
        if self.is_allocated:
            yield Allocation(case_id=self.pk, caseworker=self.worker, allocated_at=moments[2], allocated_by=leader)

    def _parties(self) -> Iterator[Model]:
        copies = {
            "case_id": self.pk,
            "case_status": self.statuses[-1].value,
            "received_on": self.life.received_on,
            "due_on": None if self.life.is_decided else self.target.due_on,
        }
        yield CaseParty(
            organisation=self._referring_organisation(),
            capacity=Capacity.REFERRER.value,
            since=self.received_at,
            **copies,
        )
        authority = {"organisation": self.worker.organisation, "caseworker": self.worker if self.is_allocated else None}
        since = self.received_at
        if self.life.decision_maker != "sca":
            since = self._moments()[1]
            yield CaseParty(
                organisation=self.people.by_slug["sca-intake"].organisation,
                capacity=Capacity.COMPETENT_AUTHORITY.value,
                party_status="ended",
                since=self.received_at,
                until=since,
                **{**copies, "case_status": CaseStatus.SUBMITTED.value},
            )
        yield CaseParty(capacity=Capacity.COMPETENT_AUTHORITY.value, since=since, **copies, **authority)

    def _referring_organisation(self) -> Any:
        return self.referrer.organisation

    def _deadlines(self) -> Iterator[Model]:
        decided_at = self._moments()[-1] if self.life.is_decided else None
        yield Deadline(case_id=self.pk, set_at=self.received_at, met_at=decided_at, **Deadline.columns_of(self.target))
        if self.life.stage == "rg_positive" and self.life.decided_on:
            for rule in ("recovery_period_end", "cg_earliest"):
                computed = self._deadline(rule, self.life.decided_on)
                yield Deadline(case_id=self.pk, set_at=decided_at, **Deadline.columns_of(computed))

    def _referral(self, question_set: str, own_reference: str) -> Referral:
        return Referral(
            case_id=self.pk,
            submission_key=uuid.UUID(int=self.source.getrandbits(128), version=4),
            organisation=self.referrer.organisation,
            submitted_by=self.referrer,
            submitted_at=self.received_at,
            path=(Path.NRM_CHILD if self.life.is_child else Path.NRM_ADULT).value,
            question_set=question_set,
            own_reference=own_reference,
        )

    def _decision(self) -> Iterator[Model]:
        steps = STEPS_AT.get(self.life.stage)
        if steps is None:
            return
        outcome = (
            DecisionOutcome.POSITIVE if self.life.stage in {"rg_positive", "drafted"} else DecisionOutcome.NEGATIVE
        )
        moment = self._moments()[-1]
        yield self._decision_head(steps, outcome, moment)
        yield DecisionVersion(
            decision_id=self.pk,
            version=1,
            outcome=outcome.value,
            reasons=REASONS[outcome.value],
            written_at=moment,
            written_by=self.worker,
        )
        for number, step in enumerate(steps):
            yield DecisionStep(
                decision_id=self.pk,
                step=step,
                version=1,
                comments="Say which general evidence was considered." if step == "returned" else "",
                taken_at=moment + dt.timedelta(seconds=number),
                taken_by=self.second if step in {"returned", "approved"} else self.worker,
            )

    def _decision_head(self, steps: tuple[str, ...], outcome: DecisionOutcome, moment: dt.datetime) -> Decision:
        approved, issued = "approved" in steps, "issued" in steps
        issued_on = self.life.decided_on if issued else None
        return Decision(
            pk=self.pk,
            case_id=self.pk,
            kind=DecisionKind.REASONABLE_GROUNDS.value,
            status=DECISION_STATUS[self.life.stage].value,
            outcome=outcome.value,
            version=1,
            author=self.worker,
            author_person=self.worker.person,
            approved_by_person=self.second.person if approved else None,
            approved_at=moment if approved else None,
            approved_version=1 if approved else None,
            issued_by=self.worker if issued else None,
            issued_at=moment if issued else None,
            issued_on=issued_on,
            standard_of_proof=standard_in_force(DecisionKind.REASONABLE_GROUNDS, issued_on).version
            if issued_on
            else "",
        )

    def _imported(self) -> AuditEvent:
        return AuditEvent(
            occurred_at=self.now,
            event=Event.IMPORTED.value,
            actor_kind=BY.kind,
            actor_label=BY.label,
            actor_role=BY.role,
            case_id=self.pk,
            case_reference=self.reference,
            payload={"source": "load_demo"},
        )

"""What was recorded in a support package: placements, payments, needs and the plan."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from django.db.models import Model

from demonstration.numbers import Numbers
from demonstration.shares import pick
from demonstration.support_words import (
    BASIS,
    ITEMS,
    PLACEMENTS,
    PROGRESS,
    SUMMARY,
    WEEKLY_PENCE,
    address,
    assessed,
)
from nrm.accounts.models import Membership
from nrm.london import london_date
from support.domain.dates import Span, last_day_before
from support.domain.placements import MOVED, SUPPORT_ENDED
from support.enums import PlanItemStatus
from support.models import (
    AssessedNeed,
    NeedsAssessment,
    Placement,
    PlacementAddress,
    PlanItem,
    PlanItemVersion,
    SupportPackage,
    WeeklyPayment,
)

DUE_WITHIN = (14, 60)


class Records:
    """The rows, in the order they were recorded; placements and payments end when support does."""

    def __init__(self, package: SupportPackage, numbers: Numbers, source: random.Random) -> None:
        self.package, self._numbers, self._source = package, numbers, source
        self.placements: list[Placement] = []
        self.payments: list[WeeklyPayment] = []
        self.assessments: list[NeedsAssessment] = []
        self.items: list[PlanItem] = []
        self._others: list[Model] = []
        self._planned = source.sample(ITEMS, len(ITEMS))

    def add(self, step: str, at: dt.datetime, by: Membership) -> None:
        """Record one thing: `place`, `pay`, `assess`, `plan` or `progress`."""
        record = {
            "place": self._place,
            "pay": self._pay,
            "assess": self._assess,
            "plan": self._plan,
            "progress": self._progress,
        }
        record[step](at, by)

    def end(self, ended_on: dt.date) -> None:
        """Support ended on that London date, and with it what still ran."""
        for placement in self.placements:
            if placement.until is None:
                placement.until, placement.end_reason = ended_on, SUPPORT_ENDED
        for payment in self.payments:
            payment.ends_on = ended_on

    def rows(self) -> Iterator[Model]:
        """All of them."""
        yield from (*self.placements, *self.payments, *self.assessments, *self.items, *self._others)

    def _place(self, at: dt.datetime, by: Membership) -> None:
        since, kind = london_date(at), pick(self._source, PLACEMENTS)
        for running in self.placements:
            if running.until is None:
                running.until, running.end_reason = last_day_before(since, Span(running.since)), MOVED
        placement = Placement(
            pk=self._numbers.take(Placement),
            package=self.package,
            number=len(self.placements) + 1,
            provider=by.organisation,
            kind=kind.value,
            since=since,
            recorded_at=at,
            recorded_by=by,
        )
        self.placements.append(placement)
        where = address(self._source, kind)
        if where:
            self._others.append(PlacementAddress(placement=placement, version=1, address=where, made_at=at, made_by=by))

    def _pay(self, at: dt.datetime, by: Membership) -> None:
        self.payments.append(
            WeeklyPayment(
                package=self.package,
                number=1,
                amount_pence=WEEKLY_PENCE,
                basis=BASIS,
                starts_on=london_date(at),
                set_at=at,
                set_by=by,
            )
        )

    def _assess(self, at: dt.datetime, by: Membership) -> None:
        assessment = NeedsAssessment(
            pk=self._numbers.take(NeedsAssessment),
            package=self.package,
            version=len(self.assessments) + 1,
            assessed_on=london_date(at),
            summary=SUMMARY,
            made_at=at,
            made_by=by,
        )
        self.assessments.append(assessment)
        self._others += [
            AssessedNeed(assessment=assessment, area=each.area.value, level=each.level.value, notes=each.notes)
            for each in assessed(self._source)
        ]

    def _plan(self, at: dt.datetime, by: Membership) -> None:
        planned = self._planned[len(self.items)]
        item = PlanItem(
            pk=self._numbers.take(PlanItem),
            package=self.package,
            number=len(self.items) + 1,
            area=planned.area.value,
            goal=planned.goal,
            action=planned.action,
            owner=planned.owner.value,
            owner_name=planned.owner_name,
            due_on=london_date(at) + dt.timedelta(days=self._source.randrange(*DUE_WITHIN)),
            status=PlanItemStatus.TO_DO.value,
            version=1,
        )
        self.items.append(item)
        self._keep(item, "", at, by)

    def _progress(self, at: dt.datetime, by: Membership) -> None:
        """The first thing planned is done, or under way."""
        item = self.items[0]
        item.version += 1
        item.status = pick(self._source, ((PlanItemStatus.DONE, 60), (PlanItemStatus.UNDER_WAY, 40))).value
        self._keep(item, PROGRESS, at, by)

    def _keep(self, item: PlanItem, progress: str, at: dt.datetime, by: Membership) -> None:
        copied = ("version", "area", "goal", "action", "owner", "owner_name", "due_on", "status")
        text = {name: getattr(item, name) for name in copied}
        self._others.append(PlanItemVersion(item=item, progress=progress, made_at=at, made_by=by, **text))

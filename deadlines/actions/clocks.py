"""The clocks of a case: handlers of what other rooms tell, wired in `nrm/wiring.py`, in the teller's transaction."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cases.actions.standing import copy_due_on
from cases.enums import DecisionMaker, Nation
from cases.models import Case
from cases.selectors import has_active_party, lock
from deadlines.domain.compute import Computed, deadline
from deadlines.domain.explain import in_words
from deadlines.domain.rules import CG_EARLIEST, MOVE_ON, OF_SUPPORT, RECOVERY_PERIOD_END, RG_TARGET, RULES, TARGETS
from deadlines.models import Deadline
from deadlines.selectors import next_target_on, running_deadline
from nrm import clock
from nrm.access.actors import Actor, SystemActor, SystemName
from nrm.access.roles import Capacity
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.london import london_date

if TYPE_CHECKING:
    from typing import Protocol

    class ReferralSubmitted(Protocol):
        """`referrals.events.ReferralSubmitted`: the room above may not be imported."""

        @property
        def case_id(self) -> int: ...
        @property
        def received_on(self) -> dt.date: ...
        @property
        def caused_by(self) -> str: ...

    class DecisionIssued(Protocol):
        """`decisions.events.DecisionIssued` of either kind: the room above may not be imported."""

        @property
        def case_id(self) -> int: ...
        @property
        def outcome(self) -> str: ...
        @property
        def issued_on(self) -> dt.date: ...
        @property
        def caused_by(self) -> str: ...


@action
def set_reasonable_grounds_target(*, fact: ReferralSubmitted) -> None:
    """Set the target for the reasonable grounds decision in the calendar of the case's nation, and copy it to lists."""
    by = _system(SystemName.REFERRAL_INTAKE, fact)
    case = lock(by, fact.case_id)
    _set(case, deadline(RG_TARGET, fact.received_on, Nation(case.nation)), by)
    copy_due_on(case, next_target_on(case))


@action
def start_recovery_period(*, fact: DecisionIssued) -> None:
    """End the reasonable grounds target; after a positive decision start the recovery period, whose first day is the
    day of the decision, and set the earliest day of the conclusive grounds decision where a rule sets one."""
    by = _system(SystemName.RECOVERY_CLOCK, fact)
    case = lock(by, fact.case_id)
    _meet(case, RG_TARGET, by)
    if fact.outcome == "positive":
        nation, decision_maker = Nation(case.nation), DecisionMaker(case.decision_maker)
        for rule in (RECOVERY_PERIOD_END, CG_EARLIEST):
            _set(case, deadline(rule, fact.issued_on, nation, decision_maker), by)
    copy_due_on(case, next_target_on(case))


@action
def start_move_on(*, fact: DecisionIssued) -> None:
    """After a conclusive grounds decision: note that its earliest day had come, and for somebody in support set until
    when they have move-on support, by the rule of the outcome in the calendar of the case's nation.

    Move-on support is the end of support under the victim care contract: where no package is open, for instance of a
    child or in Scotland, there is none to set.
    """
    by = _system(SystemName.MOVE_ON_CLOCK, fact)
    case = lock(by, fact.case_id)
    _meet(case, CG_EARLIEST, by)
    if has_active_party(case, Capacity.PRIME_CONTRACTOR):
        _set(case, deadline(MOVE_ON[fact.outcome], fact.issued_on, Nation(case.nation)), by)
    copy_due_on(case, next_target_on(case))


def stop_move_on(case: Case, *, by: Actor) -> None:
    """Stop the move-on date of a locked case, if one runs, because support ends. A part of that action."""
    for row in Deadline.objects.filter(case=case, rule__in=OF_SUPPORT, met_at=None):
        row.met_at = clock.now()
        row.save(update_fields=["met_at"])
        record(Event.DEADLINE_STOPPED, by=by, case=case, subject=row, rule=row.rule, title=RULES[row.rule].title)


def _system(name: SystemName, fact: ReferralSubmitted | DecisionIssued) -> SystemActor:
    return SystemActor(name, case_ids=frozenset({fact.case_id}), caused_by=fact.caused_by)


def _set(case: Case, computed: Computed | None, by: SystemActor) -> None:
    """Store what a rule says of the case, with why; nothing where the rule sets no date for its decision-maker."""
    if computed is None:
        return
    row = Deadline.objects.create(case=case, set_at=clock.now(), **Deadline.columns_of(computed))
    record(
        Event.DEADLINE_SET,
        by=by,
        case=case,
        subject=row,
        rule=row.rule,
        title=RULES[row.rule].title,
        due_on=in_words(row.due_on),
        version=row.rule_version,
    )


def _meet(case: Case, rule: str, by: SystemActor) -> None:
    """Stop the case's clock of that rule, if it runs, and record whether that was in time."""
    row = running_deadline(case, rule)
    if row is None:
        return
    row.met_at = clock.now()
    row.save(update_fields=["met_at"])
    timing = _timing(row, london_date(row.met_at))
    record(Event.DEADLINE_MET, by=by, case=case, subject=row, rule=rule, title=RULES[rule].title, timing=timing)


def _timing(row: Deadline, met_on: dt.date) -> str:
    """A target is met up to its date, an earliest day from its date on."""
    if row.rule in TARGETS:
        return "in time" if met_on <= row.due_on else "late"
    return "once it had come" if met_on >= row.due_on else "before it had come"

"""Lives a generated case again through the real actions, and shows both as plain values."""

from __future__ import annotations

from cases.actions.allocation import allocate_case
from cases.actions.routing import route_case
from cases.enums import DecisionMaker, IecaCriterion
from cases.models import Case
from deadlines.actions.reminders import remind
from deadlines.enums import ReminderKind
from deadlines.models import Reminder
from decisions.actions.checking import approve_decision, return_decision
from decisions.actions.drafting import draft_decision, send_to_second_caseworker
from decisions.actions.issuing import issue_decision
from decisions.enums import DecisionKind, DecisionOutcome
from demonstration.decision_rows import STEP_WORDS
from nrm.access.actors import SystemActor, SystemName
from nrm.accounts.selectors import actor_for
from nrm.audit.frame import unguarded
from nrm.notices.models import InboxItem
from referrals.actions.drafts import start_draft
from referrals.actions.submission import submit_referral
from referrals.domain.answers import text_of
from referrals.domain.identity import rejoin
from referrals.models import Draft
from tests.integration.demonstration.replay_support import picture_of_support, plain, support_script_of


def fill(draft, answers):
    """Put answers into a draft as they would stand there after every page was saved."""
    with unguarded():
        Draft.objects.filter(pk=draft.pk).update(answers=answers, own_reference=text_of(answers, "own_reference"))


def picture(case):
    """Everything the database says of a case."""
    return {
        "case": plain(Case.objects.filter(pk=case.pk).values()),
        "identity": plain(case.identities.values()),
        "facts": plain([{k: v for k, v in vars(case.facts).items() if not k.startswith("_")}]),
        "search": plain(type(case.search_entry).objects.filter(case=case).values()),
        "statuses": plain(case.status_rows.order_by("since").values()),
        "routings": plain(case.routings.values()),
        "allocations": plain(case.allocations.values()),
        "parties": plain(case.parties.order_by("capacity", "since", "organisation_id", "party_status").values()),
        "deadlines": plain(case.deadlines.order_by("rule").values()),
        "reminders": plain(Reminder.objects.filter(deadline__case=case).order_by("made_at", "kind").values()),
        "support": [picture_of_support(package) for package in case.support_packages.all()],
        "referral": plain(type(case.referral).objects.filter(pk=case.pk).values()),
        "answers": plain(case.referral.answers_versions.values()),
        "decisions": plain(case.decisions.order_by("pk").values()),
        "texts": [plain(each.versions.values()) for each in case.decisions.order_by("pk")],
        "steps": [plain(each.steps.values()) for each in case.decisions.order_by("pk")],
        "inbox": sorted(plain(InboxItem.objects.filter(case=case).values()), key=str),
    }


def script_of(case):
    """What somebody would have to do to bring the case where it is: (moment, membership, function of the case)."""
    referral, routing = case.referral, case.routings.first()
    script = []
    if routing is not None:
        script.append((routing.routed_at, routing.routed_by, _route(case, routing)))
    for allocation in case.allocations.select_related("caseworker", "allocated_by"):
        script.append((allocation.allocated_at, allocation.allocated_by, _allocate(allocation)))
    for decision in case.decisions.order_by("pk"):
        for step in decision.steps.all():
            script.append((step.taken_at, step.taken_by, _decide(decision, step)))
    for package in case.support_packages.all():
        script += support_script_of(package)
    for reminder in Reminder.objects.filter(deadline__case=case).select_related("deadline"):
        script.append((reminder.made_at, None, _remind(reminder)))
    script.sort(key=lambda each: each[0])
    answers = rejoin(referral.answers_versions.get().answers, case.identity.values)
    return answers, referral.submitted_by, case.received_at, script


def live_again(at, answers, submitter, received_at, script):
    """Follow the script with the product's clock; returns the new case."""
    by = actor_for(submitter)
    at(received_at)
    draft = start_draft(answers={}, by=by)
    fill(draft, answers)
    case = submit_referral(draft_id=draft.pk, version=draft.version, by=by)
    for moment, membership, act in script:
        at(moment)
        act(Case.objects.get(pk=case.pk), membership and actor_for(membership))
    return Case.objects.get(pk=case.pk)


def _remind(reminder):
    rule, kind = reminder.deadline.rule, ReminderKind(reminder.kind)

    def act(fresh, _by):
        deadline = fresh.deadlines.get(rule=rule)
        remind(deadline_id=deadline.pk, kind=kind, by=SystemActor(SystemName.REMINDERS, case_ids=frozenset({fresh.pk})))

    return act


def _route(case, routing):
    maker, reason = DecisionMaker(case.decision_maker), routing.reason
    criteria = [IecaCriterion(each) for each in routing.ieca_criteria]
    return lambda fresh, by: route_case(
        case_id=fresh.pk, decision_maker=maker, ieca_criteria=criteria, reason=reason, version=fresh.version, by=by
    )


def _allocate(allocation):
    membership_id = allocation.caseworker_id
    return lambda fresh, by: allocate_case(case_id=fresh.pk, membership_id=membership_id, version=fresh.version, by=by)


def _decide(decision, step):
    outcome, reasons = DecisionOutcome(decision.outcome), decision.versions.get().reasons
    comments, transition = step.comments, {word: name for name, word in STEP_WORDS.items()}[step.step]
    this = {"kind": DecisionKind(decision.kind)}
    act = {
        "save_draft": lambda fresh, by: draft_decision(
            case_id=fresh.pk, outcome=outcome, reasons=reasons, version=0, by=by, **this
        ),
        "send_to_second_caseworker": lambda fresh, by: send_to_second_caseworker(
            case_id=fresh.pk, version=1, by=by, **this
        ),
        "return_with_comments": lambda fresh, by: return_decision(
            case_id=fresh.pk, comments=comments, version=1, by=by, **this
        ),
        "approve": lambda fresh, by: approve_decision(case_id=fresh.pk, version=1, by=by, **this),
        "issue": lambda fresh, by: issue_decision(case_id=fresh.pk, version=1, by=by, **this),
    }
    return act[transition]

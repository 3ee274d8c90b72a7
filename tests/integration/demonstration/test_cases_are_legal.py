"""Every generated case could have come about through the real actions: the product's own rules are asked of each."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict

import pytest

from cases.domain.references import parse_reference
from cases.domain.routing import choice_refusal, suggest_route
from cases.domain.states import next_status
from cases.enums import CaseStatus, DecisionMaker, IecaCriterion, Nation
from cases.models import Allocation, Case, CaseFacts, CaseParty, CaseStatusRow, Identity, Routing
from cases.selectors import DECIDING_ROLES, routing_facts
from deadlines.domain.bank_holidays import calendar_for
from deadlines.domain.compute import deadline
from deadlines.domain.rules import CG_EARLIEST, MOVE_ON, RECOVERY_PERIOD_END, RG_TARGET
from deadlines.models import Deadline
from decisions.domain import states as decision_states
from decisions.domain.kinds import KINDS
from decisions.domain.standards import standard_in_force
from decisions.enums import DecisionKind, DecisionOutcome, DecisionStatus
from decisions.models import Decision, DecisionStep, DecisionVersion
from demonstration.decision_rows import STEP_WORDS
from demonstration.stages import CG_STEPS_TO, EVERY_STAGE, RG_STEPS_TO
from nrm import clock
from nrm.access.permissions import Permission
from nrm.access.roles import ROLES, Role
from nrm.accounts.models import Membership
from nrm.accounts.selectors import duty_of
from nrm.audit.models import AuditEvent
from nrm.london import london_date
from nrm.notices.models import InboxItem, OutboxRow
from referrals.domain.completeness import obstacles
from referrals.domain.facts import facts
from referrals.domain.identity import rejoin
from referrals.domain.path import path_of
from referrals.domain.question_set import load
from referrals.domain.steps import asked_answers
from referrals.models import AnswersVersion, Referral
from support.models import PackageStatusRow, SupportPackage
from tests.integration.demonstration.conftest import CASES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded"), pytest.mark.xdist_group("loaded demonstration")]

TRANSITION_TO = {
    CaseStatus.ROUTED: ("route", Permission.ROUTE_CASE),
    CaseStatus.RG_IN_PROGRESS: ("allocate", Permission.ALLOCATE_CASE),
    CaseStatus.RG_POSITIVE: ("issue_rg_positive", Permission.ISSUE_REASONABLE_GROUNDS),
    CaseStatus.RG_NEGATIVE: ("issue_rg_negative", Permission.ISSUE_REASONABLE_GROUNDS),
    CaseStatus.CG_IN_PROGRESS: ("begin_cg", Permission.DRAFT_CONCLUSIVE_GROUNDS),
    CaseStatus.CG_POSITIVE: ("issue_cg_positive", Permission.ISSUE_CONCLUSIVE_GROUNDS),
    CaseStatus.CG_NEGATIVE: ("issue_cg_negative", Permission.ISSUE_CONCLUSIVE_GROUNDS),
}
RG, CG = DecisionKind.REASONABLE_GROUNDS.value, DecisionKind.CONCLUSIVE_GROUNDS.value


def by_case(rows, key="case_id"):
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def may(membership, permission):
    return permission in ROLES[Role(membership.role)].permissions


def test_there_are_as_many_cases_as_were_asked_for_numbered_without_a_gap_in_the_order_received():
    cases = list(Case.objects.order_by("received_at", "pk"))

    numbers = defaultdict(list)
    for case in cases:
        reference = parse_reference(case.reference)
        numbers[reference.year].append(reference.serial)
        assert reference.year == case.received_on.year % 100
    assert len(cases) == CASES
    assert all(serials == list(range(1, len(serials) + 1)) for serials in numbers.values())


def test_every_history_follows_the_transition_table_in_order_by_people_who_may():
    by_person = {membership.person_id: membership for membership in Membership.objects.all()}
    history = by_case(CaseStatusRow.objects.order_by("since", "pk"))
    now = clock.now()

    for case in Case.objects.all():
        rows = history[case.pk]
        status = next_status(None, "submit")
        assert (rows[0].status, rows[0].since) == (status.value, case.received_at)
        assert may(by_person[rows[0].by_person_id], Permission.SUBMIT_REFERRAL)
        for before, row in itertools.pairwise(rows):
            transition, permission = TRANSITION_TO[CaseStatus(row.status)]
            status = next_status(before.status, transition)
            assert row.status == status.value
            assert before.since < row.since < now
            assert may(by_person[row.by_person_id], permission)
        assert (case.status, case.version) == (status.value, len(rows))
        assert all(row.by_label == by_person[row.by_person_id].person.name for row in rows)
        assert london_date(case.received_at) == case.received_on


def test_every_referral_is_complete_and_holds_only_what_is_asked_on_its_path():
    question_set = load()
    identities = {identity.pk: identity for identity in Identity.objects.all()}
    answers = {version.referral_id: version.answers for version in AnswersVersion.objects.all()}

    for referral in Referral.objects.select_related("case"):
        together = rejoin(answers[referral.case_id], identities[referral.case.identity_id].values)
        duty = duty_of(referral.organisation_id, referral.case.received_on) if referral.case_id % 100 == 0 else "none"
        path = path_of(together, duty).path
        assert obstacles(question_set, together, duty=duty, on=referral.case.received_on) == []
        assert path.value == referral.path
        assert together == asked_answers(question_set, together, path)
        assert question_set.identity_keys.isdisjoint(answers[referral.case_id])


def test_facts_rebuilt_from_answers_and_identity_equal_the_stored_columns():
    question_set = load()
    answers = {version.referral_id: version.answers for version in AnswersVersion.objects.all()}

    for row in CaseFacts.objects.select_related("case__identity"):
        case = row.case
        rebuilt = facts(question_set, answers[case.pk], case.identity.values, received_on=case.received_on)
        assert {name: getattr(row, name) for name in rebuilt} == rebuilt


def test_every_stored_date_is_what_its_rule_computes_and_the_right_ones_run():
    rows = by_case(Deadline.objects.all())
    issued = {(row.case_id, row.kind): row for row in Decision.objects.filter(status="issued")}
    # Each case with a package, and when its support ended: with it ends move-on, which nobody else has.
    ended = dict(PackageStatusRow.objects.filter(status="ended").values_list("package_id", "since"))
    supported = {row.case_id: ended.get(row.pk) for row in SupportPackage.objects.all()}

    for case in Case.objects.all():
        maker = DecisionMaker(case.decision_maker) if case.decision_maker else None
        started, met = {RG_TARGET: case.received_on}, {}
        rg, cg = issued.get((case.pk, RG)), issued.get((case.pk, CG))
        if rg is not None:
            met[RG_TARGET] = rg.issued_at
        if rg is not None and rg.outcome == DecisionOutcome.POSITIVE:
            started |= dict.fromkeys((RECOVERY_PERIOD_END, CG_EARLIEST), rg.issued_on)
        if cg is not None:
            met[CG_EARLIEST] = cg.issued_at
        if cg is not None and case.pk in supported:
            started[MOVE_ON[cg.outcome]] = cg.issued_on
            met[MOVE_ON[cg.outcome]] = supported[case.pk]
        assert {row.rule: row.started_on for row in rows[case.pk]} == started
        for row in rows[case.pk]:
            of_maker = None if row.rule in MOVE_ON.values() else maker
            computed = Deadline.columns_of(deadline(row.rule, row.started_on, Nation(case.nation), of_maker))
            assert {name: getattr(row, name) for name in computed} == computed
            assert row.met_at == met.get(row.rule)


def test_conclusive_grounds_are_decided_after_a_positive_and_not_before_their_earliest_day():
    rg = {row.case_id: row for row in Decision.objects.filter(kind=RG)}
    earliest = dict(Deadline.objects.filter(rule=CG_EARLIEST).values_list("case_id", "due_on"))
    begun = list(Decision.objects.filter(kind=CG))

    assert {row.outcome for row in begun if row.status == DecisionStatus.ISSUED} == {"positive", "negative"}
    for row in begun:
        assert (rg[row.case_id].outcome, rg[row.case_id].status) == ("positive", "issued")
        assert row.issued_on is None or row.issued_on >= earliest[row.case_id]


def test_party_copies_agree_with_the_case_and_each_case_has_one_referrer_and_one_authority():
    deciding = CaseParty.objects.filter(capacity__in=["referrer", "competent_authority"])
    parties = by_case(deciding.select_related("organisation"))
    targets = dict(Deadline.objects.filter(rule=RG_TARGET, met_at=None).values_list("case_id", "due_on"))

    for case in Case.objects.select_related("referral"):
        active = {party.capacity: party for party in parties[case.pk] if party.party_status == "active"}
        assert set(active) == {"referrer", "competent_authority"}
        assert active["referrer"].organisation_id == case.referral.organisation_id
        authority = active["competent_authority"]
        assert authority.organisation.decision_maker == (case.decision_maker or "sca")
        assert authority.caseworker_id == case.allocated_to_id
        assert active["referrer"].caseworker_id is None
        for party in active.values():
            assert (party.case_status, party.received_on) == (case.status, case.received_on)
            assert party.due_on == targets.get(case.pk)
            assert party.until is None
        ended = [party for party in parties[case.pk] if party.party_status == "ended"]
        assert [party.organisation.decision_maker for party in ended] == (
            ["sca"] if case.decision_maker == "ieca" else []
        )
        assert all(party.until == authority.since for party in ended)


def test_every_routing_is_what_the_rules_suggest_or_says_why_not():
    routings = {row.case_id: row for row in Routing.objects.select_related("routed_by", "organisation")}

    for case in Case.objects.select_related("facts", "identity"):
        assert (case.pk in routings) == (case.status != CaseStatus.SUBMITTED) == bool(case.decision_maker)
        if case.pk not in routings:
            continue
        row, chosen = routings[case.pk], DecisionMaker(case.decision_maker)
        suggestion = suggest_route(routing_facts(case, [IecaCriterion(each) for each in row.ieca_criteria]))
        assert row.organisation.decision_maker == chosen
        assert row.suggested_rule == suggestion.rule
        assert row.followed_suggestion is (chosen is suggestion.decision_maker)
        assert choice_refusal(suggestion, chosen, row.reason) is None
        assert may(row.routed_by, Permission.ROUTE_CASE)


def test_every_allocation_is_to_somebody_who_decides_for_the_authority_by_somebody_of_it():
    rows = {row.case_id: row for row in Allocation.objects.select_related("caseworker", "allocated_by")}
    authority = dict(
        CaseParty.objects.filter(capacity="competent_authority", party_status="active").values_list(
            "case_id", "organisation_id"
        )
    )

    allocated = dict(Case.objects.exclude(allocated_to=None).values_list("pk", "allocated_to"))
    assert {case_id: row.caseworker_id for case_id, row in rows.items()} == allocated
    for case_id, row in rows.items():
        assert Role(row.caseworker.role) in DECIDING_ROLES
        assert row.caseworker.organisation_id == authority[case_id] == row.allocated_by.organisation_id
        assert may(row.allocated_by, Permission.ALLOCATE_CASE)


def test_every_decision_went_through_the_hands_the_rules_ask_for():
    steps = by_case(DecisionStep.objects.select_related("taken_by").order_by("taken_at", "pk"), "decision_id")
    versions = by_case(DecisionVersion.objects.all(), "decision_id")
    transition_of = {word: transition for transition, word in STEP_WORDS.items()}

    for decision in Decision.objects.select_related("case", "author"):
        taken = steps[decision.pk]
        status, last = None, None
        for step in taken:
            if step.step == "issued":
                approver = decision.approved_by_person_id
                outcome = DecisionOutcome(decision.outcome)
                assert decision_states.issue_refusal(outcome, status, decision.author_person_id, approver) is None
            status = decision_states.next_status(status and status.value, transition_of[step.step])
            assert last is None or last < step.taken_at
            last = step.taken_at
            if step.step in {"approved", "returned"}:
                assert decision_states.review_refusal(decision.author_person_id, step.taken_by.person_id) is None
                assert may(step.taken_by, KINDS[DecisionKind(decision.kind)].check)
                assert bool(step.comments) is (step.step == "returned")
            else:
                assert step.taken_by_id == decision.author_id == decision.case.allocated_to_id
        assert decision.status == status
        assert [(v.version, v.outcome) for v in versions[decision.pk]] == [(1, decision.outcome)]
        assert decision_states.reasons_refusal(versions[decision.pk][0].reasons) is None


def test_decisions_are_issued_on_working_days_under_the_standard_in_force():
    england, issued = calendar_for(Nation.ENGLAND), Counter()

    for decision in Decision.objects.filter(status=DecisionStatus.ISSUED).select_related("case"):
        assert decision.issued_on == london_date(decision.issued_at) < clock.today()
        assert england.is_working_day(decision.issued_on)
        assert decision.standard_of_proof == standard_in_force(DecisionKind(decision.kind), decision.issued_on).version
        issued[f"{KINDS[DecisionKind(decision.kind)].stage}_{decision.outcome}"] += 1

    statuses = Counter(Case.objects.values_list("status", flat=True))
    decided = ("rg_negative", "cg_positive", "cg_negative")
    assert {status: issued[status] for status in decided} == {status: statuses[status] for status in decided}
    went_on = ("rg_positive", "cg_in_progress", "cg_positive", "cg_negative")
    assert issued["rg_positive"] == sum(statuses[status] for status in went_on)


def test_each_stage_exists_for_both_authorities_and_something_for_every_referrer():
    found = Counter()
    steps = by_case(DecisionStep.objects.select_related("decision"), "decision_id")
    decisions = by_case(Decision.objects.order_by("pk"))
    stage_of = {frozenset(STEP_WORDS.get(step, step) for step in taken): stage for stage, taken in RG_STEPS_TO.items()}
    cg_stage_of = {frozenset(STEP_WORDS[step] for step in taken): stage for stage, taken in CG_STEPS_TO.items()}

    for case in Case.objects.all():
        taken = [{step.step for step in steps[decision.pk]} for decision in decisions[case.pk]] or [set()]
        taken[0] |= {"route"} if case.decision_maker else set()
        taken[0] |= {"allocate"} if case.allocated_to_id else set()
        stage = cg_stage_of[frozenset(taken[1])] if len(taken) == 2 else stage_of[frozenset(taken[0])]
        found[case.decision_maker, stage] += 1

    assert set(found) == {
        ("", "submitted"),
        *((maker, stage) for maker in ("sca", "ieca") for stage in EVERY_STAGE if stage != "submitted"),
    }
    referrers = CaseParty.objects.filter(capacity="referrer").values_list("organisation__slug", flat=True)
    assert set(referrers) == {"derbyshire-police", "west-yorkshire-police", "leeds-council", "unseen", "border-force"}


def test_inboxes_hold_what_the_cases_led_to_and_nothing_waits_to_be_sent():
    items = InboxItem.objects.all()
    waiting_now = DecisionStep.objects.filter(step="sent_to_second_caseworker")
    by_author = {"sca-second-caseworker": 0, "ieca-second-caseworker": 0}
    for step in waiting_now.select_related("decision__author__person"):
        slug = step.decision.author.person.email.split("@")[0]
        by_author[slug] = by_author.get(slug, 0) + 1
    told_nobody = by_author["sca-second-caseworker"] + by_author["ieca-second-caseworker"]

    assert not OutboxRow.objects.exists()
    assert items.filter(notice="referral_received").count() == CASES
    assert items.filter(notice="decision_to_check").count() == waiting_now.count() - told_nobody
    returned = DecisionStep.objects.filter(step="returned").count()
    assert items.filter(notice="decision_returned_to_you").count() == returned
    for item in items.filter(notice="case_allocated_to_you").select_related("case__allocated_to"):
        assert item.person_id == item.case.allocated_to.person_id
        assert item.key == f"case_allocated_to_you/allocation {item.case.allocations.get().pk}/{item.person_id}"
    of_police = Decision.objects.filter(case__referral__organisation__slug="derbyshire-police", status="issued")
    for notice, kind in (("rg_decision_made", RG), ("cg_decision_made", CG)):
        told = items.filter(organisation__slug="derbyshire-police", notice=notice)
        assert told.count() == 2 * of_police.filter(kind=kind).count() > 0
    assert all(item.made_at < clock.now() for item in items)
    nameless = items.filter(reference="")
    assert {item.notice for item in nameless} == {"support_offer_withdrawn"}
    assert nameless.count() == items.filter(notice="support_offer_withdrawn").count()


def test_each_case_has_one_imported_event_and_no_other():
    events = AuditEvent.objects.exclude(case_id=None)

    assert Counter(events.values_list("event", flat=True)) == {"imported": CASES}
    assert dict(events.values_list("case_id", "case_reference")) == dict(Case.objects.values_list("pk", "reference"))
    assert {event.actor_label for event in events} == {"system: bulk loader"}


def share(number):
    return round(100 * number / CASES, 1)


def test_shares_are_near_the_published_ones():
    facts_rows = list(CaseFacts.objects.select_related("case__referral__organisation"))
    count = Counter(row.case.referral.organisation.referrer_type for row in facts_rows)
    nationalities = Counter(nationality for row in facts_rows for nationality in row.nationalities)
    types = Counter(tuple(sorted(row.exploitation_types)) for row in facts_rows)

    near = pytest.approx
    assert share(count["government"]) == near(48, abs=3)
    assert share(count["local_authority"]) == near(23, abs=3)
    assert share(count["police"]) == near(23, abs=3)
    assert share(count["ngo"]) == near(5, abs=2)
    assert share(sum(row.age_group != "adult" for row in facts_rows)) == near(31, abs=3)
    assert share(sum(row.sex == "male" for row in facts_rows)) == near(76, abs=3)
    assert share(nationalities["GB"]) == near(23, abs=3)
    assert share(nationalities["AL"]) == near(16, abs=3)
    assert share(nationalities["VN"]) == near(11, abs=3)
    assert share(types["labour",]) == near(32, abs=3)
    assert share(types["criminal",]) == near(24, abs=3)
    assert share(types["sexual",]) == near(10, abs=3)
    assert share(types[()]) == near(11, abs=3)
    assert share(sum(row.exploitation_place == "overseas" for row in facts_rows)) == near(44, abs=4)
    assert share(sum(row.exploitation_place == "uk" for row in facts_rows)) == near(43, abs=4)
    issued = Counter(Decision.objects.filter(status="issued").values_list("kind", "outcome"))
    positive = {
        kind: issued[kind, "positive"] / (issued[kind, "positive"] + issued[kind, "negative"]) for kind in (RG, CG)
    }
    assert round(100 * positive[RG]) == near(62, abs=4)
    assert round(100 * positive[CG]) == near(70, abs=5)

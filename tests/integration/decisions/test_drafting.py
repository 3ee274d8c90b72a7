"""Writing a reasonable grounds decision: versions, character for character; sending it to the second caseworker."""

from __future__ import annotations

import pytest
from django.db import connection

from cases.actions.allocation import allocate_case
from cases.models import Case
from decisions.actions.drafting import draft_decision, send_to_second_caseworker
from decisions.domain.states import TransitionNotAllowed
from decisions.enums import DecisionOutcome
from decisions.models import Decision, DecisionStep, DecisionVersion
from decisions.selectors import decision_in_progress, decisions_of, unanswered_return
from nrm.access.exceptions import NotVisible, Refused
from nrm.audit.models import AuditEvent
from nrm.exceptions import DomainError, StaleForm
from nrm.notices.models import OutboxRow
from tests.factories.cases import REASONS, RG, actor, case_at
from tests.factories.decisions import decision_at

pytestmark = pytest.mark.django_db

POSITIVE, NEGATIVE = DecisionOutcome.POSITIVE, DecisionOutcome.NEGATIVE
ODD = "  First\r\nthen\t<b>bold</b> {{ 7*7 }} {% x %}\n\n\u202eright to left\u202c e\u0301👩\u200d👩\u200d👧 لا \u00a0 "


def draft(case, *, outcome=NEGATIVE, reasons=REASONS, version=0, by="sca-caseworker"):
    return draft_decision(kind=RG, case_id=case.pk, outcome=outcome, reasons=reasons, version=version, by=actor(by))


def send(case, *, version=1, by="sca-caseworker"):
    return send_to_second_caseworker(kind=RG, case_id=case.pk, version=version, by=actor(by))


def texts(case):
    rows = DecisionVersion.objects.filter(decision__case=case).order_by("pk")
    return list(rows.values_list("version", "outcome", "reasons", "written_by__person__name"))


def steps(case):
    rows = DecisionStep.objects.filter(decision__case=case).order_by("pk")
    return list(rows.values_list("step", "version", "taken_by__person__name"))


def told(case, notice):
    rows = OutboxRow.objects.filter(case=case, notice=notice).order_by("pk")
    return [row.person.name for row in rows]


def state(case):
    decision = Decision.objects.filter(case=case).values().first()
    return decision, texts(case), steps(case), AuditEvent.objects.filter(case_id=case.pk, is_read=False).count()


def reallocate(case, to):
    case.refresh_from_db()
    allocate_case(case_id=case.pk, membership_id=actor(to).membership_id, version=case.version, by=actor("sca-leader"))


def test_first_draft_starts_the_decision_with_its_author_and_leaves_the_case_where_it_stands():
    case = case_at("rg_in_progress")

    draft(case)

    decision = Decision.objects.get(case=case)
    author = actor("sca-caseworker")
    assert (decision.kind, decision.status, decision.outcome, decision.version) == (
        "reasonable_grounds",
        "draft",
        "negative",
        1,
    )
    assert (decision.author_id, decision.author_person_id) == (author.membership_id, author.person_id)
    assert texts(case) == [(1, "negative", REASONS, "Amara Okafor")]
    assert steps(case) == [("drafted", 1, "Amara Okafor")]
    unchanged = Case.objects.get(pk=case.pk)
    assert (unchanged.status, unchanged.version) == ("rg_in_progress", case.version)


def test_drafting_is_recorded_without_a_word_of_the_reasons():
    case = case_at("rg_in_progress")

    draft(case)

    event = AuditEvent.objects.get(event="decision_drafted")
    assert (event.case_id, event.actor_label, event.payload) == (
        case.pk,
        "Amara Okafor",
        {"kind": "Reasonable grounds", "version": 1},
    )


def test_reasons_are_kept_character_for_character():
    case = case_at("rg_in_progress")

    draft(case, reasons=ODD)

    assert texts(case) == [(1, "negative", ODD, "Amara Okafor")]


def test_each_change_is_a_version_of_its_own_and_the_earlier_ones_stay():
    case = case_at("rg_in_progress")
    draft(case, reasons="One.")

    draft(case, reasons="Two.", version=1)
    draft(case, outcome=POSITIVE, reasons="Two.", version=2)

    assert texts(case) == [
        (1, "negative", "One.", "Amara Okafor"),
        (2, "negative", "Two.", "Amara Okafor"),
        (3, "positive", "Two.", "Amara Okafor"),
    ]
    decision = decision_in_progress(case, RG)
    assert (decision.version, decision.outcome, decision.status) == (3, "positive", "draft")


def test_same_text_saved_again_adds_no_version():
    case = case_at("rg_in_progress")
    draft(case)

    draft(case, version=1)

    assert len(texts(case)) == len(steps(case)) == 1
    assert decision_in_progress(case, RG).version == 1


@pytest.mark.parametrize("blank", ["", " \r\n\t", "\u200b"])
def test_decision_without_reasons_is_not_kept(blank):
    case = case_at("rg_in_progress")

    with pytest.raises(DomainError) as refused:
        draft(case, reasons=blank)

    assert (refused.value.field, refused.value.sentence) == ("reasons", "Enter the reasons for the decision.")
    assert not Decision.objects.filter(case=case).exists()


@pytest.mark.parametrize("version", [0, 2])
def test_stale_version_changes_nothing(version):
    case = decision_at("draft").case
    before = state(case)

    with pytest.raises(StaleForm, match=r"^Somebody changed this case while you had it open\."):
        draft(case, reasons="Mine.", version=version)

    assert state(case) == before


def test_only_the_caseworker_who_has_the_case_writes_its_decision():
    case = case_at("rg_in_progress")
    before = state(case)

    for slug in ("sca-second-caseworker", "sca-leader"):
        with pytest.raises(Refused) as refused:
            draft(case, by=slug)
        assert refused.value.sentence == (
            "Only the caseworker to whom this case is allocated may write its decision. "
            "It is allocated to Amara Okafor; a team leader can reallocate it."
        )

    assert state(case) == before


def test_new_caseworker_goes_on_with_the_draft_and_becomes_its_author():
    case = decision_at("draft").case
    reallocate(case, "sca-second-caseworker")

    draft(case, reasons="Mine.", version=1, by="sca-second-caseworker")

    assert [(version, name) for version, _, _, name in texts(case)] == [(1, "Amara Okafor"), (2, "Daniel Hughes")]
    assert decision_in_progress(case, RG).author.person.name == "Daniel Hughes"
    with pytest.raises(Refused, match="It is allocated to Daniel Hughes"):
        draft(case, reasons="Mine again.", version=2)


@pytest.mark.parametrize("slug", ["sca-intake", "police-referrer", "police-lead"])
def test_who_sees_the_case_but_does_not_decide_is_refused(slug):
    case = case_at("rg_in_progress")
    before = state(case)

    with pytest.raises(Refused, match="may not do this"):
        draft(case, by=slug)

    assert state(case) == before


@pytest.mark.parametrize("slug", ["ieca-caseworker", "other-police-referrer", "auditor", "administrator", "analyst"])
def test_to_whoever_does_not_see_the_case_it_does_not_exist(slug):
    case = decision_at("draft").case
    before = state(case)

    with pytest.raises(NotVisible):
        draft(case, version=1, by=slug)
    with pytest.raises(NotVisible):
        send(case, by=slug)

    assert state(case) == before


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("submitted", "Submitted"),
        ("routed", "Routed, to be allocated"),
        ("rg_positive", "Positive reasonable grounds"),
        ("rg_negative", "Negative reasonable grounds"),
    ],
)
def test_decision_is_written_only_while_reasonable_grounds_are_in_progress(status, words):
    case = case_at(status)
    before = state(case)

    with pytest.raises(Refused) as refused:
        draft(case)

    assert refused.value.sentence == (
        f"A reasonable grounds decision cannot be written on this case: its status is “{words}”."
    )
    assert state(case) == before


def test_sending_asks_the_second_caseworkers_of_the_authority_once():
    case = decision_at("draft").case

    send(case)

    assert decision_in_progress(case, RG).status == "with_second_caseworker"
    assert steps(case)[-1] == ("sent_to_second_caseworker", 1, "Amara Okafor")
    assert told(case, "decision_to_check") == ["Daniel Hughes"]
    event = AuditEvent.objects.get(event="decision_sent_to_second_caseworker")
    assert event.payload == {"kind": "Reasonable grounds", "version": 1}


def test_second_caseworker_who_wrote_it_is_not_asked_to_check_it():
    case = decision_at("draft").case
    reallocate(case, "sca-second-caseworker")
    draft(case, reasons="Mine.", version=1, by="sca-second-caseworker")

    send(case, version=2, by="sca-second-caseworker")

    assert told(case, "decision_to_check") == []


def test_decision_sent_again_after_a_change_is_asked_for_again():
    case = decision_at("returned").case
    draft(case, reasons="Better.", version=1)

    send(case, version=2)

    assert told(case, "decision_to_check") == ["Daniel Hughes", "Daniel Hughes"]
    assert decision_in_progress(case, RG).status == "with_second_caseworker"


def test_decision_is_not_sent_twice():
    case = decision_at("with_second_caseworker").case
    before = state(case)

    with pytest.raises(TransitionNotAllowed, match="its status is “With the second caseworker”"):
        send(case)

    assert state(case) == before


def test_without_a_decision_nothing_is_sent():
    case = case_at("rg_in_progress")

    with pytest.raises(Refused, match=r"^There is no reasonable grounds decision in progress on this case\.$"):
        send(case, version=0)


@pytest.mark.parametrize("found_at", ["with_second_caseworker", "approved"])
def test_changing_the_text_takes_it_back_and_withdraws_an_approval(found_at):
    case = decision_at(found_at).case

    draft(case, reasons="Changed.", version=1)

    decision = decision_in_progress(case, RG)
    assert (decision.status, decision.version) == ("draft", 2)
    assert (decision.approved_by_person, decision.approved_at, decision.approved_version) == (None, None, None)


def test_saving_the_approved_text_unchanged_keeps_the_approval():
    case = decision_at("approved").case

    draft(case, version=1)

    decision = decision_in_progress(case, RG)
    assert (decision.status, decision.approved_version) == ("with_second_caseworker", 1)


def test_change_makes_a_returned_decision_a_draft_whose_comments_stay_in_sight_until_it_is_sent_again():
    case = decision_at("returned").case

    draft(case, reasons="Better.", version=1)
    changed = decision_in_progress(case, RG)
    comments = unanswered_return(changed)
    send_to_second_caseworker(kind=RG, case_id=case.pk, version=2, by=actor("sca-caseworker"))

    assert (changed.status, comments.version) == ("draft", 1)
    assert unanswered_return(changed) is None


def test_returned_text_saved_unchanged_is_still_returned():
    case = decision_at("returned").case

    draft(case, version=1)

    assert decision_in_progress(case, RG).status == "returned"


def test_decisions_of_a_case_come_with_every_text_and_hand_in_three_queries(django_assert_num_queries):
    case = decision_at("returned").case

    with django_assert_num_queries(3):
        (decision,) = decisions_of(case)
        shown = [(each.step, each.taken_by.person.name) for each in decision.shown_steps]

    assert [each.reasons for each in decision.shown_versions] == [REASONS]
    assert shown == [
        ("drafted", "Amara Okafor"),
        ("sent_to_second_caseworker", "Amara Okafor"),
        ("returned", "Daniel Hughes"),
    ]


@pytest.mark.parametrize("table", ["decisions_decisionversion", "decisions_decisionstep"])
def test_database_refuses_to_change_what_was_written(table):
    decision_at("draft")

    with connection.cursor() as cursor, pytest.raises(Exception, match=r"permission denied|never changed"):
        cursor.execute(f"update {table} set version = 9")  # noqa: S608  a literal table name

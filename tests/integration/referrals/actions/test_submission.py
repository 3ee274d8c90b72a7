from __future__ import annotations

import datetime as dt
import uuid

import pytest

from cases.models import Case, CaseFacts, CaseParty
from deadlines.models import Deadline
from nrm.access.exceptions import NotVisible, Refused
from nrm.audit.models import AuditEvent
from nrm.exceptions import DomainError, StaleForm
from nrm.notices.models import InboxItem, OutboxRow
from referrals.actions.submission import submit_duty_to_notify, submit_referral
from referrals.domain.answers import answered
from referrals.domain.facts import facts
from referrals.domain.identity import rejoin
from referrals.domain.question_set import load
from referrals.exceptions import NotReady
from referrals.models import AnswersVersion, Draft, DutyToNotify, Referral
from tests.factories import referrals as make
from tests.factories.answers import adult_answers, child_answers, duty_to_notify_answers, opening_answers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(at):
    at(dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC))


def events_after(mark):
    return list(AuditEvent.objects.filter(pk__gt=mark).order_by("pk").values_list("event", flat=True))


def newest():
    return AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first()


def test_submitting_makes_a_case_with_identity_facts_and_answers_apart(acting):
    by = acting("police-referrer")
    draft = make.draft(by)
    mark = newest()

    case = submit_referral(draft_id=draft.pk, version=1, by=by)

    case = Case.objects.get(pk=case.pk)
    assert (case.reference, case.status, case.nation) == ("NRM-26-000001-W", "submitted", "england")
    assert case.received_on == dt.date(2026, 11, 23)
    identity = case.identity
    assert (identity.given_name, identity.family_name, identity.born_on) == ("Linh", "Trần", dt.date(1999, 5, 1))
    assert (identity.born_precision, identity.nationalities) == ("month", ["VN", "GB"])
    stored = AnswersVersion.objects.get(referral__case=case)
    assert (stored.version, stored.made_by_label) == (1, "Jo Marsh")
    assert rejoin(stored.answers, identity.values) == adult_answers()
    assert load().identity_keys.isdisjoint(stored.answers)
    referral = case.referral
    assert (referral.submission_key, referral.path, referral.own_reference) == (draft.pk, "nrm_adult", "JM-Dover-17")
    assert referral.submitted_by_id == by.membership_id
    assert set(CaseParty.objects.filter(case=case).values_list("organisation__slug", "capacity")) == {
        ("derbyshire-police", "referrer"),
        ("sca", "competent_authority"),
    }
    assert not Draft.objects.filter(pk=draft.pk).exists()
    assert events_after(mark) == ["referral_submitted", "deadline_set", "notice_queued"]


def test_the_stored_facts_can_be_rebuilt_from_answers_and_identity(acting):
    case = make.referral(acting("police-referrer"))
    answers = case.referral.answers_versions.get().answers

    rebuilt = facts(load(), answers, case.identity.values, received_on=case.received_on)

    assert CaseFacts.objects.filter(case=case).values(*rebuilt).get() == rebuilt


def test_submitting_records_what_was_done_without_a_word_about_the_person(acting):
    case = make.referral(acting("police-referrer"))

    event = AuditEvent.objects.get(event="referral_submitted")
    assert (event.case_id, event.case_reference, event.actor_label) == (case.pk, case.reference, "Jo Marsh")
    assert event.payload == {
        "organisation": "Derbyshire Constabulary",
        "path": "nrm_adult",
        "question_set": "2026-11",
    }


def test_submitting_sets_the_target_and_tells_the_submitter(acting):
    by = acting("police-referrer")

    case = make.referral(by)

    target = Deadline.objects.get(case=case)
    assert (target.rule, target.due_on) == ("rg_target", dt.date(2026, 11, 30))
    assert set(CaseParty.objects.filter(case=case).values_list("due_on", flat=True)) == {dt.date(2026, 11, 30)}
    told = [(row.notice, row.person_id, row.reference) for row in (*OutboxRow.objects.all(), *InboxItem.objects.all())]
    assert told == [("referral_received", by.person_id, case.reference)] * 2


def test_submitting_again_returns_the_same_case_and_adds_nothing(acting):
    by = acting("police-referrer")
    draft = make.draft(by)
    first = submit_referral(draft_id=draft.pk, version=1, by=by)
    mark = newest()

    again = submit_referral(draft_id=draft.pk, version=1, by=acting("police-lead"))

    assert again.pk == first.pk
    assert events_after(mark) == ["submission_repeated"]
    counts = [model.objects.count() for model in (Case, Referral, AnswersVersion, Deadline, OutboxRow, InboxItem)]
    assert counts == [1, 1, 1, 1, 1, 1]


def test_a_case_submitted_elsewhere_is_not_returned(acting):
    draft = make.draft(acting("police-referrer"))
    submit_referral(draft_id=draft.pk, version=1, by=acting("police-referrer"))

    for slug in ("other-police-referrer", "council-referrer"):
        with pytest.raises(NotVisible):
            submit_referral(draft_id=draft.pk, version=1, by=acting(slug))
    with pytest.raises(NotVisible):
        submit_referral(draft_id=uuid.uuid4(), version=1, by=acting("police-referrer"))


@pytest.mark.parametrize("slug", ["sca-intake", "administrator", "support-worker"])
def test_a_role_that_does_not_refer_may_not_submit(acting, slug):
    draft = make.draft(acting("police-referrer"))

    for submit in (submit_referral, submit_duty_to_notify):
        with pytest.raises((Refused, NotVisible)):
            submit(draft_id=draft.pk, version=1, by=acting(slug))

    assert Case.objects.count() == 0
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_a_draft_changed_since_the_check_page_is_not_submitted(acting):
    by = acting("police-referrer")
    draft = make.draft(by)
    make.saved(draft, "name-and-birth", acting("police-lead"), given_name=answered("Lin"))

    with pytest.raises(StaleForm, match="changed after you opened this page"):
        submit_referral(draft_id=draft.pk, version=1, by=by)

    assert Case.objects.count() == 0


def test_what_is_missing_or_contradicts_stops_a_submission_and_keeps_the_draft(acting):
    by = acting("police-referrer")
    draft = make.draft(by, opening_answers(date_of_birth=answered("2015", "year")))

    with pytest.raises(NotReady) as refused:
        submit_referral(draft_id=draft.pk, version=1, by=by)

    assert [each.key for each in refused.value.obstacles] == [
        "given_name",
        "exploitation_types",
        "account",
        "contact_route",
        "referrer_phone",
        "date_of_birth",
    ]
    assert (Case.objects.count(), Draft.objects.count()) == (0, 1)


def test_a_child_is_referred_without_consent(acting):
    case = make.referral(acting("council-referrer"), child_answers())

    assert case.referral.path == "nrm_child"
    assert (case.facts.age_group, case.facts.wants_support) == ("child", "")
    assert case.facts.local_authority == "kent_county_council"


def test_answers_off_the_path_are_not_submitted(acting):
    by = acting("police-referrer")
    draft = make.draft(by, child_answers(consent_referral=answered("yes"), accommodation_tonight=answered("yes")))

    case = submit_referral(draft_id=draft.pk, version=1, by=by)

    answers = case.referral.answers_versions.get().answers
    assert {"consent_referral", "accommodation_tonight"}.isdisjoint(answers)


def test_an_adult_who_refuses_becomes_a_report_of_codes_alone(acting):
    by = acting("police-referrer")
    draft = make.draft(by, duty_to_notify_answers(given_name=answered("Arben"), account=answered("He said no")))
    mark = newest()

    report = submit_duty_to_notify(draft_id=draft.pk, version=1, by=by)

    stored = DutyToNotify.objects.values().get()
    assert stored == {
        "id": report.pk,
        "reference": "DTN-26-000001-W",
        "organisation_id": by.organisation_id,
        "submitted_by_id": by.membership_id,
        "submitted_on": dt.date(2026, 11, 23),
        "question_set": "2026-11",
        "nation": "wales",
        "sex": "male",
        "age_band": "25_39",
        "nationalities": ["AL"],
        "exploitation_types": ["labour", "criminal"],
        "exploitation_place": "uk",
        "police_force": "gwent",
    }
    assert (Draft.objects.count(), Case.objects.count(), OutboxRow.objects.count()) == (0, 0, 0)
    event = AuditEvent.objects.get(pk__gt=mark)
    assert (event.event, event.payload) == ("duty_to_notify_submitted", {"reference": "DTN-26-000001-W"})
    assert event.subject_id == str(report.pk)


def test_a_report_submitted_again_finds_no_draft_and_doubles_nothing(acting):
    by = acting("police-referrer")
    draft = make.draft(by, duty_to_notify_answers())
    submit_duty_to_notify(draft_id=draft.pk, version=1, by=by)

    for submit in (submit_duty_to_notify, submit_referral):
        with pytest.raises(NotVisible):
            submit(draft_id=draft.pk, version=1, by=by)

    assert DutyToNotify.objects.count() == 1


def test_each_submission_refuses_the_other_path(acting):
    by = acting("police-referrer")
    report, referral = make.draft(by, duty_to_notify_answers()), make.draft(by)

    with pytest.raises(DomainError, match="duty to notify report, not a referral"):
        submit_referral(draft_id=report.pk, version=1, by=by)
    with pytest.raises(DomainError, match="referral, not a duty to notify report"):
        submit_duty_to_notify(draft_id=referral.pk, version=1, by=by)

    assert (Case.objects.count(), DutyToNotify.objects.count(), Draft.objects.count()) == (0, 0, 2)


@pytest.mark.parametrize(
    ("slug", "nation"),
    [("charity-referrer", "england"), ("police-referrer", "scotland"), ("police-referrer", "northern_ireland")],
)
def test_where_no_duty_applies_nothing_can_be_sent_for_an_adult_who_refuses(acting, slug, nation):
    by = acting(slug)
    draft = make.draft(by, duty_to_notify_answers(nation=answered(nation)))

    for submit in (submit_referral, submit_duty_to_notify):
        with pytest.raises(NotReady) as refused:
            submit(draft_id=draft.pk, version=1, by=by)
        assert [each.key for each in refused.value.obstacles] == ["consent_referral"]

    assert (Case.objects.count(), DutyToNotify.objects.count(), Draft.objects.count()) == (0, 0, 1)

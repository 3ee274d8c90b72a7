from __future__ import annotations

import uuid

import pytest
from django.http import QueryDict

from nrm.access.actors import SystemActor, SystemName
from nrm.access.exceptions import NotVisible, Refused
from nrm.audit.models import AuditEvent
from nrm.web.held import hold
from nrm.web.models import HeldForm
from referrals.actions.drafts import dispose_draft, save_page, start_draft
from referrals.domain.answers import answered, stated
from referrals.domain.merging import marks
from referrals.enums import AnswerState
from referrals.exceptions import AnswersOverlap, AnswersRefused
from referrals.models import Draft
from referrals.selectors import drafts_visible_to
from tests.factories import referrals as make
from tests.factories.answers import adult_answers, opening_answers

pytestmark = pytest.mark.django_db


def last_event():
    return AuditEvent.objects.order_by("-pk").values("event", "subject_id", "payload", "actor_label").first()


def test_starting_a_draft_belongs_to_the_organisation_and_is_recorded(acting):
    by = acting("police-referrer")

    draft = start_draft(answers={"nation": answered("wales")}, by=by)

    assert (draft.organisation_id, draft.started_by_id, draft.version) == (by.organisation_id, by.membership_id, 1)
    assert draft.answers == {"nation": answered("wales")}
    assert last_event() == {
        "event": "draft_started",
        "subject_id": str(draft.pk),
        "payload": {},
        "actor_label": "Jo Marsh",
    }
    assert list(drafts_visible_to(acting("police-lead"))) == [draft]
    for other in ("other-police-referrer", "sca-intake", "administrator", "auditor", "council-referrer"):
        assert list(drafts_visible_to(acting(other))) == []


def test_the_same_form_sent_twice_starts_one_draft(acting):
    number = uuid.uuid4()

    first = start_draft(answers={"nation": answered("wales")}, by=acting("police-referrer"), draft_id=number)
    second = start_draft(answers={"nation": answered("england")}, by=acting("police-referrer"), draft_id=number)

    assert (second.pk, second.answers) == (first.pk, {"nation": answered("wales")})
    assert Draft.objects.count() == 1


def test_a_number_that_is_somebody_elses_draft_or_was_submitted_is_not_used_again(acting):
    elsewhere = make.draft(acting("other-police-referrer"))
    submitted = make.referral(acting("police-referrer")).referral.submission_key

    fresh = [
        start_draft(answers={}, by=acting("police-referrer"), draft_id=number) for number in (elsewhere.pk, submitted)
    ]

    assert {draft.pk for draft in fresh}.isdisjoint({elsewhere.pk, submitted})
    assert Draft.objects.get(pk=elsewhere.pk).answers == elsewhere.answers


def test_starting_with_what_is_no_answer_keeps_nothing(acting):
    with pytest.raises(AnswersRefused) as refused:
        start_draft(answers={"nation": {"value": "atlantis"}}, by=acting("police-referrer"))

    assert refused.value.errors == {"nation": "Choose nation from the answers offered"}
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("slug", ["sca-caseworker", "administrator", "analyst"])
def test_a_role_that_does_not_refer_may_not_start_a_draft(acting, slug):
    with pytest.raises(Refused):
        start_draft(answers={}, by=acting(slug))


def test_saving_a_half_filled_page_keeps_what_is_there(acting):
    draft = make.draft(acting("police-referrer"), opening_answers())

    saved = save_page(
        draft_id=draft.pk,
        page_key="name-and-birth",
        sent={"given_name": {"value": " Linh "}, "family_name": {"state": "not_known"}, "other_names": {"value": ""}},
        version=1,
        by=acting("police-lead"),
    )

    assert saved.errors == {}
    draft.refresh_from_db()
    added = {"given_name": answered(" Linh "), "family_name": stated(AnswerState.NOT_KNOWN)}
    assert draft.answers == opening_answers() | added
    assert (draft.version, draft.changed_by_label) == (2, "Sunita Rao")
    assert last_event() == {
        "event": "draft_saved",
        "subject_id": str(draft.pk),
        "payload": {"keys": ["family_name", "given_name"], "version": 2},
        "actor_label": "Sunita Rao",
    }


def test_saving_without_a_change_leaves_the_version(acting):
    by = acting("police-referrer")
    draft = make.draft(by)

    save_page(draft_id=draft.pk, page_key="age", sent={"under_18": {"value": "no"}}, version=1, by=by)

    draft.refresh_from_db()
    assert draft.version == 1
    assert last_event()["payload"] == {"keys": [], "version": 1}


def test_what_cannot_be_kept_is_refused_and_the_rest_is_saved(acting):
    by = acting("police-referrer")
    draft = make.draft(by, opening_answers())

    saved = save_page(
        draft_id=draft.pk,
        page_key="name-and-birth",
        sent={"given_name": {"value": "Li\x00nh"}, "family_name": {"value": "Trần"}},
        version=1,
        by=by,
    )

    assert list(saved.errors) == ["given_name"]
    draft.refresh_from_db()
    assert draft.answers == opening_answers() | {"family_name": answered("Trần")}


def test_a_page_takes_only_its_own_questions(acting):
    by = acting("police-referrer")
    draft = make.draft(by, opening_answers())

    saved = save_page(draft_id=draft.pk, page_key="age", sent={"given_name": {"value": "Linh"}}, version=1, by=by)

    assert list(saved.errors) == [""]
    draft.refresh_from_db()
    assert "given_name" not in draft.answers


def test_a_child_taken_for_an_adult_afterwards_is_asked_for_consent_afresh(acting):
    by = acting("police-referrer")
    draft = make.draft(by)

    make.saved(draft, "age", by, under_18=answered("yes"))
    back = make.saved(draft, "age", by, under_18=answered("no"))

    assert {"consent_referral", "consent_given_on", "consent_support"}.isdisjoint(back.answers)
    assert back.answers["given_name"] == answered("Linh")


def test_two_people_who_changed_different_questions_both_keep_their_change(acting):
    draft = make.draft(acting("police-referrer"))
    seen = marks(draft.answers, ("given_name", "family_name"))
    make.saved(draft, "name-and-birth", acting("police-lead"), family_name=answered("Tran"))

    save_page(
        draft_id=draft.pk,
        page_key="name-and-birth",
        sent={"given_name": answered("Linh Thị"), "family_name": answered("Trần")},
        version=1,
        seen=seen,
        by=acting("police-referrer"),
    )

    draft.refresh_from_db()
    changed = {"given_name": answered("Linh Thị"), "family_name": answered("Tran")}
    assert draft.answers == adult_answers() | changed
    assert draft.version == 3


def test_two_people_who_changed_the_same_question_overwrite_nothing(acting):
    draft = make.draft(acting("police-referrer"))
    seen = marks(draft.answers, ("given_name", "family_name"))
    make.saved(draft, "name-and-birth", acting("police-lead"), given_name=answered("Lin"))

    with pytest.raises(AnswersOverlap) as overlap:
        save_page(
            draft_id=draft.pk,
            page_key="name-and-birth",
            sent={"given_name": answered("Ling"), "family_name": answered("Tran")},
            version=1,
            seen=seen,
            by=acting("police-referrer"),
        )

    draft.refresh_from_db()
    assert overlap.value.keys == ("given_name",)
    assert overlap.value.seen == marks(draft.answers, ("given_name", "family_name"))
    assert draft.answers == adult_answers() | {"given_name": answered("Lin")}
    assert last_event()["actor_label"] == "Sunita Rao"


def test_a_draft_of_another_organisation_is_not_visible_to_any_action(acting):
    draft = make.draft(acting("police-referrer"))
    other = acting("other-police-referrer")

    with pytest.raises(NotVisible):
        save_page(draft_id=draft.pk, page_key="age", sent={"under_18": answered("yes")}, version=1, by=other)
    with pytest.raises(NotVisible):
        dispose_draft(draft_id=draft.pk, by=other)
    with pytest.raises(NotVisible):
        save_page(draft_id=draft.pk, page_key="no-such-page", sent={}, version=1, by=acting("police-referrer"))

    assert Draft.objects.get(pk=draft.pk).answers == draft.answers


def test_disposing_removes_the_draft_and_the_text_held_for_its_pages(acting):
    by = acting("police-referrer")
    kept, gone = make.draft(by), make.draft(by)
    keeper = SystemActor(SystemName.HELD_TEXT)
    for draft in (kept, gone):
        path = f"/referrals/drafts/{draft.pk}/name-and-birth/"
        hold(person_id=by.person_id, path=path, fields=QueryDict("given_name=Linh"), by=keeper)

    dispose_draft(draft_id=gone.pk, by=acting("police-lead"))

    assert list(Draft.objects.all()) == [kept]
    assert [held.path for held in HeldForm.objects.all()] == [f"/referrals/drafts/{kept.pk}/name-and-birth/"]
    assert last_event() == {
        "event": "draft_disposed",
        "subject_id": str(gone.pk),
        "payload": {"reason": "deleted by hand"},
        "actor_label": "Sunita Rao",
    }

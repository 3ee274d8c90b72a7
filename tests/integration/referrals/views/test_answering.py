from __future__ import annotations

import pytest

from cases.models import Case
from nrm.accounts.models import Person
from nrm.audit.models import AuditEvent
from nrm.web.held import author_token
from referrals.domain.answers import answered, stated
from referrals.domain.question_set import load
from referrals.enums import AnswerState
from referrals.models import Draft
from tests.factories import referrals as make
from tests.factories.answers import adult_answers, child_answers, duty_to_notify_answers, opening_answers
from tests.html_form import fields_of, text_of

pytestmark = pytest.mark.django_db

PAGES = [page.key for section in load().sections for page in section.pages]


def address(draft, page=""):
    return f"/referrals/drafts/{draft.pk}/{page}"


def test_the_task_list_says_how_far_the_draft_is_and_whom_to_phone_tonight(acting, signed_in):
    draft = make.draft(acting("police-referrer"), opening_answers(own_reference=answered("JM-1")))

    response = signed_in("police-lead").get(address(draft))

    shown = text_of(response)
    assert response.status_code == 200
    assert "Draft JM-1 · adult who consents" in shown
    assert "1 of 10 sections done; 4 still need something before you can submit." in shown
    assert "0800 808 3733" in shown
    event = AuditEvent.objects.get(event="draft_viewed")
    assert (event.subject_id, event.actor_label) == (str(draft.pk), "Sunita Rao")


def test_in_scotland_no_line_of_england_and_wales_is_given(acting, signed_in):
    draft = make.draft(acting("police-referrer"), child_answers(nation=answered("scotland")))

    shown = text_of(signed_in("police-referrer").get(address(draft)))

    assert "0800 0121 700" in shown
    assert "0800 808 3733" not in shown


@pytest.mark.parametrize(
    ("answers", "page"),
    [({}, "encounter/#question-nation"), ({"nation": answered("wales")}, "age/#question-under_18")],
)
def test_a_draft_without_a_path_leads_to_the_question_that_is_missing(acting, signed_in, answers, page):
    draft = make.draft(acting("police-referrer"), answers)

    assert signed_in("police-referrer").get(address(draft)).url == address(draft, page)


# As a browser sends them: ticked boxes in the order of the page, line breaks of two characters.
AS_A_BROWSER_SENDS = {
    "exploitation_types": answered(["labour", "criminal"]),
    "indicators": answered(["threats", "debt_bondage"]),
    "uk_places": answered("Dover\r\n a farm near Ashford \r\n\r\n"),
    "other_names": stated(AnswerState.DECLINED),
    "account": answered("\r\n  <b>{{ 7 * 7 }}</b> \u202eabc\u202c e\u0301\r\n"),
}


@pytest.mark.parametrize(
    "answers", [adult_answers(), child_answers(), duty_to_notify_answers()], ids=["adult", "child", "report"]
)
def test_opening_and_saving_every_page_changes_nothing(acting, signed_in, answers):
    draft = make.draft(acting("police-referrer"), answers | AS_A_BROWSER_SENDS)
    client = signed_in("police-referrer")

    for page in PAGES:
        shown = client.get(address(draft, f"{page}/"))
        if shown.status_code == 200:
            saved = client.post(address(draft, f"{page}/"), fields_of(shown) | {"press": "continue"})
            assert saved.status_code == 302

    after = Draft.objects.get(pk=draft.pk)
    assert after.answers == draft.answers
    assert after.version == 1


def test_the_opening_goes_from_age_to_consent_to_the_task_list(acting, signed_in):
    draft = make.draft(acting("police-referrer"), {"nation": answered("wales")})
    client = signed_in("police-referrer")

    age = client.post(address(draft, "age/"), make.posted(draft, "under_18", under_18="no"))
    draft.refresh_from_db()
    consent = client.post(
        address(draft, "consent/"), make.posted(draft, *make.keys_of("consent"), consent_referral="yes")
    )

    assert (age.url, consent.url) == (address(draft, "consent/"), address(draft))
    assert client.get(address(draft)).status_code == 200


def test_a_child_is_not_asked_for_consent(acting, signed_in):
    draft = make.draft(acting("police-referrer"), {"nation": answered("wales")})
    client = signed_in("police-referrer")

    saved = client.post(address(draft, "age/"), make.posted(draft, "under_18", under_18="may_be"))

    assert saved.url == address(draft)
    assert client.get(address(draft, "consent/")).url == address(draft)


def test_going_on_without_the_answer_that_decides_the_path_is_refused(acting, signed_in):
    draft = make.draft(acting("police-referrer"), {"nation": answered("wales")})
    client = signed_in("police-referrer")

    refused = client.post(address(draft, "age/"), make.posted(draft, "under_18"))
    later = client.post(address(draft, "age/"), make.posted(draft, "under_18", press="later"))

    assert refused.status_code == 422
    assert "Say whether the person is under 18, or may be" in text_of(refused)
    assert "saved" not in text_of(refused).partition("Is the person under 18?")[0]
    assert later.url == "/referrals/drafts/"


def test_an_adult_who_refuses_where_no_duty_applies_is_told_what_can_be_done(acting, signed_in):
    draft = make.draft(acting("charity-referrer"), duty_to_notify_answers())

    response = signed_in("charity-referrer").get(address(draft))

    shown = text_of(response)
    assert response.status_code == 200
    assert "You cannot refer this person" in shown
    assert "Your organisation has no duty to notify" in shown
    assert "0800 0121 700" in shown
    assert signed_in("charity-referrer").get(address(draft, "check/")).url == address(draft)


def test_an_adult_who_refuses_under_the_duty_becomes_a_report_without_a_name(acting, signed_in):
    draft = make.draft(acting("police-referrer"), duty_to_notify_answers())
    client = signed_in("police-referrer")

    shown = text_of(client.get(address(draft)))

    assert "Report a potential victim without a name" in shown
    assert "What the report will say" in shown
    assert client.get(address(draft, "name-and-birth/")).url == address(draft)


def test_a_half_filled_page_is_saved_and_goes_on_or_comes_back_later(acting, signed_in):
    draft = make.draft(acting("police-referrer"), opening_answers())
    client = signed_in("police-referrer")
    typed = {"given_name": "Linh", "family_name-state": "not_known"}

    goes_on = client.post(
        address(draft, "name-and-birth/"), make.posted(draft, *make.keys_of("name-and-birth"), **typed)
    )
    draft.refresh_from_db()
    later = client.post(
        address(draft, "background/"), make.posted(draft, *make.keys_of("background"), sex="female", press="later")
    )

    assert goes_on.url == address(draft, "background/")
    assert later.url == "/referrals/drafts/"
    assert "Your answers are saved" in text_of(client.get(later.url))
    added = {
        "given_name": answered("Linh"),
        "family_name": stated(AnswerState.NOT_KNOWN),
        "sex": answered("female"),
    }
    assert Draft.objects.get(pk=draft.pk).answers == opening_answers() | added


def test_the_last_page_of_a_section_leads_to_the_task_list_and_a_change_back_to_the_check(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("police-referrer")
    unchanged = fields_of(client.get(address(draft, "places/"))) | {"press": "continue"}

    assert client.post(address(draft, "places/"), unchanged).url == address(draft)
    assert client.post(address(draft, "places/?back=check"), unchanged).url == address(draft, "check/")


def test_another_box_is_added_without_losing_what_was_typed(acting, signed_in):
    draft = make.draft(acting("police-referrer"), opening_answers())
    client = signed_in("police-referrer")
    typed = {"nationalities": "VN", "nationalities-2": "GB", "sex": "male", "press": "another-nationalities"}

    saved = client.post(address(draft, "background/"), make.posted(draft, *make.keys_of("background"), **typed))
    shown = fields_of(client.get(saved.url.split("#")[0]))

    assert saved.url == address(draft, "background/?more=nationalities#question-nationalities")
    boxes = {name: value for name, value in shown.items() if name.startswith("nationalities") and "state" not in name}
    assert boxes == {
        "nationalities": ["VN"],
        "nationalities-2": ["GB"],
        "nationalities-3": [""],
    }


def test_a_page_says_when_its_questions_are_asked_without_any_script(acting, signed_in):
    draft = make.draft(acting("police-referrer"))

    shown = text_of(signed_in("police-referrer").get(address(draft, "safety/")))

    assert "Answer this if you chose “Yes” or “Not sure” for “Is anybody in danger now?”" in shown


def test_no_page_of_that_name(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("police-referrer")

    assert client.get(address(draft, "no-such-page/")).status_code == 404
    assert client.post(address(draft, "no-such-page/"), {}).status_code == 404


def test_two_tabs_on_different_questions_are_put_together(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("police-referrer")
    first, second = (fields_of(client.get(address(draft, "name-and-birth/"))) for _ in range(2))

    client.post(address(draft, "name-and-birth/"), first | {"given_name": "Linh Thi"})
    saved = client.post(address(draft, "name-and-birth/"), second | {"family_name": "Tran"})

    assert saved.status_code == 302
    changed = {"given_name": answered("Linh Thi"), "family_name": answered("Tran")}
    assert Draft.objects.get(pk=draft.pk).answers == adult_answers() | changed


def test_two_people_on_the_same_question_see_both_and_the_next_save_decides(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("police-referrer")
    opened = fields_of(client.get(address(draft, "name-and-birth/")))
    make.saved(draft, "name-and-birth", acting("police-lead"), given_name=answered("Lin"))

    both = client.post(address(draft, "name-and-birth/"), opened | {"given_name": "Ling"})

    assert both.status_code == 422
    assert "Stored now, by Sunita Rao Given names Lin " in text_of(both)
    assert fields_of(both)["given_name"] == ["Ling"]
    assert Draft.objects.get(pk=draft.pk).answers["given_name"] == answered("Lin")
    decided = client.post(address(draft, "name-and-birth/"), fields_of(both) | {"press": "continue"})
    assert decided.status_code == 302
    assert Draft.objects.get(pk=draft.pk).answers == adult_answers() | {"given_name": answered("Ling")}


def test_what_others_saved_meanwhile_outlives_a_page_shown_again_for_an_overlap(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("police-referrer")
    opened = fields_of(client.get(address(draft, "name-and-birth/")))
    theirs = {"given_name": answered("Lin"), "other_names": answered("Lily")}
    make.saved(draft, "name-and-birth", acting("police-lead"), **theirs)

    both = client.post(address(draft, "name-and-birth/"), opened | {"given_name": "Ling", "family_name": "Tran"})
    decided = client.post(address(draft, "name-and-birth/"), fields_of(both) | {"press": "continue"})

    assert (both.status_code, decided.status_code) == (422, 302)
    mine = {"given_name": answered("Ling"), "family_name": answered("Tran"), "other_names": answered("Lily")}
    assert Draft.objects.get(pk=draft.pk).answers == adult_answers() | mine


def test_what_others_saved_meanwhile_outlives_a_page_shown_again_for_an_error(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("police-referrer")
    opened = fields_of(client.get(address(draft, "name-and-birth/")))
    make.saved(draft, "name-and-birth", acting("police-lead"), other_names=answered("Lily"))

    wrong = opened | {"given_name": "Ling", "date_of_birth-month": "13"}
    refused = client.post(address(draft, "name-and-birth/"), wrong)
    corrected = fields_of(refused) | {"given_name": "Linh Thi", "date_of_birth-month": "12", "press": "continue"}
    saved = client.post(address(draft, "name-and-birth/"), corrected)

    assert (refused.status_code, saved.status_code) == (422, 302)
    expected = {
        "given_name": answered("Linh Thi"),
        "other_names": answered("Lily"),
        "date_of_birth": answered("1999-12", "month"),
    }
    assert Draft.objects.get(pk=draft.pk).answers == adult_answers() | expected


def test_a_page_opened_before_the_path_changed_is_read_with_its_own_questions(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("police-referrer")
    opened = fields_of(client.get(address(draft, "exploitation/")))
    make.saved(draft, "age", acting("police-lead"), under_18=answered("yes"))

    saved = client.post(address(draft, "exploitation/"), opened | {"account": "More is known now"})

    assert saved.status_code == 302
    after = Draft.objects.get(pk=draft.pk).answers
    assert (after["account"], after["under_18_when_exploited"]) == (answered("More is known now"), answered("not_sure"))


def test_text_typed_for_a_draft_that_was_submitted_meanwhile_is_shown_again(acting, signed_in):
    draft = make.draft(acting("police-referrer"))
    client = signed_in("police-referrer")
    client.post(address(draft, "check/"), {"version": "1"})

    late = client.post(
        address(draft, "name-and-birth/"), make.posted(draft, "given_name", given_name="Linh <i>Thi</i>")
    )
    looked = client.get(address(draft, "name-and-birth/"))

    assert late.status_code == 404
    reference = Case.objects.get().reference
    assert f"It was submitted. The case is {reference}" in text_of(late)
    assert "Given names Linh <i>Thi</i>" in text_of(late)
    assert looked.url == f"/referrals/received/{reference}/"


def test_text_typed_after_the_session_ended_is_given_back_to_its_person_alone(acting, signed_in, rf, client):
    draft = make.draft(acting("police-referrer"))
    by = acting("police-referrer")
    request = rf.get(address(draft, "exploiters/"))
    request.user, request.actor = Person.objects.get(pk=by.person_id), by
    typed = make.posted(draft, *make.keys_of("exploiters"), exploiters="A man called\r\n “X”")

    mark = author_token(request)
    client.cookies.load(request.COOKIES)
    sent = client.post(address(draft, "exploiters/"), typed | {"_author": mark})
    back = sent.url.split("next=")[1].replace("%2F", "/").replace("%3F", "?").replace("%3D", "=")
    returned = signed_in("police-referrer").get(back)

    assert fields_of(returned)["exploiters"] == ["A man called\r\n “X”"]
    assert fields_of(returned)["version"] == ["1"]
    assert Draft.objects.get(pk=draft.pk).version == 1
    assert "A man called" not in text_of(signed_in("police-lead").get(back))

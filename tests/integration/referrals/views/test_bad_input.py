"""Whatever is typed: a clear sentence, nothing lost, nothing doubled, text kept character for character."""

from __future__ import annotations

import pytest

from referrals.domain.answers import answered
from referrals.models import Draft
from tests.factories import referrals as make
from tests.factories.answers import opening_answers
from tests.html_form import fields_of, text_of

pytestmark = pytest.mark.django_db

MEGABYTE = "ä" * 500_000


@pytest.fixture
def draft(acting):
    return make.draft(acting("police-referrer"), opening_answers())


@pytest.fixture
def post(signed_in, draft):
    client = signed_in("police-referrer")

    def send(page, **typed):
        sent = make.posted(draft, *make.keys_of(page), **typed)
        return client.post(f"/referrals/drafts/{draft.pk}/{page}/", sent)

    return send


def stored(draft):
    answers = Draft.objects.get(pk=draft.pk).answers
    return {key: answer for key, answer in answers.items() if key not in opening_answers()}


@pytest.mark.parametrize(
    ("day", "month", "year", "sentence"),
    [
        ("31", "2", "2001", "Date of birth must be a real date"),
        ("1", "", "2001", "Date of birth must include a month"),
        ("", "13", "2001", "Date of birth: the month must be a number from 1 to 12, or its name"),
        ("x", "1", "2001", "Date of birth: the day must be a number from 1 to 31"),
        ("1", "1", "01", "Date of birth: the year must have 4 numbers"),
        ("1\x00", "1", "2001", "Date of birth: the day must be a number from 1 to 31"),
        ("\u0661", "1", "2001", "Date of birth: the day must be a number from 1 to 31"),
    ],
)
def test_a_date_that_is_none_is_refused_at_its_field_and_the_rest_is_saved(post, draft, day, month, year, sentence):
    typed = {"date_of_birth-day": day, "date_of_birth-month": month, "date_of_birth-year": year}

    response = post("name-and-birth", given_name="Linh", **typed)

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "Your other answers on this page are saved." in text_of(response)
    assert fields_of(response)["date_of_birth-year"] == [year]
    assert stored(draft) == {"given_name": answered("Linh")}


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        ("2999", "Date of birth must be today or in the past"),
        ("1850", "Date of birth must be in 1900 or later"),
        ("2020", "The date of birth is that of a child, but the answer about age says adult. Change the date of birth"),
    ],
)
def test_a_date_of_birth_that_cannot_be_right_is_saved_said_once_and_stands_in_the_way_of_submitting(
    post, signed_in, draft, year, sentence
):
    client = signed_in("police-referrer")

    first = post("name-and-birth", **{"date_of_birth-year": year})
    second = client.post(f"/referrals/drafts/{draft.pk}/name-and-birth/", fields_of(first) | {"press": "continue"})

    assert first.status_code == 422
    assert sentence in text_of(first)
    assert "Your answers on this page are saved. What is marked cannot be right and must be corrected" in text_of(first)
    assert second.url == f"/referrals/drafts/{draft.pk}/background/"
    assert stored(draft) == {"date_of_birth": answered(year, "year")}
    assert sentence in text_of(client.get(f"/referrals/drafts/{draft.pk}/check/"))


def test_what_cannot_be_right_does_not_keep_anybody_from_coming_back_later(post, draft):
    response = post("name-and-birth", **{"date_of_birth-year": "2999", "press": "later"})

    assert response.url == "/referrals/drafts/"
    assert stored(draft) == {"date_of_birth": answered("2999", "year")}


def test_a_nationality_that_is_in_no_list_is_refused_and_shown_again(post, draft):
    response = post("background", nationalities="Ruritanian", sex="female")

    assert response.status_code == 422
    assert "Choose nationality from the answers offered" in text_of(response)
    assert fields_of(response)["nationalities"] == ["Ruritanian"]
    assert stored(draft) == {"sex": answered("female")}


def test_a_megabyte_of_text_is_refused_whole_and_shown_back(post, draft):
    response = post("exploitation", account=MEGABYTE, exploitation_types="labour")

    assert response.status_code == 422
    assert "It is 500,000 characters long, 400,000 too many" in text_of(response)
    assert fields_of(response)["account"] == [MEGABYTE]
    assert stored(draft) == {"exploitation_types": answered(["labour"])}


def test_the_longest_text_allowed_is_kept(post, draft):
    response = post("exploitation", account="x" * 99_999 + "\r\n")

    assert response.status_code == 302
    assert stored(draft) == {"account": answered("x" * 99_999 + "\r\n")}


@pytest.mark.parametrize("broken", ["Li\x00nh", "Li\ufffdnh"], ids=["NUL", "undecodable"])
def test_characters_that_cannot_be_kept_are_refused_and_the_rest_shown_again(post, draft, broken):
    response = post("name-and-birth", given_name=broken, family_name="Trần")

    assert response.status_code == 422
    assert "Given names contained characters that cannot be stored" in text_of(response)
    assert fields_of(response)["given_name"] == ["Linh"]
    assert stored(draft) == {"family_name": answered("Trần")}


def test_a_lone_surrogate_sent_as_bytes_is_refused(signed_in, draft):
    body = b"version=1&seen=&given_name=Li%ED%A0%80nh&family_name=Pop"

    response = signed_in("police-referrer").post(
        f"/referrals/drafts/{draft.pk}/name-and-birth/", body, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 422
    assert fields_of(response)["given_name"] == ["Linh"]
    assert stored(draft) == {"family_name": answered("Pop")}


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}{% raw %}${7*7}",
        "\u0623\u062d\u0645\u062f \u202e\u062e\u0627\u0644\u062f\u202c",
        "e\u0301 \u0915\u094d\u0937 \U0001f469\u200d\U0001f467",
        "  two  spaces  ",
        'O\'Neil "Q" & <b>',
        "%s %(x)s \\n",
    ],
)
def test_a_name_is_kept_character_for_character_and_escaped_when_shown(post, signed_in, draft, name):
    client = signed_in("police-referrer")

    response = post("name-and-birth", given_name=name)

    assert response.status_code == 302
    assert stored(draft) == {"given_name": answered(name)}
    assert fields_of(client.get(f"/referrals/drafts/{draft.pk}/name-and-birth/"))["given_name"] == [name]
    check = client.get(f"/referrals/drafts/{draft.pk}/check/")
    assert "<script>alert" not in check.content.decode()
    assert f"Given names {' '.join(name.split())} Change" in text_of(check)


def test_an_answer_together_with_a_reason_for_none_is_refused(post, draft):
    response = post("name-and-birth", **{"given_name": "Linh", "given_name-state": "declined"})

    assert response.status_code == 422
    assert "Given names: give an answer or choose “Declined”, not both" in text_of(response)
    assert fields_of(response)["given_name"] == ["Linh"]
    assert stored(draft) == {}


def test_a_state_the_question_does_not_offer_is_refused(post, draft):
    response = post("name-and-birth", **{"date_of_birth-state": "not_applicable"})

    assert response.status_code == 422
    assert stored(draft) == {}


@pytest.mark.parametrize("seen", ["", "{", '{"given_name": 1}', '{"nation": "x"}'])
def test_a_page_that_lost_its_marks_still_saves_on_an_unchanged_draft(post, draft, seen):
    response = post("name-and-birth", given_name="Linh", seen=seen)

    assert response.status_code == 302
    assert stored(draft) == {"given_name": answered("Linh")}


def test_after_a_refusal_the_corrected_page_is_saved(post, signed_in, draft):
    client = signed_in("police-referrer")
    refused = post("name-and-birth", given_name="Linh", **{"date_of_birth-year": "99"})

    corrected = client.post(
        f"/referrals/drafts/{draft.pk}/name-and-birth/",
        fields_of(refused) | {"date_of_birth-year": "1999", "press": "continue"},
    )

    assert corrected.status_code == 302
    assert stored(draft) == {"given_name": answered("Linh"), "date_of_birth": answered("1999", "year")}

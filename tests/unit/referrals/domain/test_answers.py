from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cases.domain.ages import PartialDate
from referrals.domain import answers
from referrals.domain.answers import FORM_ERROR, answered, read, stated, with_changes
from referrals.domain.completeness import obstacles
from referrals.domain.question_set import load
from referrals.enums import AnswerState
from tests.factories.answers import adult_answers

TODAY = date(2026, 11, 23)
SET = load("2026-11")
UNREADABLE = "was not sent in a form that can be read"
UNREAL = "must be a real date, for example 27 3 2026"
UNREAL_TEXT = "must be a real date, for example 2026-03-27"
DAY = ": the day must be a number from 1 to 31"
MONTH = ": the month must be a number from 1 to 12, or its name"
YEAR = ": the year must have 4 numbers, for example 2026"


def read_one(key: str, raw: object):
    sent = read(SET, {key: raw}, on=TODAY)
    return sent.errors[key] if key in sent.errors else sent.clean[key]


def value(raw: object, **more: object) -> dict[str, object]:
    return {"value": raw} | more


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
answer_like = json_like | st.fixed_dictionaries(
    {},
    optional={
        "value": json_like
        | st.fixed_dictionaries({}, optional={"day": json_like, "month": json_like, "year": json_like})
        | st.sampled_from(["yes", "england", "2026-11-02", "2026", "AL"]),
        "state": json_like | st.sampled_from([state.value for state in AnswerState]),
        "precision": json_like | st.sampled_from(["day", "month", "year", "about"]),
    },
)
any_key = st.sampled_from([question.key for question in SET.questions])


@given(st.dictionaries(any_key | st.text(), answer_like, max_size=8))
@example({"encountered_on": {"value": {"day": 10**5000}}})
@example({"account": {"value": "\ud800"}})
@example({"account": {"state": "\ud800"}})
@example({"\ud800": None})
def test_reading_never_raises_and_every_key_is_clean_or_refused(sent):
    clean, errors = read(SET, sent, on=TODAY)

    known = {key for key in sent if key in SET.by_key}
    assert clean.keys() | errors.keys() - {FORM_ERROR} == known
    assert clean.keys().isdisjoint(errors)
    assert (FORM_ERROR in errors) == (known != sent.keys())
    assert all(sentence.isascii() or "“" in sentence for sentence in errors.values())


@given(st.dictionaries(any_key, answer_like, max_size=8))
def test_what_was_read_reads_as_itself_again(sent):
    clean, _ = read(SET, sent, on=TODAY)

    assert read(SET, clean, on=TODAY) == (clean, {})


@given(st.dictionaries(any_key, answer_like, max_size=8), st.sampled_from(["statutory", "policy", "none"]))
@example({"date_of_birth": {"value": "9999"}, "exploitation_started": {"value": "0001-01"}}, "none")
def test_whatever_was_read_can_be_looked_at_for_what_is_missing_or_contradicts(sent, duty):
    clean, _ = read(SET, sent, on=TODAY)

    found = obstacles(SET, with_changes(adult_answers(), clean), duty=duty, on=TODAY)

    assert all(obstacle.key in SET.by_key and obstacle.sentence for obstacle in found)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffd")))
@example(" \t leading and trailing \r\n ")
@example("e\u0301 is not \u00e9; \u202eright to left\u202c; {{ 7 * 7 }} <script>alert(1)</script> -- ~ | [x]")
@example("left.she left@home")
def test_any_text_is_kept_character_for_character(typed):
    expected = answered(typed) if typed else None

    assert read_one("account", value(typed)) == expected


@given(st.builds("".join, st.tuples(st.text(), st.sampled_from("\x00\ud800\udfff\ufffd"), st.text())))
@example("\x00")
@example("before \udcff after")
def test_text_that_cannot_be_stored_is_refused_with_a_sentence(typed):
    assert (
        read_one("account", value(typed))
        == "Account of what happened contained characters that cannot be stored. Check the text and try again"
    )


def test_a_hundred_thousand_characters_are_kept_and_one_more_is_refused():
    assert read_one("account", value("x" * 100_000)) == answered("x" * 100_000)
    assert read_one("account", value("x" * 100_001)) == (
        "Account of what happened must be 100,000 characters or fewer. It is 100,001 characters long, 1 too many"
    )


def test_a_line_break_counts_as_one_character_and_stays_as_sent():
    typed = "\r\n" * 100_000

    assert read_one("account", value(typed)) == answered(typed)


def test_text_must_be_text():
    assert read_one("account", value(["a"])) == "Account of what happened must be text"


@pytest.mark.parametrize("raw", [None, {}, value(""), value(None), value([]), value({"day": "", "month": None})])
@pytest.mark.parametrize("key", ["account", "nation", "nationalities", "date_of_birth"])
def test_nothing_said_is_no_answer(key, raw):
    assert read_one(key, raw) is None


@pytest.mark.parametrize("state", ["not_known", "not_asked", "declined"])
def test_a_state_the_question_offers_is_an_answer(state):
    assert read_one("account", {"state": state, "value": ""}) == stated(AnswerState(state))


@pytest.mark.parametrize("state", ["not_applicable", "maybe", 5, [], {"a": 1}])
def test_a_state_the_question_does_not_offer_is_refused(state):
    assert read_one("account", {"state": state}) == "Account of what happened: choose one of the answers offered"


def test_an_answer_and_a_state_together_are_refused():
    assert (
        read_one("account", {"value": "She said", "state": "not_asked"})
        == "Account of what happened: give an answer or choose “Not asked”, not both"
    )


@pytest.mark.parametrize("raw", ["yes", 5, ["yes"], {"answer": "yes"}, value("yes", precision="day")])
def test_an_answer_in_another_form_is_refused(raw):
    assert read_one("sex", raw) == f"Sex {UNREADABLE}"


def test_one_offered_code_is_kept_and_another_refused():
    assert read_one("nation", value("scotland")) == answered("scotland")
    assert read_one("nation", value("atlantis")) == "Choose nation from the answers offered"
    assert read_one("nation", value(["scotland"])) == "Choose nation from the answers offered"


def test_several_codes_keep_their_order_and_lose_repeats():
    assert read_one("nationalities", value(["VN", "AL", "VN"])) == answered(["VN", "AL"])
    assert read_one("nationalities", value(("VN",))) == answered(["VN"])
    assert read_one("nationalities", value("VN")) == answered(["VN"])


@pytest.mark.parametrize("raw", [["VN", "Klingon"], "Klingon", [["VN"]], {"VN": 1}, b"", [None]])
def test_several_codes_are_refused_when_one_is_not_offered(raw):
    assert read_one("nationalities", value(raw)) == "Choose nationality from the answers offered"


def test_a_code_is_offered_only_on_its_days():
    sent = {"local_authority": value("cumbria_county_council")}

    assert read(SET, sent, on=date(2023, 3, 31)).errors == {}
    assert read(SET, sent, on=date(2023, 4, 1)).errors == {
        "local_authority": "Choose local authority from the answers offered"
    }


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ({"day": "2", "month": "11", "year": "2026"}, "2026-11-02"),
        ({"day": " 2 ", "month": 11, "year": 2026}, "2026-11-02"),
        ({"day": "29", "month": "02", "year": "2024"}, "2024-02-29"),
        ("2026-11-02", "2026-11-02"),
    ],
)
def test_a_whole_date(raw, kept):
    assert read_one("encountered_on", value(raw)) == answered(kept)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"day": "31", "month": "2", "year": "2026"}, UNREAL),
        ({"day": "0", "month": "2", "year": "2026"}, DAY),
        ({"day": "1", "month": "13", "year": "2026"}, MONTH),
        ({"day": "1", "month": "1", "year": "0000"}, YEAR),
        ({"day": "001", "month": "1", "year": "2026"}, UNREAL),
        ({"day": "\u0661", "month": "1", "year": "2026"}, DAY),
        ({"day": "1", "month": True, "year": "2026"}, MONTH),
        ({"day": -1, "month": 1, "year": 2026}, DAY),
        ({"day": "soon", "month": "1", "year": "2026"}, DAY),
        ({"day": "1", "hour": "1"}, UNREAL),
        ("yesterday", UNREAL_TEXT),
        ("2026-02-31", UNREAL_TEXT),
        (20261102, UNREAL_TEXT),
        ({"day": "23", "month": "nov", "year": "26"}, YEAR),
        ({"day": "1", "month": "1"}, "must include a year"),
        ({"year": "2026"}, "must include a day and a month"),
        ("2026-11", "must include a day"),
    ],
)
def test_a_date_that_does_not_exist_is_refused(raw, sentence):
    expected = "Date you met them" + (sentence if sentence.startswith(":") else f" {sentence}")

    assert read_one("encountered_on", value(raw)) == expected


@pytest.mark.parametrize(
    ("raw", "precision", "kept"),
    [
        ({"day": "3", "month": "5", "year": "1999"}, None, ("1999-05-03", "day")),
        ({"month": "5", "year": "1999"}, "", ("1999-05", "month")),
        ({"year": "1999"}, "year", ("1999", "year")),
        ({"year": "1999"}, "about", ("1999", "about")),
        ("1999-05", "month", ("1999-05", "month")),
    ],
)
def test_a_date_known_in_part_says_how_exactly(raw, precision, kept):
    assert read_one("date_of_birth", value(raw, precision=precision)) == answered(*kept)


@pytest.mark.parametrize(
    ("month", "kept"), [("March", "1999-03"), (" mar ", "1999-03"), ("SEPT", "1999-09"), ("December", "1999-12")]
)
def test_a_month_may_be_written_as_a_word(month, kept):
    assert read_one("date_of_birth", value({"month": month, "year": "1999"})) == answered(kept, "month")


@pytest.mark.parametrize("word", ["Brumaire", "ma", "Marchy", "März"])
def test_a_word_that_is_no_month_is_refused(word):
    said = read_one("date_of_birth", value({"month": word, "year": "1999"}))

    assert said == f"Date of birth{MONTH}"


def test_a_word_is_no_day():
    said = read_one("date_of_birth", value({"day": "March", "month": "3", "year": "1999"}))

    assert said == f"Date of birth{DAY}"


def test_a_date_known_in_part_needs_a_year_and_a_month_with_its_day():
    assert read_one("date_of_birth", value({"month": "5"})) == "Date of birth must include a year"
    assert read_one("date_of_birth", value({"day": "5"})) == "Date of birth must include a month and a year"
    assert read_one("date_of_birth", value({"day": "5", "year": "1999"})) == "Date of birth must include a month"


@pytest.mark.parametrize("precision", ["day", "exact", 5, ["year"]])
def test_a_precision_that_does_not_fit_is_refused(precision):
    assert (
        read_one("date_of_birth", value({"year": "1999"}, precision=precision))
        == "Date of birth: say how exactly the date is known with what was given"
    )


@pytest.mark.parametrize("typed", ["jo@example.gov.uk", " jo.o'neil@police.uk ", "ü@bücher.example", " "])
def test_an_email_address_is_kept_as_typed(typed):
    assert read_one("referrer_deputy_email", value(typed)) == answered(typed)


@pytest.mark.parametrize("typed", ["jo", "jo@example", "jo@@example.org", "jo bloggs@example.org", "jo@example..org"])
def test_what_is_no_email_address_is_refused(typed):
    assert (
        read_one("referrer_deputy_email", value(typed))
        == "Colleague's email address must be an email address, like name@example.com"
    )


@pytest.mark.parametrize("typed", ["01304 000000", "+44 (0)20 7946 0000", "020-7946.0000 ext 12", "020 7946 0000x9"])
def test_a_phone_number_is_kept_as_typed(typed):
    assert read_one("referrer_phone", value(typed)) == answered(typed)


@pytest.mark.parametrize("typed", ["ask the desk", "999", "+", "07700 900123 mornings"])
def test_what_is_no_phone_number_is_refused(typed):
    assert (
        read_one("referrer_phone", value(typed))
        == "Work phone number must be a phone number, like 020 7946 0000 or +44 20 7946 0000"
    )


def test_a_question_of_another_page_is_refused_and_the_page_kept():
    sent = read(SET, {"sex": value("male"), "account": value("text")}, on=TODAY, keys=["sex", "languages"])

    assert sent.clean == {"sex": answered("male")}
    assert sent.errors == {FORM_ERROR: "Some of what was sent is not asked here. Nothing of that part was kept."}


def test_changes_replace_add_and_clear():
    before = {"sex": answered("male"), "account": answered("text")}

    after = with_changes(before, {"sex": answered("female"), "account": None, "languages": answered(["vie"])})

    assert after == {"sex": answered("female"), "languages": answered(["vie"])}
    assert before == {"sex": answered("male"), "account": answered("text")}


CONSENT = {"consent_referral", "consent_given_on", "consent_support"}


@pytest.mark.parametrize(("before", "after"), [("yes", "no"), ("may_be", "no"), ("no", "yes"), ("no", "may_be")])
def test_consent_is_asked_afresh_when_the_age_changes(before, after):
    given_before = adult_answers(under_18=answered(before))

    changed = with_changes(given_before, {"under_18": answered(after)})

    assert given_before.keys() - changed.keys() == CONSENT


def test_consent_stays_when_the_age_is_saved_unchanged():
    assert with_changes(adult_answers(), {"under_18": answered("no")}) == adult_answers()


def test_consent_given_together_with_the_age_stands():
    before = {"under_18": answered("yes")}

    changed = with_changes(before, {"under_18": answered("no"), "consent_referral": answered("yes")})

    assert changed == {"under_18": answered("no"), "consent_referral": answered("yes")}


def test_the_date_of_consent_goes_when_consent_is_withdrawn_and_does_not_come_back():
    refused = with_changes(adult_answers(), {"consent_referral": answered("no")})
    agreed = with_changes(refused, {"consent_referral": answered("yes")})

    assert agreed["consent_referral"] == answered("yes")
    assert agreed.keys().isdisjoint({"consent_given_on", "consent_support"})


def test_reading_a_mapping_of_answers():
    given_answers = adult_answers(sex=stated(AnswerState.DECLINED), other_names=answered(" \n"))

    assert answers.value_of(given_answers, "nationalities") == ["VN", "GB"]
    assert answers.value_of(given_answers, "sex") is None
    assert answers.value_of(given_answers, "local_authority") is None
    assert answers.text_of(given_answers, "nation") == "england"
    assert answers.text_of(given_answers, "nationalities") == ""
    assert answers.codes_of(given_answers, "nationalities") == ("VN", "GB")
    assert answers.codes_of(given_answers, "nation") == ("england",)
    assert answers.codes_of(given_answers, "sex") == ()
    assert answers.date_of(given_answers, "date_of_birth") == PartialDate(1999, 5)
    assert answers.date_of(given_answers, "local_authority") is None
    assert answers.is_approximate(given_answers, "exploitation_started")
    assert not answers.is_approximate(given_answers, "date_of_birth")
    assert not answers.is_approximate(given_answers, "local_authority")


def test_white_space_is_kept_but_says_nothing():
    given_answers = {"other_names": answered(" \n"), "sex": stated(AnswerState.DECLINED), "languages": answered([])}

    assert not answers.is_answered(given_answers, "other_names")
    assert not answers.is_answered(given_answers, "languages")
    assert not answers.is_answered(given_answers, "account")
    assert answers.is_answered(given_answers, "sex")
    assert answers.is_answered(adult_answers(), "account")

from __future__ import annotations

from dataclasses import asdict, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.domain.answers import answered, stated
from referrals.domain.dtn import DutyToNotifyFields, NotAllowListed, record
from referrals.domain.question_set import load
from referrals.enums import AnswerState
from referrals.models import DutyToNotify
from tests.factories.answers import adult_answers, duty_to_notify_answers

SET = load("2026-11")
PLANTED = "Trần-Planted-07700900123"
planted_text = st.sampled_from([PLANTED, f"{PLANTED} {PLANTED}", f"male {PLANTED}"])
planted_answer = st.one_of(
    planted_text.map(answered),
    st.lists(planted_text | st.just("AL"), min_size=1, max_size=3).map(answered),
    planted_text.map(lambda text: {"value": None, "state": text, "precision": None}),
)


def test_the_record_of_complete_answers():
    assert record(SET, duty_to_notify_answers()) == DutyToNotifyFields(
        nation="wales",
        sex="male",
        age_band="25_39",
        nationalities=("AL",),
        exploitation_types=("labour", "criminal"),
        exploitation_place="uk",
        police_force="gwent",
    )


def test_a_state_leaves_its_field_empty():
    unknown = {
        key: stated(AnswerState.NOT_KNOWN)
        for key in ("sex", "age_band", "nationalities", "exploitation_types", "where_exploited", "police_force_area")
    }

    assert record(SET, duty_to_notify_answers(**unknown)) == DutyToNotifyFields("wales", "", "", (), (), "", "")


def test_everything_told_about_an_adult_who_then_refused_stays_out():
    told = adult_answers(consent_referral=answered("no"))

    assert asdict(record(SET, told)) == {
        "nation": "england",
        "sex": "female",
        "age_band": "",
        "nationalities": ("VN", "GB"),
        "exploitation_types": ("criminal", "labour"),
        "exploitation_place": "both",
        "police_force": "kent",
    }


@given(st.dictionaries(st.sampled_from([question.key for question in SET.questions]) | planted_text, planted_answer))
def test_no_planted_identity_is_ever_in_the_record(planted):
    try:
        built = repr(record(SET, duty_to_notify_answers() | planted))
    except NotAllowListed as refusal:
        built = str(refusal)

    assert PLANTED not in built
    assert "Planted" not in built


@pytest.mark.parametrize(
    "key", ["sex", "age_band", "nationalities", "exploitation_types", "where_exploited", "police_force_area", "nation"]
)
def test_a_value_in_no_list_is_refused_by_the_name_of_its_question(key):
    with pytest.raises(NotAllowListed) as refusal:
        record(SET, duty_to_notify_answers(**{key: answered(PLANTED)}))

    assert str(refusal.value) == f"{key} holds a value that is in no list"


def test_every_field_is_a_column_of_the_record_kept():
    columns = {field.name for field in DutyToNotify._meta.get_fields()}

    assert {field.name for field in fields(DutyToNotifyFields)} <= columns
    assert columns - {field.name for field in fields(DutyToNotifyFields)} == {
        "id",
        "reference",
        "organisation",
        "submitted_by",
        "submitted_on",
        "question_set",
    }

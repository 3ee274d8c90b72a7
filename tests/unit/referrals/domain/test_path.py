from __future__ import annotations

from itertools import product

import pytest

from cases.enums import AgeGroup, Nation
from nrm.accounts.enums import Duty
from referrals.domain.answers import answered, stated
from referrals.domain.path import HELPLINE, PathDecision, age_group, path_of
from referrals.enums import AnswerState, Path

AGES = ["yes", "may_be", "no", None]
CONSENTS = ["yes", "no", None]
NATIONS = [*(nation.value for nation in Nation), None]
DUTIES = [duty.value for duty in Duty]


def expected_path(age: str | None, consent: str | None, nation: str | None, duty: str) -> Path:
    """The table of nrm-rules 1.3 written out again, in another way, as a second opinion."""
    table = {
        ("yes", "yes"): Path.NRM_CHILD,
        ("yes", "no"): Path.NRM_CHILD,
        ("yes", None): Path.NRM_CHILD,
        ("may_be", "yes"): Path.NRM_CHILD,
        ("may_be", "no"): Path.NRM_CHILD,
        ("may_be", None): Path.NRM_CHILD,
        ("no", "yes"): Path.NRM_ADULT,
    }
    refusals = {
        ("england", "statutory"): Path.DTN,
        ("england", "policy"): Path.DTN,
        ("england", "none"): Path.BLOCKED,
        ("wales", "statutory"): Path.DTN,
        ("wales", "policy"): Path.DTN,
        ("wales", "none"): Path.BLOCKED,
        ("scotland", "statutory"): Path.BLOCKED,
        ("scotland", "policy"): Path.BLOCKED,
        ("scotland", "none"): Path.BLOCKED,
        ("northern_ireland", "statutory"): Path.BLOCKED,
        ("northern_ireland", "policy"): Path.BLOCKED,
        ("northern_ireland", "none"): Path.BLOCKED,
    }
    if nation is None:
        return Path.OPENING
    if (age, consent) == ("no", "no"):
        return refusals[nation, duty]
    return table.get((age, consent), Path.OPENING)


def opening(age: str | None, consent: str | None, nation: str | None):
    given = {"under_18": age, "consent_referral": consent, "nation": nation}
    return {key: answered(value) for key, value in given.items() if value is not None}


@pytest.mark.parametrize(("age", "consent", "nation", "duty"), list(product(AGES, CONSENTS, NATIONS, DUTIES)))
def test_the_path_for_every_age_consent_nation_and_duty(age, consent, nation, duty):
    decision = path_of(opening(age, consent, nation), duty)

    assert decision.path is expected_path(age, consent, nation, duty)
    assert decision.sentence.endswith(".")
    assert bool(decision.what_you_can_do) == (decision.path is Path.BLOCKED)


def test_a_duty_it_does_not_know_is_refused():
    with pytest.raises(ValueError, match="statutory, policy or none"):
        path_of(opening("no", "no", "england"), "voluntary")


def test_a_refusal_in_scotland_says_why_and_what_can_be_done():
    decision = path_of(opening("no", "no", "scotland"), "statutory")

    assert decision.sentence == (
        "This adult does not agree, so they cannot be referred. "
        "The duty to notify does not reach Scotland, so there is nothing to send."
    )
    assert HELPLINE == "0800 0121 700"
    assert HELPLINE in decision.what_you_can_do[0]


def test_a_refusal_to_an_organisation_without_the_duty_says_so():
    decision = path_of(opening("no", "no", "wales"), "none")

    assert decision.sentence == (
        "This adult does not agree, so they cannot be referred. "
        "Your organisation has no duty to notify, so there is nothing to send."
    )


@pytest.mark.parametrize("odd", ["atlantis", ["england"], ""])
def test_a_nation_that_is_none_is_not_answered(odd):
    answers = opening("yes", None, None) | {"nation": answered(odd)}

    assert path_of(answers, "none") == PathDecision(Path.OPENING, "Say where you met the person.")


def test_consent_that_is_only_a_state_is_not_consent():
    answers = opening("no", None, "england") | {"consent_referral": stated(AnswerState.NOT_ASKED)}

    assert path_of(answers, "statutory").path is Path.OPENING


def test_age_group_as_the_case_will_keep_it():
    assert [age_group(opening(age, None, None)) for age in AGES] == [
        AgeGroup.CHILD,
        AgeGroup.UNSURE,
        AgeGroup.ADULT,
        None,
    ]


def test_which_paths_are_submitted_and_which_make_a_case():
    assert {path for path in Path if path.is_referral} == {Path.NRM_ADULT, Path.NRM_CHILD}
    assert {path for path in Path if path.can_be_submitted} == {Path.NRM_ADULT, Path.NRM_CHILD, Path.DTN}

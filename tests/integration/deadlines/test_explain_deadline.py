"""`manage.py explain_deadline`: the answer in JSON, and a sentence for whatever cannot be answered."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def explain(*arguments):
    out = StringIO()
    call_command("explain_deadline", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_answer_has_exactly_the_promised_names():
    answer = explain("rg_target", "--from", "2026-12-22T10:00", "--nation", "england", "--format", "json")

    source, explanation = answer.pop("source"), answer.pop("explanation")
    assert answer == {
        "rule": "rg_target",
        "version": "2009",
        "due_on": "2026-12-31",
        "due_at": None,
        "calendar": "England and Wales",
        "counting": "starts_next_day",
        "skipped": [
            {"date": "2026-12-25", "name": "Christmas Day"},
            {"date": "2026-12-28", "name": "Boxing Day (substitute day)"},
        ],
        "confidence": "verified",
    }
    assert "general guidance v6.0" in source
    assert explanation.startswith("five working days from 22 December 2026, England and Wales calendar")


@pytest.mark.parametrize(
    ("arguments", "due_on"),
    [
        (["rg_target", "--from", "2026-12-30", "--nation", "scotland"], "2027-01-08"),
        (["rg_target", "--from", "2027-03-15", "--nation", "northern-ireland"], "2027-03-23"),
        (["rg_target", "--from", "2027-03-15", "--nation", "northern_ireland"], "2027-03-23"),
        (["rg_target", "--from", "2026-11-23", "--nation", "england", "--decision-maker", "panel"], "2027-01-07"),
        (["recovery_period_end", "--from", "2027-06-01", "--nation", "wales"], "2027-06-30"),
        (["cg_earliest", "--from", "2027-06-01", "--nation", "wales", "--decision-maker", "sca"], "2027-07-01"),
        # Half past eleven in the evening in UTC is the next day in London's summer.
        (["recovery_period_end", "--from", "2027-06-01T23:30+00:00", "--nation", "wales"], "2027-07-01"),
        # Without a time zone the moment is London's.
        (["recovery_period_end", "--from", "2027-06-01T23:30", "--nation", "wales"], "2027-06-30"),
    ],
)
def test_date_follows_rule_nation_decision_maker_and_the_london_date(arguments, due_on):
    assert explain(*arguments)["due_on"] == due_on


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["support_period_end", "--from", "2026-12-22", "--nation", "england"],
            (
                "There is no rule support_period_end yet. Rules: rg_target, recovery_period_end, cg_earliest, "
                "move_on_after_positive_cg, move_on_after_negative_cg, reconsideration_limit."
            ),
        ),
        (
            ["rg_target", "--from", "22/12/2026", "--nation", "england"],
            "22/12/2026 is not a date or a date and time such as 2026-12-22T10:00.",
        ),
        (
            ["rg_target", "--from", "2026-12-22", "--nation", "jersey"],
            "There is no nation jersey. Nations: england, wales, scotland, northern-ireland.",
        ),
        (
            ["rg_target", "--from", "2026-12-22", "--nation", "england", "--decision-maker", "court"],
            "Nobody decides as court. Decision-makers: sca, ieca, panel.",
        ),
        (
            ["cg_earliest", "--from", "2026-12-22", "--nation", "england"],
            "No row of the rule cg_earliest is in force on 2026-12-22. Say who decides with --decision-maker.",
        ),
        (
            ["cg_earliest", "--from", "2026-12-22", "--nation", "england", "--decision-maker", "panel"],
            "The rule cg_earliest sets no date for panel.",
        ),
        (
            ["move_on_after_negative_cg", "--from", "2018-12-21", "--nation", "england"],
            "The rule move_on_after_negative_cg sets no date.",
        ),
        (
            ["rg_target", "--from", "1999-12-22", "--nation", "england", "--decision-maker", "sca"],
            "No row of the rule rg_target for decision-maker sca is in force on 1999-12-22.",
        ),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(arguments, sentence):
    with pytest.raises(CommandError) as refused:
        explain(*arguments)

    assert str(refused.value) == sentence

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.domain.states import TRANSITIONS, open_statuses
from desks.selectors import exports
from desks.selectors.exports import last_months
from nrm.accounts.models import Person
from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered
from tests.factories.cases import actor, case_at
from tests.factories.many_cases import many_cases

pytestmark = pytest.mark.django_db

# Later than the day the personas joined.
MONDAY_NOON = dt.datetime(2028, 2, 7, 12, tzinfo=dt.UTC)
# Half past midnight of 1 June in London is still May in UTC.
FIRST_OF_JUNE = dt.datetime(2028, 5, 31, 23, 30, tzinfo=dt.UTC)


def rows(client, name: str) -> list[dict[str, str]]:
    """The file's rows by its header."""
    response = client.get(reverse(f"desks:{name}"))
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def counts(client) -> dict[str, list[int]]:
    """The months in which anything is counted."""
    found = {row.pop("Month"): [int(number) for number in row.values()] for row in rows(client, "monthly-counts")}
    return {month: numbers for month, numbers in found.items() if any(numbers)}


def test_each_month_counts_what_came_in_what_was_issued_and_what_stands_open(signed_in, at):
    at(MONDAY_NOON)
    case_at("submitted")
    case_at("rg_negative")
    case_at("rg_positive")
    at(MONDAY_NOON + dt.timedelta(days=40))
    case_at("rg_negative")

    assert counts(signed_in("sca-leader")) == {"2028-02": [3, 1, 1, 0, 0, 2], "2028-03": [1, 0, 1, 0, 0, 2]}


def test_a_month_ends_at_midnight_in_london(signed_in, at):
    at(FIRST_OF_JUNE - dt.timedelta(hours=1))
    case_at("rg_negative")
    at(FIRST_OF_JUNE)
    case_at("rg_negative")
    case_at("submitted")

    assert counts(signed_in("sca-leader")) == {"2028-05": [1, 0, 1, 0, 0, 0], "2028-06": [2, 0, 1, 0, 0, 1]}


def test_twenty_four_months_are_listed_with_the_one_that_runs_as_the_last(signed_in, at):
    at(MONDAY_NOON)

    months = [row["Month"] for row in rows(signed_in("sca-leader"), "monthly-counts")]

    assert (len(months), months[0], months[-1]) == (24, "2026-03", "2028-02")
    assert next(iter(last_months(dt.date(2028, 1, 31)))) == dt.date(2026, 2, 1)


def test_what_came_before_the_first_month_still_stands_open(signed_in, at):
    at(MONDAY_NOON)
    case_at("submitted")
    at(MONDAY_NOON + dt.timedelta(days=3 * 365))

    assert {numbers[-1] for numbers in counts(signed_in("sca-leader")).values()} == {1}


def test_cases_of_another_authority_are_in_neither_file(signed_in, at):
    at(MONDAY_NOON)
    hidden = case_at("rg_in_progress", authority="ieca", family_name=answered("Zqhidden"))
    at(MONDAY_NOON + dt.timedelta(days=30))
    client = signed_in("sca-leader")

    assert counts(client) == {}
    assert rows(client, "overdue") == []
    assert [row["Reference"] for row in rows(signed_in("ieca-leader"), "overdue")] == [hidden.reference]
    bodies = [signed_in("ieca-leader").get(reverse(f"desks:{name}")).content for name in ("monthly-counts", "overdue")]
    assert [body for body in bodies if b"Zqhidden" in body] == []


def test_overdue_cases_are_listed_most_overdue_first_without_a_name(signed_in, at):
    at(MONDAY_NOON)
    first = case_at("rg_in_progress", family_name=answered("Zqname"))
    at(MONDAY_NOON + dt.timedelta(days=1))
    second = case_at("routed")
    case_at("rg_negative")
    at(MONDAY_NOON + dt.timedelta(days=10))

    assert rows(signed_in("sca-leader"), "overdue") == [
        {
            "Reference": first.reference,
            "Stage": "Reasonable grounds in progress",
            "Received": "2028-02-07",
            "Due": "2028-02-14",
            "Working days overdue": "3",
            "Calendar days overdue": "3",
            "Caseworker": "Amara Okafor",
        },
        {
            "Reference": second.reference,
            "Stage": "Routed, to be allocated",
            "Received": "2028-02-08",
            "Due": "2028-02-15",
            "Working days overdue": "2",
            "Calendar days overdue": "2",
            "Caseworker": "Nobody",
        },
    ]


def test_working_days_overdue_are_counted_by_the_calendar_of_the_cases_nation(signed_in, at):
    at(dt.datetime(2027, 11, 19, 12, tzinfo=dt.UTC))
    english, scottish = (case_at("rg_in_progress", nation=answered(nation)) for nation in ("england", "scotland"))
    at(dt.datetime(2027, 12, 1, 12, tzinfo=dt.UTC))

    found = {row["Reference"]: row for row in rows(signed_in("sca-leader"), "overdue")}

    # Both were due on Friday 26 November; Tuesday 30 November is St Andrew's Day.
    days = ("Due", "Working days overdue", "Calendar days overdue")
    assert [[found[case.reference][each] for each in days] for case in (english, scottish)] == [
        ["2027-11-26", "3", "5"],
        ["2027-11-26", "2", "5"],
    ]


def test_a_file_cut_at_its_most_rows_says_in_the_last_that_there_are_more(signed_in, at, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    at(MONDAY_NOON)
    first, second = case_at("rg_in_progress"), case_at("rg_in_progress")
    at(MONDAY_NOON + dt.timedelta(days=10))
    client = signed_in("sca-leader")

    whole = rows(client, "overdue")
    at(MONDAY_NOON + dt.timedelta(days=1))
    third = case_at("rg_in_progress")
    at(MONDAY_NOON + dt.timedelta(days=10))
    cut = rows(client, "overdue")

    said = "Further cases are not in this file: it holds the most overdue. The queue lists all of them."
    assert [row["Reference"] for row in whole] == [first.reference, second.reference]
    assert [row["Reference"] for row in cut] == [first.reference, second.reference, said]
    assert set(cut[-1].values()) == {said, ""}
    recorded = AuditEvent.objects.filter(event="list_exported").order_by("-id").first()
    assert (recorded.shown_case_ids, recorded.payload["rows"]) == ([first.pk, second.pk], 2)
    assert third.pk not in recorded.shown_case_ids


def test_a_caseworker_whose_name_would_calculate_is_text_in_the_file(signed_in, at):
    at(MONDAY_NOON)
    case_at("rg_in_progress")
    Person.objects.filter(email="sca-caseworker@demo.example").update(
        name='=HYPERLINK("https://somewhere.example","y")'
    )
    at(MONDAY_NOON + dt.timedelta(days=10))

    (row,) = rows(signed_in("sca-leader"), "overdue")

    assert row["Caseworker"] == '\'=HYPERLINK("https://somewhere.example","y")'


def test_each_download_is_recorded_with_the_cases_it_held(signed_in, at):
    at(MONDAY_NOON)
    case = case_at("rg_in_progress")
    at(MONDAY_NOON + dt.timedelta(days=10))
    client = signed_in("sca-leader")

    response = client.get(reverse("desks:overdue"))
    client.get(reverse("desks:monthly-counts"))

    assert response["Content-Disposition"] == 'attachment; filename="overdue-2028-02-17.csv"'
    recorded = AuditEvent.objects.filter(event="list_exported").order_by("id").values_list("shown_case_ids", "payload")
    assert list(recorded) == [
        ([case.pk], {"list": "overdue", "rows": 1}),
        ([], {"list": "monthly counts", "rows": 24}),
    ]


@pytest.mark.parametrize("name", ["monthly-counts", "overdue"])
@pytest.mark.parametrize("slug", ["sca-caseworker", "sca-second-caseworker", "sca-intake", "police-lead", "auditor"])
def test_nobody_but_a_leader_downloads_anything(signed_in, slug, name):
    response = signed_in(slug).get(reverse(f"desks:{name}"))

    assert response.status_code == 403
    assert "downloading lists is for a team leader" in response.content.decode()


@pytest.mark.parametrize(("name", "statements"), [("monthly-counts", 10), ("overdue", 8)])
def test_a_file_costs_the_same_statements_whatever_it_holds(signed_in, at, name, statements):
    at(MONDAY_NOON)
    many_cases(60, referrer=actor("police-referrer"), authority=actor("sca-caseworker"))
    client = signed_in("sca-leader")
    client.get(reverse(f"desks:{name}"))

    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(f"desks:{name}"))

    assert len(queries.captured_queries) == statements, [query["sql"][:150] for query in queries.captured_queries]


def test_no_transition_opens_a_case_again_so_that_each_closes_once():
    reopening = [
        row.name
        for row in TRANSITIONS
        if row.to in open_statuses() and {each for each in row.from_statuses if each is not None} - open_statuses()
    ]

    assert reopening == []

"""The lists of support: who waits and who is supported, offers without names, payments without needs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered, stated
from referrals.enums import AnswerState
from tests.factories.cases import case_at
from tests.factories.support import (
    ADDRESS,
    FINANCE,
    MANAGER,
    OTHER_WORKER,
    WORKER,
    assessed,
    in_support,
    organisation_of,
    package_at,
    paid,
    placed,
    planned,
)
from tests.html_form import text_of
from tests.html_tree import page, table

pytestmark = pytest.mark.django_db

TUESDAY_NOON = dt.datetime(2028, 2, 8, 12, tzinfo=dt.UTC)
STREET = ADDRESS.split("\r\n")[0]
SUPPORT, PAYMENTS = "/support/", "/support/payments/"


@pytest.fixture(autouse=True)
def _tuesday(at):
    at(TUESDAY_NOON)


def person(name: str, status: str = "in_support", **more):
    case = case_at("rg_positive", given_name=answered(name), safe_tonight=answered("yes"))
    return package_at(status, case=case, **more)


def column(response, number: int) -> list[str]:
    return [row[number] for row in table(response)]


def test_the_contractor_finds_those_to_allocate_first_then_offered_then_in_support(signed_in):
    supported, offered, waiting = person("Ana"), person("Bea", "offered"), person("Cai", "to_allocate")
    ended = person("Dua", "ended")

    response = signed_in(MANAGER).get(SUPPORT)

    assert column(response, 0) == [each.case.reference for each in (waiting, offered, supported)]
    assert column(response, 2) == ["To be offered", "Offered", "In support"]
    assert column(response, 3) == ["None yet", "Causeway", "Causeway"]
    assert ended.case.reference not in text_of(response)
    assert "The Salvation Army · 3 people · 1 to be offered" in text_of(response)
    assert [name for name in ("Ana", "Bea", "Cai", "Trần") if name in text_of(response)] == []


def test_the_contractor_filters_by_status_and_provider(signed_in):
    hestia, causeway = person("Ana", provider=OTHER_WORKER), person("Bea", "offered")
    ended = person("Cai", "ended")
    client = signed_in(MANAGER)

    by_provider = client.get(SUPPORT, {"provider": str(organisation_of(WORKER))})
    by_status = client.get(SUPPORT, {"status": ["in_support", "ended"]})

    assert column(by_provider, 0) == [causeway.case.reference]
    assert column(by_status, 0) == [hestia.case.reference, ended.case.reference]


@pytest.mark.parametrize("query", ["?provider=x&status=nothing&todo=1&page=0", "?provider=99999999999999999&page=-1"])
def test_what_no_filter_offers_is_left_out(signed_in, query):
    package = person("Ana")

    response = signed_in(MANAGER).get(SUPPORT + query)

    assert (response.status_code, column(response, 0)) == (200, [package.case.reference])


def test_the_provider_finds_whom_it_supports_by_name_with_what_is_still_to_do(signed_in):
    planned_for, new = person("Ana"), person("Bea")
    assessed(planned_for)
    planned(planned_for)
    placed(planned_for)

    response = signed_in(WORKER).get(SUPPORT)

    assert table(response) == [
        ["Ana Trần", "None now", "1 to do", "Safehouse", "Maria Lopes", "Wed 8 Mar"],
        ["Bea Trần", "To assess", "Nothing to do", "No placement", "Maria Lopes", "Wed 8 Mar"],
    ]
    words = text_of(response)
    assert "next: in 5 working days, Tue 15 Feb" in words
    assert new.case.reference in words
    assert STREET not in words


@pytest.mark.parametrize(
    ("todo", "names"), [("assess", ["Bea Trần"]), ("plan", ["Ana Trần"]), ("", ["Ana Trần", "Bea Trần"])]
)
def test_the_provider_narrows_the_list_to_what_is_to_do(signed_in, todo, names):
    first = person("Ana")
    assessed(first)
    planned(first)
    person("Bea")

    response = signed_in(WORKER).get(SUPPORT, {"todo": todo})

    assert column(response, 0) == names


def test_a_plan_item_that_is_done_or_far_off_is_not_due(signed_in):
    planned(person("Ana"), due_on=TUESDAY_NOON.date() + dt.timedelta(days=8))
    planned(person("Bea"), due_on=None)

    response = signed_in(WORKER).get(SUPPORT, {"todo": "plan"})

    assert table(response) == []


def test_a_provider_sees_nobody_another_supports_or_is_offered(signed_in):
    person("Ana")
    person("Bea", "offered")
    own = person("Cai", provider=OTHER_WORKER)

    response = signed_in(OTHER_WORKER).get(SUPPORT)

    assert column(response, 0) == ["Cai Trần"]
    assert [name for name in ("Ana", "Bea", "Offers to answer") if name in text_of(response)] == []
    assert own.case.reference in text_of(response)


def test_offers_stand_on_top_in_coded_facts_and_without_a_name(signed_in):
    package = person("Ana", "offered")

    response = signed_in(WORKER).get(SUPPORT)

    (card,) = page(response).all(".nrm-offer")
    assert card.one(".nrm-offer__title").text == "Adult · Vietnamese, British"
    assert "Sex: Female · Interpreter: Vietnamese · Nation: England" in card.text
    assert package.case.reference in card.text
    hidden = ("Ana", "Trần", "07700", "1999", "owed")
    assert [text for text in hidden if text in text_of(response)] == []


def test_an_answered_offer_leaves_the_list(signed_in):
    package = person("Ana", "offered")
    client = signed_in(WORKER)

    client.post(
        reverse("support:answer", args=[package.case.reference]),
        {"version": str(package.version), "answer": "refuse", "reason": "No space."},
    )

    assert page(client.get(SUPPORT)).all(".nrm-offer") == []


def test_the_list_records_the_people_and_offers_it_showed(signed_in):
    supported, offered = person("Ana"), person("Bea", "offered")

    signed_in(WORKER).get(SUPPORT)

    event = AuditEvent.objects.get(event="support_listed")
    assert sorted(event.shown_case_ids) == sorted([supported.case_id, offered.case_id])
    assert (event.actor_label, event.is_read, event.payload) == ("Maria Lopes", True, {})


def test_somebody_placed_is_no_longer_said_to_have_nowhere_to_stay(signed_in):
    package = in_support()
    client = signed_in(WORKER)
    before = text_of(client.get(SUPPORT))

    placed(package)

    assert "Nowhere to stay tonight" in before
    assert "Nowhere to stay tonight" not in text_of(client.get(SUPPORT))


def test_nowhere_to_stay_tonight_is_said_for_three_days_after_the_referral(signed_in, at):
    in_support()

    at(TUESDAY_NOON + dt.timedelta(days=3))
    third = text_of(signed_in(WORKER).get(SUPPORT))
    at(TUESDAY_NOON + dt.timedelta(days=4))
    fourth = text_of(signed_in(WORKER).get(SUPPORT))

    assert "Nowhere to stay tonight" in third
    assert "Nowhere to stay tonight" not in fourth


def test_a_recovery_minimum_that_is_over_is_not_until_when_support_lasts(signed_in, at):
    person("Ana")

    at(TUESDAY_NOON + dt.timedelta(days=40))
    response = signed_in(WORKER).get(SUPPORT)

    assert column(response, 5) == ["Until the conclusive grounds decision"]
    assert "minimum ended Wed 8 Mar" in text_of(response)


def test_plans_due_stand_the_most_overdue_first(signed_in):
    planned(person("Ana"), due_on=TUESDAY_NOON.date() + dt.timedelta(days=5))
    planned(person("Bea"), due_on=TUESDAY_NOON.date() + dt.timedelta(days=1))

    response = signed_in(WORKER).get(SUPPORT, {"todo": "plan"})

    assert column(response, 0) == ["Bea Trần", "Ana Trần"]


def test_the_contractor_filters_by_providers_somebody_can_be_offered_to_or_is_with(signed_in):
    person("Ana")

    options = page(signed_in(MANAGER).get(SUPPORT)).one("select").all("option")

    assert [option.text for option in options] == ["Any provider", "Causeway", "Hestia"]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"interpreter_needed": answered("no")}, "Interpreter: Not needed"),
        ({"interpreter_needed": stated(AnswerState.NOT_ASKED)}, "Interpreter: Not asked"),
        ({"interpreter_needed": answered("not_sure")}, "Interpreter: Not sure, perhaps Vietnamese"),
        ({"interpreter_language": stated(AnswerState.NOT_KNOWN)}, "Interpreter: Needed, the language is not known"),
        ({"interpreter_needed": None}, "Interpreter: Not answered"),
    ],
)
def test_an_offer_says_of_the_interpreter_what_the_referral_says(signed_in, answers, said):
    package_at("offered", case=case_at("rg_positive", **answers))

    (card,) = page(signed_in(WORKER).get(SUPPORT)).all(".nrm-offer")

    assert said in card.text


def test_finance_sees_whom_to_pay_how_much_and_nothing_else(signed_in):
    package = person("Ana")
    assessed(package)
    planned(package)
    placed(package)
    paid(package)
    person("Bea")

    response = signed_in(FINANCE).get(PAYMENTS)

    assert table(response) == [[package.case.reference, "Ana Trần", "£75.32", "Tue 8 Feb", "Runs on"]]
    hidden = (STREET, "Sleeps badly", "solicitor", "Safehouse", "Vietnamese", "Rate told", "07700", "Maria", "Bea")
    assert [text for text in hidden if text in text_of(response)] == []
    event = AuditEvent.objects.get(event="support_payments_listed")
    assert (event.actor_label, event.shown_case_ids) == ("Owen Price", [package.case_id])


def test_payments_of_another_provider_are_not_finances(signed_in):
    package = in_support(provider=OTHER_WORKER)
    signed_in(OTHER_WORKER).post(
        reverse("support:payment", args=[package.case.reference]),
        {
            "version": str(package.version),
            "amount": "40",
            "basis": "One adult.",
            "starts_on-day": "8",
            "starts_on-month": "2",
            "starts_on-year": "2028",
        },
    )

    assert table(signed_in(FINANCE).get(PAYMENTS)) == []
    assert column(signed_in(MANAGER).get(PAYMENTS), 2) == ["£40.00"]
    assert column(signed_in(OTHER_WORKER).get(PAYMENTS), 2) == ["£40.00"]


def test_a_payment_that_ended_stands_among_the_ended_ones(signed_in):
    package = person("Ana")
    paid(package)
    signed_in(WORKER).post(
        reverse("support:end", args=[package.case.reference]),
        {
            "version": str(package.version + 1),
            "reason": "Went home.",
            "early": "on",
            "ended_on-day": "8",
            "ended_on-month": "2",
            "ended_on-year": "2028",
        },
    )
    client = signed_in(FINANCE)

    assert table(client.get(PAYMENTS)) == []
    assert column(client.get(PAYMENTS, {"show": "ended"}), 4) == ["Tue 8 Feb"]


@pytest.mark.parametrize("slug", [FINANCE, "police-referrer", "sca-leader", "auditor", "administrator"])
def test_nobody_else_opens_the_list(signed_in, slug):
    package = person("Ana")

    response = signed_in(slug).get(SUPPORT)

    assert response.status_code == 403
    assert [text for text in ("Ana", package.case.reference) if text in text_of(response)] == []


@pytest.mark.parametrize("slug", ["police-referrer", "sca-leader", "auditor", "administrator"])
def test_nobody_else_opens_the_payments(signed_in, slug):
    package = person("Ana")
    paid(package)

    response = signed_in(slug).get(PAYMENTS)

    assert response.status_code == 403
    assert [text for text in ("Ana", "75.32", package.case.reference) if text in text_of(response)] == []

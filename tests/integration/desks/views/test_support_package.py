"""The page of one package: what support needs of a person, and nothing else, for its two sides alone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from cases.models import Case
from nrm import clock
from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered
from support.enums import NeedLevel, PlanItemStatus
from tests.factories.cases import REASONS, actor, case_at
from tests.factories.support import (
    ADDRESS,
    FINANCE,
    MANAGER,
    OTHER_WORKER,
    WORKER,
    assessed,
    in_support,
    package_at,
    paid,
    placed,
    planned,
)
from tests.html_form import text_of
from tests.html_tree import Element, page

pytestmark = pytest.mark.django_db

TUESDAY_NOON = dt.datetime(2028, 2, 8, 12, tzinfo=dt.UTC)
STREET = ADDRESS.split("\r\n")[0]
# What the referral says was done to the person, and what the authority wrote: none of it is support's.
ACCOUNT = ("They told her", "she owed £20,000", "a farm near Ashford", "46/123456/26", "JM-Dover-17", "01304 000000")
MINUTE = REASONS.split("\n")[0]


@pytest.fixture(autouse=True)
def _tuesday(at):
    at(TUESDAY_NOON)


def address(case: Case) -> str:
    return reverse("desks:support-package", args=[case.reference])


def opened(client, case: Case) -> Element:
    response = client.get(address(case))
    assert response.status_code == 200
    return page(response)


def full_package():
    package = in_support(case_at("rg_positive", may_write=answered("no")))
    assessed(package)
    planned(package)
    placed(package)
    paid(package)
    return package


def cards(tree: Element) -> list[str]:
    return [f"{card.one('h3').text}: {card.one('.nrm-clock__value').text}" for card in tree.all(".nrm-clock")]


def buttons(tree: Element) -> list[str]:
    return [link.text for link in tree.all("a.govuk-button")]


def test_the_support_worker_sees_the_whole_support_of_the_person_on_one_page(signed_in):
    package = full_package()

    tree = opened(signed_in(WORKER), package.case)

    assert tree.one(".nrm-identity__name").text == "Linh Trần"
    assert [fact.text for fact in tree.all(".nrm-identity__fact")] == [
        f"Case {package.case.reference}",
        "Born May 1999",
        "Language Vietnamese",
        "Safe contact By phone, never write to them",
        "Supported by Maria Lopes, Causeway",
        "Stage of the case Positive reasonable grounds decision",
        "Support In support",
    ]
    assert cards(tree) == [
        "Support: In support",
        "Recovery period: Until at least 8 March 2028",
        "Needs: None to help with now",
        "Plan (soon): 1 to do",
    ]
    assert "I want to tell a solicitor what happened." in tree.one("#plan").text
    assert "The support worker · by 15 February 2028" in tree.one("#plan").text
    assert tree.one(".nrm-address").text == "14 Larch Row Leeds LS2 9ZZ"
    assert "Since 8 February 2028 £75.32 a week" in tree.one("#payment").text
    assert "Number, address or person 07700 900123" in tree.one("#contact").text
    assert [item.text for item in tree.all(".nrm-care__item")] == [
        "Never write to them It is not safe to write to the contact given.",
        "Interpreter Vietnamese",
        "Not safe on the night of 8 February 2028 A placement was recorded since.",
        "Needed somewhere on the night of 8 February 2028 A placement was recorded since.",
    ]


def test_needs_stand_with_the_most_pressing_first_in_words_beside_their_colour(signed_in):
    package = in_support()
    assessed(package, notes="")
    tree = opened(signed_in(WORKER), package.case)
    assert "No need now: Somewhere safe to live · " in tree.one("#needs").text
    assert tree.all(".nrm-need") == []

    signed_in(WORKER).post(
        reverse("support:assess", args=[package.case.reference]), LEVELS_OF | today() | {"version": version(package)}
    )

    needs = opened(signed_in(WORKER), package.case).one("#needs")
    assert [need.one("h3").text + ": " + need.one(".nrm-tag").text for need in needs.all(".nrm-need")] == [
        "Mental health: Needs help now",
        "Legal advice: Needs help soon",
        "Family and children: No need now",
    ]
    assert [need.attributes["class"] for need in needs.all(".nrm-need")] == [
        f"nrm-need nrm-need--{level.value}" for level in NeedLevel
    ]
    assert "1 now · 1 soon · 11 no need now" in needs.text
    assert "Earlier assessments (1)" in needs.text


LEVELS_OF = {
    "accommodation_level": "green",
    "subsistence_level": "green",
    "health_level": "green",
    "mental_health_level": "red",
    "legal_level": "amber",
    "immigration_level": "green",
    "translation_level": "green",
    "education_and_work_level": "green",
    "family_level": "green",
    "family_notes": "A brother in Hull.",
    "safety_level": "green",
    "criminal_justice_level": "green",
    "spiritual_level": "green",
    "practical_level": "green",
}


def today() -> dict[str, str]:
    day = clock.today()
    return {"assessed_on-day": str(day.day), "assessed_on-month": str(day.month), "assessed_on-year": str(day.year)}


def version(package) -> str:
    package.refresh_from_db()
    return str(package.version)


@pytest.mark.parametrize("slug", [MANAGER, WORKER])
def test_neither_side_reads_the_account_or_the_minute(signed_in, slug):
    package = full_package()

    words = text_of(signed_in(slug).get(address(package.case)))

    assert [text for text in (*ACCOUNT, MINUTE) if text in words] == []
    assert "Linh Trần" in words


def test_a_danger_is_said_with_what_it_is(signed_in):
    case = case_at(
        "rg_positive",
        immediate_risk=answered("yes"),
        immediate_risk_detail=answered("Two men wait outside.\r\n999 called."),
    )
    package = package_at("to_allocate", case=case)

    care = opened(signed_in(MANAGER), package.case).all(".nrm-care__item")

    assert [item.text for item in care] == [
        "In danger now Two men wait outside. 999 called.",
        "Not safe tonight They have nowhere safe to stay.",
        "Needs somewhere tonight",
        "Interpreter Vietnamese",
    ]


def test_opening_it_is_recorded_with_the_placements_whose_address_was_on_the_page(signed_in):
    package = full_package()

    signed_in(MANAGER).get(address(package.case))
    signed_in(WORKER).get(address(package.case))

    looks = AuditEvent.objects.filter(event="support_package_viewed").order_by("pk")
    assert [(e.actor_label, e.case_id, e.subject_id, e.is_read, e.payload) for e in looks] == [
        ("Samuel Osei", package.case_id, str(package.pk), True, {"addresses": [1]}),
        ("Maria Lopes", package.case_id, str(package.pk), True, {"addresses": [1]}),
    ]


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        (OTHER_WORKER, 404),
        (FINANCE, 404),
        ("police-referrer", 404),
        ("police-lead", 404),
        ("sca-caseworker", 404),
        ("sca-leader", 404),
        ("ieca-caseworker", 404),
        ("council-childrens-services", 404),
        ("auditor", 404),
        ("administrator", 404),
        ("system-operator", 404),
    ],
)
def test_nobody_else_gets_the_page_or_what_is_on_it(signed_in, slug, status):
    package = full_package()

    response = signed_in(slug).get(address(package.case))

    assert response.status_code == status
    words = text_of(response)
    assert [text for text in ("Linh", STREET, "75.32", "solicitor", package.case.reference) if text in words] == []


def test_somebody_offered_is_sent_to_the_offer_which_after_refusing_says_only_that(signed_in):
    package = package_at("offered")
    client = signed_in(WORKER)

    before = client.get(address(package.case))
    client.post(
        reverse("support:answer", args=[package.case.reference]),
        {"version": version(package), "answer": "refuse", "reason": "No space."},
    )
    after = client.get(address(package.case))

    assert (before.status_code, before["Location"]) == (
        302,
        reverse("support:answer", args=[package.case.reference]),
    )
    assert after["Location"] == reverse("support:answer", args=[package.case.reference])
    closed = client.get(after["Location"])
    assert closed.status_code == 404
    words = text_of(closed)
    assert "Your organisation refused this offer on 8 February 2028. Nothing of the person is shown." in words
    assert [text for text in ("Vietnamese", "Adult", "England", "Linh") if text in words] == []
    assert signed_in(OTHER_WORKER).get(address(package.case)).status_code == 404


def test_the_contractor_reads_who_was_asked_and_why_they_refused_and_the_provider_does_not(signed_in):
    package = package_at("offered", provider=OTHER_WORKER)
    signed_in(OTHER_WORKER).post(
        reverse("support:answer", args=[package.case.reference]),
        {"version": version(package), "answer": "refuse", "reason": "Nobody who speaks it."},
    )
    package_at_causeway(package, signed_in)

    contractor = opened(signed_in(MANAGER), package.case)
    provider = opened(signed_in(WORKER), package.case)

    assert "Hestia Refused on 8 February 2028 Nobody who speaks it." in contractor.one("#offers").text
    assert provider.all("#offers") == []
    assert "Hestia" not in provider.text
    assert "Nobody who speaks it." not in provider.text
    assert [row.text for row in provider.one("#history").all(".govuk-summary-list__key")] == ["In support"]
    assert "8 February 2028, Maria Lopes" in provider.one("#history").text
    history = [row.text for row in contractor.one("#history").all(".govuk-summary-list__value")]
    assert [each.removeprefix("8 February 2028, ") for each in history] == [
        "Causeway",
        "Samuel Osei",
        "Hestia",
        "Samuel Osei",
        "NRM casework",
    ]


def package_at_causeway(package, signed_in) -> None:
    causeway = in_support_organisation()
    signed_in(MANAGER).post(
        reverse("support:offer", args=[package.case.reference]),
        {"version": version(package), "provider": str(causeway), "note": ""},
    )
    signed_in(WORKER).post(
        reverse("support:answer", args=[package.case.reference]),
        {"version": version(package), "answer": "accept", "worker": str(worker_membership())},
    )


def in_support_organisation() -> int:
    return actor(WORKER).organisation_id


def worker_membership() -> int:
    return actor(WORKER).membership_id


def test_each_side_is_offered_what_it_may_do_now(signed_in):
    waiting, offered, supported = package_at("to_allocate"), package_at("offered"), full_package()
    ended = package_at("ended")

    manager, worker = signed_in(MANAGER), signed_in(WORKER)

    assert buttons(opened(manager, waiting.case)) == ["Offer to a provider", "End the support"]
    assert buttons(opened(manager, offered.case)) == ["Withdraw the offer", "End the support"]
    assert buttons(opened(manager, supported.case)) == ["End the support"]
    assert buttons(opened(worker, supported.case)) == [
        "Assess their needs again",
        "Add to the plan",
        "Record another placement",
        "Change the payment",
        "Change the support worker",
        "End the support",
    ]
    assert buttons(opened(manager, ended.case)) == []
    assert buttons(opened(worker, ended.case)) == []


def test_after_the_conclusive_decision_the_move_on_period_is_shown(signed_in):
    case = case_at("cg_positive")

    tree = opened(signed_in(MANAGER), case)

    assert [fact.text for fact in tree.all(".nrm-identity__fact")[-2:]] == [
        "Stage of the case Positive conclusive grounds decision",
        "Support To be offered",
    ]
    titles = [card.one("h3").text for card in tree.all(".nrm-clock")]
    assert titles[0] == "Support"
    assert any(title.startswith("Move-on") for title in titles), titles
    assert "Reasonable grounds target" not in tree.text


def test_an_overdue_item_is_said_and_a_done_one_put_away(signed_in, at):
    package = in_support()
    planned(package)
    planned(package, goal="A phone of my own.")
    signed_in(WORKER).post(
        reverse("support:plan-item", args=[package.case.reference, 2]),
        {
            "version": "1",
            "area": "practical",
            "goal": "A phone of my own.",
            "action": "Bought.",
            "owner": "person",
            "status": PlanItemStatus.DONE.value,
        },
    )
    at(TUESDAY_NOON + dt.timedelta(days=9))

    tree = opened(signed_in(WORKER), package.case)

    assert "Plan (overdue): 1 overdue" in cards(tree)
    open_item, done_item = tree.all(".nrm-plan__item")
    assert open_item.one(".nrm-plan__facts").text.startswith("Overdue · The support worker · by 15 February 2028")
    assert "A phone of my own." in done_item.text
    assert "Done and stopped (1)" in tree.one("#plan").text


@pytest.mark.parametrize("slug", [MANAGER, WORKER])
def test_the_address_of_the_case_leads_whoever_supports_to_the_package(signed_in, slug):
    package = in_support()

    response = signed_in(slug).get(reverse("desks:case", args=[package.case.reference]))

    assert (response.status_code, response["Location"]) == (302, address(package.case))


@pytest.mark.parametrize("slug", [OTHER_WORKER, FINANCE])
def test_the_address_of_the_case_leads_nobody_else_anywhere(signed_in, slug):
    package = in_support()

    response = signed_in(slug).get(reverse("desks:case", args=[package.case.reference]))

    assert response.status_code == 404


def test_the_case_file_says_in_one_line_where_support_stands(signed_in):
    package = full_package()

    tree = opened_case(signed_in("sca-caseworker"), package.case)

    assert tree.one(".nrm-file__support").text == "Support: In support with Causeway, since 8 February 2028"
    assert [text for text in (STREET, "75.32", "solicitor", "Sleeps badly") if text in tree.text] == []
    told = ("support", "Support", "Needs assessed", "Plan", "Placement", "payment")
    titles = [entry.text for entry in tree.all(".nrm-timeline__title")]
    assert [title for title in titles if title.startswith(told) or "support" in title] == [
        "Causeway took on the support",
        "Support opened with The Salvation Army",
    ]


def test_the_case_file_says_why_nobody_is_supported(signed_in):
    case = case_at("rg_positive", consent_support=answered("no"))

    tree = opened_case(signed_in("sca-caseworker"), case)

    assert "did not agree to be offered support" in tree.one(".nrm-file__support").text


def test_the_referrer_is_told_that_support_was_offered_and_not_by_whom(signed_in):
    package = full_package()

    tree = opened_case(signed_in("police-referrer"), package.case)

    assert "Support was offered to the person. Who gives it is not shown to you." in tree.text
    hidden = ("Causeway", "Salvation", STREET, "75.32", "Sleeps badly", "Maria Lopes")
    assert [text for text in hidden if text in tree.text] == []


@pytest.mark.parametrize("status", ["to_allocate", "offered"])
def test_before_a_provider_accepts_the_referrer_is_told_of_the_package_alone(signed_in, status):
    case = package_at(status).case

    words = opened_case(signed_in("police-referrer"), case).text

    assert "A support package was opened." in words
    assert "Support was offered to the person" not in words


def opened_case(client, case: Case) -> Element:
    response = client.get(reverse("desks:case", args=[case.reference]))
    assert response.status_code == 200
    return page(response)

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.domain.references import make_reference
from cases.domain.searching import LONGEST_TYPED
from cases.enums import ReferenceKind
from desks.finding import NOT_FOUND
from desks.search_address import MOST_CHARACTERS
from desks.views.search import TYPE_MORE
from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered
from tests.factories.cases import actor, case_at, submitted_case
from tests.factories.many_cases import analyze, many_cases
from tests.factories.support import decided_positive, in_support, package_at
from tests.html_tree import page, table

pytestmark = pytest.mark.django_db

MISTYPED = "nrm 26 000001 z"
WORKERS = ("support-worker", "other-support-worker")
WHO = {
    "given_name": answered("Siân Marie"),
    "family_name": answered("Đặng-O’Neill"),
    "other_names": answered("Bibi"),
    "date_of_birth": answered("1998-03-12", "day"),
    "contact_route": answered("phone"),
    "contact_detail": answered("+44 (0)7700 900987, ask for her sister"),
    "may_write": answered("no"),
    "home_office_reference": answered("A1234567, B 765 4321"),
    "own_reference": answered("DC/2026/0042"),
}


def search(client, typed: str):
    """What the box shows for the text, through its redirect."""
    return client.post(reverse("desks:search"), {"q": typed}, follow=True)


def found(response) -> list[str]:
    """The references on the page of results."""
    return [row[0] for row in table(response)] if page(response).all("tbody") else []


def heading(response) -> str:
    return page(response).one(".nrm-heading").text


@pytest.mark.parametrize(
    "typed",
    [
        "Siân",
        "sian",
        "SIAN MARIE",
        "dang sian",
        "Marie O'Neill",
        "bibi",
        "Đặng",
        "Dang-O’Neill",
        "Mraie",
        "Onneill",
        "oneil",
        "\u200fBibi\u202e",
        "12/3/1998",
        "12 March 1998",
        "1998-03-12",
        "Sian 12/3/1998",
        "07700 900987",
        "+447700900987",
        "0044 7700 900 987",
        "a1234567",
        "A 1234 567",
        "B7654321",
        "dc/2026/0042",
    ],
)
def test_a_case_is_found_by_who_it_is_about_however_that_is_typed(signed_in, typed):
    case = submitted_case(**WHO)
    submitted_case(given_name=answered("Zofia"), family_name=answered("Kowalska"))

    response = search(signed_in("sca-caseworker"), typed)

    assert found(response) == [case.reference]


@pytest.mark.parametrize(
    "typed",
    [
        "1998",
        "March 1998",
        "13/3/1998",
        "Zofia 12/3/1998",
        "07700 900986",
        "Sian Kowalska",
        "A12345",
        "2026/0042",
        "Quentin",
    ],
)
def test_what_does_not_fit_finds_nothing(signed_in, typed):
    submitted_case(**WHO)

    response = search(signed_in("sca-caseworker"), typed)

    assert found(response) == []
    assert "No case was found" in page(response).text


def test_the_closest_name_comes_first(signed_in):
    near = submitted_case(given_name=answered("Lina"), family_name=answered("Tran"))
    exact = submitted_case(given_name=answered("Linh"), family_name=answered("Tran"))

    response = search(signed_in("sca-caseworker"), "linh tran")

    assert found(response) == [exact.reference, near.reference]
    assert "2 cases found" in heading(response)


def test_a_row_says_who_the_case_is_about_beside_the_columns_of_the_queue(signed_in):
    submitted_case(**WHO)

    row = table(search(signed_in("sca-caseworker"), "bibi"))[0]

    assert row[1] == "Siân Marie Đặng-O’Neill"
    details = [each.text for each in page(search(signed_in("sca-caseworker"), "bibi")).all(".nrm-detail")]
    assert "Born 12 March 1998. Also Bibi" in details


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}", "{spaced}"])
def test_a_reference_opens_its_case_at_once(signed_in, typed):
    reference = case_at("submitted").reference
    written = typed.format(reference, lower=reference.lower(), spaced=reference.replace("-", " "))

    response = signed_in("police-referrer").post(reverse("desks:search"), {"q": written})

    assert (response.status_code, response["Location"]) == (302, reverse("desks:case", args=[reference]))


def test_a_hidden_case_answers_to_nothing_that_is_typed(signed_in):
    hidden = case_at("rg_in_progress", referrer="other-police-referrer", authority="ieca", **WHO)
    never = make_reference(ReferenceKind.CASE, 26, 999_999)
    client = signed_in("sca-caseworker")

    about = ("Siân", "12/3/1998", "07700 900987", "A1234567", "DC/2026/0042")
    answers = {typed: search(client, typed) for typed in (*about, hidden.reference, never, MISTYPED)}

    assert {typed: found(answer) for typed, answer in answers.items()} == {typed: [] for typed in answers}
    shown = [answer.content.decode() for answer in answers.values()]
    assert [body for body in shown if "Đặng" in body or f">{hidden.reference}<" in body] == []
    for reference in (hidden.reference, never, MISTYPED):
        assert page(answers[reference]).one(".govuk-error-summary__list").text == NOT_FOUND
    assert AuditEvent.objects.filter(event="cases_searched").exclude(shown_case_ids=[]).count() == 0


@pytest.mark.parametrize(
    ("slug", "is_found"),
    [
        ("police-referrer", True),
        ("police-lead", True),
        ("other-police-referrer", False),
        ("council-referrer", False),
        ("sca-intake", True),
        ("sca-leader", True),
        ("ieca-caseworker", False),
        ("contract-manager", False),
        ("support-worker", False),
    ],
)
def test_everybody_finds_only_cases_of_their_own_organisation(signed_in, slug, is_found):
    case = case_at("rg_in_progress", **WHO)

    response = search(signed_in(slug), "sian")

    assert found(response) == ([case.reference] if is_found else [])
    assert ("Đặng" in response.content.decode()) is is_found


@pytest.mark.parametrize("slug", ["auditor", "analyst", "administrator", "support-finance", "system-operator"])
def test_who_may_not_search_has_no_box_and_is_refused(signed_in, slug):
    case_at("submitted", **WHO)
    client = signed_in(slug)

    response = client.post(reverse("desks:search"), {"q": "sian"})

    assert response.status_code == 403
    assert page(client.get("/")).all(".nrm-search") == []


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "%%%", "\x00", "\u200f\u202e", "l", "';--"])
def test_what_says_nothing_is_told_what_can_be_typed_and_shows_no_case(signed_in, typed):
    case_at("submitted")

    response = search(signed_in("sca-caseworker"), typed)

    assert response.status_code == 200
    assert found(response) == []
    assert page(response).one(".govuk-error-summary__list").text == TYPE_MORE


@pytest.mark.parametrize(
    "typed",
    ["x" * 10_000, "ệ" * 10_000, "a b c d e f g h " * 500, "%' or 1=1 --", "a\x00b\\m(", "🙂" * 300],
    ids=["long", "long with accents", "many words", "quoted", "escapes", "no letters"],
)
def test_anything_can_be_sent(signed_in, typed):
    case_at("submitted")

    response = search(signed_in("sca-caseworker"), typed)

    assert response.status_code == 200
    assert found(response) == []
    assert len(response.redirect_chain[0][0]) < MOST_CHARACTERS
    assert len(page(response).one("#search").attributes["value"]) <= LONGEST_TYPED


def test_no_name_stands_in_an_address_or_in_the_record(signed_in):
    case = case_at("submitted", **WHO)

    response = search(signed_in("sca-caseworker"), "Siân")

    address = response.redirect_chain[0][0]
    event = AuditEvent.objects.filter(event="cases_searched").get()
    assert address.startswith("/search/?for=")
    assert "si" not in address.split("=", 1)[0].lower()
    assert (event.shown_case_ids, event.payload, event.is_read) == ([case.pk], {"rows": 1}, True)
    assert not AuditEvent.objects.filter(payload__icontains="Siân").exists()


def test_the_address_of_a_search_opens_for_nobody_else(signed_in):
    case_at("submitted", **WHO)
    address = search(signed_in("sca-caseworker"), "Siân").redirect_chain[0][0]

    for other in (address, address[:-4], "/search/?for=x", "/search/?for=é", "/search/?for=" + "A" * 9_000):
        response = signed_in("sca-leader").get(other)
        assert response.status_code == 200
        assert found(response) == []
        assert page(response).one("#search").attributes["value"] == ""


def test_a_search_by_hand_goes_to_the_sealed_address(signed_in):
    case_at("submitted", **WHO)

    response = signed_in("sca-caseworker").get(reverse("desks:search"), {"q": "Siân"})

    assert response["Location"].startswith("/search/?for=")


def test_a_page_without_a_search_says_what_can_be_typed_and_records_nothing(signed_in):
    response = signed_in("sca-caseworker").get(reverse("desks:search"))

    assert "one or more names, in any order" in page(response).text
    assert not AuditEvent.objects.filter(event="cases_searched").exists()


def test_support_does_not_find_by_the_first_responders_own_reference(signed_in):
    by_own = page(signed_in("support-worker").get(reverse("desks:search"))).text

    assert "own reference" not in by_own


def test_at_most_a_page_is_shown_and_the_count_says_how_many_there_are(signed_in):
    many_cases(30, referrer=actor("police-referrer"), authority=actor("sca-caseworker"))

    response = search(signed_in("sca-caseworker"), "hidden")

    assert len(found(response)) == 25
    assert "30 cases found" in heading(response)
    assert "The 25 closest are shown." in page(response).text


@pytest.mark.parametrize("number", [1, 60])
def test_a_search_costs_the_same_statements_however_many_cases_there_are(signed_in, number):
    many_cases(number, referrer=actor("police-referrer"), authority=actor("sca-caseworker"))
    client = signed_in("sca-caseworker")
    address = search(client, "hidden").redirect_chain[0][0]

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)

    assert len(found(response)) == min(number, 25)
    assert len(queries.captured_queries) == 12, "\n".join(query["sql"][:200] for query in queries.captured_queries)


@pytest.mark.parametrize(
    ("status", "finders"),
    [
        ("to_allocate", {"contract-manager"}),
        ("offered", {"contract-manager"}),
        ("in_support", {"contract-manager", "support-worker"}),
    ],
)
def test_support_finds_whom_it_has_taken_on_and_nobody_it_was_only_offered(signed_in, status, finders):
    package = package_at(status, case=decided_positive(submitted_case(**WHO)))
    reference = package.case.reference

    answers = {slug: search(signed_in(slug), "sian") for slug in ("contract-manager", *WORKERS)}

    assert {slug for slug, answer in answers.items() if found(answer) == [reference]} == finders
    assert {slug for slug, answer in answers.items() if "Đặng" in answer.content.decode()} == finders


def test_the_reference_of_somebody_offered_leads_the_provider_to_the_offer_and_no_other(signed_in):
    reference = package_at("offered", case=decided_positive(submitted_case(**WHO))).case.reference

    answers = {slug: search(signed_in(slug), reference) for slug in WORKERS}

    offered, other = answers.values()
    assert offered.redirect_chain == [
        (reverse("desks:support-package", args=[reference]), 302),
        (reverse("support:answer", args=[reference]), 302),
    ]
    assert "Đặng" not in offered.content.decode()
    assert NOT_FOUND in page(other).text


def test_support_does_not_find_anybody_by_the_first_responders_reference(signed_in):
    in_support(decided_positive(submitted_case(**WHO)))

    assert found(search(signed_in("support-worker"), "DC/2026/0042")) == []


@pytest.mark.slow
def test_among_ten_thousand_cases_each_way_to_be_found_reads_its_index(signed_in):
    many_cases(10_000, referrer=actor("police-referrer"), authority=actor("sca-caseworker"))
    case = submitted_case(**WHO)
    settle()
    client = signed_in("sca-caseworker")

    used = {}
    for typed in ("dang sian", "12/3/1998", "07700 900987", "A1234567"):
        address = search(client, typed).redirect_chain[0][0]
        with CaptureQueriesContext(connection) as queries:
            assert found(client.get(address)) == [case.reference]
        (chosen,) = [query["sql"] for query in queries.captured_queries if is_the_search(query["sql"])]
        used[typed] = {index for index in INDEXES if index in plan_of(chosen)}

    assert used == {
        "dang sian": {"search_by_name", "search_by_home_office", "referral_by_own_reference"},
        "12/3/1998": {"search_by_birth"},
        "07700 900987": {"search_by_phone", "search_by_home_office", "referral_by_own_reference"},
        "A1234567": {"search_by_home_office", "referral_by_own_reference"},
    }


@pytest.mark.parametrize("typed", ["ab" * 100, "a" * 200, "aaaa"])
def test_a_word_with_nothing_to_swap_is_looked_for_by_its_trigrams_and_by_no_expression(signed_in, typed):
    case = submitted_case(given_name=answered(typed[:100]))
    client = signed_in("sca-caseworker")

    with CaptureQueriesContext(connection) as done:
        response = search(client, typed)

    statements = [query["sql"] for query in done if is_the_search(query["sql"])]
    assert len(statements) == 1
    assert " ~ " not in plan_of(statements[0])
    assert found(response) == [case.reference]


def test_letters_swapped_in_a_word_as_long_as_a_name_are_forgiven(signed_in):
    case = submitted_case(given_name=answered("Wolfeschlegelsteinhausenberg"))

    response = search(signed_in("sca-caseworker"), "Wolfeschlegelstienhausenberg")

    assert found(response) == [case.reference]


INDEXES = (
    "search_by_name",
    "search_by_birth",
    "search_by_phone",
    "search_by_home_office",
    "referral_by_own_reference",
)


def settle() -> None:
    """What autovacuum does soon after a real load: the planner knows of the rows, and none waits to be indexed."""
    analyze()
    with connection.cursor() as cursor:
        cursor.execute("reset role; select gin_clean_pending_list('search_by_name'); set role nrm_app")


def is_the_search(sql: str) -> bool:
    """The statement that chooses the cases, not the one that counts them."""
    return "cases_searchentry" in sql and sql.startswith("SELECT") and "COUNT(" not in sql and "LIMIT 25" in sql


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"explain {sql.replace('%', '%%')}", [])
        return "\n".join(row[0] for row in cursor.fetchall())

"""A case somebody may not see shows in no list, count, type-to-find, timeline, notice, email or answer of the API.

Each person's pages are read before and after a case is planted that is none of theirs: not one may change. Then they
ask for it by name, at every address and under every parameter: it must answer like a case that never was.
"""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.access.third_party import THIRD_PARTY
from nrm.accounts.demo.personas import PERSONAS
from nrm.notices.models import InboxItem
from nrm.notices.sending import send_due
from referrals.domain.question_set import load
from referrals.enums import Path
from tests.factories.cases import actor, case_at
from tests.factories.referrals import draft, duty_to_notify
from tests.routes import routes
from tests.side_doors import planting
from tests.side_doors.doors import (
    addresses_of,
    asking_for,
    look,
    look_everywhere,
    open_lists,
    our_get_routes,
    public_pages,
)
from tests.side_doors.planting import (
    BORN,
    IN_THE_AUTHORITY,
    IN_THE_CASE,
    MINUTE,
    NEVER_WAS,
    REFERRER,
    plant,
    reference_that_never_was,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ANONYMOUS = "anonymous"
OUTSIDE = [persona.slug for persona in PERSONAS if persona.slug not in IN_THE_CASE]
# The record is the auditor's to search; it names cases and holds nothing of what is in them. The demonstration's
# outbox shows every email to everybody.
NAMES_CASES = ("/record/", "/demo/outbox/")
SEARCHED = frozenset({"/queue/", "/cases/", "/cases/suggest/", "/search/", "/api/v1/cases/"})


@pytest.fixture
def world(at, settings, tmp_path):
    """A day on which other people's work is there already; returns the reference of a case of Derbyshire's."""
    at(dt.datetime.combine(clock.today() + dt.timedelta(days=1), dt.time(12), tzinfo=dt.UTC))
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    for referrer in ("police-referrer", REFERRER):
        draft(actor(referrer))
        duty_to_notify(actor(referrer))
    case_at("submitted")
    case_at("rg_in_progress", referrer=REFERRER, authority="ieca")
    return case_at("rg_negative").reference


@pytest.fixture
def visitor(signed_in):
    """`visitor("sca-intake")` is a signed-in browser, `visitor("anonymous")` one that is not."""
    return lambda who: Client() if who == ANONYMOUS else signed_in(who)


def named_addresses(reference, draft_id, item_ids):
    """Every address that carries something of a case."""
    pages = [page.key for section in load().sections for page in section.pages if Path.NRM_ADULT in section.paths]
    return addresses_of(
        {
            "reference": [reference],
            "draft_id": [draft_id],
            "page_key": [pages[0], pages[-1]],
            "item_id": item_ids,
            "number": [1],
            "version": [load().version],
        }
    )


def names_cases(address):
    return address.startswith(NAMES_CASES)


def test_a_case_of_others_changes_no_page_and_is_on_none(visitor, world):
    own = addresses_of({"reference": [world]})
    clients = {who: visitor(who) for who in (*OUTSIDE, ANONYMOUS)}
    before = {who: look_everywhere(client, own) for who, client in clients.items()}

    hidden = plant()
    after = {who: look_everywhere(client, own) for who, client in clients.items()}

    shown = [(who, each, page) for who, pages in after.items() for each, page in pages.items()]
    assert [(who, each) for who, each, page in shown if not names_cases(each) and before[who].get(each) != page] == []
    assert {who: list(pages) for who, pages in before.items()} == {who: list(pages) for who, pages in after.items()}
    assert [(who, each) for who, each, page in shown if not names_cases(each) and page.holds(hidden.reference)] == []
    marks = hidden.marks.items()
    assert [(who, each, place) for who, each, page in shown for place, mark in marks if page.holds(mark)] == []


def test_a_case_of_others_asked_for_by_name_answers_like_one_that_never_was(visitor, world):
    hidden = plant()

    differing, leaking = [], []
    for who in (*OUTSIDE, ANONYMOUS):
        client = visitor(who)
        for address, nowhere in by_name(hidden, public_pages() if who == ANONYMOUS else open_lists(client)):
            asked = {hidden.reference, hidden.submission_key, *hidden.account.values()} & set(_parts(address))
            shown = look(client, address)
            if _plain(shown, address) != _plain(look(client, nowhere), nowhere):
                differing.append((who, address))
            marks = [(place, mark) for place, mark in hidden.marks.items() if mark not in asked]
            leaking += [(who, address, place) for place, mark in marks if shown.holds(mark)]

    assert differing == []
    assert leaking == []


def by_name(hidden, lists):
    """Pairs of addresses: one that carries something of the case, and the same with what never was."""
    never_was, no_draft = reference_that_never_was(), str(uuid.UUID(int=7))
    items = list(InboxItem.objects.filter(case=hidden.case).order_by("pk").values_list("pk", flat=True))
    yield from zip(
        named_addresses(hidden.reference, hidden.submission_key, items),
        named_addresses(never_was, no_draft, [900_000_000 + number for number in range(len(items))]),
        strict=True,
    )
    lists = [address for address in lists if not names_cases(address)]
    yield from zip(asking_for(lists, hidden.reference), asking_for(lists, never_was), strict=True)
    searched = [address for address in lists if address in SEARCHED]
    for text, other in (
        (hidden.reference[:-2], never_was[:-2]),
        (hidden.reference[7:13], never_was[7:13]),
        (hidden.account["own_reference"], NEVER_WAS),
        (hidden.account["family_name"], NEVER_WAS),
        (hidden.account["other_names"], NEVER_WAS),
        (hidden.account["contact_detail"], NEVER_WAS),
        (hidden.account["home_office_reference"], NEVER_WAS),
        (BORN, "1931-02-03"),
    ):
        yield from zip(asking_for(searched, text), asking_for(searched, other), strict=True)


def _parts(address):
    """The texts an address carries."""
    path, _, query = address.partition("?")
    return [*path.split("/"), *(pair.partition("=")[2] for pair in query.split("&"))]


def _plain(shown, address):
    """What was shown, without what the address itself carries: it is repeated in a search box and in links."""
    carried = [part for part in _parts(address) if any(character.isdigit() for character in part) or "Zq" in part]
    return shown.without(*sorted(carried, key=len, reverse=True))


@pytest.mark.parametrize("who", IN_THE_AUTHORITY)
def test_the_deciding_authority_sees_the_case_everywhere_it_should(who, visitor, world):
    client = visitor(who)
    before = look_everywhere(client)

    hidden = plant()
    after = look_everywhere(client)
    file = look(client, reverse("desks:case", args=[hidden.reference]))
    searches = [look(client, f"/search/?q={typed}") for typed in (hidden.account["family_name"], BORN)]

    shown_at = {address for address in after if after[address].holds(hidden.reference)}
    assert {
        "/queue/?status=rg_negative",
        "/api/v1/cases/",
        "/cases/suggest/?q=NRM-",
    } <= shown_at
    assert {"/queue/?status=rg_negative", "/api/v1/cases/"} <= {each for each in after if before[each] != after[each]}
    seen = hidden.account.keys() - {"birth"}
    assert {place for place in seen if not file.holds(hidden.account[place])} == set()
    assert file.holds(MINUTE["minute"])
    assert [search.holds(hidden.reference) for search in searches] == [True, True]


def test_the_referrer_sees_the_case_and_nothing_of_the_minute(visitor, world):
    client = visitor(REFERRER)
    before = look_everywhere(client)

    hidden = plant()
    after = look_everywhere(client, named_addresses(hidden.reference, hidden.submission_key, [1]))
    own = look(client, f"/search/?q={hidden.account['own_reference']}")

    shown_at = {address for address in after if after[address].holds(hidden.reference)}
    assert {"/", "/cases/", "/cases/?stage=decided", "/cases/suggest/?q=NRM-", "/api/v1/cases/", "/inbox/"} <= shown_at
    assert {"/", "/cases/", "/api/v1/cases/", "/inbox/"} <= {each for each in before if before[each] != after[each]}
    assert own.holds(hidden.reference)
    page = after[reverse("desks:case", args=[hidden.reference])]
    assert page.holds(hidden.account["given_name"])
    assert page.holds(hidden.account["account"])
    assert [(each, place) for each in after for place, mark in MINUTE.items() if after[each].holds(mark)] == []


def test_the_auditor_finds_who_touched_the_case_and_nothing_that_is_in_it(visitor, world):
    client, hidden = visitor("auditor"), plant()
    people = [f"/record/person/?email={persona.email}" for persona in PERSONAS]

    shown = {
        address: look(client, address)
        for address in (f"/record/case/?reference={hidden.reference}", *people, "/record/")
    }

    assert shown[f"/record/case/?reference={hidden.reference}"].holds("Routed to")
    assert shown["/record/person/?email=ieca-caseworker@demo.example"].holds(hidden.reference)
    assert [(each, place) for each in shown for place, mark in hidden.marks.items() if shown[each].holds(mark)] == []


def test_emails_about_the_case_go_to_those_in_it_and_say_nothing_but_its_reference(world, tmp_path, visitor):
    hidden = plant()

    send_due(by=SystemActor(SystemName.NOTICE_SENDER))

    # The file backend puts a line of dashes after each message.
    written = [text for path in tmp_path.iterdir() for text in path.read_text().split("-" * 79) if text.strip()]
    messages = [email.message_from_string(text.lstrip(), policy=email.policy.default) for text in written]
    about_it = {message["To"].split("@")[0] for message in messages if hidden.reference in str(message)}
    assert about_it == {REFERRER, "ieca-caseworker", "ieca-second-caseworker"}
    everything = "".join(path.read_text() for path in tmp_path.iterdir())
    assert [place for place, mark in hidden.marks.items() if mark.casefold() in everything.casefold()] == []
    outbox = look(visitor(ANONYMOUS), "/demo/outbox/")
    assert outbox.holds(hidden.reference)
    assert [place for place, mark in hidden.marks.items() if outbox.holds(mark)] == []


def test_every_question_that_takes_text_is_marked_and_asked():
    answers = planting.marked_answers()

    asked_for_text = {q.key for q in load().questions if q.is_text and Path.NRM_ADULT in q.paths}

    assert asked_for_text == {key for key in answers if load().question(key).is_text}
    assert len({answers[key]["value"] for key in asked_for_text}) == len(asked_for_text)


def test_every_route_of_ours_is_looked_at():
    """A new kind of argument in an address must be given a value above."""
    known = {"reference", "draft_id", "page_key", "item_id", "number", "version"}
    people = {"accounts:change-role", "accounts:end-access", "accounts:reset-second-factor"}
    systems = {"accounts:machine-token", "accounts:machine-end"}

    beyond = {route.name for route in our_get_routes() if not set(route.arguments) <= known}

    assert beyond == people | systems  # addresses of memberships, which hold nothing of a case but the test below


def test_the_page_that_ends_a_caseworkers_access_names_their_open_cases_only_to_their_own_leader(visitor, world):
    hidden = case_at("rg_in_progress", referrer=REFERRER, authority="ieca")
    membership = actor("ieca-caseworker").membership_id

    shown = {
        who: look(visitor(who), reverse("accounts:end-access", args=[membership]))
        for who in ("ieca-leader", "sca-leader", "police-lead", "administrator", "ieca-second-caseworker")
    }

    assert {who for who, page in shown.items() if page.holds(hidden.reference)} == {"ieca-leader"}


@pytest.mark.parametrize("who", ["sca-intake", "police-referrer", "administrator", ANONYMOUS])
def test_pages_that_are_not_ours_show_nothing_of_the_case(who, visitor, world):
    client, hidden = visitor(who), plant()

    shown = {
        route.name: look(client, reverse(route.name))
        for route in routes()
        if route.name in THIRD_PARTY and not route.arguments
    }

    assert len(shown) > 10
    marks = {"reference": hidden.reference, **hidden.marks}
    assert [(each, place) for each in shown for place, mark in marks.items() if shown[each].holds(mark)] == []

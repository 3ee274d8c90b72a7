"""The address of a placement is read by the support worker of its provider and by the contract manager, on the pages
that say so, and by nobody else anywhere: no list, search, timeline, notice, email, log, answer of the API.

The addresses that are looked at are walked from the resolver, so that a new page is looked at from its first day.
"""

from __future__ import annotations

import logging

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve, reverse

from nrm import clock
from nrm.access.actors import SystemActor, SystemName
from nrm.accounts.demo.personas import PERSONAS
from nrm.accounts.middleware import DEMO_PERSONA
from nrm.accounts.models import Person
from nrm.audit.models import AuditEvent
from nrm.notices.models import InboxItem, OutboxRow
from nrm.notices.sending import send_due
from support.actions.ending import end_support
from support.actions.placement import correct_address
from tests.factories.cases import actor
from tests.factories.support import (
    FINANCE,
    MANAGER,
    OTHER_WORKER,
    WORKER,
    assessed,
    fresh,
    in_support,
    package_at,
    paid,
    placed,
    planned,
    rival_manager,
)
from tests.side_doors.doors import (
    addresses_of,
    asking_for,
    is_public,
    look,
    look_everywhere,
    open_lists,
    our_get_routes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MARK = "MARK-OF-THE-SAFEHOUSE"
LATER_MARK, CORRECTED_MARK = f"{MARK}-2", f"{MARK}-2-corrected"
NEVER_WAS = "PLACE-THAT-NEVER-WAS"
ANONYMOUS = "anonymous"
SUPPORT_SIDE = (MANAGER, WORKER, OTHER_WORKER, FINANCE)
READERS = {MANAGER, WORKER}
# The pages that show an address to its readers; the form that corrects it is the support worker's alone.
SHOWN_AT = {"desks:support-package", "support:address"}


@pytest.fixture
def package():
    """Somebody in support who moved once, whose second address was corrected; every other thing a package holds is
    there too."""
    found = in_support()
    assessed(found)
    planned(found)
    paid(found)
    placed(found, address=f"{MARK}\r\nLeeds")
    placed(found, address=LATER_MARK)
    correct_address(
        package_id=found.pk, number=2, address=CORRECTED_MARK, version=fresh(found).version, by=actor(WORKER)
    )
    # The neighbours: of another provider, offered to one, and waiting.
    in_support(provider=OTHER_WORKER)
    package_at("offered", provider=OTHER_WORKER)
    package_at("to_allocate")
    return fresh(found)


def named_addresses(package):
    """Every address of ours that carries something of the case or of the package."""
    items = list(InboxItem.objects.filter(case_id=package.case_id).values_list("pk", flat=True))
    memberships = [actor(slug).membership_id for slug in (MANAGER, WORKER)]
    return addresses_of(
        {"reference": [package.case.reference], "number": [1, 2], "item_id": items, "membership_id": memberships}
    )


def plain_addresses():
    """Every address of ours without arguments that is not the same for every visitor."""
    return [reverse(route.name) for route in our_get_routes() if not route.arguments and not is_public(route)]


def shown_to(client, package):
    """Where the client was shown an address of a placement."""
    addresses = [*plain_addresses(), *named_addresses(package)]
    return [address for address in addresses if look(client, address).holds(MARK)]


def test_address_is_shown_to_its_two_readers_on_the_pages_for_it_and_to_nobody_else(package, signed_in, caplog):
    caplog.set_level(logging.DEBUG)
    found = {}

    for slug in [persona.slug for persona in PERSONAS]:
        found[slug] = shown_to(signed_in(slug), package)
    found[ANONYMOUS] = shown_to(Client(), package)

    assert {slug for slug, addresses in found.items() if addresses} == READERS
    pages = {resolve(address).view_name for addresses in found.values() for address in addresses}
    assert pages <= SHOWN_AT
    own_page = reverse("desks:support-package", args=[package.case.reference])
    assert {slug for slug, addresses in found.items() if own_page in addresses} == READERS
    assert "support:address" not in {resolve(address).view_name for address in found[MANAGER]}
    assert MARK not in caplog.text


def test_filters_of_the_support_side_show_no_address(package, signed_in):
    leaking = {
        slug: [address for address, page in look_everywhere(signed_in(slug)).items() if page.holds(MARK)]
        for slug in SUPPORT_SIDE
    }

    assert leaking == {slug: [] for slug in SUPPORT_SIDE}


def test_another_contractor_is_shown_nothing(package, client):
    manager = Person.objects.get(pk=rival_manager().person_id)
    client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[DEMO_PERSONA] = MANAGER  # stands for the second factor
    session.save()

    own_list = client.get(reverse("desks:support"))
    found = shown_to(client, package)

    assert (own_list.status_code, "Earlier" in own_list.content.decode()) == (200, True)
    assert found == []


@pytest.mark.parametrize("slug", [MANAGER, WORKER, OTHER_WORKER, "sca-leader", "police-referrer", "auditor"])
def test_nothing_is_found_by_an_address(slug, package, signed_in):
    client = signed_in(slug)
    lists = open_lists(client)

    differing = [
        address
        for address, other in zip(asking_for(lists, LATER_MARK), asking_for(lists, NEVER_WAS), strict=True)
        if look(client, address).without(LATER_MARK) != look(client, other).without(NEVER_WAS)
    ]

    assert differing == []


def test_the_earlier_address_and_the_wrong_one_are_read_by_nobody_after_they_were_replaced(package, signed_in):
    own_page = reverse("desks:support-package", args=[package.case.reference])

    pages = [look(signed_in(slug), own_page).body for slug in sorted(READERS)]

    for page in pages:
        assert CORRECTED_MARK in page
        assert LATER_MARK not in page.replace(CORRECTED_MARK, "")


def test_reading_an_address_is_in_the_record_with_the_number_of_the_placement_and_without_the_address(
    package, signed_in
):
    signed_in(WORKER).get(reverse("desks:support-package", args=[package.case.reference]))

    seen = AuditEvent.objects.filter(event="support_package_viewed").latest("pk")
    assert (seen.actor_id, seen.case_id) == (actor(WORKER).person_id, package.case_id)
    assert sorted(seen.payload["addresses"]) == [1, 2]


def test_address_stands_in_one_table_of_the_database(package):
    """Whatever keeps copies, for search, for reading or for sending, keeps none of the address."""
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
        tables = [name for (name,) in cursor.fetchall()]
        holding = set()
        for table in tables:
            cursor.execute(f'select exists (select 1 from "{table}" t where t::text like %s)', [f"%{MARK}%"])  # noqa: S608  names from the catalogue
            if cursor.fetchone()[0]:
                holding.add(table)

    assert len(tables) > 40
    assert holding == {"support_placementaddress"}


def test_notices_and_emails_say_nothing_of_the_address(package, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    end_support(
        package_id=package.pk,
        reason="Went home.",
        ended_on=clock.today(),
        version=package.version,
        early=True,
        by=actor(MANAGER),
    )

    send_due(by=SystemActor(SystemName.NOTICE_SENDER))

    everything = "".join(path.read_text() for path in tmp_path.iterdir())
    assert package.case.reference in everything
    assert MARK not in everything
    rows = [str(vars(row)) for model in (OutboxRow, InboxItem, AuditEvent) for row in model.objects.all()]
    assert [row for row in rows if MARK in row] == []


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "safehouse", "address": MARK, "since_day": "31", "since_month": "2", "since_year": "2026"},
        {"kind": "palace", "address": MARK},
    ],
)
def test_address_in_a_form_that_is_refused_stays_with_whoever_typed_it(typed, signed_in, caplog):
    caplog.set_level(logging.DEBUG)
    package = in_support()

    answer = signed_in(WORKER).post(
        reverse("support:place", args=[package.case.reference]), {"version": str(package.version), **typed}
    )

    assert answer.status_code == 422
    assert MARK in answer.content.decode()
    assert MARK not in caplog.text
    assert [row for row in AuditEvent.objects.all() if MARK in str(vars(row))] == []


@pytest.mark.parametrize("slug", [MANAGER, FINANCE, OTHER_WORKER, "sca-caseworker", "police-referrer"])
def test_address_typed_by_somebody_who_may_not_record_it_is_kept_nowhere(slug, signed_in, caplog):
    caplog.set_level(logging.DEBUG)
    package = in_support()

    answer = signed_in(slug).post(
        reverse("support:place", args=[package.case.reference]),
        {"version": str(package.version), "kind": "safehouse", "address": MARK},
    )

    assert answer.status_code in {403, 404}
    assert MARK not in answer.content.decode()
    assert MARK not in caplog.text


def test_pages_that_carry_a_number_are_among_those_looked_at(package):
    """So that the walk cannot pass by finding nothing to walk."""
    looked_at = {resolve(address).view_name for address in named_addresses(package)}

    assert {"desks:support-package", "support:address", "support:end-placement", "support:place"} <= looked_at
    assert {"desks:case", "desks:support", "desks:support-payments"} <= looked_at | {
        resolve(address).view_name for address in plain_addresses()
    }
    assert any(name.startswith("api:") for name in looked_at)

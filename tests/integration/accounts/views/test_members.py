"""The members pages: what they show to whom, and what their buttons do."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from nrm.access.roles import Role
from nrm.accounts.models import Membership, Person
from nrm.audit.models import AuditEvent
from tests.factories.accounts import member, with_second_factor
from tests.factories.cases import case_at

pytestmark = pytest.mark.django_db
NAMES = re.compile(r'data-label="Name"><span class="nrm-table__value"><bdi>([^<]+)</bdi>')


def names_on(page) -> list[str]:
    return NAMES.findall(page.content.decode())


def another_session_of(membership: Membership) -> Client:
    """A browser the person is signed in with, second factor passed."""
    with_second_factor(membership.person)
    client = Client()
    client.force_login(membership.person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["nrm_second_factor_passed_by"] = membership.person_id
    session.save()
    return client


def test_the_list_shows_the_people_of_the_acting_organisation_by_name_and_records_the_read(signed_in, acting):
    member("zoe@demo.example", name="Zoe Quinn")
    member("ada@demo.example", name="ada Byron")
    member("eve@demo.example", name="Eve Hart", organisation="west-yorkshire-police")

    page = signed_in("administrator").get(reverse("accounts:members"))

    assert names_on(page) == ["ada Byron", "Isaac Byrne", "Jo Marsh", "Sunita Rao", "Zoe Quinn"]
    assert b"Eve Hart" not in page.content
    assert b"People of Derbyshire Constabulary" in page.content
    event = AuditEvent.objects.filter(event="members_viewed").latest("pk")
    shown = [Person.objects.get(name=name).pk for name in names_on(page)]
    assert (event.actor_id, event.is_read) == (acting("administrator").person_id, True)
    assert event.payload == {"person_ids": shown}


@pytest.mark.parametrize("page", ["change-role", "end-access", "reset-second-factor"])
def test_the_page_of_one_member_records_whom_it_showed(signed_in, acting, page):
    membership = member("zoe@demo.example", name="Zoe Quinn")

    answer = signed_in("administrator").get(reverse(f"accounts:{page}", args=[membership.pk]))

    assert answer.status_code == 200
    event = AuditEvent.objects.filter(event="members_viewed").get()
    assert (event.actor_id, event.subject_type) == (acting("administrator").person_id, "accounts.membership")
    assert (event.subject_id, event.payload) == (str(membership.pk), {"person_ids": [membership.person_id]})
    assert not event.shown_case_ids


def test_ended_access_stands_in_the_other_part_of_the_list(signed_in):
    client = signed_in("administrator")
    gone = member("gone@demo.example", name="Gone Away")
    client.post(reverse("accounts:end-access", args=[gone.pk]))

    current, ended = client.get(reverse("accounts:members")), client.get(reverse("accounts:members") + "?show=ended")

    assert "Gone Away" not in names_on(current)
    assert names_on(ended) == ["Gone Away"]
    assert reverse("accounts:change-role", args=[gone.pk]).encode() not in ended.content


def test_the_list_has_25_rows_a_page(signed_in):
    for number in range(30):
        member(f"p{number:02}@demo.example", name=f"Person {number:02}")
    client = signed_in("administrator")

    first, second = client.get(reverse("accounts:members")), client.get(reverse("accounts:members") + "?page=2")

    assert (len(names_on(first)), len(names_on(second))) == (25, 8)
    assert set(names_on(first)).isdisjoint(names_on(second))


@pytest.mark.parametrize("more", [0, 2, 30])
def test_the_list_costs_the_same_however_many_people(django_assert_max_num_queries, more):
    for number in range(more):
        member(f"p{number:02}@demo.example", name=f"Person {number:02}")
    client = another_session_of(member("ada@demo.example", role=Role.ADMINISTRATOR))
    client.get(reverse("accounts:members"))

    with django_assert_max_num_queries(12) as statements:
        client.get(reverse("accounts:members"))

    assert len(statements) == 10


def test_a_lead_sees_links_only_for_the_roles_they_look_after(signed_in, acting):
    page = signed_in("police-lead").get(reverse("accounts:members")).content.decode()

    assert reverse("accounts:change-role", args=[acting("police-referrer").membership_id]) in page
    assert reverse("accounts:change-role", args=[acting("police-lead").membership_id]) not in page
    assert reverse("accounts:change-role", args=[acting("administrator").membership_id]) not in page


def test_an_invitation_offers_the_roles_of_the_organisation_and_leads_back_to_the_list(signed_in):
    client = signed_in("administrator")

    asked = client.get(reverse("accounts:invite")).content.decode()
    answer = client.post(
        reverse("accounts:invite"), {"name": "Zoë 󠁧’Quinn", "email": "zoe@demo.example", "role": "lead"}
    )

    assert re.findall(r'name="role" type="radio" value="(\w+)"', asked) == [
        "referrer",
        "lead",
        "childrens_services",
        "administrator",
    ]
    assert (answer.status_code, answer["Location"]) == (302, reverse("accounts:members"))
    assert Person.objects.get(email="zoe@demo.example").name == "Zoë 󠁧’Quinn"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "no address"}, "Enter an email address in the correct format"),
        ({"email": "a" * 250 + "@demo.example"}, "254 characters"),
        ({"name": " "}, "Enter their full name"),
        ({"name": "A\x00da"}, "contained characters that cannot be stored"),
        ({"name": "x" * 151}, "must be 150 characters or fewer"),
        ({"role": "caseworker"}, "Select a role from the options"),
        ({"role": ""}, "Select a role"),
    ],
)
def test_a_wrong_invitation_is_shown_again_with_a_sentence(signed_in, changed, sentence):
    given = {"name": "<b>Ada</b>", "email": "ada@demo.example", "role": "referrer"} | changed

    page = signed_in("administrator").post(reverse("accounts:invite"), given)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "<b>Ada</b>" not in page.content.decode()
    assert not Person.objects.filter(email="ada@demo.example").exists()


@pytest.mark.parametrize("page", ["change-role", "end-access", "reset-second-factor"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_member_of_another_organisation_is_not_found(signed_in, page, method):
    theirs = member("eve@demo.example", organisation="west-yorkshire-police", name="Eve Hart")

    answer = getattr(signed_in("administrator"), method)(
        reverse(f"accounts:{page}", args=[theirs.pk]), {"role": "lead"}
    )

    assert answer.status_code == 404
    assert b"Eve Hart" not in answer.content
    theirs.refresh_from_db()
    assert (theirs.role, theirs.until) == ("referrer", None)


@pytest.mark.parametrize("slug", ["police-referrer", "other-police-referrer", "sca-caseworker", "auditor"])
def test_who_does_not_look_after_people_is_refused_every_page(signed_in, acting, slug):
    client, somebody = signed_in(slug), acting("police-referrer").membership_id
    pages = [reverse("accounts:members"), reverse("accounts:invite")] + [
        reverse(f"accounts:{name}", args=[somebody]) for name in ("change-role", "end-access", "reset-second-factor")
    ]

    shown, sent = ([getattr(client, method)(page).status_code for page in pages] for method in ("get", "post"))

    assert shown == [403, 403, 404, 404, 404]
    assert sent[1:] == [403, 404, 404, 404]


def test_a_lead_may_not_open_the_page_that_ends_the_administrator(signed_in, acting):
    answer = signed_in("police-lead").get(reverse("accounts:end-access", args=[acting("administrator").membership_id]))

    assert answer.status_code == 403
    assert b"You do not look after the role organisation administrator" in answer.content


def test_ending_access_signs_the_person_out_everywhere_at_once(signed_in):
    membership = member("ada@demo.example", name="Ada Byron")
    theirs = another_session_of(membership)
    before = theirs.get("/")

    answer = signed_in("administrator").post(reverse("accounts:end-access", args=[membership.pk]), follow=True)
    after = theirs.get("/")

    assert before.status_code == 200
    assert "The access of Ada Byron as first responder has ended." in answer.content.decode()
    assert (after.status_code, after["Location"].startswith(reverse("account_login"))) == (302, True)


def test_ending_one_of_several_accesses_in_the_organisation_ends_the_open_sessions_too(signed_in):
    membership = member("ada@demo.example", name="Ada Byron")
    member("ada@demo.example", role=Role.LEAD)
    theirs = another_session_of(membership)
    before = theirs.get("/")

    signed_in("administrator").post(reverse("accounts:end-access", args=[membership.pk]))
    after = theirs.get("/")

    assert before.status_code == 200
    assert (after.status_code, after["Location"].startswith(reverse("account_login"))) == (302, True)


def test_an_organisation_signs_nobody_out_of_their_work_for_another(signed_in):
    member("ada@demo.example", organisation="leeds-council")
    theirs = another_session_of(member("ada@demo.example", role=Role.LEAD))
    strangers = Membership.objects.get(person__email="ada@demo.example", role="lead")
    before = theirs.get("/")

    signed_in("administrator").post(reverse("accounts:end-access", args=[strangers.pk]))
    after = theirs.get("/")

    assert "Leeds City Council" in before.content.decode()
    assert (after.status_code, "Leeds City Council" in after.content.decode()) == (200, True)
    assert "The access you were using has ended" not in after.content.decode()


def test_who_acts_in_the_access_that_ended_is_refused_at_once_and_does_nothing_in_the_other_name(signed_in):
    other = member("ada@demo.example", organisation="leeds-council", role=Role.ADMINISTRATOR)
    here = member("ada@demo.example", role=Role.ADMINISTRATOR)
    theirs = another_session_of(here)
    theirs.post(reverse("accounts:act-as"), {"membership": here.pk})
    before = theirs.get(reverse("accounts:members"))

    signed_in("administrator").post(reverse("accounts:end-access", args=[here.pk]))
    sent = theirs.post(reverse("accounts:invite"), {"name": "X", "email": "x@demo.example", "role": "referrer"})
    after = theirs.get(reverse("accounts:members")).content.decode()

    assert b"People of Derbyshire Constabulary" in before.content
    assert (sent.status_code, sent["Location"]) == (302, "/")
    assert not Person.objects.filter(email="x@demo.example").exists()
    assert f"You now act for {other.organisation.name}." in after
    assert "Derbyshire Constabulary" not in after.replace("The access you were using", "")


# -- whose name is shown


def test_inviting_an_address_known_elsewhere_shows_no_name_until_its_person_acts_here(signed_in):
    known = member("zoe@demo.example", name="Zoe Quinn", organisation="west-yorkshire-police")
    with_second_factor(known.person)
    client = signed_in("administrator")

    said = client.post(
        reverse("accounts:invite"), {"name": "Whoever", "email": "ZOE@demo.example", "role": "referrer"}, follow=True
    ).content.decode()
    membership = Membership.objects.get(person=known.person, organisation__slug="derbyshire-police")
    pages = [
        client.get(reverse(f"accounts:{page}", args=[membership.pk])).content.decode()
        for page in ("change-role", "end-access", "reset-second-factor")
    ]
    refused = client.post(reverse("accounts:change-role", args=[membership.pk]), {"role": "referrer"})

    assert "ZOE@demo.example was invited. An email is on its way to them." in said
    assert names_on(client.get(reverse("accounts:members"))) == [
        "Isaac Byrne", "Jo Marsh", "Sunita Rao", "zoe@demo.example",
    ]  # fmt: skip
    assert "Shown when they first act here" in said
    assert reverse("accounts:reset-second-factor", args=[membership.pk]) not in said
    assert all("zoe@demo.example" in page for page in pages)
    assert "zoe@demo.example has this role already" in refused.content.decode()
    assert not any("Quinn" in page for page in [said, *pages, refused.content.decode()])


def test_the_name_shows_once_the_person_has_chosen_to_act_here(signed_in):
    theirs = another_session_of(member("zoe@demo.example", name="Zoe Quinn", organisation="west-yorkshire-police"))
    here = member("zoe@demo.example")
    client = signed_in("administrator")
    before = names_on(client.get(reverse("accounts:members")))

    theirs.get("/")
    between = names_on(client.get(reverse("accounts:members")))
    theirs.post(reverse("accounts:act-as"), {"membership": here.pk})
    after = names_on(client.get(reverse("accounts:members")))

    assert ("Zoe Quinn" in before, "Zoe Quinn" in between, "Zoe Quinn" in after) == (False, False, True)


def test_an_account_the_organisation_made_is_shown_by_the_name_it_gave(signed_in):
    client = signed_in("administrator")

    said = client.post(
        reverse("accounts:invite"), {"name": "Zoe Quinn", "email": "zoe@demo.example", "role": "lead"}, follow=True
    )

    assert "zoe@demo.example was invited." in said.content.decode()
    assert names_on(said)[-1] == "Zoe Quinn"


def test_an_address_outside_the_organisation_is_refused_beside_its_field(signed_in):
    page = signed_in("administrator").post(
        reverse("accounts:invite"), {"name": "Ada Byron", "email": "ada@evil.example", "role": "lead"}
    )

    assert page.status_code == 422
    assert "Enter an email address of Derbyshire Constabulary, at demo.example." in page.content.decode()
    assert not Person.objects.filter(email="ada@evil.example").exists()


def test_resetting_a_second_factor_signs_the_person_out_everywhere_at_once(signed_in):
    membership = member("ada@demo.example")
    theirs = another_session_of(membership)
    before = theirs.get("/")

    signed_in("administrator").post(reverse("accounts:reset-second-factor", args=[membership.pk]))
    after = theirs.get("/")

    assert before.status_code == 200
    assert after["Location"].startswith(reverse("account_login"))


def test_a_changed_role_holds_from_the_next_page_of_an_open_session_which_says_so(signed_in):
    membership = member("ada@demo.example", role=Role.LEAD)
    theirs = another_session_of(membership)
    before = theirs.get(reverse("accounts:members"))

    signed_in("administrator").post(reverse("accounts:change-role", args=[membership.pk]), {"role": "referrer"})
    sent = theirs.post(reverse("accounts:invite"), {"name": "X", "email": "x@demo.example", "role": "lead"})
    told = theirs.get(sent["Location"])
    after = theirs.get(reverse("accounts:members"))

    assert before.status_code == 200
    assert (sent.status_code, sent["Location"]) == (302, "/")
    assert "The access you were using has ended or changed." in told.content.decode()
    assert after.status_code == 403
    assert not Person.objects.filter(email="x@demo.example").exists()


def test_the_last_administrator_reads_a_sentence(signed_in, acting):
    membership = member("ada@demo.example", role=Role.ADMINISTRATOR)
    client = signed_in("administrator")
    Membership.objects.get(pk=acting("administrator").membership_id)

    answer = client.get(reverse("accounts:end-access", args=[acting("administrator").membership_id]))
    ended = client.post(reverse("accounts:end-access", args=[membership.pk]))

    assert answer.status_code == 403
    assert b"You cannot change your own access" in answer.content
    assert ended.status_code == 302


def test_the_cases_left_without_their_caseworker_are_named_to_who_lists_cases_and_counted_to_others(signed_in, acting):
    caseworker = Membership.objects.get(pk=acting("sca-caseworker").membership_id)
    case = case_at("rg_in_progress")
    administrator = another_session_of(member("head@demo.example", role=Role.ADMINISTRATOR, organisation="sca"))
    address = reverse("accounts:end-access", args=[caseworker.pk])

    to_leader = signed_in("sca-leader").get(address).content.decode()
    to_administrator = administrator.get(address).content.decode()

    assert "1 case is allocated to Amara Okafor in this role." in to_leader
    assert case.reference in to_leader
    assert "1 case is allocated to Amara Okafor in this role." in to_administrator
    assert case.reference not in to_administrator


@pytest.mark.parametrize("page", ["change-role", "end-access"])
def test_naming_cases_is_recorded_as_showing_them(signed_in, acting, page):
    case = case_at("rg_in_progress")

    signed_in("sca-leader").get(reverse(f"accounts:{page}", args=[acting("sca-caseworker").membership_id]))

    event = AuditEvent.objects.filter(event="members_viewed").get()
    assert event.shown_case_ids == [case.pk]


@pytest.mark.parametrize(("status", "named"), [("rg_in_progress", True), ("rg_positive", True), ("rg_negative", False)])
def test_only_cases_that_can_be_given_to_somebody_else_are_named(signed_in, acting, status, named):
    case = case_at(status)

    page = signed_in("sca-leader").get(reverse("accounts:end-access", args=[acting("sca-caseworker").membership_id]))

    assert (case.reference in page.content.decode()) is named
    assert (b"allocated to Amara Okafor" in page.content) is named


def test_switching_changes_what_the_next_page_shows(signed_in):
    first = member("ada@demo.example", role=Role.ADMINISTRATOR)
    second = member("ada@demo.example", role=Role.ADMINISTRATOR, organisation="leeds-council")
    client = another_session_of(first)
    before = client.get(reverse("accounts:members"))

    asked = client.get(reverse("accounts:act-as")).content.decode()
    client.post(reverse("accounts:act-as"), {"membership": second.pk})
    after = client.get(reverse("accounts:members"))

    assert f'value="{first.pk}" checked' in asked
    assert b"People of Derbyshire Constabulary" in before.content
    assert b"People of Leeds City Council" in after.content


def test_somebody_elses_membership_is_no_choice(signed_in, acting):
    client = signed_in("police-referrer")

    answer = client.post(reverse("accounts:act-as"), {"membership": acting("administrator").membership_id})

    assert answer.status_code == 422
    assert client.get(reverse("accounts:members")).status_code == 403

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from nrm import clock
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.notices.models import InboxItem
from tests.factories.cases import actor, case_at
from tests.html_tree import page

pytestmark = pytest.mark.django_db


def notice(slug: str, *, case=None, minutes_ago: int = 0, kind: str = "case_allocated_to_you", read: bool = False):
    who = actor(slug)
    made_at = clock.now() - dt.timedelta(minutes=minutes_ago)
    with unguarded():
        return InboxItem.objects.create(
            key=f"{slug}/{case.pk if case else 'none'}/{minutes_ago}",
            notice=kind,
            person_id=who.person_id,
            organisation_id=who.organisation_id,
            case=case,
            reference=case.reference if case else "",
            made_at=made_at,
            read_at=made_at if read else None,
        )


def entries(response) -> list[str]:
    return [item.text for item in page(response).all(".nrm-inbox__text")]


def emptied(slug: str) -> None:
    with unguarded():
        InboxItem.objects.filter(person_id=actor(slug).person_id).delete()


def test_the_inbox_shows_unread_first_then_newest(signed_in):
    case = case_at("rg_in_progress")
    emptied("sca-caseworker")
    notice("sca-caseworker", case=case, minutes_ago=5)
    notice("sca-caseworker", kind="second_factor_reset", minutes_ago=1, read=True)
    notice("sca-caseworker", kind="second_factor_reset", minutes_ago=2)
    notice("sca-leader", kind="second_factor_reset")

    response = signed_in("sca-caseworker").get(reverse("desks:inbox"))

    assert entries(response) == [
        "Your second factor was reset New",
        f"Case allocated to you: {case.reference} New",
        "Your second factor was reset",
    ]
    event = AuditEvent.objects.filter(event="inbox_viewed").get()
    assert event.shown_case_ids == [case.pk]


def test_opening_a_notice_marks_it_read_and_leads_to_its_case(signed_in):
    case = case_at("rg_in_progress")
    item = InboxItem.objects.get(case=case, person_id=actor("sca-caseworker").person_id)

    response = signed_in("sca-caseworker").post(reverse("desks:inbox-item", args=[item.pk]))

    assert (response.status_code, response["Location"]) == (302, reverse("desks:case", args=[case.reference]))
    item.refresh_from_db()
    assert item.read_at is not None
    assert AuditEvent.objects.filter(event="inbox_item_read", subject_id=str(item.pk)).count() == 1


def test_a_notice_without_a_case_leads_back_to_the_inbox(signed_in):
    item = notice("sca-caseworker", kind="second_factor_reset")

    response = signed_in("sca-caseworker").post(reverse("desks:inbox-item", args=[item.pk]))

    assert response["Location"] == reverse("desks:inbox")


def test_a_second_opening_keeps_the_first_moment(signed_in):
    item = notice("sca-caseworker", kind="second_factor_reset", minutes_ago=9, read=True)
    read_at = item.read_at

    signed_in("sca-caseworker").post(reverse("desks:inbox-item", args=[item.pk]))

    item.refresh_from_db()
    assert item.read_at == read_at


def test_a_notice_about_a_case_no_longer_theirs_is_gone_from_list_count_and_address(signed_in):
    case = case_at("rg_in_progress", authority="ieca")
    emptied("sca-caseworker")
    item = notice("sca-caseworker", case=case)
    client = signed_in("sca-caseworker")

    response = client.get(reverse("desks:inbox"))
    opened = client.post(reverse("desks:inbox-item", args=[item.pk]))

    assert entries(response) == []
    assert case.reference not in response.content.decode()
    assert page(response).all(".nrm-count") == []
    assert opened.status_code == 404
    item.refresh_from_db()
    assert item.read_at is None


def test_nobody_opens_the_notice_of_another(signed_in):
    item = notice("sca-leader", kind="second_factor_reset")

    response = signed_in("sca-caseworker").post(reverse("desks:inbox-item", args=[item.pk]))

    assert response.status_code == 404
    item.refresh_from_db()
    assert item.read_at is None


def test_a_notice_is_not_opened_by_a_link(signed_in):
    item = notice("sca-caseworker", kind="second_factor_reset")

    assert signed_in("sca-caseworker").get(reverse("desks:inbox-item", args=[item.pk])).status_code == 405


def test_the_bar_counts_what_is_unread(signed_in):
    emptied("sca-caseworker")
    notice("sca-caseworker", kind="second_factor_reset", minutes_ago=1)
    notice("sca-caseworker", kind="second_factor_reset", minutes_ago=2, read=True)

    tree = page(signed_in("sca-caseworker").get(reverse("desks:inbox")))

    assert [count.text for count in tree.all(".nrm-count")] == ["1 waiting"]
    assert tree.one(".nrm-heading__summary").text == "Single Competent Authority · 1 unread"

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from deadlines import tasks
from nrm import clock
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from nrm.notices.models import InboxItem, OutboxRow
from support.actions.offers import withdraw_offer
from tests.factories.cases import POSITIVE, RG, actor, case_at, decide
from tests.factories.support import package_at
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


def test_that_support_ended_is_told_to_the_other_side_and_leads_to_the_package(signed_in):
    package = package_at("ended")
    client = signed_in("support-worker")

    inbox = client.get(reverse("desks:inbox"))
    item = InboxItem.objects.get(notice="support_ended", person_id=actor("support-worker").person_id)
    opened = client.post(reverse("desks:inbox-item", args=[item.pk]), follow=True)

    assert f"The support has ended: {package.case.reference} New" in entries(inbox)
    assert [text for text in entries(inbox) if "You are their support worker" in text or "offer" in text] == []
    assert opened.redirect_chain == [(reverse("desks:support-package", args=[package.case.reference]), 302)]
    assert opened.status_code == 200
    assert package.case.reference not in signed_in("other-support-worker").get(reverse("desks:inbox")).content.decode()


def test_that_an_offer_was_withdrawn_is_told_without_saying_whose(signed_in):
    package = package_at("offered")
    withdraw_offer(package_id=package.pk, version=package.version, by=actor("contract-manager"))

    inbox = signed_in("support-worker").get(reverse("desks:inbox"))

    told = OutboxRow.objects.get(notice="support_offer_withdrawn")
    assert entries(inbox) == ["An offer of support to your organisation was withdrawn: there is nothing more to do New"]
    assert package.case.reference not in inbox.content.decode()
    assert (told.person_id, told.case, told.reference) == (actor("support-worker").person_id, None, "")
    assert package.case.reference not in str(vars(told))


def test_all_notices_are_marked_as_read_at_once_with_one_event(signed_in):
    emptied("sca-caseworker")
    for minutes in (1, 2):
        notice("sca-caseworker", kind="second_factor_reset", minutes_ago=minutes)
    read = notice("sca-caseworker", kind="second_factor_reset", minutes_ago=3, read=True)
    others = notice("sca-leader", kind="second_factor_reset")
    gone = notice("sca-caseworker", case=case_at("rg_in_progress", authority="ieca"))
    client = signed_in("sca-caseworker")
    button = page(client.get(reverse("desks:inbox"))).one(".nrm-inbox__all")

    response = client.post(reverse("desks:inbox-read"), follow=True)

    after = {item.pk: item.read_at for item in InboxItem.objects.all()}
    assert button.text == "Mark all as read"
    assert response.redirect_chain == [(reverse("desks:inbox"), 302)]
    assert "2 notices were marked as read." in page(response).text
    assert page(response).all(".nrm-inbox__all") == []
    assert (after[others.pk], after[gone.pk], after[read.pk]) == (None, None, read.read_at)
    assert AuditEvent.objects.get(event="inbox_items_read").payload == {"items": 2}


def test_the_inbox_is_not_read_by_a_link(signed_in):
    assert signed_in("sca-caseworker").get(reverse("desks:inbox-read")).status_code == 405


def test_a_reminder_that_no_longer_holds_is_overtaken_and_not_on_the_start_page(signed_in, at):
    at(dt.datetime(2028, 2, 7, 12, tzinfo=dt.UTC))
    passed, decided = case_at("rg_in_progress"), case_at("rg_in_progress")
    emptied("sca-caseworker")
    for case in (passed, decided):
        notice("sca-caseworker", case=case, kind="deadline_coming_due")
    client = signed_in("sca-caseworker")

    near = (entries(client.get(reverse("desks:inbox"))), "Reminders you have not read" in page(client.get("/")).text)
    decide(decided, RG, POSITIVE)
    at(dt.datetime(2028, 2, 15, 12, tzinfo=dt.UTC))  # the day after the target
    tasks.remind()
    after, start = entries(client.get(reverse("desks:inbox"))), page(client.get("/"))

    words = "The target for a reasonable grounds decision"
    assert near == ([f"{words} is near: {case.reference} New" for case in (decided, passed)], True)
    assert sorted(after) == sorted(
        [
            f"{words} has passed: {passed.reference} New",
            *(f"{words} is near: {case.reference} Overtaken" for case in (passed, decided)),
        ]
    )
    assert f"{words} has passed: {passed.reference}" in start.text
    assert f"{words} is near" not in start.text

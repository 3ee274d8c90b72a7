"""One person's whole way through the mechanism, in browsers of eight people, on the real stack, as time goes on.

Referral, a target that comes near and passes, reasonable grounds, support offered, refused by one provider and accepted
by another, kept up to date, 31 days, conclusive grounds, move-on; every kind of reminder is seen by whom it is for.
"""

from __future__ import annotations

import datetime as dt

import pytest

from cases.enums import Nation
from deadlines.domain.bank_holidays import calendar_for
from nrm import clock
from tests.journeys import deciding, referring, supporting
from tests.stack import Stack

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own stack")]

TOLD = """
    select count(*) from notices_outboxrow o join accounts_person p on p.id = o.person_id
    where o.notice = '{notice}' and p.email = '{slug}@demo.example' and o.reference = '{reference}' and o.state = 'sent'
"""
DUE = (
    "select due_on from deadlines_deadline d join cases_case c on c.id = d.case_id where c.reference = %s and rule = %s"
)
# Who is told what of a case that goes the whole way: each of them once.
TOLD_ABOUT_THE_CASE = [
    ("case_allocated_to_you", "sca-caseworker"),
    ("cg_decision_made", "police-lead"),
    ("cg_decision_made", "police-referrer"),
    ("deadline_coming_due", "sca-caseworker"),
    ("deadline_overdue", "sca-caseworker"),
    ("deadline_overdue", "sca-leader"),
    ("decision_may_be_made", "sca-caseworker"),
    ("move_on_ending", "sca-caseworker"),
    ("move_on_ending", "support-worker"),
    ("referral_received", "police-referrer"),
    ("rg_decision_made", "police-lead"),
    ("rg_decision_made", "police-referrer"),
    ("support_cg_decision_made", "contract-manager"),
    ("support_cg_decision_made", "support-worker"),
    ("support_offer_accepted", "contract-manager"),
    ("support_offer_refused", "contract-manager"),
    ("support_offered", "other-support-worker"),
    ("support_offered", "support-worker"),
    ("support_to_allocate", "contract-manager"),
]
SECRETS = ("MARK-OF-THE-SAFEHOUSE", "MARK-OF-THE-GOAL", "MARK-OF-THE-NEEDS")


@pytest.fixture(scope="module")
def stack():
    """A stack of its own, because this journey moves its time."""
    stack = Stack("whole")
    try:
        stack.set_up()
        stack.start("web", "worker", "hurried-beat")
        yield stack
    finally:
        stack.tear_down()


@pytest.fixture(autouse=True)
def _today(stack):
    """Each of these journeys begins today, whichever of them comes first."""
    stack.manage("demo_clock", "--reset")


class Calendar:
    """The product's time, and the dates of one case."""

    def __init__(self, stack: Stack, reference: str) -> None:
        self.stack, self.reference, self.today = stack, reference, clock.today()

    def advance(self, days: int) -> None:
        self.stack.manage("demo_clock", "--advance", f"{days}d")
        self.today += dt.timedelta(days=days)

    def go_to(self, rule: str, *, before: int = 0) -> dt.date:
        """Move to the date of that rule, or some days before it."""
        due_on = self.stack.query(DUE, self.reference, rule)[0][0]
        assert isinstance(due_on, dt.date)
        self.advance((due_on - self.today).days - before)
        return due_on

    def wait_until_told(self, notice: str, *slugs: str) -> None:
        """Wait until each was sent that notice, once."""
        for slug in slugs:
            self.stack.wait_for(TOLD.format(notice=notice, slug=slug, reference=self.reference), 1)


def refer(visit):
    """A first responder refers an adult who wants support."""
    person = visit("police-referrer")
    referring.begin(person)
    referring.consent(person)
    referring.fill_sections(person)
    return referring.submit(person)


def times_told(stack, reference):
    """How often each person was told each thing about the case."""
    rows = stack.query(
        "select o.notice, split_part(p.email, '@', 1), count(*) from notices_outboxrow o "
        "join accounts_person p on p.id = o.person_id join cases_case c on c.id = o.case_id "
        "where c.reference = %s group by 1, 2",
        reference,
    )
    return {(notice, slug): number for notice, slug, number in rows}


def reminders_of(stack, reference):
    """The reminders made of the case's dates, in the order they were made."""
    return stack.query(
        "select d.rule, r.kind from deadlines_reminder r join deadlines_deadline d on d.id = r.deadline_id "
        "join cases_case c on c.id = d.case_id where c.reference = %s order by r.id",
        reference,
    )


def finds_in_inbox(person, *sentences):
    person.go("/inbox/")
    person.looks_right("Inbox")
    person.sees(*sentences)


def test_one_person_from_referral_to_move_on(visit, stack):
    reference = refer(visit)
    time = Calendar(stack, reference)
    deciding.find_route_and_allocate(visit("sca-intake"), reference)

    # The target comes near, and passes.
    time.go_to("rg_target")
    time.wait_until_told("deadline_coming_due", "sca-caseworker")
    finds_in_inbox(visit("sca-caseworker"), f"The target for a reasonable grounds decision is near: {reference}")
    time.advance(1)
    time.wait_until_told("deadline_overdue", "sca-caseworker", "sca-leader")
    finds_in_inbox(visit("sca-leader"), f"The target for a reasonable grounds decision has passed: {reference}")

    # Reasonable grounds; support is offered, refused once, accepted and kept.
    caseworker = visit("sca-caseworker")
    deciding.write_decision(caseworker, reference, "Yes: positive decision", "Save and continue")
    deciding.issue(caseworker, reference, "positive")
    manager, refusing, worker = visit("contract-manager"), visit("other-support-worker"), visit("support-worker")
    finds_in_inbox(manager, f"Offer them to a provider: {reference}")
    supporting.offer(manager, reference, "Hestia")
    finds_in_inbox(refusing, f"Accept or refuse an offer of support: {reference}")
    supporting.refuse(refusing, reference, "No ground floor room is free.")
    refusing.does_not_see(referring.GIVEN, "Brien", "07700 900456")
    refused_again = refusing.go(f"/support/{reference}/")
    refusing.complaints.clear()
    finds_in_inbox(manager, f"The provider refused the offer: {reference}")
    supporting.offer(manager, reference, "Causeway")
    supporting.accept(worker, reference)
    worker.sees("Brien", "07700 900456")
    supporting.assess(worker, reference, time.today)
    supporting.plan(worker, reference)
    supporting.place(worker, reference, time.today)
    supporting.pay(worker, reference, time.today)
    finance = visit("support-finance")
    finance.go("/support/payments/")
    finance.looks_right()
    finance.sees(reference, "£71.14")
    finance.does_not_see(*SECRETS)

    # Too early for conclusive grounds, then 31 days have gone.
    deciding.write_decision(caseworker, reference, "Yes: positive decision", "Save draft", stage="conclusive")
    too_early = caseworker.go(f"/cases/{reference}/conclusive-grounds/issue/")
    caseworker.complaints.clear()
    caseworker.does_not_see(*SECRETS)
    time.advance(31)
    time.wait_until_told("decision_may_be_made", "sca-caseworker")
    caseworker = visit("sca-caseworker")
    finds_in_inbox(caseworker, f"The conclusive grounds decision may be made now: {reference}")
    deciding.issue(caseworker, reference, "positive", stage="conclusive")
    time.wait_until_told("cg_decision_made", "police-referrer", "police-lead")
    time.wait_until_told("support_cg_decision_made", "support-worker", "contract-manager")
    referrer = visit("police-referrer")
    referrer.go(f"/cases/{reference}/")
    referrer.looks_right(reference)
    referrer.sees("Positive conclusive grounds decision")
    referrer.does_not_see(*SECRETS, "MARK-OF-THE-MINUTE", "Causeway")

    # Move-on: 45 days, with two weeks' warning.
    ends_on = time.go_to("move_on_after_positive_cg", before=14)
    time.wait_until_told("move_on_ending", "support-worker")
    worker = visit("support-worker")
    finds_in_inbox(worker, f"A move-on period is ending: {reference}")
    worker.go(f"/support/{reference}/")
    worker.looks_right()
    worker.sees(f"{ends_on.day} {ends_on:%B %Y}", "MARK-OF-THE-SAFEHOUSE")

    assert (refused_again, too_early) == (404, 403)
    assert [email for email in stack.emails() if any(secret in email for secret in SECRETS)] == []
    assert times_told(stack, reference) == dict.fromkeys(TOLD_ABOUT_THE_CASE, 1)
    assert reminders_of(stack, reference) == [
        ("rg_target", "coming_due"),
        ("rg_target", "overdue"),
        ("cg_earliest", "reached"),
        ("move_on_after_positive_cg", "coming_due"),
    ]


def test_a_negative_is_checked_by_another_person_and_leaves_nine_working_days(visit, stack):
    reference = refer(visit)
    time = Calendar(stack, reference)
    deciding.find_route_and_allocate(visit("sca-intake"), reference)
    caseworker = visit("sca-caseworker")
    deciding.write_decision(caseworker, reference, "Yes: positive decision", "Save and continue")
    deciding.issue(caseworker, reference, "positive")
    manager = visit("contract-manager")
    supporting.offer(manager, reference, "Causeway")
    supporting.accept(visit("support-worker"), reference)
    time.advance(31)
    caseworker = visit("sca-caseworker")
    deciding.write_decision(caseworker, reference, "No: negative decision", "Save and continue", stage="conclusive")
    refused = caseworker.go(f"/cases/{reference}/conclusive-grounds/issue/")
    caseworker.complaints.clear()
    deciding.check_decision(visit("sca-second-caseworker"), reference, "I approve this decision", stage="conclusive")

    deciding.issue(caseworker, reference, "negative", stage="conclusive")

    issued_on = time.today
    ends_on = time.go_to("move_on_after_negative_cg")
    time.wait_until_told("move_on_ending", "support-worker")
    worker = visit("support-worker")
    finds_in_inbox(worker, f"A move-on period is ending: {reference}")
    worker.go(f"/support/{reference}/")
    worker.looks_right()
    worker.sees("Negative conclusive grounds decision", f"{ends_on.day} {ends_on:%B %Y}")
    worker.does_not_see("MARK-OF-THE-MINUTE")

    days = [issued_on + dt.timedelta(days=number) for number in range(1, (ends_on - issued_on).days + 1)]
    assert refused == 403
    assert sum(calendar_for(Nation.ENGLAND).is_working_day(day) for day in days) == 9
    assert reminders_of(stack, reference)[-1] == ("move_on_after_negative_cg", "coming_due")

"""The pages of support: the people to place or supported, one package, the weekly payments."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from desks.presenters import support as shown
from desks.presenters import support_kept
from desks.presenters.pages import page_links
from desks.presenters.support_rows import (
    CONTRACTOR_COLUMNS,
    PAYMENT_COLUMNS,
    PROVIDER_COLUMNS,
    contractor_groups,
    contractor_row,
    offer_card,
    payment_groups,
    payment_row,
    provider_groups,
    provider_row,
)
from desks.presenters.timeline import followed_timeline
from desks.selectors import support_lists
from desks.selectors.counting import as_bounded
from desks.selectors.support_file import SupportFile, support_file
from desks.support_filter import PaymentsFilter, SupportFilter
from nrm import clock
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.web.pages import Page
from support.presenters.offers import offer_history
from support.selectors import closed_offer_by_reference, offers_visible_to, package_by_reference


class Support(Page):
    """The contractor's list, those to be offered first; or the provider's: offers to answer, then whom it supports."""

    permission = Permission.SEE_SUPPORT
    template = "desks/support.html"
    title = "People in support"
    audit_read = Event.SUPPORT_LISTED

    def context(self) -> dict[str, Any]:
        wanted, today = SupportFilter.from_query(self.request.GET), clock.today()
        places = Permission.ALLOCATE_PROVIDER in self.actor.permissions
        page, counts = support_lists.support_page(self.actor, wanted, today, self.request.GET.get("page"))
        offers = [] if places else support_lists.offers_to_answer(self.actor)
        case_ids = [row.case_id for row in page.rows] + [offer.package.case_id for offer in offers]
        self.record_read(shown_case_ids=case_ids)
        row = contractor_row if places else provider_row
        return {
            "summary": _summary(self.actor.organisation_label, counts, waiting=places),
            "caption": "People to place and in support" if places else "People in support",
            "offers": [offer_card(offer, today) for offer in offers],
            "groups": (contractor_groups if places else provider_groups)(wanted, counts),
            "columns": CONTRACTOR_COLUMNS if places else PROVIDER_COLUMNS,
            "rows": [row(each, today) for each in page.rows],
            "pages": page_links(page, wanted.address_values()),
            "is_narrowed": bool(wanted.address_values()),
            "empty": _EMPTY[places],
        }


class ShowSupportPackage(Page):
    """One package on one page. Somebody to whom the person is only offered, or was, is sent to the offer, which says
    less."""

    permission = Permission.SEE_SUPPORT
    template = "desks/support_package.html"
    audit_read = Event.SUPPORT_PACKAGE_VIEWED

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except NotVisible:
            reference = self.kwargs["reference"]
            offers = offers_visible_to(self.actor).filter(package__case__reference=reference)
            if offers.exists() or closed_offer_by_reference(self.actor, reference) is not None:
                return HttpResponseRedirect(reverse("support:answer", args=[reference]))
            raise

    def context(self) -> dict[str, Any]:
        package = package_by_reference(self.actor, self.kwargs["reference"])
        file, today = support_file(self.actor, package), clock.today()
        self.record_read(case=package.case, subject=package, addresses=_addresses_shown(file))
        return {
            "title": f"Support of {package.case.reference}",
            "bar": shown.identity_bar(file),
            "clocks": shown.clocks(file, today),
            "acts": shown.acts(file, self.actor),
            "care": shown.care(file, today),
            "parts": shown.parts(package),
            "has_begun": shown.has_begun(package),
            "has_ended": package.has_ended,
            "needs": support_kept.needs(file.assessments),
            "no_needs": shown.NOT_ASSESSED,
            "plan": support_kept.plan(file, self.actor, today),
            "placements": support_kept.placements(file, self.actor),
            "payments": support_kept.payments(file.payments),
            "contact": shown.contact_rows(file),
            "offers": offer_history(file.offers),
            "history": shown.history_rows(file),
            "events": followed_timeline(file.events, [], self.actor.organisation_id),
        }


class SupportPayments(Page):
    """The weekly payments, for whoever makes them: whom, how much, from when until when."""

    permission = Permission.SEE_PAYMENTS
    template = "desks/support_payments.html"
    title = "Weekly payments"
    audit_read = Event.SUPPORT_PAYMENTS_LISTED

    def context(self) -> dict[str, Any]:
        wanted, today = PaymentsFilter.from_query(self.request.GET), clock.today()
        page = support_lists.payments_page(self.actor, wanted, self.request.GET.get("page"))
        self.record_read(shown_case_ids=[row.package.case_id for row in page.rows])
        links = Permission.SEE_SUPPORT in self.actor.permissions
        return {
            "summary": [self.actor.organisation_label, f"{page.count} payment{'' if page.count.number == 1 else 's'}"],
            "groups": payment_groups(wanted),
            "columns": PAYMENT_COLUMNS,
            "rows": [
                payment_row(
                    row, today, links=links, names_provider=Permission.ALLOCATE_PROVIDER in self.actor.permissions
                )
                for row in page.rows
            ],
            "pages": page_links(page, wanted.address_values()),
            "empty": "No payment has ended" if wanted.ended else "No weekly payment runs",
        }


_EMPTY = {
    True: {
        "title": "Nobody waits for support and nobody is in it",
        "text": "An adult in England or Wales who agreed to support appears here with a positive reasonable grounds "
        "decision.",
    },
    False: {
        "title": "Your organisation supports nobody here yet",
        "text": "Somebody appears here as soon as you accept an offer.",
    },
}


def _summary(organisation: str, counts: dict[str, Any], *, waiting: bool) -> list[Any]:
    total = as_bounded(counts["total"])
    summary: list[Any] = [organisation, f"{total} {'person' if total.number == 1 else 'people'}"]
    if waiting:
        to_offer = as_bounded(counts["status_to_allocate"])
        summary.append({"text": f"{to_offer} to be offered", "strong": to_offer.number > 0})
    else:
        to_assess = as_bounded(counts["todo_assess"])
        summary.append({"text": f"{to_assess} to assess", "strong": to_assess.number > 0})
    return summary


def _addresses_shown(file: SupportFile) -> list[int]:
    return [each.placement.number for each in file.placements if each.address]

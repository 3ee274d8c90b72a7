"""The one search: a reference opens its case, anything else leads to a page of the closest cases."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cases.domain.references import is_reference
from cases.domain.searching import read_terms, reference_key
from cases.enums import ReferenceKind
from desks.finding import NOT_FOUND, address_of_case
from desks.presenters.found import found_columns, found_row
from desks.search_address import PARAMETER, address_of_search, typed_in_address
from desks.selectors.searching import cases_found, may_use_own_reference
from nrm import clock
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.record import record
from nrm.web.pages import Page

TYPED = "q"
TYPE_MORE = "Type a reference, a name of at least two letters, a whole date of birth or a phone number."


class Search(Page):
    """Sent by the box of the bar. The record keeps which cases were shown, never what was typed; a page that shows no
    search records nothing."""

    permission = Permission.SEARCH_CASES
    template = "desks/search.html"
    title = "Search"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._search(request.POST.get(TYPED, ""))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if TYPED in request.GET:  # an address made by hand; ours carry what was typed sealed
            return self._search(request.GET[TYPED])
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        if PARAMETER not in self.request.GET:
            return {"searched": False, "errors": [], "by_own_reference": may_use_own_reference(self.actor)}
        typed = typed_in_address(self.actor, self.request.GET[PARAMETER])
        terms, today = read_terms(typed), clock.today()
        found = cases_found(self.actor, terms)
        case_ids = [row.case_id for row in found.rows]
        record(Event.CASES_SEARCHED, by=self.actor, shown_case_ids=case_ids, rows=len(case_ids))
        return {
            "by_own_reference": may_use_own_reference(self.actor),
            "searched": not terms.is_empty,
            "search_typed": typed,
            "errors": _errors(typed) if terms.is_empty or not found.rows else [],
            "count": str(found.count),
            "shown": len(case_ids),
            "is_cut": found.count.number > len(case_ids),
            "columns": found_columns(self.actor),
            "rows": [found_row(row, self.actor, today) for row in found.rows],
        }

    def _search(self, typed: str) -> HttpResponse:
        case = address_of_case(self.actor, typed)
        return HttpResponseRedirect(case or address_of_search(self.actor, typed))


def _errors(typed: str) -> list[dict[str, str]]:
    """What is wrong with what found nothing: a reference, right or mistyped, or nothing to search for."""
    if is_reference(typed) or reference_key(typed).startswith(ReferenceKind.CASE.value):
        return [{"text": NOT_FOUND, "href": "#search"}]
    return [{"text": TYPE_MORE, "href": "#search"}] if read_terms(typed).is_empty else []

"""The API of cases: read-only, the same cases and no more than its caller sees on the pages."""

from __future__ import annotations

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from cases.domain.references import is_reference
from desks.api.shapes import case_shape, page_shape
from desks.selectors.listing import api_page, api_rows
from nrm.access.drf import ApiView
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.record import record


class CaseList(ApiView):
    permissions = {"get": Permission.LIST_CASES}

    def get(self, request: Request) -> Response:
        page = api_page(self.actor, request.query_params.get("page"))
        shown = [party.case_id for party in page.rows]
        record(Event.CASES_LISTED, by=self.actor, shown_case_ids=shown, page="api")
        return Response(page_shape(page, reverse("api:cases"), self.actor))


class CaseDetail(ApiView):
    permissions = {"get": Permission.LIST_CASES}

    def get(self, request: Request, reference: str) -> Response:
        party = api_rows(self.actor).filter(case__reference=reference).first() if is_reference(reference) else None
        if party is None:
            raise NotVisible
        record(Event.CASES_LISTED, by=self.actor, shown_case_ids=[party.case_id], page="api")
        return Response(case_shape(party, self.actor))

"""The API of support: how far it has come, for those who support; never an address."""

from __future__ import annotations

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from desks.api import document, serializers
from desks.api.shapes import page_shape
from desks.api.support_shapes import package_detail_shape, package_shape
from desks.selectors.api import packages_page
from nrm.access.drf import ApiView
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.record import record
from support.selectors import assessments_of, package_by_reference, placements_of, plan_of


class SupportPackages(ApiView):
    permissions = {"get": Permission.SEE_SUPPORT}

    @extend_schema(
        operation_id="listSupportPackages",
        summary="Support packages, newest first",
        description="The packages that the caller's organisation offers or supports.",
        parameters=[document.PAGE],
        responses={200: serializers.SupportPackagesPage, **document.refusals()},
        tags=["Support"],
    )
    def get(self, request: Request) -> Response:
        page = packages_page(self.actor, request.query_params.get("page"))
        record(Event.SUPPORT_LISTED, by=self.actor, shown_case_ids=[row.case_id for row in page.rows])
        return Response(page_shape(page, reverse("api:support-packages"), package_shape))


class SupportPackageDetail(ApiView):
    permissions = {"get": Permission.SEE_SUPPORT}

    @extend_schema(
        operation_id="getSupportPackage",
        summary="One support package",
        description="The newest assessment, the plan and the placements, in codes and dates. The read is recorded.",
        parameters=[document.REFERENCE],
        responses={200: serializers.SupportPackageDetail, **document.refusals(404)},
        tags=["Support"],
    )
    def get(self, request: Request, reference: str) -> Response:
        package = package_by_reference(self.actor, reference)
        newest = next(iter(assessments_of(package)), None)
        record(Event.SUPPORT_PACKAGE_VIEWED, by=self.actor, case=package.case, subject=package, addresses=[])
        return Response(package_detail_shape(package, newest, plan_of(package), placements_of(package)))

"""The API: the same things and no more than its caller sees on the pages, through the same actions and selectors."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, OpenApiTypes, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cases.models import Case as CaseRow
from desks.api import document, serializers, shapes
from desks.api.reading import key_of, not_ready, refused_answers, sending_of
from desks.selectors import api as selectors
from desks.selectors.case_file import answers_of
from nrm import clock
from nrm.access.drf import ApiView
from nrm.access.exceptions import NotVisible
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.record import record
from referrals.actions.direct import send_in_one_step
from referrals.domain.question_set import load, versions
from referrals.exceptions import AnswersRefused, NotReady


class CaseList(ApiView):
    permissions = {"get": Permission.LIST_CASES}

    @extend_schema(
        operation_id="listCases",
        summary="Cases, newest first",
        description="The cases that the caller sees on the pages: those it referred, decides or supports.",
        parameters=[document.PAGE],
        responses={200: serializers.CasesPage, **document.refusals()},
        tags=["Cases"],
    )
    def get(self, request: Request) -> Response:
        page = selectors.cases_page(self.actor, request.query_params.get("page"))
        record(Event.CASES_LISTED, by=self.actor, shown_case_ids=[row.case_id for row in page.rows], page="api")
        return Response(shapes.page_shape(page, reverse("api:cases"), lambda row: shapes.case_shape(row, self.actor)))


class CaseDetail(ApiView):
    permissions = {"get": Permission.LIST_CASES}

    @extend_schema(
        operation_id="getCase",
        summary="One case",
        description="Stage, dates and issued outcomes; nothing about the person.",
        parameters=[document.REFERENCE],
        responses={200: serializers.Case, **document.refusals(404)},
        tags=["Cases"],
    )
    def get(self, request: Request, reference: str) -> Response:
        party = selectors.case_row(self.actor, reference)
        record(Event.CASES_LISTED, by=self.actor, shown_case_ids=[party.case_id], page="api")
        return Response(shapes.case_shape(party, self.actor))


class Referrals(ApiView):
    permissions = {"get": Permission.SUBMIT_REFERRAL, "post": Permission.SUBMIT_REFERRAL}

    @extend_schema(
        operation_id="listReferrals",
        summary="Referrals of the caller's organisation, newest first",
        description="Receipts, whoever of the organisation sent them and however.",
        parameters=[document.PAGE],
        responses={200: serializers.ReferralsPage, **document.refusals()},
        tags=["Referrals"],
    )
    def get(self, request: Request) -> Response:
        page = selectors.sent_page(self.actor, request.query_params.get("page"))
        record(
            Event.CASES_LISTED, by=self.actor, shown_case_ids=[row.case_id for row in page.rows], page="api referrals"
        )
        address = reverse("api:referrals")
        return Response(shapes.page_shape(page, address, lambda row: shapes.receipt_shape(row.case)))

    @extend_schema(
        operation_id="sendReferral",
        summary="Refer somebody, in one step",
        description="Complete answers make a referral, and with it a case. Where an adult does not agree and the "
        "organisation is under the duty to notify, they make a report without a name, and nothing that identifies is "
        "kept. Anything missing is refused with 400, naming each key and what to do; nothing is kept then.",
        parameters=[document.KEY],
        request={"application/json": serializers.ToSend},
        responses={
            201: OpenApiResponse(document.SENT, description="Received."),
            200: OpenApiResponse(document.SENT, description="Received before, with the same key and answers."),
            **document.refusals(409, 413, 415),
        },
        tags=["Referrals"],
    )
    def post(self, request: Request) -> Response:
        key, sending = key_of(request.headers), sending_of(request.data)
        try:
            sent = send_in_one_step(answers=sending.answers, question_set=sending.question_set, key=key, by=self.actor)
        except AnswersRefused as refused:
            raise refused_answers(refused, sending.answers, load().by_key) from None
        except NotReady as refused:
            raise not_ready(refused) from None
        shape = shapes.sent_shape(sent.made, sent.set_aside)
        headers = {"Location": shape["url"]} if isinstance(sent.made, CaseRow) else {}
        return Response(shape, 200 if sent.repeated else 201, headers=headers)


class ReferralDetail(ApiView):
    permissions = {"get": Permission.LIST_CASES}

    @extend_schema(
        operation_id="getReferral",
        summary="One referral",
        description="The receipt and the stage; with the answers for those who decide the case. The read is recorded.",
        parameters=[document.REFERENCE],
        responses={200: serializers.Referral, **document.refusals(404)},
        tags=["Referrals"],
    )
    def get(self, request: Request, reference: str) -> Response:
        case = selectors.sent_row(self.actor, reference).case
        sees_file = Permission.SEE_FILE in self.actor.permissions
        record(Event.REFERRAL_READ, by=self.actor, case=case, shown="with answers" if sees_file else "receipt")
        return Response(shapes.referral_shape(case, answers_of(case) if sees_file else None))


class QuestionSetDetail(ApiView):
    permissions = {"get": Permission.DRAFT_REFERRAL}

    @extend_schema(
        operation_id="getQuestionSet",
        summary="The questions of a referral",
        description="Everything a system needs to build answers. Options are those offered today; answers are taken in "
        "the newest version.",
        parameters=[OpenApiParameter("version", str, OpenApiParameter.PATH, description="For example 2026-11.")],
        responses={200: serializers.QuestionSetShape, **document.refusals(404)},
        tags=["Questions"],
    )
    def get(self, request: Request, version: str) -> Response:
        if version not in versions():
            raise NotVisible
        return Response(shapes.question_set_shape(load(version), clock.today()))


class Schema(ApiView):
    permissions = {"get": Permission.READ_API_DOCUMENT}

    @extend_schema(
        operation_id="getSchema",
        summary="This document, OpenAPI 3.1",
        description="The same for everybody who may use the service.",
        responses={200: OpenApiResponse(OpenApiTypes.OBJECT), **document.refusals()},
        tags=["This document"],
    )
    def get(self, request: Request) -> Response:
        return Response(openapi_document())


def openapi_document() -> dict[str, Any]:
    """The OpenAPI document of every endpoint, the same for everybody."""
    made: dict[str, Any] = SchemaGenerator(api_version="v1", patterns=None).get_schema(request=None, public=True)
    return made

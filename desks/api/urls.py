"""Addresses of the API."""

from __future__ import annotations

from django.urls import path

from desks.api.views import CaseDetail, CaseList

app_name = "api"
urlpatterns = [
    path("cases/", CaseList.as_view(), name="cases"),
    path("cases/<str:reference>/", CaseDetail.as_view(), name="case"),
]

"""Addresses of the case: routing and allocation."""

from __future__ import annotations

from django.urls import path

from cases.views.allocate import AllocateCase
from cases.views.route import RouteCase

app_name = "cases"
urlpatterns = [
    path("<str:reference>/route/", RouteCase.as_view(), name="route"),
    path("<str:reference>/allocate/", AllocateCase.as_view(), name="allocate"),
]

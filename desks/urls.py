"""Addresses of the pages where people work. `cases/suggest/` stands before the references it is no reference of."""

from __future__ import annotations

from django.urls import path

from desks.views.lists import Cases, Queue, Suggest

app_name = "desks"
urlpatterns = [
    path("queue/", Queue.as_view(), name="queue"),
    path("cases/", Cases.as_view(), name="cases"),
    path("cases/suggest/", Suggest.as_view(), name="suggest"),
]

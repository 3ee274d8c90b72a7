"""Addresses of the demonstration."""

from __future__ import annotations

from django.urls import path

from nrm.accounts.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.Personas.as_view(), name="personas"),
    path("sign-in/", views.SignInAs.as_view(), name="sign-in"),
    path("outbox/", views.Outbox.as_view(), name="outbox"),
]

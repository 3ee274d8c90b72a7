"""Every address, by app."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

handler400 = "nrm.web.errors.bad_request"
handler403 = "nrm.web.errors.forbidden"
handler404 = "nrm.web.errors.not_found"
handler500 = "nrm.web.errors.server_error"

urlpatterns = [
    path("", include("desks.urls")),
    path("", include("nrm.web.urls")),
    path("people/", include("nrm.accounts.urls")),
    path("referrals/", include("referrals.urls")),
    path("cases/", include("cases.urls")),
    path("cases/", include("decisions.urls")),
    path("support/", include("support.urls")),
    path("api/v1/", include("desks.api.urls")),
    path("accounts/", include("allauth.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("nrm.accounts.demo.urls")))

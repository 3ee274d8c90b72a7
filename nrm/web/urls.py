"""Addresses of the pages every visitor may open."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from nrm.web.views.about import Accessibility, Cookies, Privacy
from nrm.web.views.gallery import Gallery
from nrm.web.views.health import Healthz, Readyz
from nrm.web.views.metrics import Metrics

app_name = "web"
urlpatterns = [
    path("accessibility/", Accessibility.as_view(), name="accessibility"),
    path("privacy/", Privacy.as_view(), name="privacy"),
    path("cookies/", Cookies.as_view(), name="cookies"),
    path("healthz", Healthz.as_view(), name="healthz"),
    path("readyz", Readyz.as_view(), name="readyz"),
    path("metrics", Metrics.as_view(), name="metrics"),
]
if settings.DEMO:
    urlpatterns.append(path("components/", Gallery.as_view(), name="components"))

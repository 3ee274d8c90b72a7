"""Addresses of the API, and of its description."""

from __future__ import annotations

from django.urls import path

from desks.api.docs import Docs
from desks.api.support_views import SupportPackageDetail, SupportPackages
from desks.api.views import CaseDetail, CaseList, QuestionSetDetail, ReferralDetail, Referrals, Schema

app_name = "api"
urlpatterns = [
    path("cases/", CaseList.as_view(), name="cases"),
    path("cases/<str:reference>/", CaseDetail.as_view(), name="case"),
    path("referrals/", Referrals.as_view(), name="referrals"),
    path("referrals/<str:reference>/", ReferralDetail.as_view(), name="referral"),
    path("question-sets/<str:version>/", QuestionSetDetail.as_view(), name="question-set"),
    path("support-packages/", SupportPackages.as_view(), name="support-packages"),
    path("support-packages/<str:reference>/", SupportPackageDetail.as_view(), name="support-package"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
]

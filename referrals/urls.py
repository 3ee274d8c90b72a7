"""Addresses of intake."""

from __future__ import annotations

from django.urls import path

from referrals.views.answering import DraftOverview, QuestionPage
from referrals.views.drafts import DisposeDraft, DraftsList
from referrals.views.duty_to_notify import DutyToNotifyList, DutyToNotifyReport
from referrals.views.opening import BeginReferral
from referrals.views.submitting import CheckAnswers, ReferralReceived

app_name = "referrals"
urlpatterns = [
    path("new/", BeginReferral.as_view(), name="begin"),
    path("drafts/", DraftsList.as_view(), name="drafts"),
    path("drafts/<uuid:draft_id>/", DraftOverview.as_view(), name="draft"),
    path("drafts/<uuid:draft_id>/check/", CheckAnswers.as_view(), name="check"),
    path("drafts/<uuid:draft_id>/delete/", DisposeDraft.as_view(), name="dispose"),
    path("drafts/<uuid:draft_id>/<slug:page_key>/", QuestionPage.as_view(), name="page"),
    path("received/<reference>/", ReferralReceived.as_view(), name="received"),
    path("duty-to-notify/", DutyToNotifyList.as_view(), name="duty-to-notify-list"),
    path("duty-to-notify/<reference>/", DutyToNotifyReport.as_view(), name="duty-to-notify"),
]

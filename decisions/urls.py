"""Addresses of decisions."""

from __future__ import annotations

from django.urls import path

from decisions.views.check_decision import CheckConclusiveGrounds, CheckReasonableGrounds
from decisions.views.issue_decision import IssueConclusiveGrounds, IssueReasonableGrounds
from decisions.views.record_decision import RecordConclusiveGrounds, RecordReasonableGrounds

_RG = "<str:reference>/reasonable-grounds/"
_CG = "<str:reference>/conclusive-grounds/"

app_name = "decisions"
urlpatterns = [
    path(_RG, RecordReasonableGrounds.as_view(), name="record-reasonable-grounds"),
    path(f"{_RG}check/", CheckReasonableGrounds.as_view(), name="check-reasonable-grounds"),
    path(f"{_RG}issue/", IssueReasonableGrounds.as_view(), name="issue-reasonable-grounds"),
    path(_CG, RecordConclusiveGrounds.as_view(), name="record-conclusive-grounds"),
    path(f"{_CG}check/", CheckConclusiveGrounds.as_view(), name="check-conclusive-grounds"),
    path(f"{_CG}issue/", IssueConclusiveGrounds.as_view(), name="issue-conclusive-grounds"),
]

"""Addresses of decisions."""

from __future__ import annotations

from django.urls import path

from decisions.views.check_reasonable_grounds import CheckReasonableGrounds
from decisions.views.issue_reasonable_grounds import IssueReasonableGrounds
from decisions.views.record_reasonable_grounds import RecordReasonableGrounds

_AT = "<str:reference>/reasonable-grounds/"

app_name = "decisions"
urlpatterns = [
    path(_AT, RecordReasonableGrounds.as_view(), name="record-reasonable-grounds"),
    path(f"{_AT}check/", CheckReasonableGrounds.as_view(), name="check-reasonable-grounds"),
    path(f"{_AT}issue/", IssueReasonableGrounds.as_view(), name="issue-reasonable-grounds"),
]

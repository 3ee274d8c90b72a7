"""Addresses of the pages where people work. `cases/suggest/` stands before the references it is no reference of."""

from __future__ import annotations

from django.urls import path

from desks.views.case import CasePage
from desks.views.exports import MonthlyCounts, Overdue
from desks.views.inbox import Inbox, OpenInboxItem, ReadInbox
from desks.views.lists import Cases, Queue, Suggest
from desks.views.record import Record, RecordOfCase, RecordOfPerson
from desks.views.search import Search
from desks.views.start import Start
from desks.views.support import ShowSupportPackage, Support, SupportPayments

app_name = "desks"
urlpatterns = [
    path("", Start.as_view(), name="start"),
    path("queue/", Queue.as_view(), name="queue"),
    path("queue/monthly.csv", MonthlyCounts.as_view(), name="monthly-counts"),
    path("queue/overdue.csv", Overdue.as_view(), name="overdue"),
    path("search/", Search.as_view(), name="search"),
    path("cases/", Cases.as_view(), name="cases"),
    path("cases/suggest/", Suggest.as_view(), name="suggest"),
    path("cases/<str:reference>/", CasePage.as_view(), name="case"),
    path("support/", Support.as_view(), name="support"),
    path("support/payments/", SupportPayments.as_view(), name="support-payments"),
    path("support/<str:reference>/", ShowSupportPackage.as_view(), name="support-package"),
    path("inbox/", Inbox.as_view(), name="inbox"),
    path("inbox/read/", ReadInbox.as_view(), name="inbox-read"),
    path("inbox/<int:item_id>/", OpenInboxItem.as_view(), name="inbox-item"),
    path("record/", Record.as_view(), name="record"),
    path("record/case/", RecordOfCase.as_view(), name="record-case"),
    path("record/person/", RecordOfPerson.as_view(), name="record-person"),
]

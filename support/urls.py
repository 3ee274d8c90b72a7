"""Addresses of the forms of support; the pages that show a package and the lists are of `desks`."""

from __future__ import annotations

from django.urls import path

from support.views.answer_offer import AnswerOffer
from support.views.end import EndSupport
from support.views.needs import AssessNeeds
from support.views.offers import OfferToProvider, WithdrawOffer
from support.views.payment import SetPayment
from support.views.placement import CorrectAddress, EndPlacement, RecordPlacement
from support.views.plan import AddPlanItem, ChangePlanItem
from support.views.worker import AssignSupportWorker

_AT = "<str:reference>/"

app_name = "support"
urlpatterns = [
    path(f"{_AT}offer/", OfferToProvider.as_view(), name="offer"),
    path(f"{_AT}offer/withdraw/", WithdrawOffer.as_view(), name="withdraw"),
    path(f"{_AT}answer/", AnswerOffer.as_view(), name="answer"),
    path(f"{_AT}needs/", AssessNeeds.as_view(), name="assess"),
    path(f"{_AT}plan/add/", AddPlanItem.as_view(), name="plan-item-add"),
    path(f"{_AT}plan/<int:number>/", ChangePlanItem.as_view(), name="plan-item"),
    path(f"{_AT}placement/", RecordPlacement.as_view(), name="place"),
    path(f"{_AT}placement/<int:number>/end/", EndPlacement.as_view(), name="end-placement"),
    path(f"{_AT}placement/<int:number>/address/", CorrectAddress.as_view(), name="address"),
    path(f"{_AT}payment/", SetPayment.as_view(), name="payment"),
    path(f"{_AT}worker/", AssignSupportWorker.as_view(), name="worker"),
    path(f"{_AT}end/", EndSupport.as_view(), name="end"),
]

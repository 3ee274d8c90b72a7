"""Addresses of people and their organisations."""

from __future__ import annotations

from django.urls import path

from nrm.accounts.views import acting, machines, members

app_name = "accounts"
urlpatterns = [
    path("", members.Members.as_view(), name="members"),
    path("invite/", members.InviteMember.as_view(), name="invite"),
    path("act-as/", acting.ActAs.as_view(), name="act-as"),
    path("systems/", machines.Machines.as_view(), name="machines"),
    path("systems/add/", machines.AddMachine.as_view(), name="machine-add"),
    path("systems/<int:membership_id>/token/", machines.RenewToken.as_view(), name="machine-token"),
    path("systems/<int:membership_id>/end/", machines.EndMachine.as_view(), name="machine-end"),
    path("<int:membership_id>/role/", members.ChangeRole.as_view(), name="change-role"),
    path("<int:membership_id>/end/", members.EndAccess.as_view(), name="end-access"),
    path("<int:membership_id>/second-factor/", members.ResetSecondFactor.as_view(), name="reset-second-factor"),
]

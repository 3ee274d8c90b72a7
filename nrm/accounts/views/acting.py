"""Choosing for which organisation, and as what, one acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.urls import reverse

from nrm.access.permissions import Permission
from nrm.accounts.actions.sessions import switch_membership
from nrm.accounts.forms import ActAsForm
from nrm.accounts.middleware import ACTING_MEMBERSHIP
from nrm.web.pages import FormPage


class ActAs(FormPage):
    """Switch between one's own memberships; one acts at a time."""

    permission = Permission.USE_SERVICE
    template = "accounts/act_as.html"
    title = "Who do you want to act for?"
    form_class = ActAsForm

    def form_kwargs(self) -> dict[str, Any]:
        choices = self.request.acting_choices  # type: ignore[attr-defined]
        return {"choices": choices, "initial": {"membership": str(self.actor.membership_id)}}

    def act(self, form: ActAsForm) -> str:
        actor = switch_membership(membership_id=int(form.cleaned_data["membership"]), by=self.actor)
        self.request.session[ACTING_MEMBERSHIP] = actor.membership_id
        messages.success(self.request, f"You now act for {actor.organisation_label}.")
        return reverse("desks:start")

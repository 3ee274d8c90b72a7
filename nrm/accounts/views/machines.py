"""Connected systems of the acting organisation: which there are, connecting one, its tokens, ending one."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nrm import clock
from nrm.access.check import check
from nrm.access.exceptions import Refused
from nrm.access.permissions import Permission
from nrm.accounts import machine_presenters as presenters
from nrm.accounts import policies, selectors
from nrm.accounts.actions.machines import add_machine, end_machine, end_token, make_token
from nrm.accounts.machine_forms import WHOLE_SYSTEM, EndMachineForm, MachineForm, TokenForm
from nrm.accounts.models import MachineToken, Membership
from nrm.audit.events import Event
from nrm.exceptions import DomainError
from nrm.web.pages import FormPage, Page
from nrm.web.pagination import page_of


class Machines(Page):
    """The organisation's connected systems, those with access first, each with its tokens."""

    permission = Permission.MANAGE_MACHINES
    template = "accounts/machines.html"
    title = "Connected systems"
    audit_read = Event.MACHINES_VIEWED

    def context(self) -> dict[str, Any]:
        page = page_of(selectors.machines_visible_to(self.actor), self.request.GET.get("page"))
        self.record_read(person_ids=[machine.person_id for machine in page.rows])
        return {
            "machines": [presenters.machine_panel(machine, clock.now()) for machine in page.rows],
            "pages": presenters.pages_of(page),
            "may_connect": policies.can_connect(selectors.acting_organisation(self.actor)),
            "organisation": self.actor.organisation_label,
        }


class ShowsToken(FormPage):
    """Base of the two pages that make a token: the answer to the form is the one page that ever shows it."""

    permission: ClassVar[Permission | None] = Permission.MANAGE_MACHINES

    def make(self, form: Any) -> tuple[MachineToken, str]:
        """Call the action; returns the token's row and its text. Override."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if form.is_valid():
            try:
                token, text = self.make(form)
            except Refused:
                raise
            except DomainError as error:
                form.add_error(error.field if error.field in form.fields else None, error.sentence)
            else:
                return self.show_token(token, text)
        return self.show_form(form, status=422)

    def show_token(self, token: MachineToken, text: str) -> HttpResponse:
        """The page with the token on it; it is not kept, so no address leads here again."""
        self.template = "accounts/machine_token_made.html"  # type: ignore[misc]
        shown = presenters.token_made(token, text, reverse("api:docs"))
        self.record_shown(token.membership)
        return self.show(**{**shown, "title": "Copy the token now"})

    def record_shown(self, machine: Membership) -> None:
        """Record that the page was shown, where making the token did not say so already."""


class AddMachine(ShowsToken):
    """Connect a system, with its first token."""

    template = "accounts/machine_add.html"
    title = "Connect a system"
    form_class = MachineForm

    def context(self) -> dict[str, Any]:
        policies.check_can_connect(selectors.acting_organisation(self.actor))
        return {"organisation": self.actor.organisation_label, "back_href": reverse("accounts:machines")}

    def make(self, form: MachineForm) -> tuple[MachineToken, str]:
        given = form.cleaned_data
        organisation = selectors.acting_organisation(self.actor)
        return add_machine(
            name=given["name"], label=given["label"], days=given["days"], organisation=organisation, by=self.actor
        )


class OneMachine(FormPage):
    """Base of the pages about one connected system; showing it is recorded."""

    permission: ClassVar[Permission | None] = Permission.MANAGE_MACHINES
    audit_read = Event.MACHINES_VIEWED

    @cached_property
    def machine(self) -> Membership:
        """The system of the address: 404 outside the actor's organisations."""
        machine = selectors.machine_seen(self.actor, self.kwargs["membership_id"])
        check(self.actor, Permission.MANAGE_MACHINES, machine)
        return machine

    def context(self) -> dict[str, Any]:
        self.record_shown(self.machine)
        return {
            "name": self.machine.person.name,
            "summary": presenters.machine_summary(self.machine),
            "has_ended": self.machine.until is not None,
            "back_href": reverse("accounts:machines"),
        }

    def record_shown(self, machine: Membership) -> None:
        self.record_read(subject=machine, person_ids=[machine.person_id])


class RenewToken(OneMachine, ShowsToken):
    """Make another token of a system, beside those in use."""

    template = "accounts/machine_token.html"
    title = "Make a token"
    form_class = TokenForm

    def make(self, form: TokenForm) -> tuple[MachineToken, str]:
        given = form.cleaned_data
        return make_token(membership_id=self.machine.pk, label=given["label"], days=given["days"], by=self.actor)


class EndMachine(OneMachine):
    """End one token of a system, or its access altogether."""

    template = "accounts/machine_end.html"
    title = "End a token or a system"
    form_class = EndMachineForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"choices": presenters.ending_choices(self.machine, clock.now()), "whole": WHOLE_SYSTEM}

    def act(self, form: EndMachineForm) -> str:
        chosen, name = form.cleaned_data["what"], self.machine.person.name
        if chosen == WHOLE_SYSTEM:
            end_machine(membership_id=self.machine.pk, by=self.actor)
            messages.success(self.request, f"The access of {name} has ended, and every token of it.")
        else:
            token = end_token(membership_id=self.machine.pk, token_id=int(chosen), by=self.actor)
            messages.success(self.request, f"The token {token.prefix}… of {name} has ended.")
        return reverse("accounts:machines")

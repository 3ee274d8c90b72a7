"""The people of the acting organisation: who they are, inviting, changing a role, ending access."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.urls import reverse

from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission
from nrm.accounts import policies, presenters, selectors
from nrm.accounts.actions.memberships import change_role, end_membership, invite_member
from nrm.accounts.actions.sessions import reset_second_factor
from nrm.accounts.forms import ConfirmForm, InviteForm, RoleForm
from nrm.accounts.models import Membership
from nrm.audit.events import Event
from nrm.web.pages import FormPage, Page
from nrm.web.pagination import page_of


class Members(Page):
    """The organisation's people by name, those with access or those whose access has ended."""

    permission = Permission.MANAGE_MEMBERS
    template = "accounts/members.html"
    audit_read = Event.MEMBERS_VIEWED

    def context(self) -> dict[str, Any]:
        actor: PersonActor = self.actor
        ended = self.request.GET.get("show") == "ended"
        page = page_of(selectors.members_of(actor, ended=ended), self.request.GET.get("page"))
        self.record_read(person_ids=[row.person_id for row in page.rows])
        return {
            "title": f"People of {actor.organisation_label}",
            "rows": presenters.member_rows(page, actor),
            "count": page.count,
            "pages": presenters.pages_of(page, ended=ended),
            "sections": presenters.section_links(actor, ended=ended),
            "ended": ended,
        }


class InviteMember(FormPage):
    """Invite somebody to the acting organisation."""

    permission = Permission.MANAGE_MEMBERS
    template = "accounts/invite.html"
    title = "Invite somebody"
    form_class = InviteForm

    def form_kwargs(self) -> dict[str, Any]:
        organisation = selectors.acting_organisation(self.actor)
        return {
            "roles": policies.roles_to_give(self.actor, organisation),
            "teams": selectors.teams_of(organisation.pk),
        }

    def context(self) -> dict[str, Any]:
        return {"organisation": self.actor.organisation_label, "back_href": reverse("accounts:members")}

    def act(self, form: InviteForm) -> str:
        given = form.cleaned_data
        organisation = selectors.acting_organisation(self.actor)
        invite_member(
            email=given["email"],
            name=given["name"],
            organisation=organisation,
            role=given["role"],
            team=form.chosen_team,
            by=self.actor,
        )
        messages.success(self.request, f"{given['email']} was invited. An email is on its way to them.")
        return reverse("accounts:members")


class OneMember(FormPage):
    """Base of the pages that change one membership of the acting organisation; showing it is recorded."""

    permission: ClassVar[Permission | None] = Permission.MANAGE_MEMBERS
    audit_read = Event.MEMBERS_VIEWED
    names_open_work: ClassVar[bool] = False
    form_class: ClassVar[type[forms.Form]] = ConfirmForm

    @cached_property
    def membership(self) -> Membership:
        """The membership of the address: 404 outside the actor's organisations, 403 when not theirs to change."""
        membership = selectors.membership_seen(self.actor, self.kwargs["membership_id"])
        if membership.until is None:
            policies.check_can_look_after(self.actor, membership)
        return membership

    def context(self) -> dict[str, Any]:
        membership = self.membership
        work = selectors.open_work_of(membership, self.actor) if self.names_open_work else None
        self.record_read(
            subject=membership,
            shown_case_ids=[case_id for case_id, _ in work.shown] if work else None,
            person_ids=[membership.person_id],
        )
        return {
            "person": membership.shown_name,
            "summary": presenters.member_summary(membership),
            "has_ended": membership.until is not None,
            "back_href": reverse("accounts:members"),
            "work": presenters.open_work(work) if work else None,
        }


class ChangeRole(OneMember):
    """Give somebody another role; what they reach changes at once."""

    template = "accounts/change_role.html"
    title = "Change role"
    form_class = RoleForm
    names_open_work = True

    def form_kwargs(self) -> dict[str, Any]:
        membership = self.membership
        return {
            "roles": policies.roles_to_give(self.actor, membership.organisation),
            "teams": selectors.teams_of(membership.organisation_id),
            "initial": {"role": membership.role, "team": str(membership.team_id or "")},
        }

    def act(self, form: RoleForm) -> str:
        after = change_role(
            membership_id=self.membership.pk, role=form.cleaned_data["role"], team=form.chosen_team, by=self.actor
        )
        messages.success(self.request, f"{after.shown_name} is now {after.role_title.lower()}.")
        return reverse("accounts:members")


class EndAccess(OneMember):
    """End somebody's access to the acting organisation."""

    template = "accounts/end_access.html"
    title = "End access"
    names_open_work = True

    def act(self, form: ConfirmForm) -> str:
        ended = end_membership(membership_id=self.membership.pk, by=self.actor)
        messages.success(self.request, f"The access of {ended.shown_name} as {ended.role_title.lower()} has ended.")
        return reverse("accounts:members")


class ResetSecondFactor(OneMember):
    """Take a lost second factor off somebody's account."""

    template = "accounts/reset_second_factor.html"
    title = "Reset second factor"

    def act(self, form: ConfirmForm) -> str:
        membership = reset_second_factor(membership_id=self.membership.pk, by=self.actor)
        name = membership.shown_name
        messages.success(
            self.request, f"The second factor of {name} was reset. They set up a new one when they sign in."
        )
        return reverse("accounts:members")

"""What the pages about people ask. Shape only; who may give which role is the actions' to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from nrm.access.roles import ROLES, Role
from nrm.accounts.models import Membership, Team
from nrm.web.fields import ChoiceField, EmailAddressField, PlainTextField, Presentation

NO_TEAM = ("", "No team")


class RoleForm(forms.Form):
    """Which role, and in which team where the organisation has teams."""

    role = ChoiceField(label="What will they do?", subject="a role")
    team = ChoiceField(label="Team", subject="a team", required=False, widget=forms.Select)

    def __init__(self, *args: Any, roles: Sequence[Role], teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        _offer(self, "role", [(role.value, ROLES[role].title) for role in roles])
        _explain(self, "role", {role.value: ROLES[role].prose for role in roles})
        _offer(self, "team", [NO_TEAM, *((key, team.name) for key, team in self.teams.items())])
        if not teams:
            del self.fields["team"]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    @property
    def chosen_team(self) -> Team | None:
        """The chosen team, if any."""
        return self.teams.get(self.cleaned_data.get("team", ""))


class InviteForm(RoleForm):
    """Whom to invite, as what."""

    name = PlainTextField(
        label="Full name", subject="their full name", max_length=150, presentation=Presentation(spellcheck=False)
    )
    email = EmailAddressField(
        label="Work email address",
        subject="their work email address",
        help_text="We send the link to set a password there. Nobody else sees it.",
        max_length=254,
    )
    field_order = ["name", "email", "role", "team"]

    def clean_name(self) -> str:
        """A name is one line."""
        return " ".join(self.cleaned_data["name"].splitlines())


class ConfirmForm(forms.Form):
    """Asks nothing: the button is the answer."""


class ActAsForm(forms.Form):
    """In which of one's own memberships to act."""

    membership = ChoiceField(label="Who do you want to act for?", subject="who you want to act for")

    def __init__(self, *args: Any, choices: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "membership", [(str(m.pk), m.organisation.name) for m in choices])
        _explain(self, "membership", {str(m.pk): m.role_title for m in choices})


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    cast("ChoiceField", form.fields[name]).choices = choices


def _explain(form: forms.Form, name: str, hints: Mapping[str, str]) -> None:
    cast("ChoiceField", form.fields[name]).hints = hints

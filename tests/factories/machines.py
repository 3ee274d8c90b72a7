"""Connected systems with their tokens, made by the real actions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client

from nrm.access.actors import MachineActor, PersonActor
from nrm.access.roles import Role
from nrm.accounts.actions.machines import add_machine
from nrm.accounts.models import MachineToken, Organisation
from nrm.accounts.selectors import actor_for, colleagues_in_role, machine_known_by
from nrm.accounts.tokens import hash_of
from referrals.domain.question_set import CURRENT_VERSION
from tests.factories.accounts import member


@dataclass(frozen=True)
class Machine:
    """A connected system: the token as it was shown, and who it acts as."""

    token: str
    row: MachineToken
    administrator: PersonActor

    @property
    def membership_id(self) -> int:
        return self.row.membership_id

    @property
    def actor(self) -> MachineActor:
        known = machine_known_by(hash_of(self.token))
        assert known is not None
        return known[0]

    def client(self, **headers: Any) -> Client:
        """What sends requests with the token, and has no cookie."""
        return Client(headers={"Authorization": f"Bearer {self.token}", **headers})


def administrator_of(organisation: str) -> PersonActor:
    """The organisation's administrator, made when there is none."""
    found = Organisation.objects.get(slug=organisation)
    membership = colleagues_in_role(found.pk, frozenset({Role.ADMINISTRATOR})).first()
    if membership is None:
        membership = member(f"admin@{organisation}.example", role=Role.ADMINISTRATOR, organisation=organisation)
    return actor_for(membership)


def connected_system(organisation: str = "derbyshire-police", *, days: int = 90, name: str = "Niche RMS") -> Machine:
    """A connected system of a demonstration organisation with one token."""
    by = administrator_of(organisation)
    row, token = add_machine(
        name=name, label="live", days=days, organisation=Organisation.objects.get(slug=organisation), by=by
    )
    return Machine(token, row, by)


def body(answers: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """What a machine sends."""
    return {"question_set": CURRENT_VERSION, "answers": dict(answers), **more}


def send(client: Client, content: Any, *, key: str | None = None, **more: Any) -> Any:
    """The answer to sending a referral."""
    headers = {"Idempotency-Key": key or str(uuid.uuid4()), **more}
    return client.post("/api/v1/referrals/", content, content_type="application/json", headers=headers)

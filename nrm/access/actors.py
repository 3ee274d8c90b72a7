"""Who acts: a person in one membership, a machine with a token, or a named part of the system.

Everything that writes or reads takes one.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from nrm.access.permissions import Permission
from nrm.access.roles import ROLES, Capacity, Role


@dataclass(frozen=True)
class PersonActor:
    """A signed-in person acting for one organisation in one role. `reach` are the organisations granted to that role's
    group there: nothing else."""

    person_id: int
    membership_id: int
    label: str
    role_code: Role
    organisation_id: int
    organisation_label: str
    reach: frozenset[int]
    team_id: int | None = None
    kind: str = field(default="person", init=False)

    @property
    def role(self) -> str:
        return self.role_code.value

    @property
    def permissions(self) -> frozenset[Permission]:
        return ROLES[self.role_code].permissions

    @property
    def capacities(self) -> frozenset[Capacity]:
        return ROLES[self.role_code].capacities

    @property
    def case_ids(self) -> frozenset[int] | None:
        """A person is not confined to named cases; party rows decide."""
        return None


@dataclass(frozen=True)
class MachineActor:
    """Another organisation's system, known by one of its tokens, in the one membership it has. It refers and follows;
    it never decides, whatever its token says. `label` names the system and the beginning of the token it used."""

    person_id: int
    membership_id: int
    label: str
    organisation_id: int
    organisation_label: str
    reach: frozenset[int]
    kind: str = field(default="machine", init=False)
    team_id: int | None = field(default=None, init=False)
    role_code: Role = field(default=Role.MACHINE, init=False)

    @property
    def role(self) -> str:
        return self.role_code.value

    @property
    def permissions(self) -> frozenset[Permission]:
        return ROLES[self.role_code].permissions

    @property
    def capacities(self) -> frozenset[Capacity]:
        return ROLES[self.role_code].capacities

    @property
    def case_ids(self) -> frozenset[int] | None:
        """A machine is not confined to named cases; party rows decide."""
        return None


class SystemName(enum.StrEnum):
    """The named parts of the system that act; each does one thing."""

    NOTICE_SENDER = "notice sender"
    REFERRAL_INTAKE = "referral intake"
    RECOVERY_CLOCK = "recovery clock"
    REMINDERS = "reminders"
    MOVE_ON_CLOCK = "move-on clock"
    SUPPORT_INTAKE = "support intake"
    SUPPORT_TELLER = "support teller"
    RECORD_KEEPER = "record keeper"
    HELD_TEXT = "held text keeper"
    INSTALLATION = "installation"
    BULK_LOADER = "bulk loader"
    SEARCH_REBUILD = "search rebuild"
    SIGN_IN = "sign-in"


SYSTEM_PERMISSIONS: dict[SystemName, frozenset[Permission]] = {
    SystemName.NOTICE_SENDER: frozenset(),
    SystemName.REFERRAL_INTAKE: frozenset(),
    SystemName.RECOVERY_CLOCK: frozenset(),
    SystemName.REMINDERS: frozenset(),
    SystemName.MOVE_ON_CLOCK: frozenset(),
    SystemName.SUPPORT_INTAKE: frozenset(),
    SystemName.SUPPORT_TELLER: frozenset(),
    SystemName.RECORD_KEEPER: frozenset(),
    SystemName.HELD_TEXT: frozenset(),
    SystemName.INSTALLATION: frozenset({Permission.MANAGE_MEMBERS}),
    SystemName.BULK_LOADER: frozenset(),
    SystemName.SEARCH_REBUILD: frozenset(),
    SystemName.SIGN_IN: frozenset(),
}


@dataclass(frozen=True)
class SystemActor:
    """A named part of the system, confined to the cases it was called for."""

    name: SystemName
    case_ids: frozenset[int] | None = frozenset()
    organisation_id: int | None = None
    caused_by: str = ""
    kind: str = field(default="system", init=False)
    person_id: int | None = field(default=None, init=False)
    membership_id: int | None = field(default=None, init=False)
    organisation_label: str = field(default="", init=False)
    capacities: frozenset[Capacity] = field(default=frozenset(), init=False)

    @property
    def label(self) -> str:
        return f"system: {self.name.value}" + (f", after {self.caused_by}" if self.caused_by else "")

    @property
    def role(self) -> str:
        return "system"

    @property
    def permissions(self) -> frozenset[Permission]:
        return SYSTEM_PERMISSIONS[self.name]

    @property
    def reach(self) -> frozenset[int]:
        return frozenset({self.organisation_id} if self.organisation_id else ())


Actor = PersonActor | MachineActor | SystemActor

"""The two refusals. `NotVisible` becomes 404 and says nothing; `Refused` becomes 403 with its sentence."""

from __future__ import annotations

from nrm.exceptions import DomainError


class NotVisible(Exception):
    """The actor's reach does not extend to the thing: to them it does not exist."""


class Refused(DomainError):
    """The actor sees the thing but may not do this to it; the sentence says why. `by_role`: the role, not its state."""

    by_role = False


class RefusedByRole(Refused):
    """The actor's role does not hold the permission, whatever the thing."""

    by_role = True

"""The two refusals. `NotVisible` becomes 404 and says nothing; `Refused` becomes 403 with its sentence."""

from __future__ import annotations

from nrm.exceptions import DomainError


class NotVisible(Exception):
    """The actor's reach does not extend to the thing: to them it does not exist."""


class Refused(DomainError):
    """The actor sees the thing but may not do this to it; the sentence says why."""

"""Why a reminder is not made."""

from __future__ import annotations

from nrm.exceptions import DomainError


class NothingToRemind(DomainError):
    """The date no longer runs, the reminder is not due or was made, or somebody works on the case just now."""


class NobodyToRemind(DomainError):
    """No current member of the deciding organisation could be told."""

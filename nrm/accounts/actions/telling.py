"""Parts of the actions that give power: what others who look after the organisation's people are told of it.

So who got which power is never known to one person alone.
"""

from __future__ import annotations

from nrm.access.actors import Actor
from nrm.access.roles import Role
from nrm.accounts.links import people_link
from nrm.accounts.models import MachineToken, Membership
from nrm.accounts.policies import ENTRUSTED, LOOKING_AFTER
from nrm.accounts.selectors import colleagues_in_role
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell


def tell_of_role(membership: Membership, by: Actor) -> None:
    """Tell them of an entrusted role that was given; part of the actions that give one."""
    if Role(membership.role) in ENTRUSTED:
        _tell_others(Notice.ROLE_GIVEN, membership, by, f"membership {membership.pk}")


def tell_of_token(token: MachineToken, by: Actor) -> None:
    """Tell them of a token, leads among them: with it its maker could read what a first responder's system reads."""
    _tell_others(Notice.TOKEN_MADE, token.membership, by, f"token {token.pk}")


def _tell_others(notice: Notice, about: Membership, by: Actor, occasion: str) -> None:
    """Everybody else: not who did it, not whom it is about, each once however many roles they have."""
    colleagues = colleagues_in_role(about.organisation_id, LOOKING_AFTER)
    others = {c.person_id: c for c in colleagues if c.person_id not in (by.person_id, about.person_id)}
    if others:
        tell(notice, others.values(), by=by, occasion=occasion, address=people_link())

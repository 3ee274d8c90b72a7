"""Links by which people set their passwords."""

from __future__ import annotations

from nrm import clock
from nrm.access.actors import Actor
from nrm.accounts.links import set_password_link
from nrm.accounts.models import Membership
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell


@action
def send_password_link(*, membership: Membership, by: Actor) -> None:
    """Queue the email a person asked for on the page for forgotten passwords."""
    person = membership.person
    record(Event.PASSWORD_LINK_MADE, by=by, subject=person, person_id=person.pk)
    occasion = f"asked {clock.now().isoformat()}"
    tell(Notice.PASSWORD_LINK, [membership], by=by, occasion=occasion, address=set_password_link(person))

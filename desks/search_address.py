"""The address of a search: what was typed stands in it sealed, so that no name is in a log, a history or a link that
somebody copies. It opens for the one who searched, and for a day."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from cryptography.fernet import InvalidToken
from django.urls import reverse

from cases.domain.searching import LONGEST_TYPED
from nrm.access.actors import PersonActor
from nrm.web.sealing import box

PURPOSE = "nrm.search"
PARAMETER = "for"
VALID_FOR = 24 * 3600  # seconds
MOST_CHARACTERS = 4_000


def address_of_search(actor: PersonActor, typed: str) -> str:
    """Where the results of a search stand."""
    text = json.dumps([actor.membership_id, typed[:LONGEST_TYPED]])
    return f"{reverse('desks:search')}?{urlencode({PARAMETER: box(PURPOSE).encrypt(text.encode()).decode()})}"


def typed_in_address(actor: PersonActor, sealed: str) -> str:
    """What was typed; empty for an address that is nobody's, somebody else's or too old."""
    if not sealed.isascii() or len(sealed) > MOST_CHARACTERS:
        return ""
    try:
        membership_id, typed = json.loads(box(PURPOSE).decrypt(sealed.encode(), ttl=VALID_FOR))
    except InvalidToken:
        return ""
    return str(typed) if membership_id == actor.membership_id else ""

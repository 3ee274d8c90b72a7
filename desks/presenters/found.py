"""Rows of a search: the columns of the reader's own list, with who the case is about beside the reference."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cases.domain.headline import NAME_NOT_KNOWN, born_in_words
from cases.domain.states import STATUS_WORDS
from cases.enums import CaseStatus
from cases.models import CaseParty, Identity
from desks.presenters.rows import (
    FOLLOWED_COLUMNS,
    QUEUE_COLUMNS,
    Cell,
    case_cell,
    facts_of,
    followed_row,
    queue_row,
)
from desks.presenters.words import person_words
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission

NAME = "Name"
SUPPORT_COLUMNS = ["Case", "Person", "Stage"]


def found_columns(actor: PersonActor) -> list[str]:
    """The headings of what `found_row` gives."""
    if Permission.SEE_FILE in actor.permissions:
        return _with_name(QUEUE_COLUMNS, NAME)
    return _with_name(FOLLOWED_COLUMNS if Permission.FOLLOW_CASE in actor.permissions else SUPPORT_COLUMNS, NAME)


def found_row(party: CaseParty, actor: PersonActor, today: dt.date) -> dict[str, Any]:
    """One case found. Everybody who may search reads the name on the page of each case within their reach."""
    if Permission.SEE_FILE in actor.permissions:
        row = queue_row(party, today)
    elif Permission.FOLLOW_CASE in actor.permissions:
        row = followed_row(party, today)
    else:
        row = _supported_row(party)
    return {**row, "cells": _with_name(row["cells"], _name_cell(party.case.identity))}


def _supported_row(party: CaseParty) -> dict[str, Any]:
    stage = STATUS_WORDS[CaseStatus(party.case_status)].referrer
    cells: list[Cell] = [case_cell(party.case, []), {"text": person_words(facts_of(party.case))}, {"text": stage}]
    return {"value": party.case.reference, "cells": cells}


def _name_cell(identity: Identity | None) -> Cell:
    if identity is None:
        return {"text": NAME_NOT_KNOWN}
    born = born_in_words(identity.born_on, identity.born_precision)
    details = [f"Born {born}" if born else "Birth not known"]
    details += [f"Also {identity.other_names}"] if identity.other_names else []
    return {"text": identity.full_name or NAME_NOT_KNOWN, "detail": ". ".join(details)}


def _with_name(items: list[Any], name: Any) -> list[Any]:
    """The list with the name in second place."""
    return [items[0], name, *items[1:]]

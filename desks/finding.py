"""Opening one case by its reference, as typed in the search box."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from cases.domain.references import is_reference, parse_reference
from cases.selectors import cases_visible_to
from nrm.access.actors import PersonActor
from nrm.access.permissions import Permission
from support.selectors import offers_visible_to

_OPEN_A_CASE = frozenset({Permission.SEE_FILE, Permission.FOLLOW_CASE, Permission.SEE_SUPPORT})
# One sentence for a case that is not there and for one that is not shown: the answer never tells which.
NOT_FOUND = "No case with this reference is shown to your organisation. Check each digit and the last letter."


def as_written(typed: str) -> str:
    """A typed reference as it is written; anything else in capitals, as it was typed."""
    return str(parse_reference(typed)) if is_reference(typed) else typed.upper()


def address_of_case(actor: PersonActor, typed: str) -> str:
    """The address of the visible case with that reference, or of the support of somebody offered to the actor's
    organisation, which leads on to the offer; else empty."""
    if not is_reference(typed):
        return ""
    reference = as_written(typed)
    if cases_visible_to(actor).filter(reference=reference).exists():
        return reverse("desks:case", args=[reference])
    is_offered = offers_visible_to(actor).filter(package__case__reference=reference).exists()
    return reverse("desks:support-package", args=[reference]) if is_offered else ""


def address_around(actor: PersonActor | None, request: HttpRequest) -> str:
    """The address of the case whose reference stands in the request's own, or empty: also where the actor could not
    open it, or is there already."""
    if actor is None or request.resolver_match is None or not _OPEN_A_CASE & actor.permissions:
        return ""
    address = address_of_case(actor, request.resolver_match.kwargs.get("reference", ""))
    return "" if address == request.path else address

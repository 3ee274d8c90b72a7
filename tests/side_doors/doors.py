"""Every address a case could show at, walked from the resolver, and what somebody is shown there, made comparable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.test import Client
from django.urls import reverse

from cases.enums import CaseStatus
from deadlines.enums import DueBand
from nrm.accounts.models import Organisation
from tests.routes import Route, routes

# What differs from one request to the next and says nothing of a case.
_CHANGING = (
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(r'name="_author" value="[^"]*"'),
    re.compile(r'nonce="[^"]*"'),
    re.compile(r'value="[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"'),  # the number of a draft not begun yet
)
SEALED = "/search/?for="
EVERYWHERE = ("page=2&page_size=1000&limit=1000&ordering=-reference&sort=reference",)
NARROWED: dict[str, tuple[str, ...]] = {
    "desks:queue": (
        *(f"status={status}" for status in CaseStatus),
        *(f"due={band}" for band in DueBand),
        *(f"with={whose}&status=rg_negative" for whose in ("me", "nobody", "anyone")),
        *(f"decision={which}&status=rg_negative" for which in ("check", "returned")),
        *(f"stage={stage}" for stage in ("reasonable", "conclusive")),
        "stage=conclusive&decision=ready",
        "&".join(f"status={status}" for status in CaseStatus),
    ),
    "desks:search": tuple(f"q={typed}" for typed in ("", "NRM-", "Linh", "12/3/1998", "07700+900123", "%25", "_")),
    "desks:cases": ("stage=considered", "stage=decided", "stage=all"),
    "desks:suggest": tuple(f"q={typed}" for typed in ("", "N", "NRM", "NRM-", "0", "00", "000", "%", "_")),
}
# Every name under which a page might look something up.
ASKED_AS = ("q", "find", "search", "reference", "own_reference", "name", "email", "case", "id", "next")


@dataclass(frozen=True)
class Shown:
    """What somebody was answered: the body without the parts that change with each request."""

    status: int
    location: str
    body: str

    def holds(self, text: str) -> bool:
        return text.casefold() in f"{self.location}\n{self.body}".casefold()

    def without(self, *texts: str) -> Shown:
        """The same with these texts, and their first letters written small, taken out."""
        body, location = self.body, self.location
        for text in texts:
            body = re.sub(re.escape(text), "", body, flags=re.IGNORECASE)
            location = re.sub(re.escape(text), "", location, flags=re.IGNORECASE)
        return Shown(self.status, location, body)


def look(client: Client, address: str) -> Shown:
    """What the client is shown at the address."""
    response = client.get(address)
    if response.headers.get("Location", "").startswith(SEALED):  # a search; what was typed is sealed anew each time
        response = client.get(response.headers["Location"])
    body = response.content.decode()
    for pattern in _CHANGING:
        body = pattern.sub("", body)
    return Shown(response.status_code, response.headers.get("Location", ""), body)


def our_get_routes() -> list[Route]:
    """Every address of ours that answers GET."""
    return [route for route in routes() if route.is_ours and "GET" in route.methods]


def look_everywhere(client: Client, more: Iterable[str] = ()) -> dict[str, Shown]:
    """Every address without arguments, with every filter, page and order it has, and the addresses in `more`.

    Where the plain address is refused, its filters are not tried.
    """
    found = {}
    for route in our_get_routes():
        if route.arguments:
            continue
        plain = reverse(route.name)
        found[plain] = look(client, plain)
        if found[plain].status >= 300 or is_public(route):
            continue
        for query in (*EVERYWHERE, *_narrowed(route.name)):
            found[f"{plain}?{query}"] = look(client, f"{plain}?{query}")
    return found | {address: look(client, address) for address in (*more, "/no/such/page/", "/cases/nothing/else/")}


def _narrowed(name: str) -> Iterator[str]:
    yield from NARROWED.get(name, ())
    if name == "desks:queue":
        for pk in Organisation.objects.filter(kind="first_responder").values_list("pk", flat=True):
            yield f"referrer={pk}&status=rg_negative&status=submitted&status=routed&status=rg_in_progress"


def addresses_of(arguments: dict[str, Any]) -> list[str]:
    """Every address of ours whose arguments are among those given; each argument may have several values, as a list."""
    found = []
    for route in our_get_routes():
        if route.arguments and set(route.arguments) <= set(arguments):
            for values in product(*(arguments[name] for name in route.arguments)):
                found.append(reverse(route.name, kwargs=dict(zip(route.arguments, values, strict=True))))
    return found


def is_public(route: Route) -> bool:
    """Whether the page is the same for every visitor, by its own declaration."""
    return bool(getattr(getattr(route.view, "view_class", None), "public_reason", ""))


def open_lists(client: Client) -> list[str]:
    """The addresses without arguments that are not refused to the client, those that are the same for all left out."""
    plain = [reverse(route.name) for route in our_get_routes() if not route.arguments and not is_public(route)]
    return [address for address in plain if look(client, address).status < 300]


def public_pages() -> list[str]:
    """The addresses without arguments that are the same for every visitor."""
    return [reverse(route.name) for route in our_get_routes() if not route.arguments and is_public(route)]


def asking_for(addresses: list[str], text: str) -> list[str]:
    """The addresses asked for a text under every name a page might look it up by."""
    query = "&".join(f"{name}={text}" for name in ASKED_AS)
    return [f"{address}?{query}" for address in addresses]

"""System checks: what would otherwise fail in the middle of a night. Run by every command and by `manage.py check`.

Wiring: dotted names exist and take what they are called with. Settings: no demonstration outside loopback, no real
installation with a weak secret. Database: nobody serves as its owner, who walks around row security and the
append-only record.
"""

from __future__ import annotations

import inspect
import ipaddress
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.module_loading import import_string

from nrm import wiring
from nrm.access.actors import SYSTEM_PERMISSIONS, SystemName
from nrm.access.permissions import Permission
from nrm.installation import installation_faults

SHORTEST_SECRET = 50
LOOPBACK_NAMES = frozenset({"localhost"})


@register(Tags.security)
def check_installation(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The environment is read without a mistake, and a real installation has what it needs."""
    return [Error(sentence, id="nrm.E006") for sentence in installation_faults(settings)]


@register(Tags.compatibility)
def check_measures(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every question that monitoring asks exists and takes nothing."""
    faults = [fault for name in wiring.MEASURES for fault in _load_fault(name) or _call_fault(name, (), None)]
    return [Error(sentence, id="nrm.E007") for sentence in faults]


@register(Tags.compatibility)
def check_wiring(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every dotted name of `nrm/wiring.py` is there and takes what it is called with."""
    faults = [
        *wiring_faults(wiring.HANDLERS, wiring.STATE_POLICIES, wiring.OPEN_WORK, wiring.ALSO_REMINDED),
        *question_faults(wiring.ALSO_TOLD, ("case_id", "kind", "outcome")),
        *question_faults(wiring.STILL_BELONGS, ("person_id", "organisation_id")),
    ]
    return [Error(sentence, id="nrm.E001") for sentence in faults]


@register(Tags.security)
def check_system_permissions(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every named part of the system has its row of permissions, and no other name has."""
    missing = [
        f"SYSTEM_PERMISSIONS has no row for {name.value}." for name in SystemName if name not in SYSTEM_PERMISSIONS
    ]
    return [Error(sentence, id="nrm.E002") for sentence in missing]


@register(Tags.security)
def check_demonstration(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The demonstration signs anybody in with one click: it answers on this machine only."""
    if not settings.DEMO:
        return []
    hosts = [host for host in settings.ALLOWED_HOSTS if not is_loopback(host)]
    sentences = [
        f"NRM_DEMO is set, but ALLOWED_HOSTS opens it to {host}: one click signs anybody in." for host in hosts
    ]
    if not settings.ALLOWED_HOSTS:
        sentences = ["NRM_DEMO is set with empty ALLOWED_HOSTS; name loopback addresses only."]
    return [Error(sentence, id="nrm.E003") for sentence in sentences]


@register(Tags.security)
def check_secret(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A real installation has a secret of its own, long enough that nobody guesses it."""
    if settings.DEMO or (len(settings.SECRET_KEY) >= SHORTEST_SECRET and len(set(settings.SECRET_KEY)) > 10):
        return []
    return [Error(f"SECRET_KEY is missing or weak: set at least {SHORTEST_SECRET} random characters.", id="nrm.E004")]


@register(Tags.security)
def check_clock(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Only the demonstration's time can be moved."""
    if settings.DEMO or not settings.CLOCK_FILE:
        return []
    return [Error("CLOCK_FILE is set outside the demonstration: its time could be moved.", id="nrm.E005")]


def wiring_faults(
    handlers: dict[str, tuple[str, ...]], policies: dict[str, str], open_work: str, also_reminded: dict[str, str]
) -> Iterator[str]:
    """What is wrong with the three tables and the question, one sentence each."""
    for fact, names in handlers.items():
        yield from _load_fault(fact)
        for name in names:
            yield from _load_fault(name) or _call_fault(name, (), "fact")
    for permission, name in policies.items():
        if permission not in {p.value for p in Permission}:
            yield f"STATE_POLICIES names {permission}, which is no permission."
        yield from _load_fault(name) or _call_fault(name, ("obj", "actor"), None)
    for name in also_reminded.values():
        yield from _load_fault(name) or _call_fault(name, ("case_id",), None)
    yield from question_faults(open_work, ("membership_id", "actor"))


def question_faults(name: str, asked_with: Sequence[str]) -> list[str]:
    """What is wrong with a question that a lower room asks of one above it."""
    return _load_fault(name) or _call_fault(name, asked_with, None)


def is_loopback(host: str) -> bool:
    """Whether an entry of ALLOWED_HOSTS can only mean this machine."""
    name = host.strip("[]")
    if name in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _load_fault(name: str) -> list[str]:
    try:
        import_string(name)
    except ImportError:
        return [f"nrm/wiring.py names {name}, which does not exist."]
    return []


def _call_fault(name: str, positional: Sequence[str], keyword: str | None) -> list[str]:
    function: Callable[..., Any] = import_string(name)
    try:
        inspect.signature(function).bind(*positional, **({keyword: None} if keyword else {}))
    except TypeError as error:
        wanted = f"the keyword {keyword}" if keyword else f"({', '.join(positional)})"
        return [f"nrm/wiring.py calls {name} with {wanted}: {error}."]
    if keyword and not getattr(function, "is_action", False):
        return [f"nrm/wiring.py names {name}, which is no @action."]
    return []

"""What somebody who does not support a person is told: of the support, of the person, of whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from support.enums import PackageStatus


@dataclass(frozen=True)
class PackageLine:
    """All that somebody outside support is told of it: how far it is, with whom, and since when (a London date).
    `provider` is empty until one has accepted."""

    status: PackageStatus
    status_text: str
    provider: str
    since: date


@dataclass(frozen=True)
class OfferedPerson:
    """What a provider is told of a person before it accepts: codes, and nothing narrower than the nation. No name,
    birth date, contact or words of theirs. `age` is in whole years at referral, None where it is not known.
    `interpreter_needed` is the answer's code or its state, empty where nobody answered. What is needed tonight was said
    on `referred_on`, a London date."""

    reference: str
    nation: str
    age_group: str
    age: int | None
    sex: str
    nationalities: tuple[str, ...]
    interpreter_needed: str
    interpreter_language: str
    exploitation_types: tuple[str, ...]
    immediate_risk: str
    needs_accommodation_tonight: str
    referred_on: date


@dataclass(frozen=True)
class ProviderChoice:
    """A provider a person may be offered to; `refused` says that it refused this person before."""

    organisation_id: int
    name: str
    refused: bool

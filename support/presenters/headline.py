"""Who a package is about, for the bar at the top of its forms; and an offer, without saying who it is."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType
from typing import Any

from cases.domain.headline import NAME_NOT_KNOWN, born_in_words
from cases.enums import AgeGroup, Nation
from nrm.web.fields import upper_first
from referrals.domain import reference_data
from referrals.domain.first_night import is_still_tonight, night_words
from referrals.enums import AnswerState
from support.domain.told import OfferedPerson
from support.domain.words import PACKAGE_WORDS
from support.enums import PackageStatus
from support.models import SupportPackage

AGES = {AgeGroup.ADULT: "Adult", AgeGroup.CHILD: "Child", AgeGroup.UNSURE: "May be a child"}
SEXES = {"female": "Female", "male": "Male", "other": "Another description"}
NATIONS = {
    Nation.ENGLAND: "England",
    Nation.WALES: "Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}
NOT_KNOWN = "Not known"
# Whether an interpreter is needed: the code of the answer or its state; "yes" names the language instead.
INTERPRETER = MappingProxyType(
    {"": "Not answered", "no": "Not needed", "not_sure": "Not sure"}
    | {state.value: state.label for state in AnswerState if state is not AnswerState.ANSWERED}
)


def headline(package: SupportPackage) -> dict[str, Any]:
    """What `components/identity_bar.html` shows above a form of a package already found visible; once support has
    ended, no more than which package it is."""
    identity, words = package.case.identity, PACKAGE_WORDS[PackageStatus(package.status)]
    born = born_in_words(identity.born_on, identity.born_precision) if identity is not None else ""
    return {
        "name": (identity.full_name if identity is not None else "") or NAME_NOT_KNOWN,
        "facts": [
            {"label": "Case", "value": package.case.reference},
            *([] if package.has_ended else [{"label": "Born", "value": born or NOT_KNOWN}]),
            {"label": "Supported by", "value": package.provider.name if package.provider else "No provider yet"},
            {"label": "Support worker", "value": package.worker.person.name if package.worker else "Nobody yet"},
        ],
        "stage": {"label": "Support", "text": words.text, "colour": words.colour},
    }


def offered_rows(person: OfferedPerson) -> list[dict[str, Any]]:
    """What a provider is told before it answers, as `components/summary_list.html` takes it."""
    age = f", {person.age}" if person.age is not None else ""
    return [
        {"key": "Age", "value": f"{AGES[AgeGroup(person.age_group)]}{age}"},
        {"key": "Sex", "value": SEXES.get(person.sex, NOT_KNOWN)},
        {"key": "Nationality", "value": _labels("nationalities", person.nationalities)},
        {"key": "Interpreter", "value": _interpreter(person)},
        {"key": "Exploitation", "value": upper_first(_labels("exploitation_types", person.exploitation_types).lower())},
        {"key": "Nation", "value": NATIONS[Nation(person.nation)]},
    ]


def offered_dangers(person: OfferedPerson, today: dt.date) -> list[dict[str, str]]:
    """What cannot wait, as tags; what was needed on a night long past with its date."""
    found = []
    if person.immediate_risk == "yes":
        found.append({"text": "In danger now", "colour": "red"})
    if person.needs_accommodation_tonight == "yes":
        is_tonight = is_still_tonight(person.referred_on, today)
        past = {"text": f"Needed somewhere {night_words(person.referred_on)}", "colour": "grey"}
        found.append({"text": "Needs somewhere tonight", "colour": "orange"} if is_tonight else past)
    return found


def _interpreter(person: OfferedPerson) -> str:
    language = _labels("languages", (person.interpreter_language,))
    if person.interpreter_needed == "yes":
        return language or "Needed, the language is not known"
    said = INTERPRETER[person.interpreter_needed]
    return f"{said}, perhaps {language}" if language and person.interpreter_needed == "not_sure" else said


def _labels(list_name: str, codes: tuple[str, ...]) -> str:
    return ", ".join(_label(list_name, code) for code in codes if code)


def _label(list_name: str, code: str) -> str:
    try:
        return reference_data.label(list_name, code)
    except reference_data.UnknownCode:
        return code

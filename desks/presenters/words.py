"""Codes in the words of the question set and its reference lists."""

from __future__ import annotations

from collections.abc import Iterable

from cases.enums import AgeGroup
from cases.models import CaseFacts
from nrm.web.fields import upper_first
from referrals.domain import reference_data

AGE_WORDS = {AgeGroup.ADULT.value: "Adult", AgeGroup.CHILD.value: "Child", AgeGroup.UNSURE.value: "May be a child"}


def labels(list_name: str, codes: Iterable[str]) -> list[str]:
    """What people call the codes; a code that no list has stands for itself."""
    return [_label(list_name, code) for code in codes]


def age_words(facts: CaseFacts) -> str:
    """`Child, 16`, `May be a child, 17`, `Adult`: an age only where it matters."""
    group = AGE_WORDS.get(facts.age_group, "Age not known")
    is_child = facts.age_group in {AgeGroup.CHILD.value, AgeGroup.UNSURE.value}
    return f"{group}, {facts.age_at_referral}" if is_child and facts.age_at_referral is not None else group


def person_words(facts: CaseFacts | None) -> str:
    """`Adult · Vietnamese`: who a case is about, without saying who they are."""
    if facts is None:
        return "Not known"
    nationalities = labels("nationalities", facts.nationalities)
    return f"{age_words(facts)} · {', '.join(nationalities) or 'nationality not known'}"


def exploitation_words(facts: CaseFacts | None) -> str:
    """`Criminal, labour`."""
    types = labels("exploitation_types", facts.exploitation_types) if facts is not None else []
    return upper_first(", ".join(types).lower()) or "Not known"


def _label(list_name: str, code: str) -> str:
    try:
        return reference_data.label(list_name, code)
    except reference_data.UnknownCode:
        return code

"""What must be known before anybody writes, rings or visits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from types import MappingProxyType

from deadlines.domain.explain import in_words
from referrals.domain.answers import Answers, codes_of, is_answered, text_of
from referrals.domain.first_night import is_still_tonight, night_words
from referrals.domain.question import label_for
from referrals.domain.question_set import load

NO_SAFE_WAY = "No safe way known"


@dataclass(frozen=True)
class Care:
    """One danger or need: a tag, and the words below it; `verbatim` when somebody typed them."""

    tag: str
    colour: str
    text: str = ""
    verbatim: bool = False


# answer → what it means for care; the first answer that holds of each question
_WARNINGS = MappingProxyType(
    {
        ("immediate_risk", "yes"): Care("In danger now", "red"),
        ("immediate_risk", "not_sure"): Care("May be in danger now", "orange"),
        ("exploiter_danger", "yes"): Care("Exploiters still a danger", "red", "To the person or their family."),
        ("exploiter_danger", "not_sure"): Care("Exploiters may be a danger", "orange"),
    }
)
# answer about the night of the referral → what it means that night, and what it was in the words of later
_TONIGHT = MappingProxyType(
    {
        ("safe_tonight", "no"): (Care("Not safe tonight", "red", "They have nowhere safe to stay."), "Not safe"),
        ("accommodation_tonight", "yes"): (Care("Needs somewhere tonight", "orange"), "Needed somewhere"),
    }
)
_NOT_SAFE_TO_WRITE = MappingProxyType(
    {
        "no": Care("Never write to them", "red", "It is not safe to write to the contact given."),
        "not_sure": Care(
            "Do not write yet", "orange", "Nobody has said that it is safe to write to the contact given."
        ),
    }
)


def care_panel(
    answers: Answers, question_set: str, *, said_on: dt.date, today: dt.date, is_placed: bool = False
) -> list[Care]:
    """The dangers first, then how to reach the person and what they need to be understood. `said_on` is the London date
    of the answers: what they say of that night is a danger only for as long as it is about tonight, and nobody has
    placed the person since; afterwards it stands last, with its date."""
    found = [
        _with_detail(care, key, answers) for (key, code), care in _WARNINGS.items() if text_of(answers, key) == code
    ]
    is_tonight = is_still_tonight(said_on, today) and not is_placed
    first_night = [
        _dated(now, said_on, today) if is_tonight else _past(then, said_on, is_placed=is_placed)
        for (key, code), (now, then) in _TONIGHT.items()
        if text_of(answers, key) == code
    ]
    found += first_night if is_tonight else []
    unsafe = _not_safe_to_write(answers)
    if unsafe is not None:
        found.append(unsafe)
    if not has_safe_contact(answers):
        found.append(Care(NO_SAFE_WAY, "yellow", "Ask the first responder before you try to reach the person."))
    language = _words(answers, "interpreter_language", question_set)
    if text_of(answers, "interpreter_needed") == "yes":
        found.append(Care("Interpreter", "blue", language or "The language is not known."))
    return found + ([] if is_tonight else first_night)


def contact_words(answers: Answers, question_set: str) -> str:
    """`By phone`, `By post, do not write yet`, or that no safe way is known."""
    route = _words(answers, "contact_route", question_set)
    if not route:
        return NO_SAFE_WAY
    unsafe = _not_safe_to_write(answers)
    return f"{route}, {unsafe.tag[:1].lower()}{unsafe.tag[1:]}" if unsafe is not None else route


def has_safe_contact(answers: Answers) -> bool:
    """Whether a way to reach the person was given, with the number, address or person."""
    return bool(codes_of(answers, "contact_route")) and is_answered(answers, "contact_detail")


def is_contact_dangerous(answers: Answers) -> bool:
    """Whether the words about contact must stand out."""
    return not has_safe_contact(answers) or _not_safe_to_write(answers) is not None


def _not_safe_to_write(answers: Answers) -> Care | None:
    """What the panel and the words about contact both say of writing; None where it was said to be safe."""
    return _NOT_SAFE_TO_WRITE.get(text_of(answers, "may_write"))


def _dated(care: Care, said_on: dt.date, today: dt.date) -> Care:
    said = f"Said on {in_words(said_on)}." if today > said_on else ""
    return replace(care, text=f"{care.text} {said}".strip())


def _past(then: str, said_on: dt.date, *, is_placed: bool) -> Care:
    return Care(f"{then} {night_words(said_on)}", "grey", "A placement was recorded since." if is_placed else "")


def _with_detail(care: Care, key: str, answers: Answers) -> Care:
    detail = text_of(answers, "immediate_risk_detail") if key == "immediate_risk" else ""
    return Care(care.tag, care.colour, detail, verbatim=True) if detail else care


def _words(answers: Answers, key: str, question_set: str) -> str:
    question = load(question_set).question(key)
    return ", ".join(label_for(question, code) for code in codes_of(answers, key))

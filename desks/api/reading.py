"""Reading what a machine sends into what the actions take. Shape only; every rule about answers is intake's."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nrm.access.drf import KeyedRefusal
from referrals.exceptions import AnswersRefused, NotReady

KEY_HEADER = "Idempotency-Key"
FIELDS = frozenset({"question_set", "own_reference", "answers"})
OWN_REFERENCE = "own_reference"
NOT_READABLE = "What was sent cannot be read as a referral."
NOT_ASKED = "The question set has no such question."
MOST_NAMED = 50
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")


@dataclass(frozen=True)
class Sending:
    """A referral as it was sent: in which question set, and the answers by key, not yet read."""

    question_set: str
    answers: Mapping[str, Any]


def key_of(headers: Mapping[str, str]) -> uuid.UUID:
    """The sender's own number of this sending. Refuses a missing one, and what is no UUID in its usual form."""
    typed = headers.get(KEY_HEADER, "").strip()
    if not _UUID.fullmatch(typed):
        sentence = "Send a UUID of your own for each referral, and the same one when you send it again."
        raise KeyedRefusal(f"The header {KEY_HEADER} is missing or no UUID.", [(KEY_HEADER, sentence)])
    return uuid.UUID(typed)


def sending_of(data: object) -> Sending:
    """The referral in a request's body. Refuses another shape, naming each part that is wrong."""
    if not isinstance(data, Mapping):
        raise KeyedRefusal(NOT_READABLE, [("", "Send an object.")])
    faults = [*_unknown(data.keys() - FIELDS, "This is not asked for here."), *_faults(data)]
    if faults:
        raise KeyedRefusal(NOT_READABLE, faults)
    answers = dict(data["answers"])
    if data.get(OWN_REFERENCE) is not None:
        answers[OWN_REFERENCE] = {"value": data[OWN_REFERENCE]}
    return Sending(data["question_set"], answers)


def refused_answers(refused: AnswersRefused, answers: Mapping[str, Any], known: Mapping[str, object]) -> KeyedRefusal:
    """The refusal with each answer's sentence; keys of no question are named where they are plain words."""
    named = [(key, sentence) for key, sentence in refused.errors.items() if key]
    return KeyedRefusal(refused.sentence, [*named, *_unknown(answers.keys() - known.keys(), NOT_ASKED)])


def not_ready(refused: NotReady) -> KeyedRefusal:
    """The refusal with what is still to be answered."""
    return KeyedRefusal(refused.sentence, [(each.key, each.sentence) for each in refused.obstacles])


def _faults(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    answers, own = data.get("answers"), data.get(OWN_REFERENCE)
    faults = []
    if not isinstance(data.get("question_set"), str):
        faults.append(("question_set", "Say which question set the answers are of."))
    if not isinstance(answers, Mapping):
        faults.append(("answers", "Send the answers as an object, by the key of the question."))
    if own is not None and not isinstance(own, str):
        faults.append((OWN_REFERENCE, "Your own reference must be text."))
    if own is not None and isinstance(answers, Mapping) and OWN_REFERENCE in answers:
        faults.append((OWN_REFERENCE, "Your own reference was sent twice."))
    return faults


def _unknown(keys: set[Any], sentence: str) -> list[tuple[str, str]]:
    """A sentence for each key nobody asks for; one without a name for those that are no plain word, and so may hold
    anything."""
    plain = sorted(key for key in keys if _PLAIN.fullmatch(key))
    return [(key, sentence) for key in plain[:MOST_NAMED]] + ([("", sentence)] if len(plain) < len(keys) else [])

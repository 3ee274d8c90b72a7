"""What a case is found by, and what somebody typed into the search box: both brought to the same form here, in Python,
so that an index made anywhere matches a search made anywhere.

    search_columns(given_name=..., ...) -> SearchColumns    one case's row of the search table
    read_terms(typed) -> SearchTerms                        what a search looks for
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

# Where the question set keeps what is searched (referrals/data/questions); a test holds the two together.
PHONE_ANSWERS = ("contact_detail",)
HOME_OFFICE_ANSWERS = ("home_office_reference",)

LONGEST_TYPED = 200
MOST_WORDS = 6
SHORTEST_PHONE, LONGEST_PHONE = 7, 15  # digits; ITU-T E.164 allows fifteen
SHORTEST_REFERENCE = 4
SHORTEST_SWAPPED = 4  # letters; fewer, and swapping two gives somebody else's name
LONGEST_SWAPPED = 40  # letters of the longest names; the swapped words together are as long as its square

# Letters that stand for themselves under canonical decomposition.
_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES = tuple(
    re.compile(rf"(?<![0-9]){shape}(?![0-9])", re.IGNORECASE | re.ASCII)
    for shape in (
        r"(?P<year>[12][0-9]{3})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})",
        r"(?P<day>[0-9]{1,2}) ?[-/. ] ?(?P<month>[0-9]{1,2}) ?[-/. ] ?(?P<year>[12][0-9]{3})",
        rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH},?[ -](?P<year>[12][0-9]{{3}})",
    )
)
_PHONE_IN_TEXT = re.compile(r"\+?[0-9](?:[ ()./-]{0,3}[0-9])+", re.ASCII)
_PHONE_ALONE = re.compile(r"[+(]?[0-9][0-9 ()./+-]*", re.ASCII)
_TRUNK_ZERO = re.compile(r"\(0\)")
_BETWEEN_REFERENCES = re.compile(r"[,;\n]| and ", re.IGNORECASE)
_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class SearchColumns:
    """One case's row of the search table. `born_on` only where the birth date is known to the day."""

    names: str
    born_on: date | None
    phones: list[str]
    home_office_references: list[str]


@dataclass(frozen=True)
class SearchTerms:
    """What a search looks for. With a birth date, it and the names must both match; otherwise any of the names, the
    phone, the Home Office reference and the organisation's own reference is enough."""

    words: tuple[str, ...] = ()
    born_on: date | None = None
    phone: str = ""
    home_office_reference: str = ""
    own_reference: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was typed that anything could be found by."""
        return self == SearchTerms()


def search_columns(
    *,
    given_name: str = "",
    family_name: str = "",
    other_names: str = "",
    born_on: date | None = None,
    born_precision: str = "",
    values: Mapping[str, Mapping[str, Any]],
) -> SearchColumns:
    """The row for an identity; `values` are the answers that identify, `{key: {"value": ...}}`."""
    contacts = [_text(values, key) for key in PHONE_ANSWERS]
    references = [_text(values, key) for key in HOME_OFFICE_ANSWERS]
    return SearchColumns(
        names=" ".join(_once(name_words(f"{given_name} {family_name} {other_names}"))),
        born_on=born_on if born_precision == "day" else None,
        phones=_once(number for text in contacts for number in _phones_in(text)),
        home_office_references=_once(found for text in references for found in _references_in(text)),
    )


def read_terms(typed: str) -> SearchTerms:
    """What was typed, as terms. Refuses nothing: text that can match nothing gives empty terms."""
    text = _plain(typed)[:LONGEST_TYPED].strip()
    born_on, rest = _taken_out(text)
    words = tuple(_once(name_words(rest)))[:MOST_WORDS]
    if born_on is not None:
        return SearchTerms(words=words, born_on=born_on)
    if not any(len(word) > 1 for word in words):
        return SearchTerms()
    reference = reference_key(text)
    return SearchTerms(
        words=() if any(each.isdigit() for each in text) else words,
        phone=phone_key(text) if _PHONE_ALONE.fullmatch(text) else "",
        home_office_reference=reference if len(reference) >= SHORTEST_REFERENCE else "",
        own_reference=text,
    )


def name_words(text: str) -> list[str]:
    """The words of a name without accents, marks and capitals: `Trần-Linh` gives `tran`, `linh`."""
    decomposed = unicodedata.normalize("NFKD", _plain(text).casefold())
    bare = "".join(each for each in decomposed if not unicodedata.combining(each)).translate(_LETTERS)
    joined = re.sub(r"['’`\u02bc]", "", bare)  # O'Neill is searched as Oneill
    return _NO_LETTER_OR_DIGIT.sub(" ", joined).split()


def phone_key(text: str) -> str:
    """A phone number however it is written: its digits without +44, 0044 or the 0 in front. Empty for anything that is
    no phone number."""
    text = _TRUNK_ZERO.sub("", text)
    digits = "".join(each for each in text if each.isascii() and each.isdigit())
    for start in ("0044", "00", "0"):
        if digits.startswith(start):
            digits = digits.removeprefix(start)
            break
    else:
        digits = digits.removeprefix("44") if text.lstrip(" (").startswith("+") else digits
    digits = digits.removeprefix("0")
    return digits if SHORTEST_PHONE <= len(digits) <= LONGEST_PHONE else ""


def reference_key(text: str) -> str:
    """A reference of another body however it is written: its letters and digits, in capitals."""
    return _NO_LETTER_OR_DIGIT.sub("", _plain(text)).upper()


def with_letters_swapped(word: str) -> list[str]:
    """The word with each pair of neighbouring letters swapped, the commonest slip that trigrams miss; none for a short
    word, nor for one that is longer than a name."""
    if not SHORTEST_SWAPPED <= len(word) <= LONGEST_SWAPPED:
        return []
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return sorted(swapped - {word})


def _plain(text: str) -> str:
    """Composed, without NUL, control characters and marks of direction, which nobody sees and everybody pastes."""
    spaced = re.sub(r"\s+", " ", text)
    return "".join(each for each in unicodedata.normalize("NFKC", spaced) if unicodedata.category(each)[0] != "C")


def _taken_out(text: str) -> tuple[date | None, str]:
    """The date in the text, day before month, and what is left without it."""
    for shape in _DATES:
        match = shape.search(text)
        found = _date_of(match.groupdict()) if match else None
        if match is not None and found is not None:
            return found, f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def _date_of(parts: Mapping[str, str]) -> date | None:
    month = _MONTHS.index(parts["name"].lower()) + 1 if "name" in parts else int(parts["month"])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def _phones_in(text: str) -> list[str]:
    found = (phone_key(match[0]) for match in _PHONE_IN_TEXT.finditer(_TRUNK_ZERO.sub("", text)))
    return [number for number in found if number]


def _references_in(text: str) -> list[str]:
    """Several may stand in one answer, and a space inside one is common: each part, and the whole."""
    parts = (reference_key(part) for part in (*_BETWEEN_REFERENCES.split(text), text))
    return [part for part in parts if len(part) >= SHORTEST_REFERENCE]


def _text(values: Mapping[str, Mapping[str, Any]], key: str) -> str:
    value = values.get(key, {}).get("value")
    return value if isinstance(value, str) else ""


def _once(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))

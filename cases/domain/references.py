"""Reference numbers: `NRM-26-000123-C` for a case, `DTN-26-000123-C` for a duty-to-notify record.

The last letter is a check: it is the letter at (the number YYNNNNNN) modulo 23. As 23 is prime and
larger than any difference of two digits, no single wrong digit and no swap of neighbours passes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cases.enums import ReferenceKind
from nrm.exceptions import DomainError

CHECK_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
LAST_YEAR = 99
LAST_SERIAL = 999_999
SERIAL_DIGITS = 6
CASE = ReferenceKind.CASE.value
# [0-9], not \d, which also admits the digits of other scripts.
_SHAPE = re.compile(r"(NRM|DTN)([0-9]{2})([0-9]{6})([A-Z])")
_BEGINNING = re.compile(rf"{CASE}|(?:{CASE})?(?P<year>[0-9]{{2}})(?P<serial>[0-9]{{0,6}})(?P<letter>[A-Z]?)")
_BETWEEN_PARTS = re.compile(r"[\s-]+")


class InvalidReference(DomainError):
    """Not a reference number; the message is a sentence for the user."""


@dataclass(frozen=True)
class Reference:
    """A reference in its parts, `year` being two digits; `str()` gives it as it is written."""

    kind: ReferenceKind
    year: int
    serial: int

    def __str__(self) -> str:
        return make_reference(self.kind, self.year, self.serial)


def make_reference(kind: ReferenceKind, year: int, serial: int) -> str:
    """The reference of the `serial`th record of a year.

    `year` is its last two digits. Refuses a year outside 0 to 99 and a serial outside 1 to 999999.
    """
    if not 0 <= year <= LAST_YEAR:
        raise ValueError(f"A reference needs the last two digits of a year, not {year}.")
    if not 1 <= serial <= LAST_SERIAL:
        raise ValueError(f"A reference needs a serial from 1 to {LAST_SERIAL}, not {serial}.")
    digits = f"{year:02d}{serial:06d}"
    return f"{kind.value}-{digits[:2]}-{digits[2:]}-{_check_letter(digits)}"


def parse_reference(text: str) -> Reference:
    """The parts of a reference as typed: small letters, spaces and hyphens left out or put elsewhere are forgiven.

    Raises `InvalidReference` with a sentence.
    """
    match = _SHAPE.fullmatch(_run_together(text))
    if match is None:
        raise InvalidReference("A reference looks like NRM-26-000123-A or DTN-26-000123-A.")
    prefix, year, serial, letter = match.groups()
    if int(serial) == 0 or letter != _check_letter(year + serial):
        raise InvalidReference("This reference has a mistake in it: check each digit and the last letter.")
    return Reference(ReferenceKind(prefix), int(year), int(serial))


def beginning_of_case_reference(text: str) -> str:
    """The beginning of a case's reference as it is written, from what was typed of it: `26-0003` and `nrm 26 0003` give
    `NRM-26-0003`. Empty where no case's reference begins like that."""
    match = _BEGINNING.fullmatch(_run_together(text))
    if match is None:
        return ""
    year, serial, letter = (match[name] or "" for name in ("year", "serial", "letter"))
    if not year:
        return f"{CASE}-"
    if len(serial) == SERIAL_DIGITS:
        return f"{CASE}-{year}-{serial}-{letter}"
    return "" if letter else f"{CASE}-{year}-{serial}"


def is_reference(text: str) -> bool:
    """Whether the text is a reference with the right check letter."""
    try:
        parse_reference(text)
    except InvalidReference:
        return False
    return True


def _run_together(text: str) -> str:
    """Capitals without spaces and hyphens; nothing for other alphabets, which capitals turn into ours."""
    return _BETWEEN_PARTS.sub("", text).upper() if text.isascii() else ""


def _check_letter(digits: str) -> str:
    return CHECK_LETTERS[int(digits) % len(CHECK_LETTERS)]

"""What text can be stored and shown: PostgreSQL refuses NUL, UTF-8 refuses lone surrogates."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# U+FFFD stands where a browser or Django replaced bytes that were no character: the character itself is lost already.
UNSTORABLE = re.compile("[\x00\ud800-\udfff\ufffd]")


def storable(text: str) -> bool:
    """Whether every character of the text can be kept as it is."""
    return UNSTORABLE.search(text) is None


def without_unstorable(text: str) -> str:
    """The text with every character that cannot be kept left out, the rest unchanged."""
    return UNSTORABLE.sub("", text)


def exact(text: str) -> Markup:
    """The text escaped for HTML, each line break as a character reference.

    The design system's macros indent their HTML; line breaks as such would let them add spaces to somebody's words.
    """
    return escape(text.replace("\r\n", "\n").replace("\r", "\n")).replace("\n", Markup("&#10;"))


def count_characters(text: str) -> int:
    """Length as a person counts it: a line break is one character however the browser sent it."""
    return len(text.replace("\r\n", "\n"))

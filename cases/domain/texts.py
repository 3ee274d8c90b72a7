"""Whether a text says anything."""

from __future__ import annotations


def is_visible(text: str) -> bool:
    """Whether anything in the text can be seen; blanks and zero-width characters cannot."""
    return any(character.isprintable() and not character.isspace() for character in text)

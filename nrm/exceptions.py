"""Errors that reach a user as a sentence."""

from __future__ import annotations


class DomainError(Exception):
    """A rule refuses; the message is the sentence the user reads. `field` names the form field it belongs to."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class StaleForm(DomainError):
    """Somebody else changed the thing since the form was opened; what was typed is shown again."""

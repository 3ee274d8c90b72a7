"""Refusals of intake that carry more than one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nrm.exceptions import DomainError, StaleForm


class AnswersRefused(DomainError):
    """Something sent is no answer; `errors` has a sentence by question key. Nothing of it was kept."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("Some answers cannot be kept as they are.")
        self.errors = errors


class AnswersOverlap(StaleForm):
    """Two people, or two tabs, changed the same questions; nothing was written. `seen` are the marks for showing
    both on the page again."""

    def __init__(self, keys: Sequence[str], seen: Mapping[str, str]) -> None:
        super().__init__(
            "These answers were changed after you opened this page. Nothing of yours was saved. "
            "Compare both, then save what is right."
        )
        self.keys = tuple(keys)
        self.seen = seen


class NotReady(DomainError):
    """The draft cannot be submitted as it is; `obstacles` say what to do, each with its question."""

    def __init__(self, obstacles: Sequence[Any]) -> None:
        super().__init__("Some answers are needed before you can submit.")
        self.obstacles = tuple(obstacles)


class KeyUsedBefore(StaleForm):
    """A key that made one thing was sent again with other answers; nothing was made of these."""

    def __init__(self) -> None:
        super().__init__(
            "This key was used before, with other answers, and nothing was made of these. Send them with a new key."
        )

"""What the record needs to know of whoever acts: a person in a membership, a machine, or a named system actor."""

from __future__ import annotations

from typing import Protocol


class RecordedActor(Protocol):
    """The part of an actor that is written into the record, as labels, so that a row reads alone years later."""

    @property
    def kind(self) -> str: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def label(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def organisation_id(self) -> int | None: ...
    @property
    def organisation_label(self) -> str: ...

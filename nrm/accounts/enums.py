"""The words of organisations. Values are stored, so they are never renamed. No Django here: pure rules use them too."""

from __future__ import annotations

from enum import StrEnum


class Duty(StrEnum):
    """Whether an organisation is under the duty to notify (Modern Slavery Act 2015, section 52), and by what."""

    STATUTORY = "statutory"
    POLICY = "policy"
    NONE = "none"

    @property
    def label(self) -> str:
        """The words for it on a page."""
        return {Duty.STATUTORY: "By statute", Duty.POLICY: "By policy", Duty.NONE: "None"}[self]

    @property
    def binds(self) -> bool:
        """Whether a report must be made of an adult who does not agree to be referred."""
        return self is not Duty.NONE

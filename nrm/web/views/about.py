"""Pages about the service itself, open to everybody who can reach the sign-in page."""

from __future__ import annotations

from typing import ClassVar

from nrm.web.pages import Page


class Accessibility(Page):
    public_reason: ClassVar[str] = "says how accessible the service is; must be readable before signing in"
    template = "web/accessibility.html"
    title = "Accessibility statement"


class Privacy(Page):
    public_reason: ClassVar[str] = "says what is kept about those who use the service"
    template = "web/privacy.html"
    title = "Privacy"


class Cookies(Page):
    public_reason: ClassVar[str] = "says which cookies the service sets"
    template = "web/cookies.html"
    title = "Cookies"

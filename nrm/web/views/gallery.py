"""The gallery of components, in the demonstration only."""

from __future__ import annotations

from typing import Any, ClassVar

from nrm.web.gallery import gallery_context
from nrm.web.pages import Page


class Gallery(Page):
    public_reason: ClassVar[str] = "shows components with invented people; routed in the demonstration only"
    template = "components/gallery.html"
    title = "Components"

    def context(self) -> dict[str, Any]:
        return gallery_context()

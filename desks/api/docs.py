"""The description of the API as a page of ours: made from the document itself, with no script and nothing from
elsewhere."""

from __future__ import annotations

from typing import Any

from desks.api.views import openapi_document
from desks.presenters import api_docs
from nrm.access.permissions import Permission
from nrm.web.pages import Page
from referrals.domain.question_set import CURRENT_VERSION


class Docs(Page):
    """Every endpoint, what it is sent and what it answers."""

    permission = Permission.READ_API_DOCUMENT
    template = "desks/api_docs.html"
    title = "The API"

    def context(self) -> dict[str, Any]:
        document = openapi_document()
        return {
            "schemes": api_docs.schemes(document),
            "subjects": api_docs.subjects(document),
            "shapes": api_docs.described_shapes(document),
            "question_set": CURRENT_VERSION,
        }

"""What the OpenAPI document says of every endpoint alike: who may ask, and each way of being refused."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, PolymorphicProxySerializer

from desks.api.serializers import Problem, SentReferral, SentReport
from nrm.access.problems import MEDIA_TYPE

REFUSALS = {
    400: "What was sent cannot be read or kept; `errors` names each key with its sentence. Also a token together with "
    "a session cookie.",
    401: "No token and no session, or a token that is not known or no longer valid.",
    403: "The role, or the system, may not do this.",
    404: "There is nothing there that the caller may know of.",
    409: "The key was used before, with other answers.",
    413: "The body is larger than any referral.",
    415: "The body is not application/json.",
    429: "Too many requests with tokens that are not valid came from this address.",
}
ALWAYS = (400, 401, 403, 429)
PAGE = OpenApiParameter("page", int, description="Which page; 1 for anything that is no page number.")
REFERENCE = OpenApiParameter(
    "reference", str, OpenApiParameter.PATH, description="The case's, such as NRM-26-000001-A."
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "format": "uuid"},
    OpenApiParameter.HEADER,
    required=True,
    description="The sender's own UUID for this referral. Sent again, also at the same moment, it answers 200 with "
    "what the first request made.",
)
SENT = PolymorphicProxySerializer(
    component_name="Sent",
    serializers={"referral": SentReferral, "duty_to_notify": SentReport},
    resource_type_field_name="kind",
)


def refusals(*more: int) -> dict[Any, Any]:
    """The refusals of an endpoint: those of every endpoint, and `more`."""
    return {
        (status, MEDIA_TYPE): OpenApiResponse(Problem, description=REFUSALS[status])
        for status in sorted({*ALWAYS, *more})
    }


class TokenScheme(OpenApiAuthenticationExtension):
    """A machine's token."""

    target_class = "nrm.access.drf_defaults.MachineAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "The token of a connected system, made by an administrator under People, Connected systems.",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    """The browser's session."""

    target_class = "nrm.access.drf_defaults.ActingSessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "A signed-in person's session, second factor behind it; POST also needs the CSRF token.",
        }

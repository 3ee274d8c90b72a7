"""How the API reads, refuses and describes itself; the same in every installation."""

from __future__ import annotations

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "nrm.access.drf_defaults.MachineAuthentication",
        "nrm.access.drf_defaults.ActingSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["nrm.access.drf_defaults.DeclaredPermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["nrm.access.drf_json.StrictJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "nrm.access.drf_json.OnlyJSON",
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "nrm.access.drf.exception_handler",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "NRM casework",
    "DESCRIPTION": "Referring people to the National Referral Mechanism from another system, and following what was "
    "referred. Every refusal is a problem document (RFC 9457).",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": True,
    "COMPONENT_SPLIT_REQUEST": False,
    "POSTPROCESSING_HOOKS": [],  # enums stay where they are used
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": False,
}

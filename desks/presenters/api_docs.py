"""The OpenAPI document as a page: operations by subject, and the shapes they speak of."""

from __future__ import annotations

from typing import Any

REFERENCE = "#/components/schemas/"


def subjects(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The operations by their tag, in the order of the document."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            for tag in operation.get("tags", []):
                found.setdefault(tag, []).append(_operation(path, method, operation))
    return [{"title": tag, "operations": operations} for tag, operations in found.items()]


def described_shapes(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Every shape with its fields, by name."""
    shapes = document["components"]["schemas"]
    return [
        {
            "name": name,
            "description": _words(shape.get("description", "")),
            "fields": _fields(shape),
            "one_of": _one_of(shape),
        }
        for name, shape in sorted(shapes.items())
        if shape.get("properties") or shape.get("oneOf")
    ]


def schemes(document: dict[str, Any]) -> list[dict[str, str]]:
    """The ways of saying who asks."""
    return [
        {"name": name, "description": scheme["description"]}
        for name, scheme in document["components"]["securitySchemes"].items()
    ]


def _operation(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {})
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": _words(operation.get("description", "")),
        "parameters": [_parameter(each) for each in operation.get("parameters", [])],
        "body": [_type(content["schema"]) for content in body.values()],
        "responses": [_response(status, each) for status, each in sorted(operation["responses"].items())],
    }


def _parameter(parameter: dict[str, Any]) -> dict[str, str]:
    return {
        "name": parameter["name"],
        "place": parameter["in"],
        "needed": "required" if parameter.get("required") else "optional",
        "type": _type(parameter["schema"])["text"],
        "description": _words(parameter.get("description", "")),
    }


def _response(status: str, response: dict[str, Any]) -> dict[str, Any]:
    shapes = [_type(content["schema"]) for content in response.get("content", {}).values()]
    return {
        "status": status,
        "description": _words(response.get("description", "")),
        "shape": shapes[0] if shapes else None,
    }


def _fields(shape: dict[str, Any]) -> list[dict[str, Any]]:
    required = shape.get("required", [])
    return [
        {
            "name": name,
            "type": _type(field),
            "needed": "" if name in required else "may be left out",
            "description": _words(field.get("description", "")),
        }
        for name, field in shape.get("properties", {}).items()
    ]


def _one_of(shape: dict[str, Any]) -> list[dict[str, str]]:
    return [_type(each) for each in shape.get("oneOf", [])]


def _type(schema: dict[str, Any]) -> dict[str, str]:
    """A type in a few words, with the name of the shape it leads to, if any."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REFERENCE)
        return {"text": name, "shape": name}
    if "allOf" in schema:
        return _type(schema["allOf"][0])
    if schema.get("type") == "array":
        inner = _type(schema.get("items", {}))
        return {"text": f"list of {inner['text']}", "shape": inner["shape"]}
    if "enum" in schema:
        codes = ["null" if code is None else str(code) for code in schema["enum"] if code != ""]
        return {"text": "one of: " + ", ".join(codes), "shape": ""}
    kinds = schema.get("type", "anything")
    named = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    return {"text": f"{named} ({schema['format']})" if schema.get("format") else named, "shape": ""}


def _words(text: str) -> str:
    """A description on one line, without the marks of code."""
    return " ".join(text.replace("`", "").split())

"""What a machine sends and gets: JSON alone, of a bounded size, without anything that could be read in two ways."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from django.conf import settings
from rest_framework import exceptions
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser


class TooLarge(exceptions.APIException):
    """More was sent than any referral holds."""

    status_code = 413
    default_detail = "This is larger than any referral. Nothing of it was kept."
    default_code = "too_large"


class StrictJSONParser(BaseParser):
    """UTF-8 JSON up to `DATA_UPLOAD_MAX_MEMORY_SIZE`, asked of `Content-Length` before anything is read.

    Refuses, each with a sentence that repeats nothing of what was sent: other encodings, what is no JSON, NaN and
    infinity, nesting without end, and an object that names a key twice, of which one value would be lost unseen.
    """

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        limit = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
        if int(stream.META.get("CONTENT_LENGTH") or 0) > limit:
            raise TooLarge
        raw: bytes = stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLarge
        try:
            return json.loads(raw.decode(), object_pairs_hook=_each_key_once, parse_constant=_no_number)
        except UnicodeDecodeError as error:
            raise exceptions.ParseError(f"Byte {error.start + 1} is not UTF-8.") from None
        except json.JSONDecodeError as error:
            raise exceptions.ParseError(f"This is not JSON, from line {error.lineno}, column {error.colno}.") from None
        except RecursionError:
            raise exceptions.ParseError("This is nested too deeply.") from None
        except ValueError:  # a number of thousands of digits
            raise exceptions.ParseError("A number is too long.") from None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise exceptions.ParseError("An object names the same key twice.")
    return found


def _no_number(name: str) -> NoReturn:
    raise exceptions.ParseError("Infinity and NaN are no JSON.")


class OnlyJSON(BaseContentNegotiation):
    """Every answer is JSON, whatever else was asked for: a machine gets an answer rather than a quarrel about its form
    (RFC 9110, 12.4.1 allows it)."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        """The parser of the content type sent; None is answered 415."""
        sent = request.content_type.partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == sent), None)

    def select_renderer(self, request: Any, renderers: Any, format_suffix: str | None = None) -> Any:
        """The one there is."""
        return renderers[0], renderers[0].media_type

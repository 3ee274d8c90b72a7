"""The Jinja environment of our own pages: where templates come from, which functions and filters they may use.

Ours are strict: a name a page forgot to give is an error, not a blank. The design system's macros were written for an
environment where a missing key is nothing, so they get one (`DesignSystemLoader`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, MutableMapping
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2.environment import Template
from markupsafe import Markup

from nrm.london import LONDON
from nrm.web.field_view import field_view, form_errors, shown_fields
from nrm.web.text import exact

BOUND = 1000


class DesignSystemLoader(PrefixLoader):
    """The govuk_frontend_jinja macros, compiled where an optional parameter may be missing."""

    def __init__(self) -> None:
        super().__init__({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
        self.lenient: Environment | None = None

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja passes it by this name
    ) -> Template:
        """The template, bound to a lenient twin of the environment; TemplateNotFound for other names."""
        if self.lenient is None:
            self.lenient = environment.overlay(undefined=ChainableUndefined)
        return super().load(self.lenient, name, globals)


def environment(**options: Any) -> Environment:
    """What `settings.TEMPLATES` names: Django's options in, our environment out. Autoescape stays on."""
    own_loader: BaseLoader = options.pop("loader")
    for decided_here in ("autoescape", "undefined"):
        options.pop(decided_here, None)
    env = Environment(
        loader=ChoiceLoader([own_loader, DesignSystemLoader()]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        **options,
    )
    env.globals.update(FUNCTIONS)
    env.filters.update(FILTERS)
    return env


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page, as Django's `reverse`; refuses an unknown name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def date_long(value: dt.date | None) -> str:
    """'Monday 23 November 2026', in London for a datetime; nothing for None."""
    day = _london_day(value)
    return "" if day is None else f"{day:%A} {day.day} {day:%B %Y}"


def date_short(value: dt.date | None) -> str:
    """'23 Nov 2026', in London for a datetime; nothing for None."""
    day = _london_day(value)
    return "" if day is None else f"{day.day} {day:%b %Y}"


def datetime_short(value: dt.datetime | None) -> str:
    """'23 Nov 2026 at 4:05pm' in Europe/London; nothing for None, refuses a naive datetime."""
    if value is None:
        return ""
    local = _london(value)
    hour = local.hour % 12 or 12
    return f"{date_short(local)} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def linebreaks_verbatim(value: object) -> Markup:
    """A person's words exactly as typed: escaped, with every line break and space kept on screen."""
    return Markup('<span class="nrm-verbatim" dir="auto">{}</span>').format(exact("" if value is None else str(value)))


def bounded(count: int, limit: int = BOUND) -> str:
    """A count that was only counted up to `limit`: '142', '1,000+'."""
    return f"{limit:,}+" if count >= limit else f"{count:,}"


def _london(value: dt.datetime) -> dt.datetime:
    if value.tzinfo is None:
        raise ValueError("a datetime without a time zone cannot be shown")
    return value.astimezone(LONDON)


def _london_day(value: dt.date | None) -> dt.date | None:
    return _london(value).date() if isinstance(value, dt.datetime) else value


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "static": static,
    "url": url,
    "field_view": field_view,
    "form_errors": form_errors,
    "shown_fields": shown_fields,
}
FILTERS: dict[str, Callable[..., Any]] = {
    "date_long": date_long,
    "date_short": date_short,
    "datetime_short": datetime_short,
    "linebreaks_verbatim": linebreaks_verbatim,
    "bounded": bounded,
}

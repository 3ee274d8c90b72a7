"""Lets allauth's pages, which need Django's template engine, wear our own Jinja page and fields, written only once."""

from __future__ import annotations

from typing import Any, cast

from django import forms, template
from django.template import engines
from django.template.backends.utils import csrf_input_lazy
from django.template.context import Context
from django.utils.safestring import SafeString
from jinja2 import Environment

from nrm.web.fields import upper_first

register = template.Library()


@register.simple_block_tag(takes_context=True)
def framed(context: Context, content: SafeString, title: str, scripts: str = "") -> SafeString:
    """Put a page's ready HTML into our page; `title` without the service's name, `scripts` for the end of the body."""
    page = _jinja().get_template("base/framed.html")
    own = {
        "framed_title": " ".join(title.split()),
        "framed_content": content,
        # Both engines escape by themselves: what they rendered is safe HTML.
        "framed_scripts": SafeString(scripts),
    }
    return SafeString(page.render(_names(context) | own))


@register.simple_tag
def govuk_fields(form: forms.BaseForm) -> SafeString:
    """All fields of a form as our own pages draw them, their labels in sentence case."""
    for bound in form:
        bound.label = upper_first(str(bound.label).lower())
    macros: Any = _jinja().get_template("components/field.html").module
    return SafeString(macros.fields(form))


def _jinja() -> Environment:
    engine: Any = engines["jinja2"]
    return cast("Environment", engine.env)


def _names(context: Context) -> dict[str, Any]:
    names: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
    if "request" in names:
        names["csrf_input"] = csrf_input_lazy(names["request"])
    return names

"""Lets allauth's pages, which need Django's template engine, wear our own Jinja page and fields, written only once."""

from __future__ import annotations

from typing import Any

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
    return SafeString(_jinja().get_template("components/field.html").module.fields(form))


def _jinja() -> Environment:
    return engines["jinja2"].env


def _names(context: Context) -> dict[str, Any]:
    names = context.flatten()
    request = names.get("request")
    return names | ({"csrf_input": csrf_input_lazy(request)} if request else {})

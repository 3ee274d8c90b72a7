"""What a form field shows, worked out once: the template only prints it.

Works for any Django bound field, ours or a library's (allauth's sign-in forms use it too).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeData
from markupsafe import Markup

from nrm.web.dates import PARTS, DatePartsWidget, shown_parts
from nrm.web.fields import Presentation, lower_first
from nrm.web.text import exact


@dataclass(frozen=True)
class Option:
    """One radio, checkbox or list entry, with the fields it reveals."""

    value: str
    text: str
    id: str
    chosen: bool = False
    hint: str = ""
    exclusive: bool = False
    group: str = ""
    reveals: tuple[BoundField, ...] = ()


@dataclass(frozen=True)
class FieldView:
    """Everything `components/field.html` prints for one field. `kind` chooses the macro."""

    kind: str
    id: str
    name: str
    label: str
    hint: str
    error: str
    value: Any
    presentation: Presentation
    input_type: str = "text"
    autocomplete: str = ""
    inputmode: str = ""
    disabled: bool = False
    error_parts: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    companion: BoundField | None = None
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def error_target(self) -> str:
        """The id the error summary links to: the input, or the first date part to correct."""
        if self.kind != "date":
            return self.id
        return f"{self.id}-{self.error_parts[0] if self.error_parts else PARTS[0]}"

    @property
    def label_parameter(self) -> dict[str, Any]:
        """The label of a single input as the macros take it."""
        size = "l" if self.presentation.heading else "s"
        return {"text": self.label, "classes": f"govuk-label--{size}", "isPageHeading": self.presentation.heading}

    @property
    def fieldset_parameter(self) -> dict[str, Any]:
        """The legend of a group of inputs as the macros take it."""
        size = "l" if self.presentation.heading else "s"
        legend = {
            "text": self.label,
            "classes": f"govuk-fieldset__legend--{size}",
            "isPageHeading": self.presentation.heading,
        }
        return {"legend": legend}

    @property
    def choice_classes(self) -> str:
        """The class names of a group of radios or checkboxes."""
        block = "radios" if self.kind == "radios" else "checkboxes"
        wanted = {"inline": self.presentation.inline, "small": self.presentation.small}
        return " ".join(f"govuk-{block}--{name}" for name, is_wanted in wanted.items() if is_wanted)

    @property
    def hint_parameter(self) -> dict[str, Any] | None:
        """The hint as the design system's macros take it; a library's HTML hint stays HTML."""
        if not self.hint:
            return None
        return {"html": self.hint} if isinstance(self.hint, SafeData | Markup) else {"text": self.hint}

    @property
    def error_parameter(self) -> dict[str, str] | None:
        """The error as the design system's macros take it."""
        return {"text": self.error} if self.error else None

    @property
    def date_items(self) -> list[dict[str, str]]:
        """The three inputs of a date, the wrong ones marked."""
        widths = {"day": 2, "month": 2, "year": 4}
        return [
            {
                "name": part,
                "id": f"{self.id}-{part}",
                "value": getattr(self.value, part),
                "classes": f"govuk-input--width-{widths[part]}"
                + (" govuk-input--error" if part in self.error_parts else ""),
                "autocomplete": self.autocomplete and f"{self.autocomplete}-{part}",
            }
            for part in PARTS
        ]

    def option_items(self, revealed: dict[str, str]) -> list[dict[str, Any]]:
        """The options as the macros take them; `revealed` is the HTML each one opens, by value."""
        items: list[dict[str, Any]] = []
        group = ""
        for option in self.options:
            if option.group != group:
                group = option.group
                items.append({"divider": group})
            if option.exclusive:
                items.append({"divider": "or"})
            items.append(_item(option, revealed.get(option.value)))
        return items


def field_view(bound: BoundField) -> FieldView:
    """The view of one bound field."""
    kind = _kind(bound)
    attributes = dict(bound.field.widget.attrs)
    autocomplete = attributes.pop("autocomplete", "")
    inputmode = attributes.pop("inputmode", "")
    companion = getattr(bound.field, "companion", "")
    return FieldView(
        kind=kind,
        id=bound.auto_id or bound.html_name,
        name=bound.html_name,
        label=str(bound.label),
        hint=str(bound.help_text),
        error=_error(bound),
        value=_value(bound, kind),
        presentation=getattr(bound.field, "presentation", None) or Presentation(),
        input_type=getattr(bound.field.widget, "input_type", "text") or "text",
        autocomplete=autocomplete,
        inputmode=inputmode,
        disabled=bound.field.disabled,
        error_parts=_error_parts(bound),
        options=tuple(_options(bound)),
        companion=bound.form[companion] if companion else None,
        attributes={name: value for name, value in attributes.items() if name in ("list", "step", "min", "max")},
    )


def form_errors(form: forms.BaseForm) -> list[dict[str, str]]:
    """The error summary of a form: one sentence a field, in the order of the page, linked to what to correct."""
    first = next((field_view(bound).error_target for bound in form.visible_fields()), "main-content")
    summary = [{"text": str(error), "href": f"#{first}"} for error in form.non_field_errors()]
    for bound in form:
        if bound.errors:
            summary.append({"text": _error(bound), "href": f"#{field_view(bound).error_target}"})
    return summary


def shown_fields(form: forms.BaseForm) -> list[BoundField]:
    """The fields a page draws itself, in order: not those another field reveals or carries as its companion."""
    inner: set[str] = set()
    for bound in form:
        for names in (getattr(bound.field, "conditional", None) or {}).values():
            inner.update(each if isinstance(each, str) else each.name for each in names)
        inner.add(getattr(bound.field, "companion", ""))
    return [bound for bound in form if bound.name not in inner]


KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DatePartsWidget, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.HiddenInput, "hidden"),
)

REQUIRED = str(forms.Field.default_error_messages["required"])
LISTS = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)


def _kind(bound: BoundField) -> str:
    if bound.is_hidden:
        return "hidden"
    return next((kind for widget, kind in KINDS if isinstance(bound.field.widget, widget)), "input")


def _error(bound: BoundField) -> str:
    message = str(bound.errors[0]) if bound.errors else ""
    # A library's field says "This field is required."; the design system says what to do.
    return f"Enter {lower_first(str(bound.label))}" if message == REQUIRED else message


def _error_parts(bound: BoundField) -> tuple[str, ...]:
    found = bound.form.errors.as_data().get(bound.name, []) if bound.form.is_bound else []
    return next((fault.parts for fault in found if hasattr(fault, "parts")), ())


def _value(bound: BoundField, kind: str) -> Any:
    value = bound.value()
    if kind == "date":
        return shown_parts(value)
    if kind == "password" or value is None:
        return ""
    if kind == "textarea":
        return textarea_content(str(value))
    return value


def textarea_content(text: str) -> Markup:
    """Text for inside a <textarea>, exact after a round trip: a browser drops the first line break, so one is added."""
    return Markup("&#10;") + exact(text) if text else Markup("")


def _options(bound: BoundField) -> Iterator[Option]:
    widget = bound.field.widget
    if not isinstance(widget, LISTS):
        return
    chosen = _chosen(bound)
    is_list = isinstance(widget, forms.Select)
    known: set[str] = set()
    if is_list and "" not in dict(_flat(bound.field)):
        yield Option(value="", text="", id="")
    for number, (value, text) in enumerate(_flat(bound.field), start=1):
        known.add(value)
        yield Option(
            value=value,
            text=text,
            id=bound.auto_id if number == 1 else f"{bound.auto_id}-{number}",
            chosen=value in chosen,
            hint=getattr(bound.field, "hints", {}).get(value, ""),
            group=getattr(bound.field, "groups", {}).get(value, ""),
            exclusive=bool(value) and value == getattr(bound.field, "exclusive", ""),
            reveals=tuple(_revealed(bound, value)),
        )
    if is_list:
        # What somebody typed and we do not know is shown again, refused: nothing typed is lost.
        for value in sorted(chosen - known - {""}):
            yield Option(value=value, text=value, id="", chosen=True)


def _flat(form_field: Any) -> Iterator[tuple[str, str]]:
    for value, text in form_field.choices:
        if isinstance(text, list | tuple):
            yield from ((str(inner), str(label)) for inner, label in text)
        else:
            yield ("" if value is None else str(value), str(text))


def _chosen(bound: BoundField) -> set[str]:
    value = bound.value()
    if isinstance(value, list | tuple | set):
        return {str(each) for each in value}
    return {"" if value is None else str(value)}


def _revealed(bound: BoundField, value: str) -> Iterator[BoundField]:
    for each in (getattr(bound.field, "conditional", None) or {}).get(value, ()):
        yield bound.form[each] if isinstance(each, str) else each


def _item(option: Option, html: str | None) -> dict[str, Any]:
    item: dict[str, Any] = {"value": option.value, "text": option.text, "id": option.id, "checked": option.chosen}
    if option.hint:
        item["hint"] = {"text": option.hint}
    if html:
        item["conditional"] = {"html": html}
    if option.exclusive:
        item["behaviour"] = "exclusive"
    return item

"""Form fields in the design system's manner: what each accepts, and the sentence when it refuses.

How a field looks is read from it by `nrm.web.field_view` and drawn by `templates/components/field.html`; pages never
map parameters by hand. Besides Django's own attributes a field may carry:

- `subject`: the noun phrase its error sentences use ("date of birth", "a nationality");
- `conditional`: {choice: [names of fields shown when it is chosen]};
- `companion`: the name of the `StateField` that says why there is no answer;
- `presentation`: how it is drawn, one `Presentation`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from nrm.web.text import count_characters, storable, without_unstorable

MAX_CHARACTERS = 100_000
ANSWER_STATES = [
    ("", "I have an answer"),
    ("not_known", "Not known"),
    ("not_asked", "Not asked"),
    ("declined", "Declined"),
    ("not_applicable", "Not applicable"),
]


@dataclass(frozen=True)
class Presentation:
    """How a field is drawn. `width` is in characters (2, 3, 4, 5, 10, 20, 30); 0 is the full width."""

    heading: bool = False
    width: int = 0
    rows: int = 5
    count: int = 0
    inline: bool = False
    small: bool = False
    type_to_find: bool = False
    verbatim: bool = False
    spellcheck: bool = True
    prefix: str = ""
    suffix: str = ""


class Described:
    """What every field of ours carries beyond Django's; mixed into the field classes below."""

    conditional: Mapping[str, Sequence[Any]]
    companion: str
    label: Any

    def describe(
        self,
        subject: str,
        presentation: Presentation | None,
        conditional: Mapping[str, Sequence[Any]] | None = None,
        companion: str = "",
    ) -> None:
        """Keep how the field speaks of itself and how it is drawn."""
        self._subject = subject
        self.presentation = presentation or Presentation()
        self.conditional = conditional or {}
        self.companion = companion

    @property
    def subject(self) -> str:
        """The noun phrase of the error sentences; the label in lower case when none was given."""
        return self._subject or lower_first(str(self.label or "an answer").rstrip("?"))


class PlainTextField(Described, forms.CharField):
    """Text kept character for character: nothing stripped, nothing normalised.

    Refuses NUL, lone surrogates and the mark of undecodable bytes with a sentence, showing the rest again, and more
    than `max_length` characters (a line break counts as one), showing all of it again.
    """

    def __init__(
        self,
        *,
        subject: str = "",
        max_length: int = MAX_CHARACTERS,
        long: bool = False,
        presentation: Presentation | None = None,
        companion: str = "",
        **kwargs: Any,
    ) -> None:
        if long:
            kwargs.setdefault("widget", forms.Textarea)
        super().__init__(strip=False, **kwargs)
        self.describe(subject, presentation, companion=companion)
        self.longest = max_length
        self.validators = [each for each in self.validators if not _refuses_null(each)]

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What is shown again after a refusal: all that can be shown."""
        shown = super().bound_data(data, initial)
        return without_unstorable(shown) if isinstance(shown, str) else shown

    def validate(self, value: str) -> None:
        """Raise the sentence for a missing, unreadable or over-long text."""
        if self.required and not value.strip():
            raise ValidationError(self._missing(), code="required")
        if not storable(value):
            raise ValidationError(
                f"{upper_first(self.subject)} contained characters that cannot be stored. "
                "They have been left out below. Check the text and try again",
                code="unstorable",
            )
        length = count_characters(value)
        if length > self.longest:
            raise ValidationError(
                f"{upper_first(self.subject)} must be {self.longest:,} characters or fewer. "
                f"It is {length:,} characters long",
                code="max_length",
            )

    def _missing(self) -> str:
        own = self.error_messages["required"]
        return f"Enter {self.subject}" if own == forms.Field.default_error_messages["required"] else str(own)


class EmailAddressField(Described, forms.EmailField):
    """One email address; spaces around it are dropped, anything else that is no address is refused."""

    default_validators = [EmailValidator(message="Enter an email address in the correct format, like name@example.com")]

    def __init__(
        self, *, subject: str = "", presentation: Presentation | None = None, companion: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.describe(subject or "an email address", presentation, companion=companion)
        self.error_messages |= {"required": f"Enter {self.subject}"} | kwargs.get("error_messages", {})


class ChoiceField(Described, forms.ChoiceField):
    """One of the options, drawn as radios; as a list when `presentation.type_to_find`. `hints` is {value: sentence}."""

    widget = forms.RadioSelect

    def __init__(
        self,
        *,
        subject: str = "",
        hints: Mapping[str, str] | None = None,
        conditional: Mapping[str, Sequence[Any]] | None = None,
        presentation: Presentation | None = None,
        companion: str = "",
        **kwargs: Any,
    ) -> None:
        if presentation and presentation.type_to_find:
            kwargs.setdefault("widget", forms.Select)
        super().__init__(**kwargs)
        self.describe(subject, presentation, conditional, companion)
        self.hints = hints or {}
        own = kwargs.get("error_messages") or {}
        listed = "from the list" if isinstance(self.widget, forms.Select) else "from the options"
        self.error_messages |= {
            "required": f"Select {self.subject}",
            "invalid_choice": f"Select {self.subject} {listed}",
        } | own


class MultiChoiceField(Described, forms.MultipleChoiceField):
    """Any number of the options, drawn as checkboxes. `exclusive` is the value that rules out the others ("none")."""

    widget = forms.CheckboxSelectMultiple

    def __init__(
        self,
        *,
        subject: str = "",
        hints: Mapping[str, str] | None = None,
        exclusive: str = "",
        conditional: Mapping[str, Sequence[Any]] | None = None,
        presentation: Presentation | None = None,
        companion: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.describe(subject, presentation, conditional, companion)
        self.hints = hints or {}
        self.exclusive = exclusive
        own = kwargs.get("error_messages") or {}
        wanted = f"Select {self.subject}"
        unknown = f"{wanted} from the options"
        self.error_messages |= {"required": wanted, "invalid_choice": unknown, "invalid_list": unknown} | own

    def validate(self, value: list[str]) -> None:
        """Also refuses the exclusive option together with another."""
        super().validate(value)
        if self.exclusive and self.exclusive in value and len(value) > 1:
            label = dict(self.flat_choices())[self.exclusive]
            raise ValidationError(f"Select the options that apply, or select “{label}”", code="exclusive")

    def flat_choices(self) -> list[tuple[str, str]]:
        """The options as (value, label)."""
        return [(str(value), str(label)) for value, label in cast("Iterable[tuple[str, str]]", self.choices)]


class StateField(ChoiceField):
    """Why a question has no answer: not known, not asked, declined or not applicable; empty when it has one."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", ANSWER_STATES)
        kwargs.setdefault("label", "If you cannot answer")
        kwargs.setdefault("subject", "why there is no answer")
        super().__init__(required=False, presentation=Presentation(small=True), **kwargs)


def upper_first(text: str) -> str:
    """The text with its first letter as a capital, the rest unchanged."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with its first letter small, unless it begins with an abbreviation such as NRM."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _refuses_null(validator: Any) -> bool:
    return getattr(validator, "code", "") == "null_characters_not_allowed"

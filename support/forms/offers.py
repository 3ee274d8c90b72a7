"""What the pages of an offer ask: to which provider, its answer, who supports the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from nrm.web.fields import ChoiceField, PlainTextField, Presentation
from nrm.web.versioned_form import VersionedForm
from support.domain.told import ProviderChoice

ACCEPT, REFUSE = "accept", "refuse"
FEW = 12
REFUSED_BEFORE = "Refused this person before"


class OfferForm(VersionedForm):
    """`providers` are those that can answer; one that refused this person before is asked again only on purpose.
    `cannot_answer` names those left out."""

    def __init__(
        self, data: Any = None, *, providers: Sequence[ProviderChoice], cannot_answer: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        refused = {str(each.organisation_id): REFUSED_BEFORE for each in providers if each.refused}
        self.fields["provider"] = ChoiceField(
            label="Which provider?",
            help_text=_why_left_out(cannot_answer),
            choices=[(str(each.organisation_id), each.name) for each in providers],
            hints=refused,
            subject="a provider",
            presentation=Presentation(type_to_find=len(providers) > FEW),
        )
        if refused:
            self.fields["again"] = forms.BooleanField(
                label="Ask a provider again that refused this person before", required=False
            )
        self.fields["note"] = PlainTextField(
            label="What the provider must know to answer (optional)",
            help_text="They read this before they accept. Leave out names, contacts and places: until somebody "
            "accepts, nobody at the provider is told who the person is.",
            subject="what the provider must know",
            long=True,
            required=False,
            presentation=Presentation(rows=4),
        )


class AnswerForm(VersionedForm):
    """Accept with a support worker, or refuse with a reason. `workers` are (membership id, name)."""

    def __init__(self, data: Any = None, *, workers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["answer"] = ChoiceField(
            label="Can you support this person?",
            choices=[(ACCEPT, "Yes, we accept"), (REFUSE, "No, we cannot")],
            hints={
                ACCEPT: "You then see who the person is and how to reach them safely.",
                REFUSE: "The contract manager is told why and offers them to somebody else.",
            },
            conditional={ACCEPT: ["worker"], REFUSE: ["reason"]},
            subject="whether you can support this person",
        )
        self.fields["worker"] = worker_field(workers, required=False)
        self.fields["reason"] = PlainTextField(
            label="Why can you not support them?",
            help_text="For instance no space, or nobody who can support somebody with these needs.",
            subject="why you cannot support them",
            long=True,
            required=False,
            presentation=Presentation(rows=4),
        )

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen answer needs; what the other one reveals is left out."""
        given = super().clean() or {}
        needed = {
            ACCEPT: ("worker", "Select who will support them"),
            REFUSE: ("reason", "Enter why you cannot support them"),
        }
        wanted = needed.get(given.get("answer", ""))
        if wanted is not None and wanted[0] in given and not given[wanted[0]].strip():
            self.add_error(*wanted)
        return given


class WorkerForm(VersionedForm):
    """Who supports the person. `workers` are (membership id, name)."""

    def __init__(self, data: Any = None, *, workers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["worker"] = worker_field(workers)


def _why_left_out(names: Sequence[str]) -> str:
    if not names:
        return ""
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"{listed} {'have' if len(names) > 1 else 'has'} nobody who can answer here, so cannot be chosen."


def worker_field(workers: Sequence[tuple[str, str]], *, required: bool = True) -> ChoiceField:
    """The choice among a provider's support workers."""
    return ChoiceField(
        label="Who will support them?",
        choices=workers,
        subject="who will support them",
        required=required,
        presentation=Presentation(type_to_find=len(workers) > FEW),
    )

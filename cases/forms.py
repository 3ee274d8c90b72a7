"""What the pages of a case ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from cases.enums import DecisionMaker, IecaCriterion
from nrm.accounts.models import DECISION_MAKERS
from nrm.web.fields import ChoiceField, MultiChoiceField, PlainTextField, Presentation
from nrm.web.versioned_form import VersionedForm

FEW = 12

IECA_CRITERIA = [
    (IecaCriterion.FOREIGN_OFFENDER_DETAINED.value, "A foreign national offender in prison or immigration detention"),
    (
        IecaCriterion.FOREIGN_OFFENDER_DEPORTATION_BEGUN.value,
        "A foreign national offender who is not detained, with deportation action begun",
    ),
    (IecaCriterion.DETAINED_FOR_IMMIGRATION.value, "Held in prison or detention for immigration purposes"),
    (IecaCriterion.ASYLUM_CLAIM_INADMISSIBLE.value, "An asylum claim was declared inadmissible"),
]


class RouteForm(VersionedForm):
    """The other authority decides adults only: it and its criteria stand here for somebody who certainly is one."""

    ieca_criteria = MultiChoiceField(
        label="Does any of these apply to the person?",
        help_text="The referral does not ask this. Leave all of them empty if none applies.",
        choices=IECA_CRITERIA,
        subject="what applies",
        required=False,
    )
    decision_maker = ChoiceField(
        label="Who decides this case?", choices=DECISION_MAKERS, subject="who decides this case"
    )
    reason = PlainTextField(
        label="Reason, if you do not follow the suggested route",
        subject="the reason",
        long=True,
        required=False,
        presentation=Presentation(rows=3),
    )

    def __init__(self, data: Any = None, *, is_adult: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not is_adult:
            del self.fields["ieca_criteria"]
            offered = cast("ChoiceField", self.fields["decision_maker"])
            offered.choices = [choice for choice in DECISION_MAKERS if choice[0] != DecisionMaker.IECA.value]


class AllocateForm(VersionedForm):
    """`caseworkers` are (membership id, name); `hints` says what each does and has on their hands."""

    def __init__(
        self, data: Any = None, *, caseworkers: Sequence[tuple[str, str]], hints: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["caseworker"] = ChoiceField(
            label="Caseworker",
            choices=caseworkers,
            hints=hints,
            subject="a caseworker",
            presentation=Presentation(type_to_find=len(caseworkers) > FEW),
        )

"""The shapes of the API for its OpenAPI document. Nothing is read or written through them: `desks/api/shapes.py` makes
the answers, `desks/api/reading.py` reads what is sent, and a test asks every endpoint what this promises."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from cases.enums import CaseStatus, Nation
from desks.api.shapes import STAGES
from referrals.enums import AnswerState, Path, Precision, QuestionType
from support.enums import NeedArea, NeedLevel, PackageStatus, PlacementKind, PlanItemStatus

STAGE_CODES = sorted(set(STAGES.values()))
STATUS_CODES = sorted({status.value for status in CaseStatus} | set(STAGE_CODES))
OUTCOMES = ["positive", "negative"]
REFERRED = [path.value for path in Path if path.is_referral]
_TEXT_OR_NULL = {"type": ["string", "null"]}
ANSWER = {
    "type": ["object", "null"],
    "additionalProperties": False,
    "properties": {
        "value": {
            "description": "Text as it was said, character for character; a code; a list of codes where several may be "
            "chosen; a day, or a date known in part: 2026-03-27, 2026-03 or 2026.",
            "type": ["string", "array", "object", "null"],
            "items": {"type": "string"},
        },
        "state": {
            "description": "Why there is no value, one of the question's `states`; left out with a value.",
            "enum": [*(state.value for state in AnswerState), "", None],
        },
        "precision": {
            "description": "How exactly a date is known.",
            "enum": [*(precision.value for precision in Precision), "", None],
        },
    },
}
ANSWERS = {
    "type": "object",
    "description": "Answers by the key of the question (GET /question-sets/{version}/). A question that was not "
    "answered is left out.",
    "additionalProperties": ANSWER,
    "example": {
        "nation": {"value": "england"},
        "date_of_birth": {"value": "1999-05", "precision": "month"},
        "nationalities": {"value": ["VN", "GB"]},
        "exploiters": {"state": "not_known"},
    },
}


@extend_schema_field(ANSWERS)
class AnswersField(serializers.JSONField):
    """Answers by key."""


@extend_schema_field({**ANSWERS, "type": ["object", "null"]})
class AnswersOrNothingField(serializers.JSONField):
    """Answers by key, or null to those who may not read them."""


@extend_schema_field(_TEXT_OR_NULL | {"enum": [*OUTCOMES, None]})
class OutcomeField(serializers.CharField):
    """How a decision was issued; null before that."""


@extend_schema_field(_TEXT_OR_NULL | {"format": "date"})
class DayField(serializers.CharField):
    """A London date, or null."""


@extend_schema_field({"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}})
class ConditionsField(serializers.JSONField):
    """{earlier key: codes}: asked when each of these has one of the codes."""


class ProblemItem(serializers.Serializer):
    """One thing that is wrong: the key of the question or field, empty where it has none, and the sentence."""

    key = serializers.CharField(allow_blank=True)
    sentence = serializers.CharField()


class Problem(serializers.Serializer):
    """RFC 9457 problem details, the shape of every refusal."""

    type = serializers.CharField()
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What went wrong, in a sentence.")
    errors = ProblemItem(many=True, required=False)  # type: ignore[assignment]  # named by RFC 9457, as DRF names its own


class Target(serializers.Serializer):
    """By when a decision is to be made."""

    due_on = DayField()


@extend_schema_field(
    {
        "type": ["object", "null"],
        "required": ["outcome", "issued_on"],
        "properties": {
            "outcome": {"enum": OUTCOMES},
            "issued_on": {"type": "string", "format": "date"},
        },
    }
)
class IssuedField(serializers.JSONField):
    """An issued decision, or null."""


class ConclusiveGrounds(serializers.Serializer):
    """The conclusive grounds decision: the earliest day it may be made, and once issued its outcome and day."""

    earliest_on = DayField()
    outcome = OutcomeField()
    issued_on = DayField()


class Case(serializers.Serializer):
    """A case as every party of it may know it: nothing about the person."""

    reference = serializers.CharField()
    status = serializers.ChoiceField(
        STATUS_CODES, help_text="The stage; the case's own status for those who decide it."
    )
    nation = serializers.ChoiceField([nation.value for nation in Nation])
    received_on = serializers.DateField()
    rg_target = Target()
    outcome = OutcomeField(help_text="The reasonable grounds outcome.")
    reasonable_grounds = IssuedField()
    conclusive_grounds = ConclusiveGrounds()


class Receipt(serializers.Serializer):
    """A referral that was received."""

    kind = serializers.ChoiceField(["referral"])
    reference = serializers.CharField(help_text="NRM-YY-NNNNNN-C. Quote it in everything about the case.")
    received_at = serializers.DateTimeField()
    received_on = serializers.DateField()
    path = serializers.ChoiceField(REFERRED)
    question_set = serializers.CharField()
    own_reference = serializers.CharField(allow_blank=True)
    stage = serializers.ChoiceField(STAGE_CODES)
    url = serializers.CharField()


class Referral(Receipt):
    """A receipt, and the answers for those who may read the file (null to the referrer and its systems)."""

    answers = AnswersOrNothingField()


class SentReferral(Receipt):
    """A referral that was just made. `set_aside` are keys that are not asked on its path and were not kept."""

    set_aside = serializers.ListField(child=serializers.CharField())


class SentReport(serializers.Serializer):
    """A duty to notify report: the adult did not agree, and nothing that says who they are was kept."""

    kind = serializers.ChoiceField(["duty_to_notify"])
    reference = serializers.CharField()
    received_on = serializers.DateField()
    path = serializers.ChoiceField([Path.DTN.value])
    question_set = serializers.CharField()
    set_aside = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="ReferralToSend")
class ToSend(serializers.Serializer):
    """A complete referral. It is kept whole or not at all."""

    question_set = serializers.CharField(help_text="The current version; another is refused.")
    own_reference = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, help_text="Short for the answer of that key."
    )
    answers = AnswersField()


class Option(serializers.Serializer):
    """What may be chosen."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class Question(serializers.Serializer):
    """One question."""

    key = serializers.CharField()
    section = serializers.CharField()
    type = serializers.ChoiceField([kind.value for kind in QuestionType])
    label = serializers.CharField()  # type: ignore[assignment]
    hint = serializers.CharField(allow_blank=True)
    options = Option(many=True, help_text="Empty for text and dates.")
    takes_several = serializers.BooleanField()
    max_length = serializers.IntegerField(allow_null=True, help_text="In characters, a line break being one.")
    states = serializers.ListField(child=serializers.CharField(), help_text="What may be said instead of a value.")
    shown_if = ConditionsField()
    paths = serializers.ListField(child=serializers.CharField())
    identifies = serializers.BooleanField(help_text="Says who somebody is; never kept of a duty to notify report.")


class RequiredAnswer(serializers.Serializer):
    """Met when one of the questions is answered, a state counting as an answer; waived when none of them is asked."""

    one_of = serializers.ListField(child=serializers.CharField())
    sentence = serializers.CharField()


class QuestionSetShape(serializers.Serializer):
    """A question set: what is asked when, what may be answered today, and what must be on each path."""

    version = serializers.CharField()
    questions = Question(many=True)
    required = serializers.DictField(child=RequiredAnswer(many=True))  # type: ignore[assignment]


class _Listed(serializers.Serializer):
    """One page of 25. `count` stops at 1,000 and `count_is_bounded` says so."""

    count = serializers.IntegerField()
    count_is_bounded = serializers.BooleanField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class CasesPage(_Listed):
    """One page of cases, newest first. `count` stops at 1,000 and `count_is_bounded` says so."""

    results = Case(many=True)


class ReferralsPage(_Listed):
    """One page of receipts, newest first. `count` stops at 1,000 and `count_is_bounded` says so."""

    results = Receipt(many=True)


class SupportPackage(serializers.Serializer):
    """How far the support of a person has come, and with whom; never their name and never where they live."""

    reference = serializers.CharField(help_text="The case's.")
    status = serializers.ChoiceField([status.value for status in PackageStatus])
    nation = serializers.ChoiceField([nation.value for nation in Nation])
    contractor = serializers.CharField()
    provider = serializers.CharField(allow_null=True, help_text="Who supports the person, once somebody has accepted.")
    opened_on = serializers.DateField()
    in_support_since = DayField()
    ended_on = DayField()


class AssessedNeed(serializers.Serializer):
    """One area of the newest assessment."""

    area = serializers.ChoiceField([area.value for area in NeedArea])
    level = serializers.ChoiceField([level.value for level in NeedLevel])


@extend_schema_serializer(component_name="SupportPlanItem")
class PlanItem(serializers.Serializer):
    """One item of the journey plan, without its words."""

    number = serializers.IntegerField()
    area = serializers.ChoiceField([area.value for area in NeedArea])
    status = serializers.ChoiceField([status.value for status in PlanItemStatus])
    due_on = DayField()


class Placement(serializers.Serializer):
    """One placement: of what kind, with whom and when. There is no address in the API."""

    number = serializers.IntegerField()
    kind = serializers.ChoiceField([kind.value for kind in PlacementKind])
    provider = serializers.CharField()
    since = serializers.DateField()
    until = DayField()


class SupportPackageDetail(SupportPackage):
    """A package with what was assessed and planned, in codes and dates: no free text, no address, no payment."""

    assessed_on = DayField()
    needs = AssessedNeed(many=True)
    plan = PlanItem(many=True)
    placements = Placement(many=True)


class SupportPackagesPage(_Listed):
    """One page of packages, newest first. `count` stops at 1,000 and `count_is_bounded` says so."""

    results = SupportPackage(many=True)

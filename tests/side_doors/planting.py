"""One case with a mark in every text it holds, lived through the real actions.

Referred by West Yorkshire Police, routed to the Immigration Enforcement Competent Authority, returned once by its
second caseworker, issued as a negative.
"""

from __future__ import annotations

from dataclasses import dataclass

from cases.actions.allocation import allocate_case
from cases.actions.routing import route_case
from cases.domain.references import make_reference
from cases.enums import DecisionMaker, IecaCriterion, ReferenceKind
from cases.models import Case
from decisions.actions.checking import approve_decision, return_decision
from decisions.actions.drafting import draft_decision, send_to_second_caseworker
from decisions.actions.issuing import issue_decision
from decisions.enums import DecisionOutcome
from nrm import clock
from referrals.domain.answers import Answer, answered
from referrals.domain.question import Question
from referrals.domain.question_set import load
from referrals.domain.steps import asked_answers
from referrals.enums import Path, QuestionType
from tests.factories.answers import adult_answers
from tests.factories.cases import RG, actor
from tests.factories.referrals import referral

REFERRER = "other-police-referrer"
IN_THE_AUTHORITY = ("ieca-caseworker", "ieca-second-caseworker", "ieca-leader")
IN_THE_CASE = (REFERRER, *IN_THE_AUTHORITY)
BORN, BORN_IN_WORDS = "1987-03-19", "19 March 1987"
# What the deciding authority keeps to itself.
MINUTE = {
    "routing": "Zqroutingreason",
    "first minute": "Zqfirstminute",
    "comments": "Zqcomments",
    "minute": "Zqlastminute",
}
NEVER_WAS = "Zqneverwas"
_LETTERS = str.maketrans("0123456789", "abcdefghij")


@dataclass(frozen=True)
class Hidden:
    """The planted case: its reference, the id of the draft it was, and every mark by where it was put."""

    case: Case
    reference: str
    submission_key: str
    account: dict[str, str]

    @property
    def marks(self) -> dict[str, str]:
        """Every text that must not be seen from outside."""
        return self.account | MINUTE


def marked_answers() -> dict[str, Answer]:
    """A complete adult's answers in which every question that takes text holds a mark of its own.

    The choices are those that let every such question be asked.
    """
    question_set = load()
    marked = {
        question.key: answered(_mark(number, question))
        for number, question in enumerate(question_set.questions)
        if question.is_text
    }
    answers = adult_answers(
        **marked,
        where_exploited=answered("both"),
        immediate_risk=answered("yes"),
        contact_route=answered("post"),
        date_of_birth=answered(BORN, "day"),
    )
    return asked_answers(question_set, answers, Path.NRM_ADULT)


def plant() -> Hidden:
    """Make the case; the notices it leads to wait in the outbox."""
    answers = marked_answers()
    case = referral(actor(REFERRER), answers)
    author, second = actor("ieca-caseworker"), actor("ieca-second-caseworker")
    route_case(
        case_id=case.pk,
        decision_maker=DecisionMaker.IECA,
        ieca_criteria=[IecaCriterion.DETAINED_FOR_IMMIGRATION],
        reason=MINUTE["routing"],
        version=case.version,
        by=actor("sca-intake"),
    )
    case.refresh_from_db()
    allocate_case(case_id=case.pk, membership_id=author.membership_id, version=case.version, by=actor("ieca-leader"))
    negative = DecisionOutcome.NEGATIVE
    draft_decision(kind=RG, case_id=case.pk, outcome=negative, reasons=MINUTE["first minute"], version=0, by=author)
    send_to_second_caseworker(kind=RG, case_id=case.pk, version=1, by=author)
    return_decision(kind=RG, case_id=case.pk, comments=MINUTE["comments"], version=1, by=second)
    draft_decision(kind=RG, case_id=case.pk, outcome=negative, reasons=MINUTE["minute"], version=1, by=author)
    send_to_second_caseworker(kind=RG, case_id=case.pk, version=2, by=author)
    approve_decision(kind=RG, case_id=case.pk, version=2, by=second)
    issue_decision(kind=RG, case_id=case.pk, version=2, by=author)
    case.refresh_from_db()
    texts = {key: answers[key]["value"] for key in answers if load().question(key).is_text}
    account = {key: text.splitlines()[0] for key, text in texts.items()}
    return Hidden(
        case=case,
        reference=case.reference,
        submission_key=str(case.referral.submission_key),
        account=account | {"birth": BORN, "birth in words": BORN_IN_WORDS},
    )


def reference_that_never_was() -> str:
    """A reference with the right check letter that no case has."""
    return make_reference(ReferenceKind.CASE, clock.today().year % 100, 999_999)


def _mark(number: int, question: Question) -> str:
    if question.type is QuestionType.TEL:
        return f"0191 498 07{number:02}"
    if question.type is QuestionType.EMAIL:
        return f"zq{number:02}mail@mark.example"
    # In letters: what holds a digit is no name to the search.
    mark = f"Zq{f'{number:02}'.translate(_LETTERS)}{question.key.replace('_', '')}"
    return f"{mark}\r\nand elsewhere" if question.type is QuestionType.LINES else mark

"""One invented case: the rows that every part of it hangs on, made with the product's own pure rules and not saved."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model

from cases.actions.searching import search_entry
from cases.domain.references import make_reference
from cases.domain.states import next_status
from cases.enums import CaseStatus, ReferenceKind
from cases.models import Case, CaseFacts, Identity
from demonstration.cast import Cast
from demonstration.life import Life
from demonstration.people import Circumstances, answers_for
from nrm.accounts.models import Membership
from referrals.domain.answers import Answers, text_of
from referrals.domain.facts import facts
from referrals.domain.identity import SplitAnswers, columns, split
from referrals.domain.path import path_of
from referrals.domain.question_set import load
from referrals.domain.steps import asked_answers
from referrals.models import AnswersVersion, Referral

POLICE_FORCE_OF = {
    "wales": "south_wales",
    "scotland": "police_scotland",
    "northern_ireland": "police_service_of_northern_ireland",
    "derbyshire-police": "derbyshire",
    "west-yorkshire-police": "west_yorkshire",
    "leeds-council": "west_yorkshire",
    "unseen": "avon_and_somerset",
    "border-force": "kent",
}
LOCAL_AUTHORITIES_OF = {
    "wales": ("cardiff",),
    "scotland": ("glasgow_city",),
    "northern_ireland": ("belfast_health_and_social_care_trust",),
    "derbyshire-police": ("derby", "derbyshire_county_council"),
    "west-yorkshire-police": ("bradford", "leeds"),
    "leeds-council": ("leeds",),
    "unseen": ("bristol",),
    # The second takes part in the pilot of local panels.
    "border-force": ("kent_county_council", "kingston_upon_hull"),
}


@dataclass(frozen=True)
class CaseFile:
    """A case with everything that later rows refer to. Its number is that of every row of which a case has one."""

    life: Life
    cast: Cast
    referrer: Membership
    author: Membership
    case: Case
    identity: Identity
    facts: CaseFacts
    referral: Referral
    answers: AnswersVersion

    @property
    def pk(self) -> int:
        return self.case.pk

    def rows(self) -> Iterator[Model]:
        """The case, who it is about and what it is found by, and what was submitted."""
        yield from (self.case, self.identity, self.facts, self.referral, self.answers)
        yield search_entry(self.case, self.identity)


def statuses_of(life: Life) -> list[tuple[CaseStatus, str, dt.datetime]]:
    """Every status the case came into, by which transition and when; the transition table says which."""
    reached = [(next_status(None, "submit"), "submit", life.received_at)]
    for transition, moment in _case_transitions(life):
        reached.append((next_status(reached[-1][0].value, transition), transition, moment))
    return reached


def status_at(life: Life, moment: dt.datetime) -> CaseStatus:
    """Where the case stood at a moment after it was received."""
    return [status for status, _, since in statuses_of(life) if since <= moment][-1]


def _case_transitions(life: Life) -> Iterator[tuple[str, dt.datetime]]:
    """The rows of the case's transition table that its life followed; most steps of a decision move no case."""
    issued = "issue_rg_negative" if life.stage == "rg_negative" else "issue_rg_positive"
    of_case = {"route": "route", "allocate": "allocate", "issue": issued}
    yield from ((of_case[step], moment) for step, moment in life.steps if step in of_case)
    of_case = {"save_draft": "begin_cg", "issue": f"issue_{life.stage}"}
    yield from ((of_case[step], moment) for step, moment in life.cg_steps if step in of_case)


def case_file(pk: int, serial: int, life: Life, cast: Cast, source: random.Random) -> CaseFile:
    """The file of one life. `serial` is its number in the year it was received."""
    question_set, referrer = load(), cast.referrer(life.referrer)
    given = answers_for(source, _circumstances(life, source))
    path = path_of(given, "none").path
    taken_apart = split(question_set, asked_answers(question_set, given, path))
    identity, remaining = taken_apart
    author = cast.author(life.decision_maker, life.author)
    case = _case(pk, serial, life, author)
    referral = Referral(
        case=case,
        submission_key=uuid.UUID(int=source.getrandbits(128), version=4),
        organisation=referrer.organisation,
        submitted_by=referrer,
        submitted_at=life.received_at,
        path=path.value,
        question_set=question_set.version,
        own_reference=text_of(given, "own_reference"),
    )
    return CaseFile(
        life=life,
        cast=cast,
        referrer=referrer,
        author=author,
        case=case,
        identity=_identity(case, referrer, taken_apart),
        facts=CaseFacts(case=case, **facts(question_set, remaining, identity, received_on=life.received_on)),
        referral=referral,
        answers=_answers(pk, referral, referrer, remaining),
    )


def _circumstances(life: Life, source: random.Random) -> Circumstances:
    place = life.referrer if life.nation == "england" else life.nation
    return Circumstances(
        nation=life.nation,
        met_on=life.received_on,
        is_child=life.is_child,
        nationality=life.nationality,
        police_force=POLICE_FORCE_OF[place],
        local_authority=source.choice(LOCAL_AUTHORITIES_OF[place]),
        wants_support=life.wants_support,
    )


def _case(pk: int, serial: int, life: Life, author: Membership) -> Case:
    reached = [status for status, _, _ in statuses_of(life)]
    return Case(
        pk=pk,
        reference=make_reference(ReferenceKind.CASE, life.received_on.year % 100, serial),
        status=reached[-1].value,
        nation=life.nation,
        received_at=life.received_at,
        received_on=life.received_on,
        decision_maker=life.decision_maker if CaseStatus.ROUTED in reached else "",
        allocated_to=author if CaseStatus.RG_IN_PROGRESS in reached else None,
        version=len(reached),
    )


def _identity(case: Case, referrer: Membership, taken_apart: SplitAnswers) -> Identity:
    row = Identity(
        pk=case.pk,
        case=case,
        version=1,
        made_at=case.received_at,
        made_by_label=referrer.person.name,
        **columns(taken_apart),
    )
    case.identity = row
    return row


def _answers(pk: int, referral: Referral, referrer: Membership, remaining: Answers) -> AnswersVersion:
    return AnswersVersion(
        pk=pk,
        referral=referral,
        version=1,
        answers=dict(remaining),
        made_at=referral.submitted_at,
        made_by_label=referrer.person.name,
    )

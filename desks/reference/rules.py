"""Reference pages of the rules: what can happen to a thing, by when, and what a referral asks."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from cases.domain import states as case_states
from cases.domain.transitions import Transition
from cases.enums import CaseStatus
from deadlines.domain.policies import PolicyRow, policy_rows
from deadlines.domain.reminders import ReminderRow, reminder_rows
from deadlines.enums import ReminderKind
from decisions.domain import states as decision_states
from decisions.enums import DecisionKind, DecisionStatus
from desks.reference.markdown import code, page, table, yes
from referrals.domain import question_set
from referrals.domain.question import Page, Question, Section
from referrals.domain.question_set import QuestionSet


def states() -> str:
    """The statuses of cases and decisions and every way from one to another."""
    return page(
        "States",
        "What can happen to a case and to a decision. The tables stand in `cases/domain/states.py` and "
        "`decisions/domain/states.py`; nothing else changes a status. A status that no arrow leads to is part of the "
        "design and not reachable yet.",
        "## Case",
        diagram(case_states.TRANSITIONS),
        table(
            ["status", "a caseworker reads", "a referrer reads", "decision still to take", "next step"],
            [
                (code([status]), words.caseworker, words.referrer, yes(words.is_open), words.next_step.value)
                for status, words in case_states.STATUS_WORDS.items()
            ],
        ),
        transitions(case_states.TRANSITIONS, CaseStatus),
        "## Decision",
        diagram(decision_states.TRANSITIONS_OF[DecisionKind.REASONABLE_GROUNDS]),
        table(
            ["status", "a caseworker reads"],
            [(code([status]), words) for status, words in decision_states.STATUS_WORDS.items()],
        ),
        *(
            part
            for kind, rows in decision_states.TRANSITIONS_OF.items()
            for part in (f"### {kind.value.replace('_', ' ').capitalize()}", transitions(rows, DecisionStatus))
        ),
    )


def deadlines() -> str:
    """The dated policy rows, each with its source and how sure we are of it, and when somebody is reminded."""
    rows = sorted(policy_rows(), key=lambda row: (row.rule, row.effective_from, row.version))
    rules = list(dict.fromkeys(row.rule for row in rows))
    parts = []
    for rule in rules:
        parts += [f"## {rule}", *(_policy(row) for row in rows if row.rule == rule)]
    return page(
        "Deadlines",
        "Every rule of time we ship, from `deadlines/data/policies.yaml`. A date is computed once from the row in "
        "force, stored with its rule and version, and explained on the page; a case keeps the row that applied to it. "
        "*Inferred* counting means that the source does not say whether the first day counts.",
        *parts,
        "## Reminders",
        "When somebody is reminded of a running date, from `deadlines/data/reminders.yaml`. The leads are choices of "
        "this service: no source says how early people are warned. Each reminder is made once. The allocated "
        "caseworker is told; their leaders too of what is overdue, and in their place where nobody current has the "
        "case: the leaders of the caseworker's team, else those without a team, else all of the deciding "
        "organisation. `nrm/wiring.py` names who else is told.",
        table(
            ["rule", "reminder", "from", "notice", "why"],
            [
                (code([row.rule]), row.kind.value.replace("_", " "), _begins(row), code([row.notice]), row.why)
                for row in reminder_rows()
            ],
        ),
    )


def questions() -> str:
    """The current question set: what is asked on which page, on which path, and what may be said instead."""
    current = question_set.load(question_set.CURRENT_VERSION)
    return page(
        "Questions",
        f"The question set of version {current.version} (`referrals/data/questions/`); a draft or a referral keeps the "
        f"version it was made with. Versions there are: {code(question_set.versions())}. *Identity* answers leave the "
        "answers at submission and stand only in `cases.Identity`.",
        *(_section(current, section) for section in current.sections),
    )


def diagram(rows: Iterable[Transition]) -> str:
    """A transition table as a state diagram."""
    lines = ["stateDiagram-v2"]
    for row in rows:
        for before in sorted(row.from_statuses, key=lambda status: status or ""):
            start = before.value if before else "[*]"
            lines.append(f"    {start} --> {row.to.value if row.to else start}: {row.name}")
    return "```mermaid\n" + "\n".join(lines) + "\n```"


def transitions(rows: Iterable[Transition], order: type[StrEnum]) -> str:
    """A transition table row by row; `order` is that of the statuses."""
    known = list(order)
    return table(
        ["transition", "from", "to", "permission", "event"],
        [
            (
                code([row.name]),
                ", ".join(
                    f"`{status.value}`" if status else "nothing yet"
                    for status in sorted(row.from_statuses, key=lambda s: -1 if s is None else known.index(s))
                ),
                code([row.to.value]) if row.to else "unchanged",
                code([row.permission]),
                code([row.event]),
            )
            for row in rows
        ],
    )


def _policy(row: PolicyRow) -> str:
    until = f"{row.effective_until:%Y-%m-%d}" if row.effective_until else "today"
    amount = "no date" if not row.amount else f"{row.amount} {row.unit.value.replace('_', ' ')}"
    allowed = [
        word
        for word, may in (("pausable", row.pausable), ("extendable", row.extendable), ("waivable", row.waivable))
        if may
    ]
    facts = [
        ("in force", f"{row.effective_from:%Y-%m-%d} to {until}"),
        ("decided by", row.decision_maker.value if row.decision_maker else "whoever decides"),
        ("amount", amount),
        ("calendar", row.calendar.value),
        ("counting", row.counting.value.replace("_", " ") + (" (inferred)" if row.convention_inferred else "")),
        ("may be", ", ".join(allowed) or "neither paused, extended nor waived"),
        ("source", row.source),
        ("confidence", row.confidence.value),
        ("note", row.note or "–"),
    ]
    return f"### {row.rule}, version {row.version}\n\n" + table(["", ""], facts)


def _begins(row: ReminderRow) -> str:
    if row.kind is ReminderKind.COMING_DUE:
        unit = row.unit.value.replace("_", " ")
        return f"{row.lead} {unit.removesuffix('s') if row.lead == 1 else unit} before the date"
    return "the day after the date" if row.kind is ReminderKind.OVERDUE else "the date itself"


def _section(questions: QuestionSet, section: Section) -> str:
    head = ["page", "question", "key", "type", "paths", "asked if", "may be said instead", "identity", "fact"]
    rows = [_question(page, questions.question(key)) for page in section.pages for key in page.questions]
    opening = " (before the task list)" if section.opening else ""
    return f"## {section.title}{opening}\n\n" + table(head, rows)


def _question(page: Page, question: Question) -> tuple[str, ...]:
    asked_if = "; ".join(f"`{key}` is {' or '.join(codes)}" for key, codes in question.shown_if.items())
    return (
        page.title,
        question.label,
        code([question.key]),
        question.type.value.replace("_", " "),
        ", ".join(path.value for path in question.paths),
        asked_if or "always",
        ", ".join(state.label.lower() for state in question.states) or "–",
        yes(question.identity),
        code([question.fact]) if question.fact else "–",
    )

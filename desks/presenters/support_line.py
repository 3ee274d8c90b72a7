"""The one line that people outside support read about it."""

from __future__ import annotations

from cases.models import Case
from deadlines.domain.explain import in_words
from decisions.models import Decision
from support.domain.told import PackageLine
from support.selectors import entry_of, package_line_of_case


def support_of_case(case: Case, decision: Decision | None) -> str:
    """For the authority: how far the support is, with whom and since when; why there is none after a positive
    reasonable grounds decision; empty before it. Never what the person needs, and never where they live."""
    line = package_line_of_case(case.pk)
    return _line_words(line) if line is not None else _why_none(case, decision)


def support_told_to_referrer(case: Case, decision: Decision | None) -> str:
    """For the referrer: whether support was opened and given, or why not; never by whom."""
    line = package_line_of_case(case.pk)
    if line is None:
        return _why_none(case, decision)
    if not line.provider:
        return "A support package was opened."
    return "Support was offered to the person. Who gives it is not shown to you."


def _line_words(line: PackageLine) -> str:
    with_whom = f" with {line.provider}" if line.provider else ""
    return f"{line.status_text}{with_whom}, since {in_words(line.since)}"


def _why_none(case: Case, decision: Decision | None) -> str:
    """The rule of entry that says so; empty where no positive reasonable grounds decision was issued."""
    if decision is None or decision.issued_on is None or decision.outcome != "positive":
        return ""
    entry = entry_of(case, is_positive=True, on=decision.issued_on)
    return "" if entry.opens else entry.sentence

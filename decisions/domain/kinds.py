"""What the two kinds of decision differ in, as one literal table; everything else is the same for both."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from cases.enums import CaseStatus
from deadlines.domain.rules import CG_EARLIEST
from decisions.enums import DecisionKind
from nrm.access.permissions import Permission


@dataclass(frozen=True)
class KindRules:
    """One kind of decision. `words` name it in sentences, `stage` in transitions.

    It may be written while the case is at one of `writable`, and checked and issued at `in_progress`; where writing
    begins elsewhere, the first text moves the case by the transition `begin`. `not_before` is the rule of the first
    day on which it may be issued, empty where there is none.
    """

    words: str
    stage: str
    writable: frozenset[CaseStatus]
    in_progress: CaseStatus
    begin: str
    not_before: str
    draft: Permission
    check: Permission
    issue: Permission

    def issue_transition(self, outcome: str) -> str:
        """The transition of the case that issuing with that outcome follows."""
        return f"issue_{self.stage}_{outcome}"


KINDS = MappingProxyType(
    {
        DecisionKind.REASONABLE_GROUNDS: KindRules(
            words="reasonable grounds",
            stage="rg",
            writable=frozenset({CaseStatus.RG_IN_PROGRESS}),
            in_progress=CaseStatus.RG_IN_PROGRESS,
            begin="",
            not_before="",
            draft=Permission.DRAFT_REASONABLE_GROUNDS,
            check=Permission.CHECK_REASONABLE_GROUNDS,
            issue=Permission.ISSUE_REASONABLE_GROUNDS,
        ),
        DecisionKind.CONCLUSIVE_GROUNDS: KindRules(
            words="conclusive grounds",
            stage="cg",
            writable=frozenset({CaseStatus.RG_POSITIVE, CaseStatus.CG_IN_PROGRESS}),
            in_progress=CaseStatus.CG_IN_PROGRESS,
            begin="begin_cg",
            not_before=CG_EARLIEST,
            draft=Permission.DRAFT_CONCLUSIVE_GROUNDS,
            check=Permission.CHECK_CONCLUSIVE_GROUNDS,
            issue=Permission.ISSUE_CONCLUSIVE_GROUNDS,
        ),
    }
)

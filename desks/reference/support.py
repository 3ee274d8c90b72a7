"""Reference page of support: who enters it by which rule, what can happen to it, and the published weekly rates."""

from __future__ import annotations

from desks.reference.markdown import code, page, table, yes
from desks.reference.rules import diagram, transitions
from support.domain.entry import RULES
from support.domain.rates import rate_rows
from support.domain.states import OFFER_TRANSITIONS, PACKAGE_TRANSITIONS
from support.domain.words import OFFER_WORDS, PACKAGE_WORDS, money
from support.enums import OfferStatus, PackageStatus


def support() -> str:
    """Entry, states and rates of support."""
    return page(
        "Support",
        "Who is supported here after a positive reasonable grounds decision, what can happen to a support package and "
        "to an offer of it, and the weekly rates that are published.",
        "## Entry",
        "The first rule that fits answers (`support/domain/entry.py`). Which goes before which is our reading of the "
        "sources. The rule that kept a package from opening stands in the record.",
        table(
            ["rule", "opens a package", "what the rule says", "source"],
            [(code([row.answer.rule]), yes(row.answer.opens), row.answer.sentence, row.answer.source) for row in RULES],
        ),
        "## Package",
        diagram(PACKAGE_TRANSITIONS),
        table(["status", "words"], [(code([status]), words.text) for status, words in PACKAGE_WORDS.items()]),
        transitions(PACKAGE_TRANSITIONS, PackageStatus),
        "## Offer",
        diagram(OFFER_TRANSITIONS),
        table(["status", "words"], [(code([status]), words.text) for status, words in OFFER_WORDS.items()]),
        transitions(OFFER_TRANSITIONS, OfferStatus),
        "## Weekly rates",
        "From `support/data/rates.yaml`. Where a change is published but its amount is not, the support worker enters "
        "the amount and where they have it from; none is worked out.",
        table(
            ["from", "until", "a week", "source", "confidence"],
            [
                (
                    f"{row.effective_from:%Y-%m-%d}",
                    f"{row.effective_until:%Y-%m-%d}" if row.effective_until else "today",
                    "not found" if row.amount_pence is None else money(row.amount_pence),
                    row.source,
                    row.confidence.value,
                )
                for row in rate_rows()
            ],
        ),
    )

"""What a refused referral answers, and that nothing came of it."""

from __future__ import annotations

from cases.models import Case
from referrals.models import Draft, DutyToNotify


def nothing_was_made() -> bool:
    return not (Case.objects.exists() or Draft.objects.exists() or DutyToNotify.objects.exists())


def errors_of(answer) -> dict[str, str]:
    """The sentences of a problem document by what they are about."""
    assert answer["Content-Type"] == "application/problem+json"
    return {error["key"]: error["sentence"] for error in answer.json()["errors"]}

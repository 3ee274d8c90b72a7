"""Which path the opening answers lead to: where the person was met, how old they are, and whether they agree.

    path_of(answers, duty) -> PathDecision(path, sentence, what_you_can_do)
    age_group(answers) -> AgeGroup | None

The rules, with their sources: a child, or somebody who may be one, needs no consent and never becomes a duty to
notify (Modern Slavery Act 2015, section 51; NRM guidance for adults of 20 October 2024). An adult who does not agree
is reported without a name where the duty to notify reaches: in England and Wales (section 52; Circular 025/2015), by
organisations bound by statute or by policy. Everywhere else there is nothing to send.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cases.enums import AgeGroup, Nation
from nrm.accounts.enums import Duty
from referrals.domain.answers import Answers, text_of
from referrals.enums import Path

NATIONS_UNDER_THE_DUTY = frozenset({Nation.ENGLAND, Nation.WALES})
AGE_GROUPS: Mapping[str, AgeGroup] = {"yes": AgeGroup.CHILD, "may_be": AgeGroup.UNSURE, "no": AgeGroup.ADULT}
# Modern Slavery Helpline, as published in "Report modern slavery as a first responder".
HELPLINE = "0800 0121 700"
WITHOUT_A_REFERRAL = (
    f"They can still get help. Tell them about the Modern Slavery Helpline, {HELPLINE}. It is free and confidential.",
    "They can still be supported by your organisation and by local services. No referral is needed for that.",
    "If they or somebody else may be harmed, follow your own safeguarding procedure.",
    "They can change their mind. You can start again with their agreement at any time.",
)
REFUSED = "This adult does not agree, so they cannot be referred. "
_CHILD_SENTENCES = {
    AgeGroup.CHILD: "They are under 18. Make sure they are safe first. Their consent is not needed.",
    AgeGroup.UNSURE: "They may be under 18, so they are protected as a child. Their consent is not needed.",
}
_NATION_NAMES = {
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}


@dataclass(frozen=True, slots=True)
class PathDecision:
    """Where the answers lead, one sentence that says why, and, on a blocked path, what the referrer can still do."""

    path: Path
    sentence: str
    what_you_can_do: tuple[str, ...] = ()


def age_group(answers: Answers) -> AgeGroup | None:
    """What was answered about age; None when nothing was."""
    return AGE_GROUPS.get(text_of(answers, "under_18"))


def path_of(answers: Answers, duty: str) -> PathDecision:
    """The path, given the duty to notify of the referrer's organisation: `statutory`, `policy` or `none`.

    The duty is the one in force on the day. Refuses, with ValueError, a duty it does not know.
    """
    if duty not in frozenset(Duty):
        raise ValueError("A duty to notify is statutory, policy or none.")
    nation = _nation(answers)
    if nation is None:
        return PathDecision(Path.OPENING, "Say where you met the person.")
    group = age_group(answers)
    if group is None:
        return PathDecision(Path.OPENING, "Say whether the person is under 18, or may be.")
    if group is not AgeGroup.ADULT:
        return PathDecision(Path.NRM_CHILD, _CHILD_SENTENCES[group])
    return _path_of_adult(text_of(answers, "consent_referral"), nation, duty)


def _nation(answers: Answers) -> Nation | None:
    text = text_of(answers, "nation")
    return Nation(text) if text in frozenset(Nation) else None


def _path_of_adult(consent: str, nation: Nation, duty: str) -> PathDecision:
    if consent == "yes":
        return PathDecision(Path.NRM_ADULT, "They are an adult and agree to be referred.")
    if consent != "no":
        return PathDecision(Path.OPENING, "Say whether they agree to be referred.")
    if nation not in NATIONS_UNDER_THE_DUTY:
        why = f"The duty to notify does not reach {_NATION_NAMES[nation]}, so there is nothing to send."
        return PathDecision(Path.BLOCKED, REFUSED + why, WITHOUT_A_REFERRAL)
    if not Duty(duty).binds:
        why = "Your organisation has no duty to notify, so there is nothing to send."
        return PathDecision(Path.BLOCKED, REFUSED + why, WITHOUT_A_REFERRAL)
    return PathDecision(
        Path.DTN,
        "They are an adult and do not agree to be referred. "
        "Your organisation reports that it met a potential victim, and nothing that says who they are.",
    )

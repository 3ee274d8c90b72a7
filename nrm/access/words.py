"""What each permission is for, in the words of a refusal, and who holds it."""

from __future__ import annotations

from types import MappingProxyType

from nrm.access.permissions import Permission
from nrm.access.roles import ROLES, Role

# As in "routing a case is for an intake officer or a team leader".
DOING = MappingProxyType(
    {
        Permission.USE_SERVICE: "opening these pages",
        Permission.MANAGE_MEMBERS: "looking after an organisation’s people",
        Permission.MANAGE_MACHINES: "looking after connected systems",
        Permission.READ_INBOX: "reading an inbox",
        Permission.READ_RECORD: "reading the record",
        Permission.READ_API_DOCUMENT: "reading how the API is used",
        Permission.DRAFT_REFERRAL: "writing a referral",
        Permission.SUBMIT_REFERRAL: "submitting a referral",
        Permission.SEE_DUTY_TO_NOTIFY: "seeing duty to notify reports",
        Permission.FOLLOW_CASE: "following a referral",
        Permission.LIST_CASES: "listing cases",
        Permission.SEARCH_CASES: "searching for a case",
        Permission.SEE_FILE: "reading a case file",
        Permission.ROUTE_CASE: "routing a case",
        Permission.ALLOCATE_CASE: "allocating a case",
        Permission.DRAFT_REASONABLE_GROUNDS: "writing a reasonable grounds decision",
        Permission.CHECK_REASONABLE_GROUNDS: "checking a reasonable grounds decision",
        Permission.ISSUE_REASONABLE_GROUNDS: "issuing a reasonable grounds decision",
        Permission.DRAFT_CONCLUSIVE_GROUNDS: "writing a conclusive grounds decision",
        Permission.CHECK_CONCLUSIVE_GROUNDS: "checking a conclusive grounds decision",
        Permission.ISSUE_CONCLUSIVE_GROUNDS: "issuing a conclusive grounds decision",
        Permission.SEE_SUPPORT: "seeing somebody’s support",
        Permission.ALLOCATE_PROVIDER: "offering somebody to a support provider",
        Permission.ANSWER_OFFER: "answering an offer of support",
        Permission.RECORD_SUPPORT: "recording support",
        Permission.END_SUPPORT: "ending somebody’s support",
        Permission.SEE_PLACEMENT_ADDRESS: "seeing where somebody is placed",
        Permission.SEE_PAYMENTS: "seeing weekly payments",
        Permission.EXPORT_LISTS: "downloading lists",
    }
)
# A title that is no person.
_WITHOUT_ARTICLE = frozenset({"children's services"})


def refusal_by_role(role: Role, permission: Permission) -> str:
    """Why somebody in that role may not do it, and who may."""
    people = (spec for each, spec in ROLES.items() if each is not Role.MACHINE)
    names = [_with_article(spec.title) for spec in people if permission in spec.permissions]
    whom = f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names) or "nobody"
    done = DOING.get(permission, "it")
    return f"You may not do this as {_with_article(ROLES[role].title)}: {done} is for {whom}."


def _with_article(title: str) -> str:
    word = title[:1].lower() + title[1:]
    if word in _WITHOUT_ARTICLE:
        return f"somebody of {word}"
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"

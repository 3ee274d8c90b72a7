"""Every notice there is: what the inbox and the email say. No personal data: a reference, never a name."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Notice(enum.StrEnum):
    """Every kind of notice the service sends; the value stands in stored rows."""

    RG_DECISION_MADE = "rg_decision_made"
    CG_DECISION_MADE = "cg_decision_made"
    CASE_ALLOCATED_TO_YOU = "case_allocated_to_you"
    DECISION_TO_CHECK = "decision_to_check"
    DECISION_RETURNED_TO_YOU = "decision_returned_to_you"
    DECISION_APPROVED = "decision_approved"
    DEADLINE_COMING_DUE = "deadline_coming_due"
    DEADLINE_OVERDUE = "deadline_overdue"
    DECISION_MAY_BE_MADE = "decision_may_be_made"
    MOVE_ON_ENDING = "move_on_ending"
    SUPPORT_TO_ALLOCATE = "support_to_allocate"
    SUPPORT_OFFERED = "support_offered"
    SUPPORT_OFFER_ACCEPTED = "support_offer_accepted"
    SUPPORT_OFFER_REFUSED = "support_offer_refused"
    SUPPORT_OFFER_WITHDRAWN = "support_offer_withdrawn"
    SUPPORT_ASSIGNED_TO_YOU = "support_assigned_to_you"
    SUPPORT_CG_DECISION_MADE = "support_cg_decision_made"
    SUPPORT_ENDED = "support_ended"
    REFERRAL_RECEIVED = "referral_received"
    INVITED = "invited"
    ADDED_TO_ORGANISATION = "added_to_organisation"
    ROLE_GIVEN = "role_given"
    TOKEN_MADE = "token_made"
    PASSWORD_LINK = "password_link"
    SECOND_FACTOR_RESET = "second_factor_reset"
    ACCESS_ENDED = "access_ended"


@dataclass(frozen=True)
class NoticeSpec:
    """The words of a notice. `{reference}` and `{address}` may stand in them; `route` is where its link leads (a URL
    name taking the case's `reference`), empty for none. `to_leavers`: it is about the person's own account or access,
    so it is sent also when they have left the organisation meanwhile."""

    subject: str
    inbox: str
    email: str
    route: str = ""
    to_leavers: bool = False


_SIGN_IN = "Sign in to NRM casework to read it: {address}"

NOTICES: dict[Notice, NoticeSpec] = {
    Notice.REFERRAL_RECEIVED: NoticeSpec(
        "Referral {reference} received",
        "Referral received: {reference}",
        f"We have received referral {{reference}}.\n\n{_SIGN_IN}",
        "desks:case",
    ),
    Notice.RG_DECISION_MADE: NoticeSpec(
        "A decision has been made: {reference}",
        "A reasonable grounds decision has been made: {reference}",
        f"A reasonable grounds decision has been made in {{reference}}.\n\n{_SIGN_IN}",
        "desks:case",
    ),
    Notice.CG_DECISION_MADE: NoticeSpec(
        "A decision has been made: {reference}",
        "A conclusive grounds decision has been made: {reference}",
        f"A conclusive grounds decision has been made in {{reference}}.\n\n{_SIGN_IN}",
        "desks:case",
    ),
    Notice.CASE_ALLOCATED_TO_YOU: NoticeSpec(
        "A case was allocated to you: {reference}",
        "Case allocated to you: {reference}",
        f"Case {{reference}} was allocated to you.\n\n{_SIGN_IN}",
        "desks:case",
    ),
    Notice.DECISION_TO_CHECK: NoticeSpec(
        "A decision waits for a second caseworker: {reference}",
        "Decision to check: {reference}",
        f"A decision in {{reference}} waits for a second caseworker.\n\n{_SIGN_IN}",
        "desks:case",
    ),
    Notice.DECISION_RETURNED_TO_YOU: NoticeSpec(
        "Your decision was returned: {reference}",
        "Your decision was returned with comments: {reference}",
        f"The second caseworker returned your decision in {{reference}} with comments.\n\n{_SIGN_IN}",
        "desks:case",
    ),
    Notice.DECISION_APPROVED: NoticeSpec(
        "Your decision was approved: {reference}",
        "Your decision was approved and may be issued: {reference}",
        f"The second caseworker approved your decision in {{reference}}. You may issue it now.\n\n{_SIGN_IN}",
        "desks:case",
    ),
    Notice.DEADLINE_COMING_DUE: NoticeSpec(
        "A decision is due soon: {reference}",
        "The target for a reasonable grounds decision is near: {reference}",
        f"The target for the reasonable grounds decision in {{reference}} is near.\n\n{_SIGN_IN}",
        "desks:case",
    ),
    Notice.DEADLINE_OVERDUE: NoticeSpec(
        "A decision is overdue: {reference}",
        "The target for a reasonable grounds decision has passed: {reference}",
        f"The target for the reasonable grounds decision in {{reference}} has passed.\n\n{_SIGN_IN}",
        "desks:case",
    ),
    Notice.DECISION_MAY_BE_MADE: NoticeSpec(
        "A decision may be made: {reference}",
        "The conclusive grounds decision may be made now: {reference}",
        f"The conclusive grounds decision in {{reference}} may be made from now on.\n\n{_SIGN_IN}",
        "desks:case",
    ),
    Notice.MOVE_ON_ENDING: NoticeSpec(
        "A move-on period is ending: {reference}",
        "A move-on period is ending: {reference}",
        f"A move-on period in {{reference}} is ending.\n\n{_SIGN_IN}",
        "desks:case",
    ),
    Notice.SUPPORT_TO_ALLOCATE: NoticeSpec(
        "Somebody waits for support: {reference}",
        "Offer them to a provider: {reference}",
        f"The person in {{reference}} waits to be offered to a support provider.\n\n{_SIGN_IN}",
        "desks:support-package",
    ),
    Notice.SUPPORT_OFFERED: NoticeSpec(
        "Somebody is offered to you for support: {reference}",
        "Accept or refuse an offer of support: {reference}",
        f"The person in {{reference}} is offered to your organisation for support. Please answer.\n\n{_SIGN_IN}",
        "desks:support-package",
    ),
    Notice.SUPPORT_OFFER_ACCEPTED: NoticeSpec(
        "A provider accepted: {reference}",
        "The provider accepted the offer: {reference}",
        f"The provider accepted the person in {{reference}}.\n\n{_SIGN_IN}",
        "desks:support-package",
    ),
    Notice.SUPPORT_OFFER_REFUSED: NoticeSpec(
        "A provider refused: {reference}",
        "The provider refused the offer: {reference}. Offer them to another",
        f"The provider refused the person in {{reference}}. Offer them to another provider.\n\n{_SIGN_IN}",
        "desks:support-package",
    ),
    Notice.SUPPORT_OFFER_WITHDRAWN: NoticeSpec(
        "An offer of support was withdrawn",
        "An offer of support to your organisation was withdrawn: there is nothing more to do",
        "An offer of support to your organisation was withdrawn. There is nothing more to do. The offers that wait for "
        "an answer: {address}",
    ),
    Notice.SUPPORT_ASSIGNED_TO_YOU: NoticeSpec(
        "You support somebody: {reference}",
        "You are their support worker now: {reference}",
        f"You are the support worker in {{reference}} now.\n\n{_SIGN_IN}",
        "desks:support-package",
    ),
    Notice.SUPPORT_CG_DECISION_MADE: NoticeSpec(
        "A decision has been made: {reference}",
        "A conclusive grounds decision has been made: {reference}",
        f"A conclusive grounds decision has been made in {{reference}}.\n\n{_SIGN_IN}",
        "desks:support-package",
    ),
    Notice.SUPPORT_ENDED: NoticeSpec(
        "Support has ended: {reference}",
        "The support has ended: {reference}",
        "The support in {reference} has ended. Sign in to NRM casework to read more: {address}",
        "desks:support-package",
    ),
    Notice.INVITED: NoticeSpec(
        "You are invited to NRM casework",
        "You were invited",
        "You have been given access to NRM casework. Choose a password to begin: {address}",
        to_leavers=True,
    ),
    Notice.ADDED_TO_ORGANISATION: NoticeSpec(
        "You have new access in NRM casework",
        "You were given a role in another organisation",
        "You have been given a role in NRM casework, beside the access you have. Sign in as usual: {address}",
    ),
    Notice.ROLE_GIVEN: NoticeSpec(
        "Somebody was given a role in your organisation",
        "Somebody was given a role that sees cases or looks after people",
        "Somebody in your organisation was given a role in NRM casework that sees cases or looks after people.\n\n"
        "Sign in to see who has which role: {address}\n\nIf you know of no reason for it, ask at once who gave it.",
    ),
    Notice.TOKEN_MADE: NoticeSpec(
        "A token was made for a system of your organisation",
        "A token was made for a connected system",
        "A token was made by which a system can act for your organisation in NRM casework: it refers people, and reads "
        "the stage of your organisation's cases.\n\nIf you know of no reason for it, ask your administrator at once: "
        "{address}",
    ),
    Notice.PASSWORD_LINK: NoticeSpec(
        "Set your NRM casework password",
        "A link to set your password was sent to your email address",
        "Set a new password for NRM casework: {address}\n\n"
        "If you did not ask for this, do nothing: your password stays as it is.",
        to_leavers=True,
    ),
    Notice.SECOND_FACTOR_RESET: NoticeSpec(
        "Your second factor was reset",
        "Your second factor was reset",
        "An administrator of your organisation reset your second factor. Sign in to set it up again: {address}\n\n"
        "If you did not ask for this, tell your administrator at once.",
        to_leavers=True,
    ),
    Notice.ACCESS_ENDED: NoticeSpec(
        "Your access has ended",
        "Your access has ended",
        "Your access to NRM casework for one of your organisations has ended.",
        to_leavers=True,
    ),
}

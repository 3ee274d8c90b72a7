"""What was done: every event of the record, its typed payload, its sentence and who sees it on a case's timeline.

One literal table. A payload holds ids, codes and names of fields; never free text about people. The sentence is a
format string over the payload. `timeline` lists the capacities of parties who see the event on the case's timeline
(`competent_authority` sees all that concern the case).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field


class Event(enum.StrEnum):
    """Everything the record can say happened. A value stands in stored rows, so it is never renamed or used again."""

    # accounts
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SECOND_FACTOR_CHANGED = "second_factor_changed"
    PASSWORD_CHANGED = "password_changed"
    PASSWORD_LINK_MADE = "password_link_made"
    FIRST_ADMINISTRATOR_MADE = "first_administrator_made"
    ORGANISATION_SWITCHED = "organisation_switched"
    ORGANISATION_ADDED = "organisation_added"
    EMAIL_DOMAINS_SET = "email_domains_set"
    MEMBER_INVITED = "member_invited"
    MEMBER_ROLE_CHANGED = "member_role_changed"
    MEMBER_ENDED = "member_ended"
    SECOND_FACTOR_RESET = "second_factor_reset"
    MEMBERS_VIEWED = "members_viewed"
    MACHINE_ADDED = "machine_added"
    MACHINE_ENDED = "machine_ended"
    MACHINE_TOKEN_MADE = "machine_token_made"
    MACHINE_TOKEN_ENDED = "machine_token_ended"
    MACHINE_TOKEN_USED = "machine_token_used"
    MACHINES_VIEWED = "machines_viewed"
    # intake
    DRAFT_STARTED = "draft_started"
    DRAFT_SAVED = "draft_saved"
    DRAFT_DISPOSED = "draft_disposed"
    DRAFT_VIEWED = "draft_viewed"
    DRAFTS_LISTED = "drafts_listed"
    REFERRAL_SUBMITTED = "referral_submitted"
    SUBMISSION_REPEATED = "submission_repeated"
    DUTY_TO_NOTIFY_SUBMITTED = "duty_to_notify_submitted"
    DUTY_TO_NOTIFY_VIEWED = "duty_to_notify_viewed"
    DUTY_TO_NOTIFY_LISTED = "duty_to_notify_listed"
    SENT_IN_ONE_STEP = "sent_in_one_step"
    REPORT_REPEATED = "report_repeated"
    REFERRAL_READ = "referral_read"
    # cases
    CASE_VIEWED = "case_viewed"
    CASE_FOLLOWED = "case_followed"
    CASES_LISTED = "cases_listed"
    CASES_SEARCHED = "cases_searched"
    LIST_EXPORTED = "list_exported"
    SEARCH_REBUILT = "search_rebuilt"
    CASE_ROUTED = "case_routed"
    CASE_ALLOCATED = "case_allocated"
    DEADLINE_SET = "deadline_set"
    DEADLINE_MET = "deadline_met"
    DEADLINE_STOPPED = "deadline_stopped"
    REMINDER_MADE = "reminder_made"
    IMPORTED = "imported"
    # decisions
    DECISION_DRAFTED = "decision_drafted"
    DECISION_SENT_TO_SECOND_CASEWORKER = "decision_sent_to_second_caseworker"
    DECISION_RETURNED = "decision_returned"
    DECISION_APPROVED = "decision_approved"
    REASONABLE_GROUNDS_ISSUED = "reasonable_grounds_issued"
    CONCLUSIVE_GROUNDS_ISSUED = "conclusive_grounds_issued"
    DECISION_VIEWED = "decision_viewed"
    # support
    SUPPORT_OPENED = "support_opened"
    SUPPORT_NOT_OPENED = "support_not_opened"
    SUPPORT_OFFERED = "support_offered"
    SUPPORT_OFFER_ACCEPTED = "support_offer_accepted"
    SUPPORT_OFFER_REFUSED = "support_offer_refused"
    SUPPORT_OFFER_WITHDRAWN = "support_offer_withdrawn"
    SUPPORT_WORKER_ASSIGNED = "support_worker_assigned"
    SUPPORT_ENDED = "support_ended"
    NEEDS_ASSESSED = "needs_assessed"
    PLAN_ITEM_ADDED = "plan_item_added"
    PLAN_ITEM_CHANGED = "plan_item_changed"
    PLACEMENT_RECORDED = "placement_recorded"
    PLACEMENT_ENDED = "placement_ended"
    PLACEMENT_ADDRESS_CORRECTED = "placement_address_corrected"
    WEEKLY_PAYMENT_SET = "weekly_payment_set"
    WEEKLY_PAYMENT_ENDED = "weekly_payment_ended"
    SUPPORT_PACKAGE_VIEWED = "support_package_viewed"
    SUPPORT_OFFER_VIEWED = "support_offer_viewed"
    SUPPORT_LISTED = "support_listed"
    SUPPORT_PAYMENTS_LISTED = "support_payments_listed"
    # notices
    NOTICE_QUEUED = "notice_queued"
    NOTICE_CLAIMED = "notice_claimed"
    NOTICE_SENT = "notice_sent"
    NOTICE_UNKNOWN = "notice_unknown"
    NOTICE_FAILED = "notice_failed"
    INBOX_VIEWED = "inbox_viewed"
    INBOX_ITEM_READ = "inbox_item_read"
    INBOX_ITEMS_READ = "inbox_items_read"
    # the record itself
    RECORD_SEARCHED = "record_searched"
    # access
    ACCESS_REFUSED = "access_refused"
    REFUSALS_NOT_WRITTEN = "refusals_not_written"
    # other parts of the kernel
    TYPED_TEXT_HELD = "typed_text_held"
    TYPED_TEXT_GIVEN_BACK = "typed_text_given_back"
    HELD_TEXT_FORGOTTEN = "held_text_forgotten"
    PARTITIONS_MADE = "partitions_made"


REFERRER = frozenset({"referrer"})
NOBODY_ELSE: frozenset[str] = frozenset()
CONTRACTOR = frozenset({"prime_contractor"})
SUPPORT_SIDE = frozenset({"prime_contractor", "support_provider"})


@dataclass(frozen=True)
class Payload:
    """The shape of one event: field → type, its sentence, whether it is a read, and who sees it on a timeline.

    How somebody is supported is not for those who decide about them: such events are kept from the authority."""

    sentence: str
    fields: dict[str, type | tuple[type, ...]] = field(default_factory=dict)
    is_read: bool = False
    timeline: frozenset[str] | None = None  # None: not on a case's timeline
    is_kept_from_authority: bool = False


def _kept(sentence: str, timeline: frozenset[str] = SUPPORT_SIDE, **fields: type) -> Payload:
    """An event of the support side, kept from the authority."""
    return Payload(sentence, dict(fields), timeline=timeline, is_kept_from_authority=True)


PAYLOADS: dict[Event, Payload] = {
    Event.SIGNED_IN: Payload("Signed in ({method})", {"method": str}),
    Event.SIGN_IN_FAILED: Payload("Sign-in failed ({step})", {"step": str}),
    Event.SIGNED_OUT: Payload("Signed out"),
    Event.SECOND_FACTOR_CHANGED: Payload("Second factor {change} ({kind})", {"change": str, "kind": str}),
    Event.PASSWORD_CHANGED: Payload("Password {change}", {"change": str}),
    Event.FIRST_ADMINISTRATOR_MADE: Payload("Made person {person_id} the first administrator", {"person_id": int}),
    Event.PASSWORD_LINK_MADE: Payload("Made a link to set a password for person {person_id}", {"person_id": int}),
    Event.ORGANISATION_SWITCHED: Payload(
        "Began acting as {role} for {organisation}", {"role": str, "organisation": str}
    ),
    Event.ORGANISATION_ADDED: Payload("Added the organisation {organisation}", {"organisation": str}),
    Event.EMAIL_DOMAINS_SET: Payload(
        "Recorded the email domains {domains} of {organisation}", {"organisation": str, "domains": list}
    ),
    Event.MEMBER_INVITED: Payload("Invited person {person_id} as {role}", {"person_id": int, "role": str}),
    Event.MEMBER_ROLE_CHANGED: Payload(
        "Changed the role of person {person_id} from {before} to {after}",
        {"person_id": int, "before": str, "after": str},
    ),
    Event.MEMBER_ENDED: Payload("Ended the access of person {person_id} as {role}", {"person_id": int, "role": str}),
    Event.SECOND_FACTOR_RESET: Payload("Reset the second factor of person {person_id}", {"person_id": int}),
    Event.MEMBERS_VIEWED: Payload("Looked at members of the organisation", {"person_ids": list}, is_read=True),
    Event.MACHINE_ADDED: Payload("Connected the system {person_id}", {"person_id": int}),
    Event.MACHINE_ENDED: Payload("Ended the access of the connected system {person_id}", {"person_id": int}),
    # A token is named by its beginning, which opens nothing.
    Event.MACHINE_TOKEN_MADE: Payload(
        "Made the token {prefix}… of the connected system {person_id}, valid until {until}",
        {"person_id": int, "prefix": str, "until": str},
    ),
    Event.MACHINE_TOKEN_ENDED: Payload(
        "Ended the token {prefix}… of the connected system {person_id}", {"person_id": int, "prefix": str}
    ),
    Event.MACHINE_TOKEN_USED: Payload("First used the token {prefix}… on this day", {"prefix": str}),
    Event.MACHINES_VIEWED: Payload("Looked at connected systems", {"person_ids": list}, is_read=True),
    Event.DRAFT_STARTED: Payload("Started a draft referral"),
    Event.DRAFT_SAVED: Payload("Saved a draft referral ({keys})", {"keys": list, "version": int}),
    Event.DRAFT_DISPOSED: Payload("Disposed of a draft referral ({reason})", {"reason": str}),
    Event.DRAFT_VIEWED: Payload("Looked at a draft referral", is_read=True),
    Event.DRAFTS_LISTED: Payload("Listed drafts", {"draft_ids": list}, is_read=True),
    Event.REFERRAL_SUBMITTED: Payload(
        "Referral submitted by {organisation}",
        {"organisation": str, "path": str, "question_set": str},
        timeline=REFERRER,
    ),
    Event.SUBMISSION_REPEATED: Payload("Submitted the same referral again; nothing was added"),
    Event.DUTY_TO_NOTIFY_SUBMITTED: Payload("Duty to notify report {reference} submitted", {"reference": str}),
    Event.DUTY_TO_NOTIFY_VIEWED: Payload(
        "Looked at duty to notify report {reference}", {"reference": str}, is_read=True
    ),
    Event.DUTY_TO_NOTIFY_LISTED: Payload("Listed duty to notify reports", {"references": list}, is_read=True),
    Event.SENT_IN_ONE_STEP: Payload("Sent {reference} through the API", {"reference": str}),
    Event.REPORT_REPEATED: Payload(
        "Sent duty to notify report {reference} again; nothing was added", {"reference": str}
    ),
    Event.REFERRAL_READ: Payload("Read a referral through the API ({shown})", {"shown": str}, is_read=True),
    Event.CASE_VIEWED: Payload("Looked at the case file", is_read=True),
    Event.CASE_FOLLOWED: Payload("Looked at the referrer's page of the case", is_read=True),
    Event.CASES_LISTED: Payload("Listed cases ({page})", {"page": str}, is_read=True),
    Event.CASES_SEARCHED: Payload("Searched for cases ({rows} shown)", {"rows": int}, is_read=True),
    Event.LIST_EXPORTED: Payload("Downloaded the list {list} ({rows} rows)", {"list": str, "rows": int}, is_read=True),
    Event.SEARCH_REBUILT: Payload("Made the search rows of {cases} cases again", {"cases": int}),
    Event.CASE_ROUTED: Payload("Routed to {organisation}", {"organisation": str, "rule": str}, timeline=REFERRER),
    Event.CASE_ALLOCATED: Payload(
        "Allocated to {caseworker}", {"caseworker": str, "caseworker_id": int}, timeline=NOBODY_ELSE
    ),
    Event.DEADLINE_SET: Payload(
        "{title}: {due_on}", {"rule": str, "title": str, "due_on": str, "version": str}, timeline=REFERRER
    ),
    # What the deadline was for was done; `timing` says `in time` or `late`, of an earliest day whether it had come.
    Event.DEADLINE_MET: Payload(
        "{title}: decided {timing}", {"rule": str, "title": str, "timing": str}, timeline=NOBODY_ELSE
    ),
    # The date is waited for no longer: what it concerned came to its end.
    Event.DEADLINE_STOPPED: Payload(
        "{title}: no longer, support has ended", {"rule": str, "title": str}, timeline=NOBODY_ELSE
    ),
    # `reminder` is why: `coming_due`, `overdue`, or `reached` for a day from which something may be done.
    Event.REMINDER_MADE: Payload(
        "Reminder ({reminder}): {title}, {due_on}",
        {"rule": str, "title": str, "due_on": str, "reminder": str, "recipients": int},
        timeline=NOBODY_ELSE,
    ),
    Event.IMPORTED: Payload("Imported from {source}", {"source": str}, timeline=NOBODY_ELSE),
    Event.DECISION_DRAFTED: Payload("{kind} decision drafted", {"kind": str, "version": int}, timeline=NOBODY_ELSE),
    Event.DECISION_SENT_TO_SECOND_CASEWORKER: Payload(
        "{kind} decision sent to a second caseworker", {"kind": str, "version": int}, timeline=NOBODY_ELSE
    ),
    Event.DECISION_RETURNED: Payload(
        "{kind} decision returned by the second caseworker", {"kind": str, "version": int}, timeline=NOBODY_ELSE
    ),
    Event.DECISION_APPROVED: Payload(
        "{kind} decision approved by the second caseworker", {"kind": str, "version": int}, timeline=NOBODY_ELSE
    ),
    Event.REASONABLE_GROUNDS_ISSUED: Payload(
        "Reasonable grounds decision: {outcome}", {"outcome": str, "standard": str, "version": int}, timeline=REFERRER
    ),
    Event.CONCLUSIVE_GROUNDS_ISSUED: Payload(
        "Conclusive grounds decision: {outcome}", {"outcome": str, "standard": str, "version": int}, timeline=REFERRER
    ),
    Event.DECISION_VIEWED: Payload("Looked at a decision", is_read=True),
    Event.SUPPORT_OPENED: Payload(
        "Support opened with {contractor}", {"contractor": str, "rule": str}, timeline=SUPPORT_SIDE
    ),
    Event.SUPPORT_NOT_OPENED: Payload("No support opened here ({rule})", {"rule": str}, timeline=NOBODY_ELSE),
    # Whom else the contractor asked is the contractor's own affair.
    Event.SUPPORT_OFFERED: _kept("Offered to {provider}", CONTRACTOR, provider=str),
    Event.SUPPORT_OFFER_ACCEPTED: Payload("{provider} took on the support", {"provider": str}, timeline=SUPPORT_SIDE),
    Event.SUPPORT_OFFER_REFUSED: _kept("{provider} refused the offer", CONTRACTOR, provider=str),
    Event.SUPPORT_OFFER_WITHDRAWN: _kept("Offer to {provider} withdrawn", CONTRACTOR, provider=str),
    Event.SUPPORT_WORKER_ASSIGNED: _kept("Support worker: {worker}", worker=str, worker_id=int),
    Event.SUPPORT_ENDED: Payload("Support ended", timeline=SUPPORT_SIDE),
    Event.NEEDS_ASSESSED: _kept("Needs assessed, version {version}", version=int),
    Event.PLAN_ITEM_ADDED: _kept("Plan: item {number} added", number=int),
    Event.PLAN_ITEM_CHANGED: _kept("Plan: item {number} changed ({status})", number=int, version=int, status=str),
    Event.PLACEMENT_RECORDED: _kept("Placement {number} recorded", number=int, kind=str),
    Event.PLACEMENT_ENDED: _kept("Placement {number} ended", number=int),
    Event.PLACEMENT_ADDRESS_CORRECTED: _kept("Address of placement {number} corrected", number=int, version=int),
    Event.WEEKLY_PAYMENT_SET: _kept("Weekly payment {number} set", number=int),
    Event.WEEKLY_PAYMENT_ENDED: _kept("Weekly payment {number} ended", number=int),
    # `addresses` are the placements whose address was on the page.
    Event.SUPPORT_PACKAGE_VIEWED: Payload("Looked at the support package", {"addresses": list}, is_read=True),
    Event.SUPPORT_OFFER_VIEWED: Payload("Looked at an offer of support", is_read=True),
    Event.SUPPORT_LISTED: Payload("Listed people in support", is_read=True),
    Event.SUPPORT_PAYMENTS_LISTED: Payload("Listed weekly payments", is_read=True),
    Event.NOTICE_QUEUED: Payload("Notice queued: {notice}", {"notice": str, "recipients": int}),
    Event.NOTICE_CLAIMED: Payload("Began to send a notice: {notice}", {"notice": str}),
    Event.NOTICE_SENT: Payload("Notice sent: {notice}", {"notice": str}),
    Event.NOTICE_UNKNOWN: Payload("Notice may or may not have been sent: {notice}", {"notice": str}),
    Event.NOTICE_FAILED: Payload("Notice could not be sent: {notice}", {"notice": str, "error": str}),
    Event.INBOX_VIEWED: Payload("Looked at the inbox", is_read=True),
    Event.INBOX_ITEM_READ: Payload("Marked a notice as read"),
    Event.INBOX_ITEMS_READ: Payload("Marked {items} notices as read", {"items": int}),
    Event.RECORD_SEARCHED: Payload("Searched the record by {key}", {"key": str, "events": int}, is_read=True),
    # `route` is the name of the address; `reference` stood in it, and is empty for anything that is none. Not on a
    # timeline: whoever was refused is not for those who see the case.
    Event.ACCESS_REFUSED: Payload(
        "Was refused {route} ({method}, {status})", {"route": str, "method": str, "status": int, "reference": str}
    ),
    Event.REFUSALS_NOT_WRITTEN: Payload(
        "Was refused {written} times within the hour; further refusals in it are not written", {"written": int}
    ),
    Event.TYPED_TEXT_HELD: Payload("Held text typed after the session ended"),
    Event.TYPED_TEXT_GIVEN_BACK: Payload("Gave back text typed after the session ended"),
    Event.HELD_TEXT_FORGOTTEN: Payload("Forgot {count} held texts", {"count": int}),
    Event.PARTITIONS_MADE: Payload("Made the record's partitions up to {month}", {"month": str}),
}


def sentence(event: str, payload: dict[str, object]) -> str:
    """What the event says in words; falls back to the event's name for one that no longer exists."""
    try:
        return PAYLOADS[Event(event)].sentence.format(**payload)
    except (ValueError, KeyError):
        return event.replace("_", " ")

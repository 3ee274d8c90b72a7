"""Every permission there is. The string is `app.verb`; who holds it stands in `roles.py`."""

from __future__ import annotations

import enum


class Permission(enum.StrEnum):
    """What may be done, as `<room>.<verb>_<thing>`; `nrm.access.roles` says who holds it."""

    USE_SERVICE = "accounts.use_service"
    READ_API_DOCUMENT = "desks.read_api_document"
    MANAGE_MEMBERS = "accounts.manage_members"
    MANAGE_MACHINES = "accounts.manage_machines"
    READ_INBOX = "notices.read_inbox"
    READ_RECORD = "audit.read_record"
    DRAFT_REFERRAL = "referrals.draft"
    SUBMIT_REFERRAL = "referrals.submit"
    SEE_DUTY_TO_NOTIFY = "referrals.see_duty_to_notify"
    FOLLOW_CASE = "cases.follow"
    LIST_CASES = "cases.list"
    SEARCH_CASES = "cases.search"
    SEE_FILE = "cases.see_file"
    ROUTE_CASE = "cases.route"
    ALLOCATE_CASE = "cases.allocate"
    DRAFT_REASONABLE_GROUNDS = "decisions.draft_rg"
    CHECK_REASONABLE_GROUNDS = "decisions.check_rg"
    ISSUE_REASONABLE_GROUNDS = "decisions.issue_rg"
    DRAFT_CONCLUSIVE_GROUNDS = "decisions.draft_cg"
    CHECK_CONCLUSIVE_GROUNDS = "decisions.check_cg"
    ISSUE_CONCLUSIVE_GROUNDS = "decisions.issue_cg"
    SEE_SUPPORT = "support.see"
    ALLOCATE_PROVIDER = "support.allocate_provider"
    ANSWER_OFFER = "support.answer_offer"
    RECORD_SUPPORT = "support.record"
    END_SUPPORT = "support.end"
    SEE_PLACEMENT_ADDRESS = "support.see_address"
    SEE_PAYMENTS = "support.see_payments"
    EXPORT_LISTS = "desks.export_lists"

"""Every field of every table of ours, by how closely it concerns somebody. A new field fails a test until it is here.

What is kept how long, and what a copy for analysis must leave out, is decided on these classes.
"""

from __future__ import annotations

CLASSES = {
    "special": "what was done to a potential victim, what they need, and other things the law protects most: "
    "exploitation, health, origin, offences; also free text, which may hold any of it",
    "personal": "about an identifiable person: a potential victim, or a member of staff who signs in or did something",
    "operational": "how the work runs: keys, references, statuses, dates of steps, rules",
}

# app.Model → class → the names of its fields
FIELDS: dict[str, dict[str, str]] = {
    "accounts.Organisation": {
        "operational": "id name short_name slug kind referrer_type decision_maker nation since until email_domains",
    },
    "accounts.OrganisationDuty": {"operational": "id organisation duty since until source"},
    "accounts.Team": {"operational": "id organisation name"},
    "accounts.Person": {
        "personal": "email name password last_login joined_at groups user_permissions",
        "operational": "id is_superuser is_active session_generation is_machine",
    },
    "accounts.Membership": {"personal": "person role team since until named_at", "operational": "id organisation"},
    "accounts.MachineToken": {
        "personal": "made_by ended_by",
        "operational": "id membership label prefix token_hash since until ended_at last_used_on",
    },
    "access.GroupOrganisationPermission": {"operational": "id permission group content_object"},
    "audit.AuditEvent": {
        "personal": "actor_id actor_label actor_role occurred_at case_id case_reference subject_type subject_id "
        "shown_case_ids payload",
        "operational": "id event is_read actor_kind organisation_id organisation_label request_id",
    },
    "notices.OutboxRow": {
        "personal": "person",
        "operational": "id key notice organisation case reference address state attempts queued_at not_before "
        "claimed_at sent_at error",
    },
    "notices.InboxItem": {
        "personal": "person read_at",
        "operational": "id key notice organisation case reference made_at",
    },
    "web.HeldForm": {
        "special": "sealed",
        "personal": "person path",
        "operational": "id token held_at expires_at",
    },
    "cases.Case": {
        "personal": "allocated_to identity",
        "operational": "id reference status nation received_at received_on decision_maker version",
    },
    "cases.CaseStatusRow": {"personal": "by_label by_person", "operational": "id case status since"},
    "cases.Routing": {
        "special": "suggested_rule ieca_criteria reason",
        "personal": "routed_by",
        "operational": "id case organisation followed_suggestion routed_at",
    },
    "cases.Allocation": {"personal": "caseworker allocated_by", "operational": "id case allocated_at"},
    "cases.CaseFacts": {
        "special": "exploitation_types exploitation_place uk_places countries indicators still_exploited "
        "immediate_risk needs_accommodation_tonight wants_support child_when_exploited "
        "exploitation_began_on exploitation_ended_on",
        "personal": "age_group age_at_referral sex nationalities interpreter_language encountered_on",
        "operational": "case police_force local_authority nation",
    },
    "cases.Identity": {
        "special": "values",
        "personal": "given_name family_name other_names born_on born_precision nationalities made_by_label",
        "operational": "id case version made_at",
    },
    "cases.CaseParty": {
        "personal": "caseworker",
        "operational": "id case organisation capacity party_status since until case_status received_on due_on",
    },
    "cases.SearchEntry": {
        "personal": "names born_on phones home_office_references",
        "operational": "case",
    },
    "cases.ReferenceCounter": {"operational": "id kind year last"},
    "deadlines.Deadline": {
        "operational": "id case rule rule_version started_on due_on calendar counting skipped explanation source "
        "confidence set_at met_at",
    },
    "deadlines.Reminder": {
        "operational": "id deadline kind made_at",
    },
    "referrals.Draft": {
        "special": "answers",
        "personal": "started_by changed_by_label own_reference",
        "operational": "id organisation question_set version started_at changed_at",
    },
    "referrals.DutyToNotify": {
        "special": "nationalities exploitation_types exploitation_place",
        "personal": "submitted_by sex age_band",
        "operational": "id reference organisation submitted_on question_set nation police_force",
    },
    "referrals.ReportKey": {"operational": "id key_hash report"},
    "referrals.Referral": {
        "personal": "submitted_by own_reference",
        "operational": "case submission_key organisation submitted_at path question_set",
    },
    "referrals.AnswersVersion": {
        "special": "answers",
        "personal": "made_by_label",
        "operational": "id referral version made_at",
    },
    "decisions.Decision": {
        "special": "outcome",
        "personal": "author author_person approved_by_person issued_by",
        "operational": "id case kind status version approved_at approved_version issued_at issued_on standard_of_proof",
    },
    "decisions.DecisionVersion": {
        "special": "outcome reasons",
        "personal": "written_by",
        "operational": "id decision version written_at",
    },
    "decisions.DecisionStep": {
        "special": "comments",
        "personal": "taken_by",
        "operational": "id decision step version taken_at",
    },
    "support.SupportPackage": {
        "special": "status",
        "personal": "worker",
        "operational": "id case contractor provider opened_at opened_on in_support_since ended_on version",
    },
    "support.PackageStatusRow": {
        "special": "status reason",
        "personal": "by_label by_person",
        "operational": "id package since",
    },
    "support.SupportOffer": {
        "special": "note reason",
        "personal": "offered_by answered_by",
        "operational": "id package provider status offered_at answered_at",
    },
    "support.NeedsAssessment": {
        "special": "summary",
        "personal": "made_by assessed_on",
        "operational": "id package version made_at",
    },
    "support.AssessedNeed": {"special": "area level notes", "operational": "id assessment"},
    "support.PlanItem": {
        "special": "area goal action",
        "personal": "owner owner_name",
        "operational": "id package number due_on status version",
    },
    "support.PlanItemVersion": {
        "special": "area goal action progress",
        "personal": "owner owner_name made_by",
        "operational": "id item version due_on status made_at",
    },
    "support.Placement": {
        "special": "kind end_reason",
        "personal": "since until recorded_by",
        "operational": "id package number provider recorded_at",
    },
    "support.PlacementAddress": {
        "special": "address",
        "personal": "made_by",
        "operational": "id placement version made_at",
    },
    "support.WeeklyPayment": {
        "special": "basis",
        "personal": "amount_pence starts_on ends_on set_by",
        "operational": "id package number set_at",
    },
}

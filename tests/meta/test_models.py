"""Every table: guarded or free for a reason, every field classified, dates paired, made by a factory."""

from __future__ import annotations

import ast

import pytest
from django.apps import apps
from django.db import models

from desks.reference.fields import CLASSES, FIELDS
from nrm.audit.guarded import GuardedModel, ImmutableModel
from tests.source import PACKAGES, python_files, tree

OURS = sorted(
    (model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES), key=lambda m: m._meta.label
)
# Written without an action, each with the reason.
FREE = {
    "access.GroupOrganisationPermission": "guardian's own table; written only through nrm/access/guardian.py",
    "accounts.Person": "Django and allauth write last_login and passwords themselves",
    "audit.AuditEvent": "the record itself; refuses every change",
}
# Rows that are never changed: no `version`, `status` or `until` may be added to one by mistake.
VERSION_ROWS = {
    "cases.Allocation",
    "cases.CaseStatusRow",
    "cases.Identity",
    "cases.Routing",
    "decisions.DecisionStep",
    "decisions.DecisionVersion",
    "referrals.AnswersVersion",
    "referrals.DutyToNotify",
    "referrals.ReportKey",
    "support.AssessedNeed",
    "support.NeedsAssessment",
    "support.PackageStatusRow",
    "support.PlacementAddress",
    "support.PlanItemVersion",
}
# Moments that nobody in particular brings about, or whose author another table names: with the reason.
NO_BY = {
    "accounts.Membership.named_at": "made with the membership, or by the person's own first act for the organisation",
    "accounts.Person.joined_at": "the record says who invited them",
    "audit.AuditEvent.occurred_at": "actor_id and actor_label say who",
    "cases.Case.received_at": "the referral says who submitted it",
    "deadlines.Deadline.met_at": "the record says what met it",
    "deadlines.Deadline.set_at": "a rule set it; the record says after what",
    "deadlines.Reminder.made_at": "made by the reminders' task alone",
    "notices.InboxItem.made_at": "made by the action that the record names",
    "notices.InboxItem.read_at": "read by its person alone",
    "notices.OutboxRow.claimed_at": "the sender's own",
    "notices.OutboxRow.queued_at": "queued by the action that the record names",
    "notices.OutboxRow.sent_at": "the sender's own",
    "support.SupportPackage.opened_at": "a decision opened it; the record says which",
    "web.HeldForm.expires_at": "an hour after held_at",
    "web.HeldForm.held_at": "held for its person",
}
# Which function of the product makes a row; the factories in tests/factories run these.
MADE_BY = {
    "access.GroupOrganisationPermission": "start_membership",
    "accounts.MachineToken": "add_machine",
    "accounts.Membership": "start_membership",
    "accounts.Organisation": "add_organisation",
    "accounts.OrganisationDuty": "add_organisation",
    "accounts.Person": "start_membership",
    "accounts.Team": "add_organisation",
    "audit.AuditEvent": "record",
    "cases.Allocation": "allocate_case",
    "cases.Case": "submit_referral",
    "cases.CaseFacts": "submit_referral",
    "cases.CaseParty": "submit_referral",
    "cases.CaseStatusRow": "submit_referral",
    "cases.Identity": "submit_referral",
    "cases.ReferenceCounter": "submit_referral",
    "cases.SearchEntry": "submit_referral",
    "cases.Routing": "route_case",
    "deadlines.Deadline": "submit_referral",
    "deadlines.Reminder": "remind",
    "decisions.Decision": "draft_decision",
    "decisions.DecisionStep": "draft_decision",
    "decisions.DecisionVersion": "draft_decision",
    "notices.InboxItem": "tell",
    "notices.OutboxRow": "tell",
    "referrals.AnswersVersion": "submit_referral",
    "referrals.Draft": "start_draft",
    "referrals.DutyToNotify": "submit_duty_to_notify",
    "referrals.Referral": "submit_referral",
    "referrals.ReportKey": "send_in_one_step",
    "support.AssessedNeed": "assess_needs",
    "support.NeedsAssessment": "assess_needs",
    "support.PackageStatusRow": "open_support_package",
    "support.Placement": "record_placement",
    "support.PlacementAddress": "record_placement",
    "support.PlanItem": "add_plan_item",
    "support.PlanItemVersion": "add_plan_item",
    "support.SupportOffer": "offer_to_provider",
    "support.SupportPackage": "open_support_package",
    "support.WeeklyPayment": "set_weekly_payment",
    "web.HeldForm": "hold",
}


def label(model) -> str:
    return model._meta.label


def columns(model):
    return [field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)]


def test_every_model_is_guarded_or_free_for_a_reason():
    unguarded = {label(model) for model in OURS if not issubclass(model, GuardedModel)}

    assert unguarded == set(FREE)


def test_version_rows_are_exactly_these():
    assert {label(model) for model in OURS if issubclass(model, ImmutableModel)} == VERSION_ROWS


def test_every_model_is_classified():
    assert set(FIELDS) == {label(model) for model in OURS}


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_field_is_classified_once(model):
    classified = [name for names in FIELDS[label(model)].values() for name in names.split()]

    assert sorted(classified) == sorted(columns(model))
    assert set(FIELDS[label(model)]) <= set(CLASSES)


def test_a_duty_to_notify_record_has_no_column_that_could_identify():
    """Modern Slavery Act 2015, s52(3): a new column here is a decision, not an afterthought."""
    free_text = [
        f.name for f in apps.get_model("referrals.DutyToNotify")._meta.fields if isinstance(f, models.TextField)
    ]

    assert free_text == []
    assert columns(apps.get_model("referrals.DutyToNotify")) == [
        "id",
        "reference",
        "organisation",
        "submitted_by",
        "submitted_on",
        "question_set",
        "nation",
        "sex",
        "age_band",
        "nationalities",
        "exploitation_types",
        "exploitation_place",
        "police_force",
    ]


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_moment_says_who_or_why_nobody(model):
    """`written_at` stands beside `written_by`, or `made_at` beside `made_by_label`."""
    names = set(columns(model))
    moments = [
        f.name for f in model._meta.concrete_fields if f.name.endswith("_at") and isinstance(f, models.DateTimeField)
    ]

    alone = [
        f"{label(model)}.{moment}"
        for moment in moments
        if not {name for name in names if name.startswith(moment.removesuffix("_at") + "_by")}
    ]

    assert [name for name in alone if name not in NO_BY] == []


def test_reasons_for_a_lone_moment_are_still_needed():
    there = {f"{label(model)}.{name}" for model in OURS for name in columns(model)}

    assert set(NO_BY) - there == set()


@pytest.mark.parametrize("model", OURS, ids=label)
def test_dates_are_named_for_what_they_hold(model):
    moments = {f.name for f in model._meta.concrete_fields if type(f) is models.DateTimeField}
    days = {f.name for f in model._meta.concrete_fields if type(f) is models.DateField}

    allowed = {"since", "until", "not_before", "last_login", "in_support_since"}
    assert [name for name in moments if not name.endswith("_at") and name not in allowed] == []
    assert [name for name in days if not name.endswith("_on") and name not in allowed] == []


@pytest.mark.parametrize("model", OURS, ids=label)
def test_nothing_is_deleted_along_with_something_else(model):
    cascading = [
        f"{label(model)}.{field.name}"
        for field in model._meta.concrete_fields
        if field.remote_field is not None and field.remote_field.on_delete is models.CASCADE
    ]

    # Held text goes with its person's account; guardian's own fields are guardian's.
    allowed = {
        "web.HeldForm.person",
        "access.GroupOrganisationPermission.permission",
        "access.GroupOrganisationPermission.group",
    }
    assert set(cascading) - allowed == set()


def test_every_model_is_made_in_tests_by_the_action_that_makes_it():
    """Factories run these, so that no impossible state is tested by mistake."""
    functions = {
        node.name for file in python_files() for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef)
    }

    assert set(MADE_BY) == {label(model) for model in OURS}
    assert [model for model, made_by in MADE_BY.items() if made_by not in functions] == []

"""Lives the support of a generated case again through the real actions, and shows it as plain values."""

from __future__ import annotations

import datetime as dt

from support.actions.ending import end_support
from support.actions.needs import assess_needs
from support.actions.offers import accept_offer, offer_to_provider, refuse_offer, withdraw_offer
from support.actions.payments import set_weekly_payment
from support.actions.placement import record_placement
from support.actions.plan import add_plan_item, change_plan_item
from support.domain.needs import AssessedArea
from support.enums import NeedArea, NeedLevel, PlacementKind, PlanItemOwner, PlanItemStatus
from support.models import AssessedNeed, PlacementAddress, PlanItemVersion

# Ids, and what is unique to a row by design.
LEFT_OUT = frozenset(
    {"id", "case_id", "referral_id", "identity_id", "decision_id", "reference", "key", "read_at"}
    | {"deadline_id", "package_id", "placement_id", "assessment_id", "item_id"}
)


def plain(rows):
    """The rows' columns without ids, times to the minute."""
    return [
        {
            name: value.replace(second=0, microsecond=0) if isinstance(value, dt.datetime) else value
            for name, value in row.items()
            if name not in LEFT_OUT | {"submission_key"}
        }
        for row in rows
    ]


def picture_of_support(package):
    """Everything the database says of a package."""
    return {
        "package": plain(type(package).objects.filter(pk=package.pk).values()),
        "statuses": plain(package.status_rows.values()),
        "offers": plain(package.offers.values()),
        "placements": plain(package.placements.values()),
        "addresses": plain(PlacementAddress.objects.filter(placement__package=package).order_by("made_at").values()),
        "assessments": plain(package.assessments.order_by("version").values()),
        "needs": plain(
            AssessedNeed.objects.filter(assessment__package=package).order_by("assessment__version", "pk").values()
        ),
        "plan": plain(package.plan_items.values()),
        "plan versions": plain(
            PlanItemVersion.objects.filter(item__package=package).order_by("item__number", "version").values()
        ),
        "payments": plain(package.payments.values()),
    }


def support_script_of(package):
    """What the support side did: (moment, membership, function of the case and the actor)."""
    script = []
    for offer in package.offers.select_related("offered_by", "answered_by"):
        script.append((offer.offered_at, offer.offered_by, _doing(offer_to_provider, **_offered(offer))))
        if offer.answered_by is not None:
            script.append((offer.answered_at, offer.answered_by, _answer(offer)))
    script += [(row.made_at, row.made_by, _assess(row)) for row in package.assessments.select_related("made_by")]
    script += [(row.recorded_at, row.recorded_by, _place(row)) for row in package.placements.all()]
    script += [(row.set_at, row.set_by, _pay(row)) for row in package.payments.all()]
    for row in PlanItemVersion.objects.filter(item__package=package).select_related("item", "made_by"):
        script.append((row.made_at, row.made_by, _plan(row)))
    for ended in package.status_rows.filter(status="ended"):
        end = _doing(end_support, reason=ended.reason, ended_on=package.ended_on)
        script.append((ended.since, package.worker, end))
    return script


def _doing(act, **words):
    """The action on the package as it is then."""

    def do(fresh, by):
        package = fresh.support_packages.get()
        act(package_id=package.pk, version=package.version, by=by, **words)

    return do


def _offered(offer):
    return {"provider_id": offer.provider_id, "note": offer.note}


def _answer(offer):
    acts = {
        "accepted": _doing(accept_offer),
        "refused": _doing(refuse_offer, reason=offer.reason),
        "withdrawn": _doing(withdraw_offer),
    }
    return acts[offer.status]


def _assess(row):
    needs = [AssessedArea(NeedArea(each.area), NeedLevel(each.level), each.notes) for each in row.needs.order_by("pk")]
    return _doing(assess_needs, assessed_on=row.assessed_on, needs=needs, summary=row.summary)


def _place(row):
    address = row.addresses.first()
    words = {"kind": PlacementKind(row.kind), "since": row.since, "address": address.address if address else ""}
    return _doing(record_placement, **words)


def _pay(row):
    return _doing(set_weekly_payment, amount_pence=row.amount_pence, basis=row.basis, starts_on=row.starts_on)


def _plan(row):
    words = {
        "area": NeedArea(row.area),
        "goal": row.goal,
        "action_text": row.action,
        "owner": PlanItemOwner(row.owner),
        "owner_name": row.owner_name,
        "due_on": row.due_on,
    }
    if row.version == 1:
        return _doing(add_plan_item, **words)

    def change(fresh, by):
        package = fresh.support_packages.get()
        change_plan_item(
            package_id=package.pk,
            number=row.item.number,
            status=PlanItemStatus(row.status),
            progress=row.progress,
            version=row.version - 1,
            by=by,
            **words,
        )

    return change

"""The plan: its items, and every text each of them had."""

from __future__ import annotations

import datetime as dt

from nrm import clock
from nrm.access.actors import Actor
from nrm.access.check import check
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from nrm.exceptions import DomainError, StaleForm
from support.actions.steps import membership_id_of, package_to_change
from support.domain.plan import ItemText, item_refusal
from support.enums import NeedArea, PlanItemOwner, PlanItemStatus
from support.models import PlanItem, PlanItemVersion
from support.policies import STALE
from support.selectors import lock_package, plan_item_numbered


@action
def add_plan_item(
    *,
    package_id: int,
    area: NeedArea,
    goal: str,
    action_text: str,
    owner: PlanItemOwner,
    owner_name: str,
    due_on: dt.date | None,
    version: int,
    by: Actor,
) -> PlanItem:
    """Add an item to the plan, to do; texts are kept character for character. `due_on` is a London date or None.

    Refuses a stale `version` of the package, a blank goal or action, somebody else without a name, and a date in the
    past.
    """
    package = package_to_change(package_id, version, Permission.RECORD_SUPPORT, by)
    text = ItemText(area, goal, action_text, owner, owner_name, due_on)
    _check(text)
    package.save()
    item = PlanItem(package=package, number=package.plan_items.count() + 1, status=PlanItemStatus.TO_DO.value)
    _write(item, text)
    _keep_version(item, "", by)
    record(Event.PLAN_ITEM_ADDED, by=by, case=package.case, subject=item, number=item.number)
    return item


@action
def change_plan_item(
    *,
    package_id: int,
    number: int,
    area: NeedArea,
    goal: str,
    action_text: str,
    owner: PlanItemOwner,
    owner_name: str,
    due_on: dt.date | None,
    status: PlanItemStatus,
    progress: str,
    version: int,
    by: Actor,
) -> PlanItem:
    """Keep the item as it stands now, and what was said about progress, as its next version; earlier ones stay.

    `version` is that of the item; a stale one is refused, and so is what `add_plan_item` refuses, but a date that has
    passed may stay.
    """
    package = lock_package(by, package_id)
    check(by, Permission.RECORD_SUPPORT, package)
    item = plan_item_numbered(package, number)
    if item.version != version:
        raise StaleForm(STALE)
    text = ItemText(area, goal, action_text, owner, owner_name, due_on)
    _check(text, due_before=item.due_on)
    item.version += 1
    item.status = status.value
    _write(item, text)
    _keep_version(item, progress, by)
    record(
        Event.PLAN_ITEM_CHANGED,
        by=by,
        case=package.case,
        subject=item,
        number=item.number,
        version=item.version,
        status=item.status,
    )
    return item


def _check(text: ItemText, due_before: dt.date | None = None) -> None:
    refusal = item_refusal(text, today=clock.today(), due_before=due_before)
    if refusal is not None:
        raise DomainError(refusal.sentence, field=refusal.field)


def _write(item: PlanItem, text: ItemText) -> None:
    item.area = text.area.value
    item.goal = text.goal
    item.action = text.action
    item.owner = text.owner.value
    item.owner_name = text.owner_name
    item.due_on = text.due_on
    item.save()


def _keep_version(item: PlanItem, progress: str, by: Actor) -> None:
    PlanItemVersion.objects.create(
        item=item,
        version=item.version,
        area=item.area,
        goal=item.goal,
        action=item.action,
        owner=item.owner,
        owner_name=item.owner_name,
        due_on=item.due_on,
        status=item.status,
        progress=progress,
        made_at=clock.now(),
        made_by_id=membership_id_of(by),
    )

"""The needs assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from nrm import clock
from nrm.access.actors import Actor
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.frame import action
from nrm.audit.record import record
from support.actions.steps import membership_id_of, package_to_change, refuse_if
from support.domain.dates import assessment_date_refusal
from support.domain.needs import AREAS, AssessedArea, assessment_refusal
from support.models import AssessedNeed, NeedsAssessment


@action
def assess_needs(
    *,
    package_id: int,
    assessed_on: dt.date,
    needs: Sequence[AssessedArea],
    summary: str,
    version: int,
    by: Actor,
) -> NeedsAssessment:
    """Keep an assessment of every area, character for character, as the next version; earlier ones stay. `assessed_on`
    is the London date it was made with the person.

    Refuses a stale `version` of the package, an area left out, and a day in the future or before support opened.
    """
    package = package_to_change(package_id, version, Permission.RECORD_SUPPORT, by)
    refuse_if(assessment_date_refusal(assessed_on, today=clock.today(), opened_on=package.opened_on), "assessed_on")
    refuse_if(assessment_refusal(needs), "needs")
    package.save()
    assessment = NeedsAssessment.objects.create(
        package=package,
        version=package.assessments.count() + 1,
        assessed_on=assessed_on,
        summary=summary,
        made_at=clock.now(),
        made_by_id=membership_id_of(by),
    )
    by_area = {each.area: each for each in needs}
    AssessedNeed.objects.bulk_create(
        AssessedNeed(assessment=assessment, area=area.value, level=by_area[area].level.value, notes=by_area[area].notes)
        for area in AREAS
    )
    record(Event.NEEDS_ASSESSED, by=by, case=package.case, subject=assessment, version=assessment.version)
    return assessment

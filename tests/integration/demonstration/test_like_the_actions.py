"""The loader writes what the real actions write: cases of every stage are lived again and compared by column."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from cases.models import Case
from demonstration.loading import IN_POST, load
from nrm import clock
from nrm.accounts.models import Membership
from nrm.audit.frame import unguarded
from tests.integration.demonstration.replay import live_again, picture, script_of

pytestmark = pytest.mark.django_db


def kind_of(case):
    """What makes one case's life differ from another's."""
    routing, decision = case.routings.first(), case.decisions.order_by("pk").last()
    package = case.support_packages.first()
    return (
        case.decision_maker,
        case.status,
        routing and routing.followed_suggestion,
        decision and (decision.kind, decision.status, decision.approved_by_person_id is None),
        case.facts.age_group,
        package and (package.status, package.provider_id, tuple(package.offers.values_list("status", flat=True))),
        package and package.placements.count(),
    )


def test_generated_cases_of_every_stage_equal_those_the_actions_make(at):
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    with unguarded():
        Membership.objects.update(since=clock.now() - IN_POST)
    with transaction.atomic():
        load(cases=200, seed=2)
        cases = list(Case.objects.select_related("referral__submitted_by", "identity", "facts").order_by("pk"))
        kinds = {kind_of(case): case for case in cases}
        generated = [(picture(case), script_of(case)) for case in kinds.values()]
        transaction.set_rollback(True)

    assert len(generated) >= 60
    for expected, (answers, submitter, received_at, script) in generated:
        case = live_again(at, answers, submitter, received_at, script)
        lived = picture(case)
        assert {part: rows for part, rows in lived.items() if rows != expected[part]} == {}

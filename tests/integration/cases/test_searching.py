from __future__ import annotations

import pytest
from django.core.management import call_command

from cases.models import SearchEntry
from nrm.audit.frame import unguarded
from nrm.audit.models import AuditEvent
from referrals.domain.answers import answered
from tests.factories.cases import submitted_case

pytestmark = pytest.mark.django_db


def test_a_submitted_case_is_found_by_its_identity():
    case = submitted_case(
        given_name=answered("Siân"),
        family_name=answered("Đặng"),
        date_of_birth=answered("1998-03", "month"),
        home_office_reference=answered("A 1234567"),
    )

    entry = SearchEntry.objects.get(case=case)

    assert entry.names.split()[:2] == ["sian", "dang"]
    assert entry.born_on is None
    assert entry.home_office_references == ["A1234567"]


def test_rebuilding_makes_every_row_again_and_is_recorded(capsys):
    cases = [submitted_case(), submitted_case(given_name=answered("Zofia"))]
    before = list(SearchEntry.objects.order_by("pk").values())
    with unguarded():
        SearchEntry.objects.filter(case=cases[0]).update(names="what an older rule made", phones=["1"])
        SearchEntry.objects.filter(case=cases[1]).delete()

    call_command("rebuild_search")

    assert list(SearchEntry.objects.order_by("pk").values()) == before
    assert capsys.readouterr().out == "2 cases can be searched.\n"
    event = AuditEvent.objects.get(event="search_rebuilt")
    assert (event.actor_label, event.payload) == ("system: search rebuild", {"cases": 2})

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from cases.actions.opening import open_case
from cases.models import CaseParty, CaseStatusRow
from cases.selectors import cases_visible_to
from nrm.accounts.actions.grants import drift
from nrm.accounts.models import Organisation
from nrm.audit.frame import WriteOutsideAction, unguarded
from nrm.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_opening_a_case_makes_referrer_and_single_competent_authority_parties(acting):
    by = acting("police-referrer")
    referrer = Organisation.objects.get(pk=by.organisation_id)

    with unguarded():
        case = open_case(
            referrer=referrer,
            nation="england",
            identity={"given_name": "Ana", "values": {}},
            facts={"age_group": "adult"},
            by=by,
        )

    parties = set(CaseParty.objects.filter(case=case).values_list("organisation__slug", "capacity"))
    assert parties == {("derbyshire-police", "referrer"), ("sca", "competent_authority")}
    assert list(CaseStatusRow.objects.filter(case=case).values_list("status", flat=True)) == ["submitted"]
    assert list(cases_visible_to(acting("police-lead"))) == [case]
    assert list(cases_visible_to(acting("sca-caseworker"))) == [case]
    for other in ("other-police-referrer", "ieca-caseworker", "administrator", "auditor", "contract-manager"):
        assert list(cases_visible_to(acting(other))) == []


def test_a_guarded_model_refuses_a_write_outside_an_action(acting):
    by = acting("police-referrer")

    with pytest.raises(WriteOutsideAction):
        open_case(
            referrer=Organisation.objects.get(pk=by.organisation_id), nation="england", identity={}, facts={}, by=by
        )


def test_the_database_refuses_to_change_the_record():
    event = AuditEvent.objects.first()

    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update audit_event set event = 'x' where id = %s", [event.pk])
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update audit_event set event = 'x' where id = %s", [event.pk])


def test_loaded_personas_have_exactly_the_grants_their_memberships_are_due():
    assert drift() == []

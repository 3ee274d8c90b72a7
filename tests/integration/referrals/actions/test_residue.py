"""What a duty to notify must forget is nowhere: every row of every table is searched as text."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import QueryDict

from nrm.access.actors import SystemActor, SystemName
from nrm.audit.models import AuditEvent
from nrm.web.held import hold
from referrals.actions.submission import submit_duty_to_notify
from referrals.domain.answers import answered
from referrals.models import Draft
from tests.factories import referrals as make
from tests.factories.answers import duty_to_notify_answers

PLANTED = {
    "given_name": "Zqarben",
    "family_name": "Zqhoxha",
    "other_names": "Zqbeni",
    "contact_detail": "Zq07700900999",
    "account": "Zqaccount of what he said",
    "exploiters": "Zqboss in the yard",
    "own_reference": "Zq-own-1",
    "crime_reference": "Zq-crime-1",
}

pytestmark = pytest.mark.django_db


def rows_with(*needles):
    """(table, needle) of each text found in any row of any table."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(
            "select schemaname, tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
        )
        for schema, table in cursor.fetchall():
            for needle in needles:
                cursor.execute(
                    f'select exists (select from "{schema}"."{table}" t where t::text ilike %s)',  # noqa: S608
                    [f"%{needle}%"],
                )
                if cursor.fetchone()[0]:
                    found.add((table, needle))
    return found


def test_nothing_typed_for_a_report_is_left_anywhere(acting, signed_in):
    by = acting("police-referrer")
    client = signed_in("police-referrer")
    draft = make.draft(by, duty_to_notify_answers(date_of_birth=answered("1991-02-03", "day")))
    for page in ("name-and-birth", "exploitation", "exploiters", "safety", "references", "referrer"):
        asked = {key: PLANTED[key] for key in PLANTED if key in make.keys_of(page)}
        client.post(
            f"/referrals/drafts/{draft.pk}/{page}/", make.posted(Draft.objects.get(pk=draft.pk), *asked, **asked)
        )
    path = f"/referrals/drafts/{draft.pk}/name-and-birth/"
    hold(person_id=by.person_id, path=path, fields=QueryDict("given_name=Zqheld"), by=SystemActor(SystemName.HELD_TEXT))
    assert {needle for _, needle in rows_with(*PLANTED.values())} == set(PLANTED.values())

    client.get(f"/referrals/drafts/{draft.pk}/check/")
    submit_duty_to_notify(draft_id=draft.pk, version=Draft.objects.get(pk=draft.pk).version, by=by)
    client.get(f"/referrals/drafts/{draft.pk}/check/")

    assert rows_with("Zqheld", "1991-02-03", *PLANTED.values()) == set()
    assert rows_with(path) == set()


def test_the_record_of_a_report_names_nothing_of_its_draft(acting):
    by = acting("police-referrer")
    draft = make.draft(by, duty_to_notify_answers())

    report = submit_duty_to_notify(draft_id=draft.pk, version=1, by=by)

    about_the_draft = set(AuditEvent.objects.filter(subject_id=str(draft.pk)).values_list("event", flat=True))
    assert about_the_draft == {"draft_started"}
    about_the_report = AuditEvent.objects.get(subject_id=str(report.pk), subject_type="referrals.dutytonotify")
    assert str(draft.pk) not in str(list(AuditEvent.objects.filter(pk=about_the_report.pk).values()))
    assert rows_with(str(draft.pk)) == {
        (table, str(draft.pk)) for table, _ in rows_with(str(draft.pk)) if "audit" in table
    }

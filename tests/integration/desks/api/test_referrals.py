"""Referring through the API: the same rules as the pages, all or nothing."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import Case
from nrm import clock
from nrm.audit.models import AuditEvent
from nrm.notices.models import OutboxRow
from referrals.domain.answers import answered
from referrals.domain.question_set import CURRENT_VERSION
from referrals.models import AnswersVersion, Draft, DutyToNotify, Referral
from referrals.selectors import first_answers
from tests.factories.answers import adult_answers, child_answers, duty_to_notify_answers
from tests.factories.machines import body, connected_system, send
from tests.integration.desks.api.refusals import errors_of, nothing_was_made
from tests.stored import stored_text

pytestmark = pytest.mark.django_db
KEY = "0b8c1f0e-6d0b-4f6e-9d0a-3a5b7c9d1e2f"
REFERRALS = "/api/v1/referrals/"


# -- what is made


def test_complete_answers_make_a_case_in_one_step(machine):
    answer = send(machine.client(), body(adult_answers()), key=KEY)

    case = Case.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "kind": "referral",
        "reference": case.reference,
        "received_at": case.received_at.astimezone(dt.UTC).isoformat(),
        "received_on": clock.today().isoformat(),
        "path": "nrm_adult",
        "question_set": CURRENT_VERSION,
        "own_reference": "JM-Dover-17",
        "stage": "received",
        "url": f"/api/v1/referrals/{case.reference}/",
        "set_aside": [],
    }
    assert answer["Location"] == f"/api/v1/referrals/{case.reference}/"
    assert first_answers(case) == adult_answers()
    assert (case.referral.submitted_by_id, Draft.objects.count()) == (machine.membership_id, 0)
    assert (case.identity.given_name, case.facts.nationalities) == ("Linh", ["VN", "GB"])


def test_the_record_names_the_machine_for_every_step(machine):
    send(machine.client(), body(adult_answers()))

    made = AuditEvent.objects.filter(event__in=["draft_started", "referral_submitted", "deadline_set"]).order_by("pk")
    assert [(row.event, row.actor_kind) for row in made] == [
        ("draft_started", "machine"),
        ("referral_submitted", "machine"),
        ("deadline_set", "system"),
    ]
    assert made[1].actor_label == machine.actor.label
    assert machine.actor.label in made[2].actor_label  # after whose action the clock was set


def test_a_machine_is_sent_no_email(machine):
    send(machine.client(), body(adult_answers()))

    assert OutboxRow.objects.filter(person_id=machine.actor.person_id).count() == 0


def test_the_case_stands_on_the_pages_like_any_other(machine, signed_in):
    reference = send(machine.client(), body(adult_answers())).json()["reference"]

    assert reference.encode() in signed_in("police-referrer").get(reverse("desks:cases")).content
    assert signed_in("sca-intake").get(reverse("desks:case", args=[reference])).status_code == 200
    assert reference.encode() not in signed_in("other-police-referrer").get(reverse("desks:cases")).content


def test_own_reference_may_stand_beside_the_answers(machine):
    answers = {key: value for key, value in adult_answers().items() if key != "own_reference"}

    sent = send(machine.client(), body(answers, own_reference="  RMS/1  "))
    twice = send(machine.client(), body(adult_answers(), own_reference="RMS/1"))

    assert sent.json()["own_reference"] == Referral.objects.get().own_reference == "  RMS/1  "
    assert (twice.status_code, errors_of(twice)) == (400, {"own_reference": "Your own reference was sent twice."})


def test_answers_not_asked_on_the_path_are_named_and_not_kept(machine):
    answers = child_answers(consent_referral=answered("yes"), consent_support=answered("yes"))

    answer = send(machine.client(), body(answers))

    assert answer.json()["path"] == "nrm_child"
    assert answer.json()["set_aside"] == ["consent_referral", "consent_support"]
    assert first_answers(Case.objects.get()).keys().isdisjoint({"consent_referral", "consent_support"})


def test_hostile_text_is_kept_character_for_character(machine):
    account = (
        "Robert'); drop table cases_case;--\r\n\t<script>alert(1)</script> {{7*7}} %s \\u0041"
        " \u202e‮ ﬀ \U0001d518 e\u0301  \n"
    )
    name = "Zoë  Ó’Brien-\u00a0Łuk"

    answer = send(machine.client(), body(adult_answers(account=answered(account), given_name=answered(name))))

    case = Case.objects.get(reference=answer.json()["reference"])
    kept = AnswersVersion.objects.get(referral_id=case.pk).answers
    assert (kept["account"]["value"], case.identity.given_name) == (account, name)
    assert case.identity.values["given_name"]["value"] == name


def test_an_adult_who_does_not_agree_becomes_a_report_without_identity(machine):
    planted = {"given_name": answered("Persephone"), "account": answered("Told us about Quillfeather Street")}

    answer = send(machine.client(), body(duty_to_notify_answers() | planted), key=KEY)

    report = DutyToNotify.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "kind": "duty_to_notify",
        "reference": report.reference,
        "received_on": clock.today().isoformat(),
        "path": "dtn",
        "question_set": CURRENT_VERSION,
        "set_aside": ["account", "given_name"],
    }
    assert (Case.objects.count(), Draft.objects.count(), report.submitted_by_id) == (0, 0, machine.membership_id)
    stored = stored_text()
    assert report.reference in stored
    assert [word for word in ("Persephone", "Quillfeather", KEY) if word in stored] == []


def test_where_there_is_no_duty_an_adult_who_does_not_agree_leaves_nothing():
    machine = connected_system("unseen", name="Unseen RMS")

    answer = send(machine.client(), body(duty_to_notify_answers()))

    assert answer.status_code == 400
    assert list(errors_of(answer)) == ["consent_referral"]
    assert "no duty to notify" in errors_of(answer)["consent_referral"]
    assert nothing_was_made()


# -- what is refused


def test_what_is_missing_is_named_with_what_to_do(machine):
    answers = adult_answers()
    for key in ("account", "referrer_phone", "given_name", "family_name"):
        del answers[key]

    answer = send(machine.client(), body(answers))

    assert answer.status_code == 400
    assert answer.json()["detail"] == "Some answers are needed before you can submit."
    assert errors_of(answer) == {
        "given_name": "Give a name, or say why there is none",
        "account": "Say what happened, or that it was not asked",
        "referrer_phone": "Give your work phone number",
    }
    assert nothing_was_made()


def test_nothing_at_all_is_told_where_to_begin(machine):
    answer = send(machine.client(), body({}))

    assert answer.status_code == 400
    assert list(errors_of(answer)) == ["nation", "encountered_on", "under_18"]


def test_contradictions_are_named(machine):
    answer = send(machine.client(), body(adult_answers(exploitation_ended=answered("2018", "year"))))

    assert errors_of(answer) == {"exploitation_ended": "The exploitation cannot have ended before it started"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sex", {"value": "dragon"}),
        ("sex", {"value": ["female"]}),
        ("sex", {"value": "female", "state": "not_known"}),
        ("sex", {"state": "never_mind"}),
        ("sex", "female"),
        ("sex", ["female"]),
        ("sex", {"value": "female", "extra": 1}),
        ("nationalities", {"value": ["VN", 7]}),
        ("date_of_birth", {"value": "1999-13", "precision": "month"}),
        ("date_of_birth", {"value": {"day": {}, "month": [], "year": 1}}),
        ("account", {"value": "\x00"}),
        ("account", {"value": "\ud800"}),
        ("account", {"value": "x" * 100_001}),
        ("account", {"value": 12}),
        ("account", {"value": {"a": {"b": {}}}}),
        ("referrer_phone", {"value": "ring me"}),
    ],
)
def test_an_answer_that_cannot_be_kept_is_named_and_never_repeated(machine, key, value):
    answer = send(machine.client(), body(adult_answers(**{key: value})))

    assert (answer.status_code, list(errors_of(answer))) == (400, [key])
    assert "dragon" not in answer.content.decode()
    assert nothing_was_made()


def test_keys_that_are_no_question_are_named_where_they_are_plain_words(machine):
    strange = {"shoe_size": {"value": "9"}, "Mai Trần, 12 Larch Row": {"value": "x"}, "": None}

    answer = send(machine.client(), body(adult_answers() | strange))

    assert answer.status_code == 400
    assert errors_of(answer) == {
        "shoe_size": "The question set has no such question.",
        "": "The question set has no such question.",
    }
    assert "Larch" not in answer.content.decode()
    assert nothing_was_made()


@pytest.mark.parametrize(
    ("content", "keys"),
    [
        ([], [""]),
        ("text", [""]),
        (None, [""]),
        (7, [""]),
        ({}, ["question_set", "answers"]),
        ("", ["question_set", "answers"]),
        ({"question_set": 7, "answers": []}, ["question_set", "answers"]),
        ({"question_set": CURRENT_VERSION, "answers": {}, "organisation": "other"}, ["organisation"]),
        ({"question_set": CURRENT_VERSION, "answers": {}, "own_reference": 5}, ["own_reference"]),
        ({"question_set": "1999-01", "answers": {}}, ["question_set"]),
        ({"question_set": "\x00\ud800", "answers": {}}, ["question_set"]),
    ],
)
def test_a_body_of_another_shape_is_refused_by_part(machine, content, keys):
    answer = send(machine.client(), json.dumps(content) if content != "" else "")

    assert (answer.status_code, list(errors_of(answer))) == (400, keys)
    assert nothing_was_made()


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"{", "This is not JSON, from line 1, column 2."),
        (b" ", "This is not JSON, from line 1, column 2."),
        (b'{"question_set": "Persephone\xff"}', "Byte 29 is not UTF-8."),
        (b'{"answers": {}, "answers": {}}', "An object names the same key twice."),
        (b'{"answers": NaN}', "Infinity and NaN are no JSON."),
        (b'{"answers": ' + b"9" * 10_000 + b"}", "A number is too long."),
        (b"[" * 100_000 + b"]" * 100_000, "This is nested too deeply."),
    ],
)
def test_malformed_json_is_refused_without_repeating_it(machine, raw, sentence):
    answer = send(machine.client(), raw)

    assert (answer.status_code, answer.json()["detail"]) == (400, sentence)
    assert b"Persephone" not in answer.content
    assert nothing_was_made()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_another_content_type_is_refused(machine, kind):
    answer = machine.client().post(
        REFERRALS, json.dumps(body(adult_answers())), content_type=kind, headers={"Idempotency-Key": KEY}
    )

    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")
    assert nothing_was_made()


def test_five_megabytes_are_read_and_refused_by_answer(machine):
    answer = send(machine.client(), body(adult_answers(account=answered("x" * 5_000_000))))

    assert (answer.status_code, list(errors_of(answer))) == (400, ["account"])
    assert len(answer.content) < 1_000
    assert nothing_was_made()


def test_more_than_any_referral_holds_is_refused_unread(machine, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000

    answer = send(machine.client(), body(adult_answers(account=answered("x" * 10_000))))

    assert (answer.status_code, answer.json()["title"]) == (413, "Request Entity Too Large")
    assert nothing_was_made()


def test_an_access_header_changes_nothing(machine):
    answer = machine.client().get(REFERRALS, {"format": "xml"}, headers={"Accept": "text/html"})

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("slug", ["sca-caseworker", "contract-manager", "administrator", "auditor"])
def test_who_does_not_refer_sends_nothing(signed_in, slug):
    answer = send(signed_in(slug), body(adult_answers()))

    assert answer.status_code == 403
    assert nothing_was_made()


def test_a_session_is_asked_for_its_csrf_token_and_a_machine_is_not(signed_in):
    browser = signed_in("police-referrer")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    machine = connected_system()
    strict_machine = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {machine.token}"})

    refused, admitted = send(strict, body(adult_answers())), send(strict_machine, body(adult_answers()))

    assert (refused.status_code, admitted.status_code) == (403, 201)
    assert "CSRF" in refused.json()["detail"]
    assert Case.objects.count() == 1

"""Notices with real processes: a dead worker, a flushed Redis and a kill in mid-sending lose none and double none."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from tests.mail_server import running_mail_server
from tests.stack import ROOT, Stack

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("stack")]

TELL = """
from nrm.access.actors import SystemActor, SystemName
from nrm.accounts.models import Membership
from nrm.audit.frame import action
from nrm.notices.kinds import Notice
from nrm.notices.queue import tell

@action
def tell_everybody(*, by, occasion):
    tell(Notice.ACCESS_ENDED, to=list(Membership.objects.all()), by=by, occasion=occasion)

tell_everybody(by=SystemActor(SystemName.NOTICE_SENDER), occasion={occasion!r})
"""
SENT = "select count(*) from notices_outboxrow where state = 'sent'"


@pytest.fixture(scope="module")
def mail_server():
    with running_mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def stack(mail_server):
    stack = Stack("drill")
    stack.env |= {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail_server.port),
    }
    try:
        stack.set_up()
        yield stack
    finally:
        stack.tear_down()


@pytest.fixture(autouse=True)
def _nothing_left_running(stack):
    yield
    for name in list(stack.processes):
        stack.kill(name)


def tell(stack, occasion):
    stack.manage("shell", "-v0", "-c", TELL.format(occasion=occasion))


def people(stack):
    return stack.query("select count(*) from accounts_membership")[0][0]


def test_notices_queued_while_no_worker_lives_are_sent_when_one_does(stack, mail_server):
    before = len(mail_server.messages)

    tell(stack, "no worker")
    stack.flush_redis()
    stack.start("worker", "beat")
    stack.wait_for("select count(*) from notices_outboxrow where state <> 'sent'", 0)

    written = mail_server.message_ids()
    assert len(written) - before == people(stack)
    assert len(set(written)) == len(written)


def test_a_worker_killed_in_mid_sending_loses_none_and_doubles_none(stack, mail_server):
    sent_before = stack.query(SENT)[0][0]
    mail_server.mood = "is slow"
    tell(stack, "killed")
    stack.start("worker", "beat")
    stack.wait_for(f"select count(*) > {sent_before + 2} from notices_outboxrow where state = 'sent'", True)

    stack.kill("worker")
    stack.flush_redis()
    time.sleep(6)
    mail_server.mood = "answers"
    stack.start("worker")
    stack.wait_for("select count(*) from notices_outboxrow where state in ('queued', 'sending')", 0)

    unknown = stack.query("select count(*) from notices_outboxrow where state = 'unknown'")[0][0]
    written = mail_server.message_ids()
    assert len(set(written)) == len(written)
    assert unknown <= 2
    assert stack.query(SENT)[0][0] - sent_before + unknown == people(stack)


def test_two_workers_and_two_beats_double_nothing(stack, mail_server):
    tell(stack, "twice")
    stack.start("worker", "beat")
    second = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "nrm", "worker", "--concurrency", "2", "-n", "second@%h"],
        env=stack.env,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    stack.processes["second worker"] = second

    stack.wait_for("select count(*) from notices_outboxrow where state in ('queued', 'sending')", 0)

    written = mail_server.message_ids()
    assert len(set(written)) == len(written)

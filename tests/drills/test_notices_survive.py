"""Notices with real processes: a dead worker, a flushed Redis and a kill in mid-sending lose none and double none."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.mail_server import running_mail_server
from tests.stack import Stack

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

for occasion in {occasions!r}:
    tell_everybody(by=SystemActor(SystemName.NOTICE_SENDER), occasion=occasion)
"""
SWEEP = "from nrm.notices.tasks import sweep_outbox; sweep_outbox()"
UNFINISHED = "select count(*) from notices_outboxrow where state in ('queued', 'sending')"


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
        stack.set_up(static_files=False)
        yield stack
    finally:
        mail_server.let_go.set()
        stack.tear_down()


@pytest.fixture(autouse=True)
def _nothing_left_running(stack):
    yield
    for name in list(stack.processes):
        stack.kill(name)


def tell(stack, *occasions):
    stack.manage("shell", "-v0", "-c", TELL.format(occasions=occasions))


def rows(stack, occasion):
    """The outbox rows of one occasion: id → state."""
    return dict(stack.query("select id, state from notices_outboxrow where key like %s", f"%/{occasion}/%"))


def people(stack):
    return stack.query("select count(*) from accounts_membership")[0][0]


def times_written(mail_server, ids):
    """How often the mail server took the message of each of those rows."""
    return Counter(row_id for row_id in mail_server.outbox_ids() if row_id in ids)


def test_notices_queued_while_no_worker_lives_and_redis_is_flushed_are_each_sent_once(stack, mail_server):
    stack.start("hurried-beat")
    tell(stack, "nobody there")
    stack.flush_redis()
    queued = rows(stack, "nobody there")

    stack.start("worker")
    stack.wait_for(UNFINISHED, 0)

    assert set(queued.values()) == {"queued"}
    assert len(queued) == people(stack)
    assert rows(stack, "nobody there") == dict.fromkeys(queued, "sent")
    assert times_written(mail_server, queued) == dict.fromkeys(queued, 1)


def test_a_worker_killed_between_sending_and_marking_leaves_an_unknown_row_that_is_never_sent_again(stack, mail_server):
    mail_server.mood = "holds"
    tell(stack, "killed")
    stack.start("worker", "hurried-beat")
    assert mail_server.is_holding.wait(30)

    stack.kill("worker")
    stack.flush_redis()
    mail_server.mood = "answers"
    mail_server.let_go.set()
    stack.start("worker")
    stack.wait_for(UNFINISHED, 0)
    after = rows(stack, "killed")
    unknown = {row_id for row_id, state in after.items() if state == "unknown"}
    stack.manage("shell", "-v0", "-c", SWEEP)

    held = set(mail_server.held_outbox_ids())
    assert len(held) >= 1
    assert held <= unknown
    assert len(after) == people(stack)
    assert set(after.values()) == {"sent", "unknown"}
    assert times_written(mail_server, after) == dict.fromkeys(after.keys() - unknown | held, 1)
    assert rows(stack, "killed") == after


def test_two_workers_two_beats_and_a_redis_flushed_under_them_double_nothing(stack, mail_server):
    stack.start("worker", "worker 2", "beat", "beat 2")
    tell(stack, "twice")
    stack.flush_redis()
    tell(stack, "twice again", "twice again")

    stack.wait_for(UNFINISHED, 0)

    sent = rows(stack, "twice") | rows(stack, "twice again")
    assert len(sent) == 2 * people(stack)
    assert set(sent.values()) == {"sent"}
    assert times_written(mail_server, sent) == dict.fromkeys(sent, 1)

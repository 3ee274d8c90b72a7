"""A decision that is being issued when the web or the database is killed is issued whole or not at all, and once."""

from __future__ import annotations

import contextlib
import threading

import pytest

from tests.web_client import WebClient, sendable

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own-postgres")]

DRAFTED = """
from decisions.enums import DecisionOutcome
from tests.factories.decisions import decision_at

for _ in range({number}):
    print(decision_at("draft", DecisionOutcome.POSITIVE).case.reference)
"""
DRILLS = 5
# What the request waits for while it is killed: a row that somebody else holds.
IN_THE_MIDDLE_OF_ITS_WRITES = (
    "select 1 from deadlines_deadline d join cases_case c on c.id = d.case_id where c.reference = %s for update of d"
)
# The keys of what it tells are looked at when it commits, with all its writes behind it.
AT_ITS_COMMIT = (
    "select 1 from accounts_person p join accounts_membership m on m.person_id = p.id join referrals_referral r "
    "on r.submitted_by_id = m.id join cases_case c on c.id = r.case_id where c.reference = %s for update of p"
)
STANDING = {
    "case": "select status from cases_case where reference = %s",
    "decision": "select d.status from decisions_decision d join cases_case c on c.id = case_id where reference = %s",
    "statuses": (
        "select count(*) from cases_casestatusrow s join cases_case c on c.id = case_id "
        "where reference = %s and s.status = 'rg_positive'"
    ),
    "steps": (
        "select count(*) from decisions_decisionstep s join decisions_decision d on d.id = decision_id "
        "join cases_case c on c.id = case_id where reference = %s and s.step = 'issued'"
    ),
    "clocks": (
        "select coalesce(string_agg(rule, ' ' order by rule), '') from deadlines_deadline "
        "join cases_case c on c.id = case_id where reference = %s and met_at is null"
    ),
    "record": ("select count(*) from audit_event where case_reference = %s and event = 'reasonable_grounds_issued'"),
    "inbox": "select count(*) from notices_inboxitem where reference = %s and notice = 'rg_decision_made'",
    "outbox": "select count(*) from notices_outboxrow where reference = %s and notice = 'rg_decision_made'",
}
NOT_AT_ALL = {
    "case": "rg_in_progress",
    "decision": "draft",
    "statuses": 0,
    "steps": 0,
    "clocks": "rg_target",
    "record": 0,
    "inbox": 0,
    "outbox": 0,
}
WHOLE = {
    "case": "rg_positive",
    "decision": "issued",
    "statuses": 1,
    "steps": 1,
    "clocks": "cg_earliest recovery_period_end",
    "record": 1,
    "inbox": 2,  # whoever referred, and their lead
    "outbox": 2,
}
SESSIONS = "select count(*) from pg_stat_activity where usename = 'nrm_app' and datname = current_database()"
UNFINISHED = "select count(*) from notices_outboxrow where state in ('queued', 'sending')"


@pytest.fixture(scope="module")
def drafted(own_stack):
    """The references of cases with a drafted decision, one for each drill."""
    return iter(own_stack.manage("shell", "-v0", "-c", DRAFTED.format(number=DRILLS)).split())


@pytest.fixture
def web(survivors):
    survivors.start("web")
    return survivors


@pytest.fixture
def issuing(web, drafted):
    return Issuing(web, next(drafted))


def standing(stack, reference):
    """How the case stands in every room that issuing writes to."""
    return {name: stack.query(sql, reference)[0][0] for name, sql in STANDING.items()}


class Issuing:
    """A caseworker who has read the page of a drafted decision and presses the button."""

    def __init__(self, stack, reference):
        self.stack, self.reference = stack, reference
        self.path = f"/cases/{self.reference}/reasonable-grounds/issue/"
        self.client = WebClient(stack.address)
        self.client.sign_in("sca-caseworker")
        self.fields = sendable(self.client.get(self.path))
        self.answers = []

    def press(self):
        self.answers.append(self.client.post(self.path, self.fields))

    @contextlib.contextmanager
    def pressed_and_waiting(self, for_what):
        """The request is on its way and waits for what somebody else holds."""
        sender = threading.Thread(target=self.press)
        with self.stack.holding(for_what, self.reference):
            sender.start()
            self.stack.wait_until_somebody_waits()
            yield
        sender.join(60)


def wait_until_settled(stack):
    """Wait until the database has noticed that whoever it worked for is gone."""
    stack.wait_for(SESSIONS, 0)


@pytest.mark.parametrize(
    ("waits_for", "left"),
    [
        pytest.param(IN_THE_MIDDLE_OF_ITS_WRITES, NOT_AT_ALL, id="in the middle of its writes"),
        pytest.param(AT_ITS_COMMIT, WHOLE, id="at its commit"),
    ],
)
def test_web_killed_while_a_decision_is_issued(web, issuing, waits_for, left):
    with issuing.pressed_and_waiting(waits_for):
        web.kill("web")
    wait_until_settled(web)
    after_the_kill = standing(web, issuing.reference)
    web.start("web")
    issuing.press()
    issuing.press()

    assert issuing.answers[0] == 0
    assert after_the_kill == left
    assert standing(web, issuing.reference) == WHOLE


@pytest.mark.parametrize("waits_for", [IN_THE_MIDDLE_OF_ITS_WRITES, AT_ITS_COMMIT], ids=["writes", "commit"])
def test_database_killed_while_a_decision_is_issued(web, issuing, own_postgres, waits_for):
    with issuing.pressed_and_waiting(waits_for):
        own_postgres.kill()
    own_postgres.start()
    after_the_kill = standing(web, issuing.reference)
    issuing.press()
    issuing.press()

    assert issuing.answers[0] == 503
    assert after_the_kill == NOT_AT_ALL
    assert standing(web, issuing.reference) == WHOLE


def test_decision_issued_while_redis_is_emptied_and_no_worker_lives_is_told_once(web, issuing, letters):
    issuing.press()
    web.flush_redis()
    web.start("worker", "hurried-beat")
    web.wait_for(UNFINISHED, 0)
    rows = dict(
        web.query(
            "select id, state from notices_outboxrow where reference = %s and notice = 'rg_decision_made'",
            issuing.reference,
        )
    )

    assert standing(web, issuing.reference) == WHOLE
    assert set(rows.values()) == {"sent"}
    assert sorted(row_id for row_id in letters.outbox_ids() if row_id in rows) == sorted(rows)

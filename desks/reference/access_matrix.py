"""Who gets which answer at which address, as one literal table: every route, each method it answers, every persona.

The table is the expectation. `tests/meta/test_access_matrix.py` makes the rows it speaks of, asks every address as
every persona and compares; `manage.py access_matrix` and docs/reference/access-matrix.md print it.
"""

from __future__ import annotations

from collections.abc import Iterator

from desks.reference.access_rows import (
    ANONYMOUS,
    AUTHORITIES,
    EVERYBODY,
    GROUPS,
    REFERRERS,
    SUPPORTERS,
    Expectation,
    Row,
    slugs,
)
from desks.reference.sign_in_pages import SIGN_IN_PAGES
from nrm.accounts.demo.personas import PERSONAS

__all__ = ["ANONYMOUS", "GROUPS", "MATRIX", "METHOD_NOTE", "ROWS_NOTE", "Expectation", "Row", "expectations", "slugs"]

ROWS_NOTE = (
    "The case, draft, report and member meant are those of Derbyshire Constabulary (`police-referrer`); the Single "
    "Competent Authority decides the case, which from reasonable grounds on is allocated to `sca-caseworker`. Which "
    "status it has in each row stands in `desks/reference/access_matrix.py`."
)
METHOD_NOTE = (
    "200 shown; 302 done, or to the sign-in page for an anonymous visitor; 401 and 403 refused; 404 does not exist for "
    "them; 422 admitted, and what was sent is not enough, such as an empty form."
)


def _public(url_name: str, method: str = "GET", status: int = 200) -> Row:
    return Row(url_name, method, {status: EVERYBODY}, visitor=status)


def _recorded(url_name: str, on: str) -> tuple[Row, Row]:
    """What the provider's support workers record; the contractor and the provider's finance officer see the person."""
    refused = {403: "contract-manager support-finance"}
    return (
        Row(url_name, "GET", {200: "support-worker"} | refused, rest=404, on=on),
        Row(url_name, "POST", {302: "support-worker"} | refused, rest=404, on=on),
    )


MATRIX: tuple[Row, ...] = (
    # -- where people work
    Row("desks:start", "GET", {200: EVERYBODY}),
    Row("desks:queue", "GET", {200: AUTHORITIES}),
    Row("desks:cases", "GET", {200: REFERRERS}),
    Row("desks:suggest", "GET", {200: f"{REFERRERS} {AUTHORITIES} {SUPPORTERS}"}),
    Row("desks:search", "GET", {200: f"{REFERRERS} {AUTHORITIES} {SUPPORTERS}"}),
    Row("desks:search", "POST", {302: f"{REFERRERS} {AUTHORITIES} {SUPPORTERS}"}),
    Row("desks:monthly-counts", "GET", {200: "sca-leader ieca-leader"}),
    Row("desks:overdue", "GET", {200: "sca-leader ieca-leader"}),
    Row("desks:case", "GET", {200: "derbyshire sca"}, rest=404, on="case in progress"),
    Row("desks:inbox", "GET", {200: EVERYBODY}),
    Row("desks:inbox-read", "POST", {302: EVERYBODY}),
    Row("desks:inbox-item", "POST", {302: "sca-caseworker"}, rest=404, on="notice to sca-caseworker"),
    Row("desks:record", "GET", {200: "auditor"}),
    Row("desks:record-case", "GET", {200: "auditor"}),
    Row("desks:record-person", "GET", {200: "auditor"}),
    # -- the API
    Row("api:cases", "GET", {200: f"{REFERRERS} {AUTHORITIES} {SUPPORTERS}"}, visitor=401),
    Row("api:case", "GET", {200: "derbyshire sca"}, visitor=401, rest=404, on="case in progress"),
    Row("api:referrals", "GET", {200: REFERRERS}, visitor=401),
    Row("api:referrals", "POST", {400: REFERRERS}, visitor=401),  # 400: a form is no referral
    Row("api:referral", "GET", {200: "derbyshire sca"}, visitor=401, rest=404, on="case in progress"),
    Row("api:question-set", "GET", {200: REFERRERS}, visitor=401, rest=404, on="question set"),
    Row("api:support-packages", "GET", {200: SUPPORTERS}, visitor=401),
    Row(
        "api:support-package",
        "GET",
        {200: "contract-manager support-worker"},
        visitor=401,
        rest=404,
        on="package in support",
    ),
    Row("api:schema", "GET", {200: EVERYBODY}, visitor=401),
    Row("api:docs", "GET", {200: EVERYBODY}),
    # -- support: the package of The Salvation Army is offered to, or supported by, Causeway
    Row("desks:support", "GET", {200: SUPPORTERS}),
    Row("desks:support-payments", "GET", {200: f"{SUPPORTERS} support-finance"}),
    Row("desks:support-package", "GET", {200: "contract-manager support-worker"}, rest=404, on="package in support"),
    Row("support:offer", "GET", {200: "contract-manager"}, rest=404, on="package to allocate"),
    Row("support:offer", "POST", {302: "contract-manager"}, rest=404, on="package to allocate"),
    Row("support:withdraw", "GET", {200: "contract-manager"}, rest=404, on="offered package"),
    Row("support:withdraw", "POST", {302: "contract-manager"}, rest=404, on="offered package"),
    Row("support:answer", "GET", {200: "support-worker"}, rest=404, on="offered package"),
    Row("support:answer", "POST", {302: "support-worker"}, rest=404, on="offered package"),
    *_recorded("support:assess", "package in support"),
    *_recorded("support:plan-item-add", "package in support"),
    *_recorded("support:plan-item", "item of a plan"),
    *_recorded("support:place", "package in support"),
    *_recorded("support:end-placement", "placement"),
    *_recorded("support:address", "placement"),
    *_recorded("support:payment", "package in support"),
    *_recorded("support:worker", "package in support"),
    Row(
        "support:end",
        "GET",
        {200: "contract-manager support-worker", 403: "support-finance"},
        rest=404,
        on="package in support",
    ),
    Row(
        "support:end",
        "POST",
        {302: "contract-manager support-worker", 403: "support-finance"},
        rest=404,
        on="package in support",
    ),
    # -- cases
    Row(
        "cases:route",
        "GET",
        {200: "sca-intake sca-leader", 403: "derbyshire sca-caseworker sca-second-caseworker"},
        rest=404,
        on="submitted case",
    ),
    Row(
        "cases:route",
        "POST",
        {302: "sca-intake sca-leader", 403: "derbyshire sca-caseworker sca-second-caseworker"},
        rest=404,
        on="submitted case",
    ),
    Row(
        "cases:allocate",
        "GET",
        {200: "sca-intake sca-leader", 403: "derbyshire sca-caseworker sca-second-caseworker"},
        rest=404,
        on="routed case",
    ),
    Row(
        "cases:allocate",
        "POST",
        {302: "sca-intake sca-leader", 403: "derbyshire sca-caseworker sca-second-caseworker"},
        rest=404,
        on="routed case",
    ),
    # -- decisions: the author and a second caseworker are two people
    Row(
        "decisions:record-reasonable-grounds",
        "GET",
        {200: "sca-caseworker", 403: "derbyshire sca-intake sca-second-caseworker sca-leader"},
        rest=404,
        on="case in progress",
    ),
    Row(
        "decisions:record-reasonable-grounds",
        "POST",
        {302: "sca-caseworker", 403: "derbyshire sca-intake sca-second-caseworker sca-leader"},
        rest=404,
        on="case in progress",
    ),
    Row(
        "decisions:check-reasonable-grounds",
        "GET",
        {200: "sca-second-caseworker sca-leader", 403: "derbyshire sca-intake sca-caseworker"},
        rest=404,
        on="case with a decision to check",
    ),
    Row(
        "decisions:check-reasonable-grounds",
        "POST",
        {302: "sca-second-caseworker sca-leader", 403: "derbyshire sca-intake sca-caseworker"},
        rest=404,
        on="case with a decision to check",
    ),
    Row(
        "decisions:issue-reasonable-grounds",
        "GET",
        {200: "sca-caseworker", 403: "derbyshire sca-intake sca-second-caseworker sca-leader"},
        rest=404,
        on="case with an approved decision",
    ),
    Row(
        "decisions:issue-reasonable-grounds",
        "POST",
        {302: "sca-caseworker", 403: "derbyshire sca-intake sca-second-caseworker sca-leader"},
        rest=404,
        on="case with an approved decision",
    ),
    # after a positive the contract manager of the person's support is in the case, and never reads a decision
    Row(
        "decisions:record-conclusive-grounds",
        "GET",
        {200: "sca-caseworker", 403: "contract-manager derbyshire sca-intake sca-second-caseworker sca-leader"},
        rest=404,
        on="case in its recovery period",
    ),
    Row(
        "decisions:record-conclusive-grounds",
        "POST",
        {302: "sca-caseworker", 403: "contract-manager derbyshire sca-intake sca-second-caseworker sca-leader"},
        rest=404,
        on="case in its recovery period",
    ),
    Row(
        "decisions:check-conclusive-grounds",
        "GET",
        {200: "sca-second-caseworker sca-leader", 403: "contract-manager derbyshire sca-intake sca-caseworker"},
        rest=404,
        on="case with a conclusive grounds decision to check",
    ),
    Row(
        "decisions:check-conclusive-grounds",
        "POST",
        {302: "sca-second-caseworker sca-leader", 403: "contract-manager derbyshire sca-intake sca-caseworker"},
        rest=404,
        on="case with a conclusive grounds decision to check",
    ),
    Row(
        "decisions:issue-conclusive-grounds",
        "GET",
        {200: "sca-caseworker", 403: "contract-manager derbyshire sca-intake sca-second-caseworker sca-leader"},
        rest=404,
        on="case with an approved conclusive grounds decision",
    ),
    Row(
        "decisions:issue-conclusive-grounds",
        "POST",
        {302: "sca-caseworker", 403: "contract-manager derbyshire sca-intake sca-second-caseworker sca-leader"},
        rest=404,
        on="case with an approved conclusive grounds decision",
    ),
    # -- intake
    Row("referrals:begin", "GET", {200: REFERRERS}),
    Row("referrals:begin", "POST", {422: REFERRERS}),
    Row("referrals:drafts", "GET", {200: REFERRERS}),
    Row("referrals:drafts", "POST", {302: REFERRERS}),
    Row("referrals:draft", "GET", {200: "derbyshire"}, rest=404, on="draft"),
    Row("referrals:page", "GET", {200: "derbyshire"}, rest=404, on="page of the draft"),
    Row("referrals:page", "POST", {302: "derbyshire"}, rest=404, on="page of the draft"),
    Row("referrals:check", "GET", {200: "derbyshire"}, rest=404, on="draft"),
    Row("referrals:check", "POST", {302: "derbyshire"}, rest=404, on="draft"),
    Row("referrals:dispose", "GET", {200: "derbyshire"}, rest=404, on="draft"),
    Row("referrals:dispose", "POST", {302: "derbyshire"}, rest=404, on="draft"),
    Row("referrals:received", "GET", {200: "derbyshire"}, rest=404, on="submitted case"),
    Row("referrals:duty-to-notify-list", "GET", {200: REFERRERS}),
    Row("referrals:duty-to-notify", "GET", {200: "derbyshire"}, rest=404, on="duty to notify report"),
    # -- people: `administrator` is Derbyshire Constabulary's
    Row("accounts:act-as", "GET", {200: EVERYBODY}),
    Row("accounts:act-as", "POST", {422: EVERYBODY}),
    Row("accounts:members", "GET", {200: "police-lead sca-leader ieca-leader administrator"}),
    Row("accounts:invite", "GET", {200: "police-lead sca-leader ieca-leader administrator"}),
    Row("accounts:invite", "POST", {422: "police-lead sca-leader ieca-leader administrator"}),
    Row("accounts:change-role", "GET", {200: "police-lead administrator"}, rest=404, on="member"),
    Row("accounts:change-role", "POST", {302: "police-lead administrator"}, rest=404, on="member"),
    Row("accounts:end-access", "GET", {200: "police-lead administrator"}, rest=404, on="member"),
    Row("accounts:end-access", "POST", {302: "police-lead administrator"}, rest=404, on="member"),
    Row(
        "accounts:reset-second-factor",
        "GET",
        {200: "police-lead administrator"},
        rest=404,
        on="member",
    ),
    Row(  # 422: the member has no second factor to reset
        "accounts:reset-second-factor",
        "POST",
        {422: "police-lead administrator"},
        rest=404,
        on="member",
    ),
    Row("accounts:machines", "GET", {200: "administrator"}),
    Row("accounts:machine-add", "GET", {200: "administrator"}),
    Row("accounts:machine-add", "POST", {422: "administrator"}),
    Row("accounts:machine-token", "GET", {200: "administrator"}, rest=404, on="connected system"),
    Row("accounts:machine-token", "POST", {200: "administrator"}, rest=404, on="connected system"),
    Row("accounts:machine-end", "GET", {200: "administrator"}, rest=404, on="connected system"),
    Row("accounts:machine-end", "POST", {302: "administrator"}, rest=404, on="connected system"),
    # -- anybody
    _public("web:accessibility"),
    _public("web:privacy"),
    _public("web:cookies"),
    _public("web:healthz"),
    _public("web:readyz"),
    _public("web:metrics", "GET", 404),
    # -- the demonstration only
    _public("web:components"),
    _public("demo:personas"),
    _public("demo:sign-in", "POST", 302),
    _public("demo:outbox"),
)


def expectations() -> Iterator[Expectation]:
    """The table written out: one line for each route, method and persona, the anonymous visitor last."""
    for row in (*MATRIX, *SIGN_IN_PAGES):
        answers = {slug: status for status, names in row.answers.items() for slug in slugs(names)}
        for persona in PERSONAS:
            yield Expectation(row.url_name, row.method, persona.slug, answers.get(persona.slug, row.rest))
        yield Expectation(row.url_name, row.method, ANONYMOUS, row.visitor)

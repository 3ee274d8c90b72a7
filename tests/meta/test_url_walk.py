"""Every address declares who may open it. The few that anybody may are written here a second time."""

from __future__ import annotations

from collections import Counter

import pytest
from django.urls import reverse

from nrm.access.declared import AccessDeclared, UndeclaredView
from nrm.access.drf import ApiView
from nrm.access.permissions import Permission
from nrm.access.third_party import THIRD_PARTY
from nrm.web.pages import Page
from tests.routes import routes

# Addresses of ours that open without sign-in, with the reason each gives. A new one is a decision, taken here.
PUBLIC = {
    "web:accessibility": "says how accessible the service is, also to somebody who cannot sign in",
    "web:privacy": "says what is kept about people",
    "web:cookies": "says which cookies are set",
    "web:healthz": "a load balancer asks whether the process lives",
    "web:readyz": "a load balancer asks whether the process can work",
    "web:metrics": "numbers for monitoring, only with the token that METRICS_TOKEN holds",
    "web:components": "shows components with invented text, in the demonstration only",
    "demo:personas": "the demonstration's people, on loopback only",
    "demo:sign-in": "the demonstration's one click, on loopback only",
    "demo:outbox": "the demonstration's emails, on loopback only",
}
# allauth routes these too; nobody may open them, so nothing declares them and the middleware refuses them.
SHUT = {
    "": "redirects without a name",
    "account_confirm_email": "no self sign-up",
    "account_confirm_login_code": "no sign-in by a code in an email",
    "account_email": "an administrator changes addresses",
    "account_email_verification_sent": "no self sign-up",
    "socialaccount_connections": "no sign-in through another site",
    "socialaccount_login_cancelled": "no sign-in through another site",
    "socialaccount_login_error": "no sign-in through another site",
    "socialaccount_signup": "no sign-in through another site",
}
# Pages of ours that record no read, each with the reason.
SHOWS_NOBODY = {
    "accounts:act-as": "one's own memberships",
    "accounts:invite": "an empty form",
    "accounts:machine-add": "an empty form; what it makes is recorded",
    "api:docs": "says how the API works",
    "desks:case": "hands over to a page that records",
    "desks:inbox-read": "marks one's own notices as read, which is recorded",
    "desks:inbox-item": "marks one's own notice as read, which is recorded",
    "desks:record": "an empty form",
    "desks:search": "records itself where it searched",
    "desks:start": "records itself where it shows cases",
    "referrals:begin": "an empty form",
}
ROUTES = routes()
OURS = [route for route in ROUTES if route.is_ours]


def declared(route):
    return getattr(route.view, "declared_access", None)


def is_public(route) -> bool:
    return isinstance(declared(route), str) and not isinstance(declared(route), Permission)


def test_every_route_declares_its_access_or_is_named_as_third_party():
    undeclared = {route.name for route in ROUTES if not declared(route)}

    assert undeclared - set(THIRD_PARTY) == set(SHUT)
    assert {route.name for route in OURS} & set(SHUT) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(SHUT) - {"", "account_confirm_email"}))
def test_what_nobody_may_open_is_refused(signed_in, name):
    response = signed_in("administrator").get(reverse(name))

    assert response.status_code == 403


def test_third_party_table_names_only_routes_that_exist_and_are_not_ours():
    names = {route.name for route in ROUTES}

    assert set(THIRD_PARTY) - names == set()
    assert set(THIRD_PARTY) & {route.name for route in OURS} == set()
    assert [name for name, why in THIRD_PARTY.items() if len(why) < 10] == []


def test_public_pages_are_exactly_these():
    assert {route.name for route in ROUTES if is_public(route)} == set(PUBLIC)


def test_every_page_of_ours_stands_on_a_base_that_declares():
    loose = [
        route.name
        for route in OURS
        if not issubclass(
            getattr(route.view, "view_class", getattr(route.view, "cls", object)), (AccessDeclared, ApiView)
        )
    ]

    assert loose == []


def test_every_endpoint_declares_a_permission_for_each_method_it_answers():
    endpoints = [route for route in OURS if isinstance(declared(route), dict)]

    missing = [
        (r.name, m) for r in endpoints for m in r.methods if not isinstance(declared(r).get(m.lower()), Permission)
    ]

    assert missing == []


def test_only_public_pages_are_spared_the_sign_in():
    spared = {
        r.name for r in OURS if getattr(r.view, "login_required", True) is False and not isinstance(declared(r), dict)
    }

    assert spared == set(PUBLIC)


def test_every_page_records_whom_it_shows_or_shows_nobody():
    """Reads of personal data are recorded (docs/explanation/audit.md); a page that declares none is named with why."""
    pages = {
        r.name: r.view.view_class
        for r in OURS
        if issubclass(getattr(r.view, "view_class", object), Page) and not is_public(r)
    }

    silent = {name for name, view in pages.items() if view.audit_read is None}

    assert silent == set(SHOWS_NOBODY)


def test_every_route_has_one_name():
    twice = [name for name, times in Counter(route.name for route in OURS).items() if times > 1]

    assert twice == []
    assert [route for route in OURS if route.name.endswith(":") or ":" not in route.name] == []


def test_a_page_without_a_declaration_cannot_be_routed():
    class Forgotten(AccessDeclared):
        """Names neither a permission nor a reason."""

    class Both(AccessDeclared):
        """Names both, so that nobody can tell which counts."""

        permission = Permission.USE_SERVICE
        public_reason = "and yet public"

    class ForgottenEndpoint(ApiView):
        """Names no permissions."""

    for undeclared in (Forgotten, Both):
        with pytest.raises(UndeclaredView, match="must declare"):
            undeclared.as_view()
    with pytest.raises(TypeError, match="must declare its permissions"):
        ForgottenEndpoint.as_view()

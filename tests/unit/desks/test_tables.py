"""The literal tables cover every role and every status, and lead somewhere."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from cases.enums import CaseStatus
from cases.models import Case
from decisions.models import Decision
from desks.navigation import PLACES
from desks.presenters.followed import NEXT_STEPS, next_steps
from desks.start_pages import START_PAGES
from nrm.access.roles import ROLES, Capacity, Role


def test_every_role_has_a_start_page():
    assert set(START_PAGES) == set(Role)


def test_every_start_page_offers_only_what_its_role_may_do():
    for role, page in START_PAGES.items():
        assert {doing.permission for doing in page.doings} <= ROLES[role].permissions, role
        assert all(reverse(doing.route) for doing in page.doings)


def test_a_role_whose_pages_come_later_says_that_it_sees_no_case():
    later = {role for role, page in START_PAGES.items() if "Nothing of a case is shown to you" in page.later}

    assert later == {
        Role.PANEL_CHAIR,
        Role.CONTRACT_MANAGER,
        Role.SUPPORT_WORKER,
        Role.SUPPORT_FINANCE,
        Role.CHILDRENS_SERVICES,
        Role.ANALYST,
        Role.STATISTICIAN,
        Role.ADMINISTRATOR,
        Role.SYSTEM_OPERATOR,
    }


def test_only_roles_that_decide_or_refer_are_shown_cases():
    with_cases = {role for role, page in START_PAGES.items() if page.work is not None}

    assert with_cases == {
        role for role in Role if ROLES[role].capacities & {Capacity.REFERRER, Capacity.COMPETENT_AUTHORITY}
    }


def test_every_status_says_what_happens_next():
    assert set(NEXT_STEPS) == set(CaseStatus)
    assert all(NEXT_STEPS.values())


def test_every_place_of_the_navigation_is_an_address():
    assert all(reverse(place.route) for place in PLACES)


def test_after_a_negative_the_last_day_to_ask_for_reconsideration_and_the_helpline_are_said():
    case, decision = Case(status="rg_negative"), Decision(issued_on=dt.date(2026, 11, 24))

    said = " ".join(next_steps(case, decision))

    assert "within 30 calendar days of the decision" in said
    assert "until 24 December 2026" in said
    assert "0800 0121 700" in said
    assert next_steps(case, None) == NEXT_STEPS[CaseStatus.RG_NEGATIVE]

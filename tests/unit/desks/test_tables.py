"""The literal tables cover every role and every status, and lead somewhere."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from cases.enums import CaseStatus
from cases.models import Case
from decisions.enums import DecisionKind
from decisions.models import Decision
from desks.navigation import PLACES
from desks.presenters.followed import NEXT_STEPS, next_steps
from desks.start_pages import START_PAGES
from nrm.access.roles import ROLES, Role


def test_every_role_has_a_start_page():
    assert set(START_PAGES) == set(Role) - {Role.MACHINE}  # a connected system opens no page


def test_every_start_page_offers_only_what_its_role_may_do():
    for role, page in START_PAGES.items():
        assert {doing.permission for doing in page.doings} <= ROLES[role].permissions, role
        assert all(reverse(doing.route) for doing in page.doings)


def test_a_role_that_sees_no_case_is_told_so_and_promised_nothing():
    told = {role for role, page in START_PAGES.items() if "No case is shown to you." in page.says}

    assert told == {
        Role.PANEL_CHAIR,
        Role.CHILDRENS_SERVICES,
        Role.ANALYST,
        Role.STATISTICIAN,
        Role.ADMINISTRATOR,
        Role.SYSTEM_OPERATOR,
    }
    said = [text for role, page in START_PAGES.items() for text in (page.says, ROLES[role].prose)]
    assert [text for text in said if "later" in text or " yet" in text] == []


def test_whoever_has_cases_is_shown_what_waits_of_them():
    with_lists = {role for role, page in START_PAGES.items() if page.work}

    assert with_lists == {
        Role.REFERRER,
        Role.LEAD,
        Role.INTAKE,
        Role.CASEWORKER,
        Role.SECOND_CASEWORKER,
        Role.LEADER,
        Role.CONTRACT_MANAGER,
        Role.SUPPORT_WORKER,
        Role.SUPPORT_FINANCE,
    }
    work = [each for page in START_PAGES.values() for each in page.work]
    assert all(reverse(each.route) for each in work)
    assert {each.title for each in work if not each.empty.endswith(".")} == {"Reminders you have not read"}


def test_every_status_says_what_happens_next():
    assert set(NEXT_STEPS) == set(CaseStatus)
    assert all(NEXT_STEPS.values())


def test_every_place_of_the_navigation_is_an_address():
    assert all(reverse(place.route) for place in PLACES)


def test_after_a_negative_the_last_day_to_ask_for_reconsideration_and_the_helpline_are_said():
    case, decision = Case(status="rg_negative", nation="england"), Decision(issued_on=dt.date(2026, 11, 24))

    said = " ".join(next_steps(case, {DecisionKind.REASONABLE_GROUNDS: decision}))

    assert "Reconsideration can be asked for until 24 December 2026" in said
    assert "0800 0121 700" in said
    assert next_steps(case, {}) == NEXT_STEPS[CaseStatus.RG_NEGATIVE]

"""The calendars we ship: the installed list, the extra days, and that neither asks the network."""

from __future__ import annotations

import socket
from datetime import date

import pytest

from cases.enums import Nation
from deadlines.domain.bank_holidays import calendar_for, extra_days
from deadlines.domain.calendars import WorkingCalendar


@pytest.fixture
def fresh_calendars():
    calendar_for.cache_clear()
    extra_days.cache_clear()


def test_every_nation_has_the_calendar_of_its_division():
    names = {nation: calendar_for(nation).name for nation in Nation}

    assert names == {
        Nation.ENGLAND: "England and Wales",
        Nation.WALES: "England and Wales",
        Nation.SCOTLAND: "Scotland",
        Nation.NORTHERN_IRELAND: "Northern Ireland",
    }


@pytest.mark.usefixtures("fresh_calendars")
def test_calendars_are_built_without_the_network(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a calendar asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert date(2026, 12, 25) in calendar_for(Nation.ENGLAND).holidays


@pytest.mark.parametrize(
    ("day", "name", "nations"),
    [
        (date(2026, 12, 25), "Christmas Day", set(Nation)),
        (date(2026, 12, 28), "Boxing Day (substitute day)", set(Nation)),
        (date(2026, 1, 2), "2nd January", {Nation.SCOTLAND}),
        (date(2027, 7, 12), "Battle of the Boyne (Orangemen\u2019s Day)", {Nation.NORTHERN_IRELAND}),
        (date(2026, 4, 6), "Easter Monday", {Nation.ENGLAND, Nation.WALES, Nation.NORTHERN_IRELAND}),
        (date(2026, 6, 15), "World Cup bank holiday", {Nation.SCOTLAND}),
    ],
)
def test_holiday_is_kept_in_its_nations_only(day, name, nations):
    kept = {nation: calendar_for(nation).holidays.get(day) for nation in Nation}

    assert kept == {nation: name if nation in nations else None for nation in Nation}


def test_holidays_are_known_for_whole_years():
    known = {(calendar_for(nation).known_from, calendar_for(nation).known_until) for nation in Nation}

    assert known == {(date(2012, 1, 1), date(2028, 12, 31))}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), True),
        (date(2025, 12, 31), date(2026, 6, 1), False),
        (date(2026, 6, 1), date(2027, 1, 1), False),
    ],
)
def test_calendar_knows_only_its_own_span(first, last, expected):
    calendar = WorkingCalendar(
        "Example", Nation.ENGLAND, {}, known_until=date(2026, 12, 31), known_from=date(2026, 1, 1)
    )

    assert calendar.knows(first, last) is expected


def test_every_extra_day_has_a_source_and_is_not_at_a_weekend():
    days = [(row.day, row.nations, row.day.weekday() < 5, bool(row.source)) for row in extra_days()]

    assert days == [(date(2026, 6, 15), (Nation.SCOTLAND,), True, True)]

"""Ages and birth dates, whole and partial."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.domain.ages import (
    PartialDate,
    age_on,
    birth_contradictions,
    birthday,
    days_to_eighteen,
    eighteenth_birthday,
    may_be_under_18,
    oldest_age,
    youngest_age,
)
from cases.enums import AgeGroup

TODAY = date(2026, 11, 23)
BIRTHS = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2008, 11, 23), TODAY, 18),
        (date(2008, 11, 24), TODAY, 17),
        (date(2008, 11, 22), TODAY, 18),
        (TODAY, TODAY, 0),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_age_counts_whole_years(born, on, age):
    assert age_on(born, on) == age


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2008, 2, 28), date(2026, 2, 28)),
        (date(2008, 3, 1), date(2026, 3, 1)),
        (date(2010, 12, 31), date(2028, 12, 31)),
    ],
)
def test_eighteenth_birthday(born, expected):
    assert eighteenth_birthday(born) == expected


def test_leap_birthday_stays_in_a_leap_year():
    assert birthday(date(2008, 2, 29), 2028) == date(2028, 2, 29)


@pytest.mark.parametrize(("on", "days"), [(date(2026, 2, 28), 1), (date(2026, 3, 1), 0), (date(2026, 3, 2), -1)])
def test_days_to_eighteen_of_somebody_born_on_29_february(on, days):
    assert days_to_eighteen(date(2008, 2, 29), on) == days


@pytest.mark.parametrize(
    ("partial", "earliest", "latest"),
    [
        (PartialDate(2008), date(2008, 1, 1), date(2008, 12, 31)),
        (PartialDate(2008, 2), date(2008, 2, 1), date(2008, 2, 29)),
        (PartialDate(2009, 2), date(2009, 2, 1), date(2009, 2, 28)),
        (PartialDate(2008, 2, 3), date(2008, 2, 3), date(2008, 2, 3)),
    ],
)
def test_partial_date_spans_what_it_may_be(partial, earliest, latest):
    assert (partial.earliest, partial.latest) == (earliest, latest)


@pytest.mark.parametrize("parts", [(2008, None, 3), (2009, 2, 29), (2008, 13), (0,), (2008, 4, 31)])
def test_date_that_does_not_exist_is_refused(parts):
    with pytest.raises(ValueError, match=r".+"):
        PartialDate(*parts)


@pytest.mark.parametrize(
    ("partial", "youngest", "oldest", "child"),
    [
        (PartialDate(2008), 17, 18, True),
        (PartialDate(2008, 11), 17, 18, True),
        (PartialDate(2008, 10), 18, 18, False),
        (PartialDate(2008, 12), 17, 17, True),
        (PartialDate(2007), 18, 19, False),
        (PartialDate(2026), 0, 0, True),
        (PartialDate(2008, 11, 23), 18, 18, False),
    ],
)
def test_partial_birth_date_allows_a_span_of_ages(partial, youngest, oldest, child):
    assert (youngest_age(partial, TODAY), oldest_age(partial, TODAY)) == (youngest, oldest)
    assert may_be_under_18(partial, TODAY) is child


@pytest.mark.parametrize("age_of", [youngest_age, oldest_age])
def test_age_before_birth_is_refused(age_of):
    with pytest.raises(ValueError, match=r"^There is no age before the birth.$"):
        age_of(PartialDate(2027), TODAY)


@pytest.mark.parametrize(
    ("born", "answered", "codes"),
    [
        (PartialDate(2008, 11, 24), AgeGroup.ADULT, ["child_answered_adult"]),
        (PartialDate(2008, 11, 23), AgeGroup.ADULT, []),
        (PartialDate(2008, 11, 23), AgeGroup.CHILD, ["adult_answered_child"]),
        (PartialDate(2008, 11, 24), AgeGroup.CHILD, []),
        (PartialDate(2008), AgeGroup.ADULT, []),
        (PartialDate(2008), AgeGroup.CHILD, []),
        (PartialDate(2009), AgeGroup.ADULT, ["child_answered_adult"]),
        (PartialDate(2007), AgeGroup.CHILD, ["adult_answered_child"]),
        (PartialDate(2015), AgeGroup.UNSURE, []),
        (PartialDate(2008), AgeGroup.UNSURE, []),
        (PartialDate(1980), AgeGroup.UNSURE, ["adult_answered_unsure"]),
        (PartialDate(2015), None, []),
        (PartialDate(2026, 11, 24), AgeGroup.CHILD, ["future"]),
        (PartialDate(2026, 12), None, ["future"]),
        (PartialDate(2027), AgeGroup.ADULT, ["future"]),
        (PartialDate(2026, 11), AgeGroup.CHILD, []),
        (PartialDate(2026, 11, 23), AgeGroup.CHILD, []),
        (PartialDate(1899, 12, 31), AgeGroup.ADULT, ["before_1900"]),
        (PartialDate(1899), AgeGroup.CHILD, ["before_1900"]),
        (PartialDate(1900), AgeGroup.ADULT, []),
    ],
)
def test_contradictions_of_birth_date_and_answer(born, answered, codes):
    assert [found.code for found in birth_contradictions(born, answered, TODAY)] == codes


def test_contradictions_are_said_in_sentences():
    cases = [
        birth_contradictions(PartialDate(2015), AgeGroup.ADULT, TODAY),
        birth_contradictions(PartialDate(1980), AgeGroup.CHILD, TODAY),
        birth_contradictions(PartialDate(1980), AgeGroup.UNSURE, TODAY),
        birth_contradictions(PartialDate(2030), None, TODAY),
        birth_contradictions(PartialDate(1850), None, TODAY),
    ]

    change = "Change the date of birth, or the answer about age."
    assert [found[0].sentence for found in cases] == [
        f"The date of birth is that of a child, but the answer about age says adult. {change}",
        f"The date of birth is that of an adult, but the answer about age says child. {change}",
        f"The date of birth is that of an adult, but the answer about age says they may be under 18. {change}",
        "The date of birth must be in the past.",
        "The year of birth must be 1900 or later.",
    ]


@given(born=BIRTHS, on=st.dates(min_value=TODAY, max_value=date(2100, 1, 1)))
def test_age_agrees_with_counting_birthdays(born, on):
    birthdays = [day for day in (birthday(born, year) for year in range(born.year + 1, on.year + 1)) if day <= on]

    assert age_on(born, on) == len(birthdays)


@given(born=BIRTHS)
def test_somebody_is_17_until_the_day_before_the_eighteenth_birthday(born):
    day = eighteenth_birthday(born)

    assert (age_on(born, day - timedelta(days=1)), age_on(born, day)) == (17, 18)


@given(born=BIRTHS, known=st.integers(1, 3))
def test_true_age_lies_within_the_span_of_a_partial_date(born, known):
    partial = PartialDate(*(born.year, born.month, born.day)[:known])

    assert youngest_age(partial, TODAY) <= age_on(born, TODAY) <= oldest_age(partial, TODAY)


@given(born=BIRTHS, known=st.integers(1, 3))
def test_true_answer_is_never_called_a_contradiction(born, known):
    partial = PartialDate(*(born.year, born.month, born.day)[:known])
    answer = AgeGroup.ADULT if age_on(born, TODAY) >= 18 else AgeGroup.CHILD

    assert birth_contradictions(partial, answer, TODAY) == ()

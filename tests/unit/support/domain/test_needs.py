"""A needs assessment looks at every area once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from support.domain.needs import AREAS, AssessedArea, assessment_refusal, missing_areas
from support.domain.words import AREA_HINTS, AREA_WORDS
from support.enums import NeedArea, NeedLevel

ALL = [AssessedArea(area, NeedLevel.GREEN) for area in NeedArea]


def test_areas_are_every_area_there_is_each_with_words_and_a_hint():
    assert list(AREAS) == list(NeedArea)
    assert set(AREA_HINTS) == set(AREA_WORDS) == set(NeedArea)


def test_every_area_once_is_an_assessment():
    assert assessment_refusal(ALL) is None


def test_an_area_left_out_is_named():
    left = [each for each in ALL if each.area not in {NeedArea.LEGAL, NeedArea.SAFETY}]

    assert assessment_refusal(left) == (
        "Choose a level for every area. Still to do: Legal advice, Safety from exploiters."
    )


def test_an_area_assessed_twice_is_refused():
    assert assessment_refusal([*ALL, AssessedArea(NeedArea.LEGAL, NeedLevel.RED)]) == "Each area is assessed once."


@given(st.sets(st.sampled_from(NeedArea)))
def test_assessment_is_complete_exactly_when_nothing_is_missing(areas):
    assessed = [AssessedArea(area, NeedLevel.AMBER) for area in areas]

    assert set(missing_areas(assessed)) == set(NeedArea) - areas
    assert (assessment_refusal(assessed) is None) == (areas == set(NeedArea))

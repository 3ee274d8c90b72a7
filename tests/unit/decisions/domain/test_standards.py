"""The standard of proof on both sides of each change."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.domain.standards import STANDARDS, NoStandardInForce, standard_in_force
from decisions.enums import DecisionKind

RG, CG = DecisionKind


@pytest.mark.parametrize(
    ("kind", "on", "version"),
    [
        (RG, date(2009, 1, 1), "rg-2009"),
        (RG, date(2022, 12, 12), "rg-2009"),
        (RG, date(2022, 12, 13), "rg-2009"),
        (RG, date(2023, 1, 29), "rg-2009"),
        (RG, date(2023, 1, 30), "rg-2023-01-30"),
        (RG, date(2023, 7, 23), "rg-2023-01-30"),
        (RG, date(2023, 7, 24), "rg-2023-07-24"),
        (RG, date(2026, 11, 23), "rg-2023-07-24"),
        (CG, date(2023, 1, 30), "cg-2023-01-30"),
        (CG, date(2026, 11, 23), "cg-2023-01-30"),
    ],
)
def test_standard_in_force_on_a_date(kind, on, version):
    assert standard_in_force(kind, on).version == version


@pytest.mark.parametrize(
    ("kind", "on", "sentence"),
    [
        (RG, date(2008, 12, 31), "No standard of proof is recorded for a reasonable grounds decision on 2008-12-31."),
        (CG, date(2023, 1, 29), "No standard of proof is recorded for a conclusive grounds decision on 2023-01-29."),
    ],
)
def test_date_before_any_recorded_standard_is_refused(kind, on, sentence):
    with pytest.raises(NoStandardInForce) as refused:
        standard_in_force(kind, on)

    assert refused.value.sentence == sentence


def test_every_standard_names_its_test_and_source():
    assert all(row.name and row.test.endswith(".") and row.source for row in STANDARDS)
    assert len({row.version for row in STANDARDS}) == len(STANDARDS)


@given(on=st.dates(min_value=date(2023, 1, 30), max_value=date(2100, 1, 1)), kind=st.sampled_from(DecisionKind))
def test_exactly_one_standard_is_in_force_on_every_day(on, kind):
    in_force = [row for row in STANDARDS if row.kind is kind and row.is_in_force(on)]

    assert in_force == [standard_in_force(kind, on)]

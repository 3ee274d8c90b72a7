from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from referrals.domain import reference_data
from referrals.domain.reference_data import ReferenceList

TODAY = date(2026, 11, 23)


def reference_list_of(*values: dict[str, object]) -> ReferenceList:
    return ReferenceList.model_validate({"list": "x", "source": "test", "checked_on": TODAY, "values": values})


def test_list_names_are_those_of_the_files():
    assert reference_data.list_names() == (
        "countries",
        "exploitation_types",
        "indicators",
        "languages",
        "local_authorities",
        "nationalities",
        "police_forces",
        "support_needs",
    )


@pytest.mark.parametrize("list_name", reference_data.list_names())
def test_every_list_is_sound_and_names_its_source(list_name):
    found = reference_data.reference_list(list_name)

    assert found.name == list_name
    assert found.source.startswith(("[I]", "[V]"))
    assert len({value.label for value in found.values if value.is_valid_on(TODAY)}) == len(
        [value for value in found.values if value.is_valid_on(TODAY)]
    )


def test_unknown_list_is_refused():
    with pytest.raises(reference_data.UnknownList):
        reference_data.reference_list("../questions/2026-11")


def test_label_of_a_code():
    assert reference_data.label("nationalities", "AL") == "Albanian"
    assert reference_data.label("nationalities", "GB") == "British"
    assert reference_data.label("nationalities", "NO") == "Norwegian"
    assert reference_data.label("nationalities", "STATELESS") == "Stateless"


def test_unknown_code_is_refused_without_repeating_it():
    with pytest.raises(reference_data.UnknownCode) as refusal:
        reference_data.label("nationalities", "Linh")

    assert str(refusal.value) == "nationalities has no such code"


def test_not_known_is_no_nationality():
    assert "unknown" not in {value.label.lower() for value in reference_data.options("nationalities", TODAY)}


def test_local_authorities_number_as_published_today():
    current = reference_data.options("local_authorities", TODAY)

    numbers: dict[tuple[str, str], int] = {}
    for value in current:
        numbers[value.nation, value.kind] = numbers.get((value.nation, value.kind), 0) + 1
    assert numbers == {
        ("england", "unitary"): 63,
        ("england", "metropolitan"): 36,
        ("england", "london"): 33,
        ("england", "county"): 21,
        ("england", "district"): 164,
        ("wales", "unitary"): 22,
        ("scotland", "unitary"): 32,
        ("northern_ireland", "district"): 11,
        ("northern_ireland", "health_and_social_care_trust"): 5,
    }


@pytest.mark.parametrize(
    ("ended", "last_day", "successors"),
    [
        ("northamptonshire_county_council", date(2021, 3, 31), ("north_northamptonshire", "west_northamptonshire")),
        ("aylesbury_vale", date(2020, 3, 31), ("buckinghamshire",)),
        ("dorset_county_council", date(2019, 3, 31), ("dorset", "bournemouth_christchurch_and_poole")),
        ("taunton_deane", date(2019, 3, 31), ("somerset_west_and_taunton",)),
        ("somerset_west_and_taunton", date(2023, 3, 31), ("somerset",)),
        ("cumbria_county_council", date(2023, 3, 31), ("cumberland", "westmorland_and_furness")),
        ("hambleton", date(2023, 3, 31), ("north_yorkshire",)),
    ],
)
def test_an_abolished_authority_is_offered_until_its_last_day_and_names_its_successors(ended, last_day, successors):
    next_day = date.fromordinal(last_day.toordinal() + 1)

    assert ended in {value.code for value in reference_data.options("local_authorities", last_day)}
    assert ended not in {value.code for value in reference_data.options("local_authorities", next_day)}
    assert reference_data.option("local_authorities", ended).successors == successors
    assert set(successors) <= {value.code for value in reference_data.options("local_authorities", next_day)}
    assert set(successors).isdisjoint(value.code for value in reference_data.options("local_authorities", last_day))


def test_an_ended_value_keeps_its_label():
    assert reference_data.label("local_authorities", "cumbria_county_council") == "Cumbria County Council"


def test_options_can_be_narrowed_by_kind_and_without_codes():
    trusts = reference_data.options("local_authorities", TODAY, kinds=["health_and_social_care_trust"])
    abroad = reference_data.options("countries", TODAY, excludes=["GB"])

    assert {value.nation for value in trusts} == {"northern_ireland"}
    assert len(trusts) == 5
    assert {value.code for value in reference_data.options("countries", TODAY)} - {v.code for v in abroad} == {"GB"}


def test_police_forces_are_the_43_the_two_national_ones_and_british_transport_police():
    forces = reference_data.options("police_forces", TODAY)

    territorial = [force for force in forces if force.kind == "territorial"]
    assert len([force for force in territorial if force.nation in {"england", "wales"}]) == 43
    assert [force.code for force in forces if force not in territorial] == ["british_transport_police"]
    assert len(forces) == 46


def test_exploitation_types_are_those_of_the_statistics():
    assert {value.code: value.published_as for value in reference_data.options("exploitation_types", TODAY)} == {
        "labour": "Labour",
        "sexual": "Sexual",
        "criminal": "Criminal",
        "domestic_servitude": "Domestic",
        "organ_harvesting": "Organ Harvesting",
    }


def test_codes_hold_current_and_ended_values():
    assert {"kent_county_council", "cumbria_county_council"} <= reference_data.codes("local_authorities")


def test_a_code_used_twice_is_refused():
    with pytest.raises(ValidationError, match="codes used twice in x: \\['a'\\]"):
        reference_list_of({"code": "a", "label": "A"}, {"code": "a", "label": "B"})


def test_a_successor_that_is_not_in_the_list_is_refused():
    with pytest.raises(ValidationError, match="successors that are not in x: \\['b'\\]"):
        reference_list_of({"code": "a", "label": "A", "successors": ["b"]})


def test_a_code_that_yaml_reads_as_a_truth_value_is_refused():
    with pytest.raises(ValidationError):
        reference_list_of({"code": False, "label": "Norway"})

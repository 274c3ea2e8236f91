"""Have and missing: requirement and merit apart, each with who says so."""

from datetime import date
from types import SimpleNamespace

import pytest

from guidance.core.eligibility.phrases import is_education
from guidance.core.gap import find_gap
from guidance.core.occupation import ads_place
from guidance.core.profile import HeldOccupation, Profile
from tests.snapshots import COOK, NURSE, OLD_NURSE, WELDER, make_snapshot, place, skill

TODAY = date(2026, 11, 24)
COUNTY, OTHER_COUNTY, COUNTRY = 3, 5, 9


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    return make_snapshot(tmp_path_factory.mktemp("snapshot"), TODAY)


def test_regulated_occupation_lacks_degree_and_licence(snapshot):
    gap = find_gap(Profile(), NURSE, snapshot)
    formal = [(item.kind, item.key) for item in gap.missing if item.kind != "skill"]
    assert formal == [
        ("degree", "degree:sjuksköterskeexamen"),
        ("licence", "licence:sjuksköterska"),
    ]


def test_a_held_skill_is_held_by_itself(snapshot):
    gap = find_gap(Profile(skills=frozenset({skill("Omvårdnad")})), NURSE, snapshot)
    (item,) = [one for one in gap.have if one.kind == "skill"]
    assert item.held_by == (skill("Omvårdnad"),)


def test_experience_covers_the_essential_skills_and_the_level(snapshot):
    gap = find_gap(Profile(occupations=(HeldOccupation(COOK, 60),)), COOK, snapshot)
    assert not [item for item in gap.missing if item.is_requirement]
    assert {held for item in gap.have for held in item.held_by} == {COOK}


def test_ads_of_a_place_with_too_few_ads_give_way_to_the_country(snapshot):
    gap = find_gap(Profile(), WELDER, snapshot, region=place("20"))
    (item,) = [one for one in gap.missing if one.key == skill("MAG-svetsning")]
    (ads,) = [one for one in item.evidence if one.origin == "ads"]
    assert (ads.ads_with, ads.ads_total, ads.place) == (65, 90, place("SE"))


def test_requirements_come_before_merits_and_heavier_first(snapshot):
    gap = find_gap(Profile(), NURSE, snapshot)
    flags = [item.is_requirement for item in gap.missing]
    assert flags == sorted(flags, reverse=True)
    merits = [item.weight for item in gap.missing if not item.is_requirement]
    assert merits == sorted(merits, reverse=True)


def test_deprecated_target_is_followed_and_said(snapshot):
    gap = find_gap(Profile(), OLD_NURSE, snapshot)
    assert gap.target == NURSE
    assert "followed" in [reason.code for reason in gap.says]


def test_unknown_target_and_unknown_concepts_are_said(snapshot):
    assert find_gap(Profile(), "nothing", snapshot).says[0].code == "unknown_target"
    gap = find_gap(Profile(skills=frozenset({"nothing"})), NURSE, snapshot)
    assert [reason.facts for reason in gap.says if reason.code == "unknown_concept"] == [
        {"concept": "nothing"}
    ]


def test_degree_and_licence_are_shown_once_and_no_education_is_asked_for_as_a_skill(snapshot):
    for target in (NURSE, WELDER, COOK):
        gap = find_gap(Profile(), target, snapshot)
        labels = [item.label for item in (*gap.missing, *gap.have)]
        assert len(labels) == len(set(labels))
        required = [i.label for i in gap.missing if i.kind == "skill" and i.is_requirement]
        assert [label for label in required if is_education(label)] == []


@pytest.mark.parametrize(
    ("counts", "asked", "spoken_for"),
    [
        ({COUNTY: 1, COUNTRY: 1}, OTHER_COUNTY, (COUNTRY, 1)),  # all are from one county
        ({COUNTY: 25, COUNTRY: 90}, COUNTY, (COUNTY, 25)),
        ({COUNTY: 25, COUNTRY: 90}, OTHER_COUNTY, (COUNTRY, 90)),
        ({}, COUNTY, (-1, 0)),
    ],
)
def test_a_county_one_does_not_live_in_never_speaks_for_the_country(
    counts: dict[int, int], asked: int, spoken_for: tuple[int, int]
) -> None:
    read = SimpleNamespace(of_row=lambda row: [(p, 0.0, 0, n) for p, n in counts.items()])
    few = SimpleNamespace(
        demand=SimpleNamespace(mined_ads=read),
        type_of=lambda row: "country" if row == COUNTRY else "region",
    )
    assert ads_place(0, few, asked) == spoken_for

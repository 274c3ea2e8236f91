"""What is known of an occupation, whoever asks, and that unknown stays unknown."""

from dataclasses import replace
from datetime import date

import pytest

from catalog.snapshot.snapshot import Snapshot
from guidance.core.facts import NAMES_SHOWN, facts_of, leading_educations, wage_of
from tests.snapshots import (
    ASSISTANT_NURSE,
    CHILD_CARER,
    COOK,
    NURSE,
    OCCUPATIONS,
    WELDER,
    make_rows,
    make_snapshot,
    place,
)

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory) -> Snapshot:
    return make_snapshot(tmp_path_factory.mktemp("snapshot"), TODAY)


def known(concept: str, snapshot: Snapshot, region: str = ""):
    return facts_of(snapshot.concept(concept), snapshot, TODAY, region)


def test_names_are_told_once_swedish_and_english_apart(snapshot: Snapshot) -> None:
    facts = known(NURSE, snapshot)
    assert "Sjuksköterska, grundutbildad" not in facts.also
    assert set(facts.also) == {"Sjuksköterska, allmän", "sjuksköterska"}
    assert facts.english == ("nurse",)
    assert all(len(known(one, snapshot).also) <= NAMES_SHOWN for one in OCCUPATIONS)


def test_the_country_stands_first_and_the_region_is_never_guessed(snapshot: Snapshot) -> None:
    facts = known(NURSE, snapshot, place("20"))
    assert [one.place for one in facts.places] == [place("SE"), place("20")]
    assert facts.places[0].outlook == "öka"
    assert facts.places[1].outlook == "vara oförändrad"
    assert [one.round for one in facts.places] == ["2026-1", "2025-12"]
    assert (facts.places[0].situation, facts.places[1].situation) == ("brist", "")
    assert facts.places[1].chances == "stora"
    elsewhere = known(NURSE, snapshot, place("21")).places[1]
    assert (elsewhere.situation, elsewhere.chances, elsewhere.round) == ("", "", "")
    assert len(known(NURSE, snapshot, "borta").places) == 1


def test_why_a_place_has_no_forecast_is_told(tmp_path, snapshot: Snapshot) -> None:
    def why(concept: str, snapshot: Snapshot) -> list[str]:
        return [one.unjudged for one in known(concept, snapshot, place("20")).places]

    assert why(NURSE, snapshot) == ["", ""]
    assert why(WELDER, snapshot) == ["", "country_only"]
    assert why(COOK, snapshot) == ["not_judged", "not_judged"]
    none = make_snapshot(tmp_path / "a", TODAY, replace(make_rows(TODAY), forecasts=[]))
    assert why(NURSE, none) == ["no_forecast", "no_forecast"]
    here = [one for one in make_rows(TODAY).forecasts if one.place == place("20")]
    only = make_snapshot(tmp_path / "b", TODAY, replace(make_rows(TODAY), forecasts=here))
    assert why(NURSE, only) == ["not_judged", ""]


def test_no_ads_counted_is_not_no_ads(tmp_path, snapshot: Snapshot) -> None:
    rows = make_rows(TODAY)
    none = make_snapshot(tmp_path / "a", TODAY, replace(rows, ad_counts=[]))
    assert all(one.ads is None for one in known(NURSE, none).places)
    fewer = [one for one in rows.ad_counts if one.place != place("21")]
    without = make_snapshot(tmp_path / "b", TODAY, replace(rows, ad_counts=fewer))
    assert known(NURSE, without, place("21")).places[1].ads == 0


def test_the_steps_to_a_licence_are_in_the_order_they_are_taken(snapshot: Snapshot) -> None:
    names = [one.key for one in known(NURSE, snapshot).steps]
    assert names == ["licence:sjuksköterska"]
    assert known(COOK, snapshot).steps == ()


def test_a_wage_that_is_not_known_is_none(tmp_path, snapshot: Snapshot) -> None:
    assert known(NURSE, snapshot).wage is not None
    rows = replace(make_rows(TODAY), wages=[])
    bare = make_snapshot(tmp_path, TODAY, rows)
    assert known(NURSE, bare).wage is None
    assert wage_of(-1, snapshot) is None


def test_educations_with_one_name_are_told_once(snapshot: Snapshot) -> None:
    for concept in (NURSE, WELDER, ASSISTANT_NURSE):
        found = leading_educations(snapshot.concept(concept), snapshot, TODAY)
        keys = [(one.form, one.title.lower()) for one in found]
        assert found
        assert len(keys) == len(set(keys))


def test_what_can_be_applied_for_stands_first_and_nothing_passed_is_open(
    snapshot: Snapshot,
) -> None:
    late = date(2034, 1, 1)
    row = snapshot.concept(NURSE)
    assert leading_educations(row, snapshot, TODAY)[0].occasions > 0
    assert all(one.first_start is None for one in leading_educations(row, snapshot, late))
    for one in leading_educations(row, snapshot, TODAY):
        assert one.first_start is None or one.first_start >= TODAY


def test_a_group_is_led_to_by_what_leads_to_its_occupations(snapshot: Snapshot) -> None:
    group = int(snapshot.concepts.broader[snapshot.concept(WELDER)])
    own = {
        one.education_id for one in leading_educations(snapshot.concept(WELDER), snapshot, TODAY)
    }
    assert own <= {one.education_id for one in leading_educations(group, snapshot, TODAY)}


def test_the_rest_is_counted(snapshot: Snapshot) -> None:
    row = snapshot.concept(WELDER)
    every = leading_educations(row, snapshot, TODAY)
    facts = facts_of(row, snapshot, TODAY, most=1)
    assert facts.leading == every[:1]
    assert facts.more == len(every) - 1


def test_an_occupation_without_words_of_its_own_has_its_group_s(snapshot: Snapshot) -> None:
    for concept in (NURSE, CHILD_CARER):
        facts = known(concept, snapshot)
        own = snapshot.concepts.definition[snapshot.concept(concept)]
        assert facts.is_of_group == (not own and bool(facts.definition))

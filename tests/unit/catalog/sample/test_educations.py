"""The sample's educations: every school form, real paths to every occupation, never stale."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.sample.terms import DATED, RHYTHMS, occasions
from tests.unit.catalog.sample.conftest import TODAY, Sample

SEASONS = [date(2026, 11, 24), date(2027, 2, 1), date(2027, 4, 20), date(2027, 7, 15),
           date(2027, 10, 16), date(2031, 1, 1)]  # fmt: skip
PUBLIC = ("VUXGY", "VUXGR", "VUXSFI", "HS", "YH", "AUB")


def _form_of(sample: Sample) -> dict[str, str]:
    return {one["id"]: one["content"]["type"]["code"] for one in sample.infos}


def test_there_is_enough_of_everything(sample: Sample) -> None:
    assert len(sample.infos) >= 250
    assert len(sample.events) >= 900
    assert {"VUXGY", "VUXGR", "VUXSFI", "YH", "HS", "FHS", "AUB"} <= set(_form_of(sample).values())
    configurations = Counter(
        (one["content"]["type"]["code"], one["content"]["configuration"]["code"])
        for one in sample.infos
    )
    assert configurations["HS", "kurs"]
    assert configurations["HS", "program"]
    assert configurations["VUXGY", "kurspaket"] >= 20


def test_ids_are_unique_and_equal_to_the_identifiers(sample: Sample) -> None:
    elements = sample.providers + sample.infos + sample.events
    counts = Counter(one["id"] for one in elements)
    assert [one for one, count in counts.items() if count > 1] == []
    assert all(one["id"] == one["content"]["identifier"] for one in elements)


def test_every_event_has_its_info_and_provider(sample: Sample) -> None:
    infos = {one["id"] for one in sample.infos}
    providers = {one["id"] for one in sample.providers}
    for event in sample.events:
        assert event["content"]["education"] in infos
        assert set(event["content"]["providers"]) <= providers


def test_every_info_has_an_event(sample: Sample) -> None:
    taught = {event["content"]["education"] for event in sample.events}
    assert [one["id"] for one in sample.infos if one["id"] not in taught] == []


def test_every_place_is_a_municipality(sample: Sample) -> None:
    codes = {one["lau_2_code_2015"] for one in sample.of_type("municipality")}
    for event in sample.events:
        assert event["content"]["locations"][0]["areaCode"] in codes


def test_every_occupation_group_has_an_education(sample: Sample) -> None:
    groups = {one["ssyk_code_2012"] for one in sample.of_type("ssyk-level-4")}
    infos = {one["id"] for one in sample.infos}
    labels = sample.labels()
    assert {info_id for info_id, _ in labels} <= infos
    reached = {ssyk for _, ssyk in labels} | {
        subject["code"]
        for one in sample.infos
        for subject in one["content"]["subjects"]
        if subject["type"] == "AUB_Subject"
    }
    assert reached == groups


@pytest.mark.parametrize("today", SEASONS)
def test_it_never_goes_stale(sample_on: Callable[[date], Sample], today: date) -> None:
    sample = sample_on(today)
    open_to_apply = [
        event
        for event in sample.events
        if event["content"]["execution"].get("start", "") > today.isoformat()
        and event["content"]["application"]["last"] >= today.isoformat()
        and not event["content"]["isCancelled"]
    ]
    assert len(open_to_apply) >= 500
    forms = Counter(_form_of(sample)[one["content"]["education"]] for one in open_to_apply)
    for form in ("VUXGY", "VUXGR", "HS", "YH", "FHS"):
        assert forms[form], form


def test_events_vary_as_they_do_in_the_register(sample: Sample) -> None:
    contents = [event["content"] for event in sample.events]
    conditions = Counter(one["execution"]["condition"]["code"] for one in contents)
    assert min(conditions["1"], conditions["2"], conditions["3"]) >= 5
    starts = [one["execution"].get("start", "9") for one in contents]
    assert any(start < TODAY.isoformat() for start in starts)
    assert any(one["isCancelled"] for one in contents)
    assert any("distance" in one for one in contents)
    assert any("fees" in one for one in contents)


def test_public_education_has_no_fee(sample: Sample) -> None:
    form_of = _form_of(sample)
    for event in sample.events:
        if form_of[event["content"]["education"]] in PUBLIC:
            assert "fees" not in event["content"]


def test_labour_market_training_is_decided_by_arbetsformedlingen(sample: Sample) -> None:
    form_of = _form_of(sample)
    for event in sample.events:
        content = event["content"]
        if form_of[content["education"]] == "AUB":
            assert content["execution"] == {
                "condition": {"type": "C_ExecutionCondition", "code": "3"}
            }
            assert (
                "Arbetsförmedlingen" in content["application"]["instruction"]["strings"][0]["value"]
            )


def test_universities_close_on_the_fifteenth_of_april_and_october(sample: Sample) -> None:
    form_of = _form_of(sample)
    closings = {
        event["content"]["application"]["last"][5:]
        for event in sample.events
        if form_of[event["content"]["education"]] == "HS"
    }
    assert closings == {"04-15", "10-15"}


def test_a_programme_of_180_credits_takes_three_years() -> None:
    (autumn,) = (one for one in occasions("h", 120, 100, date(2026, 6, 1)) if one.key == "2026w36")
    assert autumn.start == date(2026, 8, 31)
    assert autumn.end is not None
    assert date(2029, 6, 1) <= autumn.end <= date(2029, 6, 15)


def test_two_years_of_vocational_higher_education_end_before_the_second_summer() -> None:
    (autumn,) = (one for one in occasions("ya", 80, 100, date(2026, 6, 1)) if one.key == "2026w35")
    assert autumn.end is not None
    assert date(2028, 5, 20) <= autumn.end <= date(2028, 6, 15)


def test_unknown_rhythm_is_an_error() -> None:
    with pytest.raises(KeyError):
        list(occasions("x", 1, 100, TODAY))


@given(
    rhythm=st.sampled_from(sorted(RHYTHMS)),
    weeks=st.floats(1, 240),
    pace=st.sampled_from([25, 50, 75, 100]),
    today=st.dates(date(2026, 1, 1), date(2035, 12, 31)),
)
def test_dates_are_in_order(rhythm: str, weeks: float, pace: int, today: date) -> None:
    for one in occasions(rhythm, weeks, pace, today):
        if one.condition != DATED:
            assert one.start is one.end is one.apply_last is None
            continue
        order: list[Any] = [one.apply_first, one.apply_last, one.start, one.end]
        assert order == sorted(order)
        assert one.start is not None
        assert one.start.weekday() == 0


@given(
    rhythm=st.sampled_from([name for name, one in RHYTHMS.items() if one.condition == DATED]),
    today=st.dates(date(2026, 1, 1), date(2035, 12, 31)),
)
def test_there_is_always_a_start_that_one_can_still_apply_for(rhythm: str, today: date) -> None:
    ahead = occasions(rhythm, 10, 100, today)
    assert any(one.apply_last is not None and one.apply_last >= today for one in ahead)


@given(today=st.dates(date(2026, 1, 1), date(2035, 12, 31)), days=st.integers(0, 60))
def test_an_occasion_keeps_its_dates_from_day_to_day(today: date, days: int) -> None:
    later = date.fromordinal(today.toordinal() + days)
    now = {one.key: one for one in occasions("k10", 10, 50, today)}
    then = {one.key: one for one in occasions("k10", 10, 50, later)}
    assert {key: now[key] for key in now.keys() & then.keys()} == {
        key: then[key] for key in now.keys() & then.keys()
    }

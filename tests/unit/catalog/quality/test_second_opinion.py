"""The second opinion: compared by course, asked only where there is an address, never needed."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from catalog.ingest.live import SourceTurnedOff
from catalog.quality.rule import Count, CountTest
from catalog.quality.rules import BY_KEY
from catalog.quality.second_opinion import ask_opinions, opinions_folder, opinions_held
from catalog.quality.world import World
from catalog.sources.http import Access, Http
from catalog.sources.jobed_connect.client import ADDRESS
from catalog.sources.jobed_connect.records import Hit, Opinion
from tests.snapshots import NURSE, OLD_NURSE, TEACHER, make_snapshot
from tests.unit.catalog.sources.answers import by_path, http_to

TODAY = date(2026, 11, 30)
OURS = Hit("i.uoh.nurse", "Sjuksköterskeprogrammet", "HS")
SAME_COURSE = Hit("i.elsewhere", "sjuksköterskeprogrammet", "HS")  # by title, in another town
NOT_OURS = Hit("i.uoh.teacher", "Grundlärarprogrammet 4-6", "HS")
NOT_HELD = Hit("i.nobody", "Omvårdnad för alla", "FHS")


def judged(folder: Path, *opinions: Opinion) -> Count:
    test = BY_KEY["second-opinion"].test
    assert isinstance(test, CountTest)
    return test.judge(World(make_snapshot(folder, TODAY), TODAY, {}, opinions=opinions))


def opinion(occupation: str, *hits: Hit) -> Opinion:
    return Opinion(occupation, "", len(hits), hits)


def test_what_both_name_holds_and_what_the_catalogue_lacks_cannot_be_judged(
    tmp_path: Path,
) -> None:
    assert judged(tmp_path, opinion(NURSE, OURS)) == Count(1, 1)
    assert judged(tmp_path, opinion(NURSE, OURS, SAME_COURSE)) == Count(1, 1)  # one course
    assert judged(tmp_path, opinion(NURSE, OURS, NOT_OURS)) == Count(1, 2)
    assert judged(tmp_path, opinion(NURSE, OURS, NOT_OURS, NOT_HELD)) == Count(1, 3, 1)


def test_a_replaced_occupation_is_followed_and_an_unknown_one_passed_by(tmp_path: Path) -> None:
    assert judged(tmp_path, opinion(OLD_NURSE, OURS)) == Count(1, 1)
    assert judged(tmp_path, opinion("nobo_dyk_nows", OURS)) == Count(0, 0)
    two = judged(tmp_path, opinion(NURSE, OURS), opinion(TEACHER, NOT_OURS, OURS))
    assert two == Count(2, 3)


def test_without_answers_there_is_nothing_to_tell(tmp_path: Path, settings: Settings) -> None:
    settings.VAR_DIR = tmp_path
    assert opinions_held() == ()
    assert judged(tmp_path) == Count(0, 0)


def test_answers_can_be_carried_and_a_broken_one_is_passed_by(
    tmp_path: Path, settings: Settings
) -> None:
    settings.VAR_DIR = tmp_path
    opinions_folder().mkdir()
    good: dict[str, Any] = {"hits_total": 1, "hits": [{"id": "i.a", "education_title": "A"}]}
    (opinions_folder() / f"match.{NURSE}.json").write_text(json.dumps(good))
    (opinions_folder() / f"match.{TEACHER}.json").write_text("[]")
    assert [one.occupation for one in opinions_held()] == [NURSE]


def test_nobody_is_asked_without_an_address(tmp_path: Path, settings: Settings) -> None:
    settings.SOURCE_ADDRESSES = {ADDRESS: ""}
    world = World(make_snapshot(tmp_path, TODAY), TODAY, {})
    with pytest.raises(SourceTurnedOff, match=ADDRESS):
        ask_opinions(world, 3, lambda _step: None)


def test_the_occupations_with_most_ads_are_asked_about(tmp_path: Path, settings: Settings) -> None:
    settings.VAR_DIR = tmp_path
    settings.SOURCE_ADDRESSES = {ADDRESS: "https://jobed.example/v1"}
    answer = {"hits_total": 1, "hits": [{"id": OURS.id, "education_title": OURS.title,
                                         "education_form": "hs"}]}  # fmt: skip

    def open_http(access: Access) -> Http:
        return http_to(by_path(match_by_occupation=answer), **access.addresses)

    world = World(make_snapshot(tmp_path, TODAY), TODAY, {})
    assert ask_opinions(world, 2, lambda _step: None, open_http) == 2
    held = opinions_held()
    assert len(held) == 2
    assert NURSE in {one.occupation for one in held}  # the first group has most ads
    assert judged(tmp_path, *(one for one in held if one.occupation == NURSE)) == Count(1, 1)

"""`manage.py guide` over the real files, when they lie beside the repository."""

import gzip
import io
import json
import random
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from catalog.ingest.run import run_import
from catalog.snapshot.arrays import NO_DATE, day_number
from catalog.snapshot.build import build_snapshot
from guidance.core.eligibility.phrases import read_credentials
from guidance.core.moves.index import move_index_of
from guidance.core.moves.survey import Survey
from guidance.core.paths.check import faults_of
from guidance.core.paths.find import find_paths
from guidance.core.paths.occasions import ground_of
from guidance.core.paths.serialise import paths_data
from guidance.core.profile import HeldOccupation, Limits, Profile
from guidance.core.search.every import NEVER
from guidance.core.standing import standing_of

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
CVS = DATA / "education/cv/cv_texts_synthetic_en_sv.jsonl.gz"
CASES = DATA / "gold/path_cases/gold.jsonl"
TODAY = date(2026, 11, 24)
PAIRS = 10
RUNS = (
    ("taxonomy", "labour"),
    ("places", "labour/taxonomy/legacy"),
    ("occupation-skills", "labour/taxonomy/v29-2026-02"),
    ("susa-navet", "education/emil3_snapshot/small"),
    ("trains-for", "education"),
)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data"),
]


def _pairs():
    """Ten CVs, Swedish ones first, each with another target and another home."""
    if not DATA.is_dir():
        return []
    with gzip.open(CVS, "rt", encoding="utf-8") as lines:
        cvs = sorted((json.loads(line) for line in lines), key=lambda cv: cv["lang"] != "sv")
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    cases = [case for case in cases if case["target"]["preferred_label"]]  # one is no occupation
    by_target = {case["target"]["concept_id"]: case for case in cases[::-1]}
    return list(zip(cvs[:PAIRS], list(by_target.values())[:PAIRS], strict=True))


@pytest.fixture(scope="module")
def snapshot(django_db_setup, django_db_blocker, tmp_path_factory):
    """The national taxonomy and the small cut of the register, built once for all pairs."""
    folder = tmp_path_factory.mktemp("real")
    with override_settings(SNAPSHOT_DIR=folder / "snapshots", VAR_DIR=folder):
        with django_db_blocker.unblock(), transaction.atomic():
            for source, place in RUNS:
                run_import(source, DATA / place)
            made = build_snapshot(today=TODAY).snapshot
            transaction.set_rollback(True)
        yield made


def _ask(*args: str) -> str:
    out = io.StringIO()
    call_command("guide", *args, "--today", TODAY.isoformat(), "--json", stdout=out)
    return out.getvalue()


def _arguments(cv: Path, case: dict, snapshot) -> list[str]:
    persona = case["persona"]
    args = ["--cv", str(cv), "--target", case["target"]["concept_id"], "--distance-ok"]
    place = snapshot.concept((persona.get("municipality") or {}).get("concept_id", ""))
    if place >= 0:
        args += ["--municipality", snapshot.concepts.code[place]]
    keys = {key for phrase in persona["credentials"] for key in read_credentials(phrase)}
    return [*args, *(part for key in sorted(keys) for part in ("--credential", key))]


@pytest.mark.parametrize(("cv", "case"), _pairs(), ids=lambda one: one["id"])
def test_a_real_question_has_a_sound_answer(snapshot, tmp_path, cv, case):
    file = tmp_path / "cv.txt"
    file.write_text(cv["text"], encoding="utf-8")
    args = _arguments(file, case, snapshot)
    text = _ask(*args)
    assert _ask(*args) == text
    answer = json.loads(text)
    assert answer["snapshot_id"] == answer["plans"]["snapshot_id"] == snapshot.id
    assert _undocumented(answer) == set()
    assert _left_of_the_name(cv["text"], text) == []
    assert answer["plans"]["paths"] or "no_path" in {one["code"] for one in answer["plans"]["says"]}
    for path in answer["plans"]["paths"]:
        _look_up(path["legs"], snapshot)
    _compare_with_the_engine(answer, case, snapshot)


def test_no_real_way_arrives_before_the_day_of_its_move(snapshot):
    chosen = random.Random(4)
    index = move_index_of(snapshot)
    targets = index.targets
    every = range(len(targets))
    for _ in range(15):
        worked = int(targets.rows[chosen.choice(every)])
        able = snapshot.occupations.skills.targets_of(worked).tolist()[::3]
        profile = Profile(
            frozenset(snapshot.concepts.id[skill] for skill in able),
            (HeldOccupation(snapshot.concepts.id[worked], 36),),
            frozenset({chosen.choice(("exam:gymnasium:vocational", "basic:HS", "driving:B"))}),
            municipality=chosen.choice(("0180", "2180", "1480", "")),
        )
        limits = Limits(pace=chosen.choice((50, 100)), reach_km=chosen.choice((None, 60.0)))
        ground = ground_of(profile, limits, snapshot, index.paths, TODAY)
        survey = Survey(standing_of(profile, snapshot), ground, index)
        reached = np.flatnonzero(survey.is_reached).tolist()[:1]
        for number in [*chosen.sample(every, 3), *reached]:
            target = snapshot.concepts.id[int(targets.rows[number])]
            paths = find_paths(profile, target, limits, snapshot, TODAY).paths
            days = [day_number(path.arrival) for path in paths if path.names]
            assert min(days, default=NEVER) >= survey.arrival[number], target
            assert any(path.is_apply_now for path in paths) == survey.is_reached[number], target


def test_real_moves_are_documented_and_the_same_twice(snapshot, tmp_path):
    file = tmp_path / "cv.txt"
    file.write_text("Undersköterska 2012-2020. Omvårdnad, demensvård. B-körkort.", "utf-8")
    text = _ask("--cv", str(file), "--moves")
    assert _ask("--cv", str(file), "--moves") == text
    answer = json.loads(text)
    assert answer["moves"]
    assert _undocumented(answer) == set()


def _undocumented(answer: dict) -> set[str]:
    """Keys of the answer that docs/guide-json.md does not name. Evidence keys are the reasons'."""
    documented = set(
        re.findall(r"`(\w+)`", (Path(settings.BASE_DIR) / "docs/guide-json.md").read_text("utf-8"))
    )
    found: set[str] = set()
    waiting: list[object] = [{k: v for k, v in answer.items() if k != "document"}]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict) and "code" not in one:
            found |= one.keys()
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found - documented


def _left_of_the_name(cv: str, text: str) -> list[str]:
    """Words of the CV's own name that are still in the answer."""
    named = re.search(r"^\s*(?:Namn|Name|Full Name):[ \t]*(.+)$", cv, re.MULTILINE | re.IGNORECASE)
    words = re.findall(r"\w{3,}", named[1]) if named else []
    return [word for word in words if re.search(rf"\b{word}\b", text)]


def _look_up(legs: list[dict], snapshot) -> None:
    """Every leg that comes from the register is there, open and ahead."""
    events, educations = snapshot.events, snapshot.educations
    ids = list(events.id)
    today = day_number(TODAY)
    for leg in legs:
        assert leg["start"] >= TODAY.isoformat()
        assert leg["end"] >= leg["start"]
        assert (leg["education_id"] == "") == (leg["event_id"] == "")
        if not leg["event_id"]:
            continue
        assert educations.id.find(leg["education_id"]) >= 0
        row = ids.index(leg["event_id"])
        assert educations.id[int(events.education[row])] == leg["education_id"]
        assert events.start[row] == NO_DATE or events.start[row] >= today
        assert events.expires[row] == NO_DATE or events.expires[row] >= today
        last = events.apply_last[row]
        assert last == NO_DATE or last >= today or events.applies_continuously[row]
    assert all(one["start"] <= other["start"] for one, other in pairwise(legs))


def _compare_with_the_engine(answer: dict, case: dict, snapshot) -> None:
    """The command adds nothing to the engine's answer, and the checker finds no fault in it."""
    said = answer["profile"]
    profile = Profile(
        frozenset(said["skills"]),
        tuple(HeldOccupation(one["concept_id"], one["months"]) for one in said["occupations"]),
        frozenset(said["credentials"]),
        frozenset(said["languages"]),
        said["municipality"],
    )
    limits = Limits(reach_km=None, is_distance_ok=True)
    answered = find_paths(profile, case["target"]["concept_id"], limits, snapshot, TODAY)
    assert faults_of(answered, profile, snapshot) == []
    assert json.loads(json.dumps(paths_data(answered))) == answer["plans"]


def test_there_are_ten_pairs_and_some_of_them_have_plans(snapshot, tmp_path):
    pairs = _pairs()
    assert len({(cv["id"], case["target"]["concept_id"]) for cv, case in pairs}) == PAIRS
    file = tmp_path / "cv.txt"
    found = 0
    for cv, case in pairs:
        file.write_text(cv["text"], encoding="utf-8")
        found += bool(json.loads(_ask(*_arguments(file, case, snapshot)))["plans"]["paths"])
    assert found >= PAIRS // 2

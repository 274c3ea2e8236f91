"""Composing: order never matters, references hold, and a saved snapshot reads back the same."""

import random
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from catalog.snapshot.arrays import NO_DATE, SnapshotDamaged, Strings, day_number, day_of
from catalog.snapshot.compose import DanglingReference, compose
from catalog.snapshot.rows import CatalogueRows, ConceptRow, EducationRow, EventRow
from catalog.snapshot.snapshot import (
    CONCEPT_TYPES,
    FORMS,
    LAYOUT,
    SkillOrigin,
    Snapshot,
    load_snapshot,
    save_snapshot,
)
from tests.snapshots import NURSE, OLD_NURSE, WELDER, make_rows, make_snapshot, make_sources, skill

TODAY = date(2026, 11, 24)


def composed(rows: CatalogueRows, folder: Path, number: int = 1) -> Snapshot:
    return compose(
        rows,
        number=number,
        built_at="2026-11-24T03:00:00+01:00",
        sources=make_sources(TODAY),
        folder=folder,
    )


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_changes_no_byte(tmp_path: Path, seed: int) -> None:
    rows = make_rows(TODAY)
    dice = random.Random(seed)
    shuffled: dict[str, Any] = {}
    for field in fields(rows):
        value = getattr(rows, field.name)
        if not isinstance(value, str):
            shuffled[field.name] = dice.sample(value, len(value))
    first = make_snapshot(tmp_path / "a", TODAY, rows)
    second = make_snapshot(tmp_path / "b", TODAY, replace(rows, **shuffled))
    assert first.id == second.id
    assert files_of(first.folder) == files_of(second.folder)


def test_the_id_says_number_and_content(tmp_path: Path) -> None:
    rows = make_rows(TODAY)
    first, again = composed(rows, tmp_path, 1), composed(rows, tmp_path, 12)
    assert again.id == "12-" + first.id.removeprefix("1-")
    assert len(first.id.removeprefix("1-")) == 8
    changed = replace(rows, events=[replace(rows.events[0], pace=33), *rows.events[1:]])
    assert composed(changed, tmp_path).id != first.id


def test_a_saved_snapshot_reads_back_the_same(tmp_path: Path) -> None:
    written = composed(make_rows(TODAY), tmp_path / "1")
    save_snapshot(written)
    read = load_snapshot(tmp_path / "1")
    assert read.id == written.id
    assert read.sources == written.sources
    assert list(read.concepts.id) == list(written.concepts.id)
    assert list(read.educations.title) == list(written.educations.title)
    assert np.array_equal(read.events.start, written.events.start)
    assert isinstance(read.events.start.base, np.memmap)


def test_every_form_is_in_the_small_catalogue(tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, TODAY)
    assert {FORMS[form] for form in snapshot.educations.form} == set(FORMS) - {"OTHER"}
    assert len(snapshot.educations.id) == 30
    assert len(snapshot.events.id) >= 70


def test_events_of_an_education_lie_together_by_start(tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, TODAY)
    events, first = snapshot.events, snapshot.educations.first_event
    assert first[0] == 0
    assert first[-1] == len(events.id)
    for row in range(len(snapshot.educations.id)):
        span = slice(int(first[row]), int(first[row + 1]))
        assert set(events.education[span].tolist()) <= {row}
        starts = events.start[span].tolist()
        assert starts == sorted(starts)


def test_ids_are_found_and_others_are_not(tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, TODAY)
    for row, concept_id in enumerate(snapshot.concepts.id):
        assert snapshot.concept(concept_id) == row
    assert snapshot.concept("no-such-concept") == -1
    assert snapshot.concept("") == -1


def test_deprecated_concepts_are_followed(tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, TODAY)
    old, new = snapshot.concept(OLD_NURSE), snapshot.concept(NURSE)
    assert snapshot.concepts.is_deprecated[old]
    assert snapshot.followed(old) == new
    assert snapshot.followed(new) == new


def test_a_ring_of_replacements_leads_nowhere(tmp_path: Path) -> None:
    ring = [
        ConceptRow("a", "skill", "A", is_deprecated=True, replaced_by=("b",)),
        ConceptRow("b", "skill", "B", is_deprecated=True, replaced_by=("a",)),
    ]
    snapshot = composed(CatalogueRows(concepts=ring), tmp_path)
    assert snapshot.followed(snapshot.concept("a")) == -1


def test_essential_links_are_among_the_links(tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, TODAY)
    row = snapshot.concept(WELDER)
    links = snapshot.occupations.skills.of_row(row)
    essential = snapshot.occupations.essential.of_row(row)
    assert set(essential) < set(links)
    assert snapshot.concept(skill("MAG-svetsning")) in [target for target, *_ in essential]
    assert {origin for _, _, origin, _ in links} == {SkillOrigin.CURATED}


def test_reversed_links_hold_the_same_ties(tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, TODAY)
    links, n = snapshot.occupations.skills, len(snapshot.concepts.id)
    there = {(a, b, w, o) for a in range(n) for b, w, o, _ in links.of_row(a)}
    back = {(a, b, w, o) for b in range(n) for a, w, o, _ in links.reversed(n).of_row(b)}
    assert there == back


def test_an_empty_catalogue_is_a_snapshot_too(tmp_path: Path) -> None:
    save_snapshot(composed(CatalogueRows(), tmp_path / "1"))
    read = load_snapshot(tmp_path / "1")
    assert len(read.concepts.id) == len(read.events.id) == 0
    assert list(read.educations.title) == []
    assert read.concept("x") == -1


@pytest.mark.parametrize(
    ("part", "row"),
    [
        ("events", EventRow("e.1", "i.missing")),
        ("events", EventRow("e.1", "i.vux.cook", provider="p.missing")),
        ("events", EventRow("e.1", "i.vux.cook", municipality="place-9999")),
        ("concepts", ConceptRow("x", "skill", "X", broader="missing")),
        ("educations", EducationRow("i.x", "X", "HS", source="missing")),
    ],
)
def test_a_dangling_reference_is_named(tmp_path: Path, part: str, row: object) -> None:
    rows = make_rows(TODAY)
    changed: dict[str, Any] = {part: [*getattr(rows, part), row]}
    with pytest.raises(DanglingReference, match=r"missing|9999"):
        composed(replace(rows, **changed), tmp_path)


def test_an_unknown_code_and_a_double_id_are_refused(tmp_path: Path) -> None:
    rows = make_rows(TODAY)
    strange = replace(rows, educations=[*rows.educations, EducationRow("i.x", "X", "XX")])
    with pytest.raises(ValueError, match="'XX' is not one of HS"):
        composed(strange, tmp_path)
    double = replace(rows, concepts=[*rows.concepts, rows.concepts[0]])
    with pytest.raises(ValueError, match="two ConceptRow"):
        composed(double, tmp_path)


def test_a_missing_file_is_named_with_the_way_out(tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, TODAY)
    (snapshot.folder / "events" / "start.npy").unlink()
    with pytest.raises(SnapshotDamaged, match=r"start\.npy .*build_snapshot"):
        load_snapshot(snapshot.folder)


def test_a_truncated_file_is_named(tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, TODAY)
    path = snapshot.folder / "events" / "start.npy"
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(SnapshotDamaged, match=r"start\.npy"):
        load_snapshot(snapshot.folder)


def test_another_layout_is_refused(tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, TODAY)
    path = snapshot.folder / "snapshot.json"
    path.write_text(path.read_text().replace(f'"layout": {LAYOUT}', '"layout": 0'))
    with pytest.raises(SnapshotDamaged, match="layout 0"):
        load_snapshot(snapshot.folder)


def test_days_and_texts_go_there_and_back() -> None:
    for day in (None, TODAY, date(1969, 12, 31), TODAY + timedelta(days=9999)):
        assert day_of(day_number(day)) == day
    assert day_number(None) == NO_DATE
    texts = ["", "å", "smörgås", "🛠", "a\nb"]
    assert list(Strings.of(texts)) == texts
    assert Strings.of(texts)[-1] == "a\nb"
    assert len(CONCEPT_TYPES) == len(set(CONCEPT_TYPES))

"""What the rows say: ties of the snapshot, codes and counts, and nothing that anybody wrote."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from catalog.open_data.datasets import BY_KEY, DATASETS, Basis, Row
from catalog.open_data.dcat import days_of
from catalog.snapshot.compose import compose
from catalog.snapshot.rows import CatalogueRows, EducationRow, TrainsForRow
from catalog.snapshot.snapshot import Snapshot, TrainsForOrigin
from tests.snapshots import COOK, NURSE, WELDER, make_rows, make_sources, place, skill

TODAY = date(2026, 11, 24)
WELDERS = "wQ1E_Bzk_ZyA"


def snapshot_of(rows: CatalogueRows) -> Snapshot:
    sources = make_sources(TODAY)
    return compose(rows, number=1, built_at="", sources=sources, folder=Path())


@pytest.fixture(scope="module")
def basis() -> Basis:
    return Basis(snapshot_of(make_rows(TODAY)), None)


def rows_of(key: str, basis: Basis) -> list[dict[str, object]]:
    dataset = BY_KEY[key]
    names = [column.name for column in dataset.columns]
    return [dict(zip(names, row, strict=True)) for row in dataset.rows(basis)]


def test_keys_are_told_apart_and_told() -> None:
    assert len(BY_KEY) == len(DATASETS) == 6
    for dataset in DATASETS:
        names = [column.name for column in dataset.columns]
        assert len(set(names)) == len(names)
        assert all(column.words for column in dataset.columns)
        assert dataset.title != dataset.title_en


def test_every_cell_is_of_its_columns_kind(basis: Basis) -> None:
    kinds = {"string": (str,), "integer": (int,), "number": (int, float, type(None))}
    for dataset in DATASETS:
        for row in dataset.rows(basis):
            for cell, column in zip(row, dataset.columns, strict=True):
                assert isinstance(cell, kinds[column.kind]), (dataset.key, column.name, cell)


def test_skills_of_an_education(basis: Basis) -> None:
    rows = rows_of("education-skills", basis)
    assert {
        "education_id": "i.uoh.java", "education_title": "Programmering i Java",
        "school_form": "HS", "skill_id": skill("Java"), "skill_label": "Java",
        "origin": "description", "strength": 0.8,
    } in rows  # fmt: skip


def test_occupations_of_an_education_and_their_code(basis: Basis) -> None:
    [row] = [
        row
        for row in rows_of("education-occupations", basis)
        if row["education_id"] == "i.aub.welder"
    ]
    assert (row["target_id"], row["target_type"], row["ssyk_code"], row["origin"]) == (
        *(WELDER, "occupation-name", "7212", "register"),
    )


def test_an_editors_no_is_no_tie() -> None:
    rows = make_rows(TODAY)
    no = TrainsForRow(COOK, TrainsForOrigin.EDITOR, 0.0)
    cook = [replace(row, trains_for=(no,)) for row in rows.educations if row.id == "i.vux.cook"]
    found = Basis(snapshot_of(replace(rows, educations=cook, events=[])), None)
    assert rows_of("education-occupations", found) == []
    assert rows_of("sun-ssyk", found) == []


def test_demand_is_counted_by_group_and_place(basis: Basis) -> None:
    rows = rows_of("occupation-demand", basis)
    [welders] = [
        row for row in rows if row["group_id"] == WELDERS and row["place_id"] == place("20")
    ]
    assert (welders["ads"], welders["ads_read"], welders["period"]) == (44, 12, "2024")
    [mag] = [
        row
        for row in rows_of("occupation-skill-demand", basis)
        if row["skill_id"] == skill("MAG-svetsning") and row["place_id"] == place("20")
    ]
    assert (mag["required"], mag["merit"], mag["ads_read"]) == (8, 1, 12)


def test_the_key_between_sun_and_ssyk_counts_educations_once() -> None:
    rows = make_rows(TODAY)
    nursing = EducationRow(
        id="i.a", title="Sjuksköterska", form="HS", sun=("723a",),
        trains_for=(
            TrainsForRow(NURSE, TrainsForOrigin.TITLE, 0.9),
            TrainsForRow("Z8ci_bBE_tmx", TrainsForOrigin.REGISTER, 1.0),
        ),
    )  # fmt: skip
    nowhere = replace(nursing, id="i.b", trains_for=())
    basis = Basis(snapshot_of(replace(rows, educations=[nursing, nowhere], events=[])), None)
    assert rows_of("sun-ssyk", basis) == [
        {
            "sun_code": "723a", "sun_label": "", "ssyk_code": "2221",
            "ssyk_label": "Grundutbildade sjuksköterskor", "educations": 1,
            "educations_of_field": 2, "share": 0.5, "by_register": 1, "by_title": 1,
            "by_classification": 0, "by_editor": 0,
        }
    ]  # fmt: skip


def test_without_a_report_there_are_no_rows_of_it(basis: Basis) -> None:
    rows: Iterator[Row] = BY_KEY["quality-report"].rows(basis)
    assert list(rows) == []


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-06-18", "2025-06-18", "2025-06-18"),
        ("2025-11-01/2026-10-31", "2025-11-01", "2026-10-31"),
        ("2023/2024", "2023-01-01", "2024-12-31"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period: str, first: str, last: str) -> None:
    assert [day.isoformat() for day in days_of(period)] == [first, last]

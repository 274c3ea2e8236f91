"""A catalogue of a few rows, written as a test needs them, and what the rules say of one row."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest

from catalog.models import (
    Education,
    EducationEvent,
    EducationReading,
    ImportRun,
    JobAd,
    Provider,
    Source,
)
from catalog.quality.rule import Rule, Subject
from catalog.quality.subjects import row_subject
from catalog.quality.tally import verdict

TODAY = date(2026, 11, 30)
Add = Callable[..., Any]


@pytest.fixture
def run() -> ImportRun:
    source = Source.objects.create(key="susa-navet", name="Susa-navet", publisher="Skolverket")
    return ImportRun.objects.create(
        source=source, origin="file", state="complete", seen=7,
        finished_at=datetime(2026, 11, 29, 3, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture
def add(run: ImportRun) -> Add:
    """Creates an imported row: `add(models.Wage, id=…, …)`."""

    def create(model: Any, **columns: Any) -> Any:
        return model.objects.create(run=run, fingerprint=0, **columns)

    return create


@pytest.fixture
def make(add: Add) -> Callable[[Subject, dict[str, Any]], Any]:
    """A row of a subject that every rule is content with, but for the columns given.

    `reading__…` and `education__…` are columns of the row beside it.
    """
    numbers: Iterator[int] = count(1)

    def split(columns: dict[str, Any], prefix: str) -> dict[str, Any]:
        found = {k.removeprefix(prefix): v for k, v in columns.items() if k.startswith(prefix)}
        for key in found:
            del columns[prefix + key]
        return found

    def education(columns: dict[str, Any]) -> Education:
        number = next(numbers)
        reading = split(columns, "reading__")
        good = {
            "id": f"i.{number:04}", "title": f"Svetsare {number}", "form": "YH", "code": "YH00001",
            "configuration": "program", "description": "Du lär dig att svetsa. " * 6,
            "url": "https://skola.example/svets", "sun_codes": ["521a"], "seqf_level": 5,
            "gives_degree": True, "last_edited": datetime(2026, 5, 1, tzinfo=UTC),
        }  # fmt: skip
        row: Education = add(Education, **good | columns)
        said = {"skills": 2, "targets": 1, "requirement": 2, "is_training": True}
        EducationReading.objects.create(education=row, **said | {"is_repeat": False} | reading)
        return row

    def provider(columns: dict[str, Any]) -> Provider:
        good = {
            "id": f"p.{next(numbers):04}", "name": "Svetsskolan", "url": "https://skola.example",
            "municipality_code": "2080",
        }  # fmt: skip
        row: Provider = add(Provider, **good | columns)
        return row

    def event(columns: dict[str, Any]) -> EducationEvent:
        of = split(columns, "education__")
        good: dict[str, Any] = {
            "id": f"e.{next(numbers):04}", "condition": 1, "start": date(2027, 1, 18),
            "end": date(2027, 6, 4), "apply_last": date(2026, 12, 15), "pace": 100,
            "municipality_code": "2080", "fee": 0.0, "url": "https://skola.example/svets",
        }  # fmt: skip
        columns.setdefault("education", None)
        columns["education"] = columns["education"] or education(of)
        if "provider" not in columns:
            columns["provider"] = provider({})
        row: EducationEvent = add(EducationEvent, **good | columns)
        return row

    def ad(columns: dict[str, Any]) -> JobAd:
        good = {
            "id": f"a.{next(numbers):04}", "headline": "Svetsare", "text": "Vi söker en svetsare.",
            "municipality_code": "2080", "published": date(2026, 10, 1),
        }  # fmt: skip
        row: JobAd = add(JobAd, **good | columns)
        return row

    makers = {
        Subject.EDUCATION: education, Subject.PROVIDER: provider, Subject.EVENT: event,
        Subject.AD: ad,
    }  # fmt: skip
    return lambda subject, columns: makers[subject](dict(columns))


def said_of(rule: Rule, row: Any, day: date = TODAY) -> int:
    """What a rule says of one row: HOLDS, LACKS, UNKNOWN or OUTSIDE."""
    rows = row_subject(rule.subject).rows.annotate(said=verdict(rule, day))
    return int(rows.values_list("said", flat=True).get(pk=row.pk))

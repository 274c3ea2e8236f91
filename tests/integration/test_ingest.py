"""What ingest does with references, duplicates and removals: a small source made for the test."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest

from catalog.ingest import run as ingest
from catalog.ingest.columns import columns_of
from catalog.models import Concept, Forecast, ImportRun, QuarantinedRecord
from catalog.sources.ad_counts.records import AdCountRecord
from catalog.sources.record import BadRecord, Parsed, RawItem, Record, Reference, Unreadable
from catalog.sources.registry import SOURCES, SourceEntry
from catalog.sources.taxonomy.records import ConceptRecord

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class ForecastRecord(Record):
    """As the real one, but its group arrives as an id."""

    table: ClassVar[str] = "Forecast"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("group", "Concept", "clear"),
        Reference("place", "Concept"),
    )

    occupation: str
    group: str | None
    place: str
    round: str
    situation: str
    chances: str
    outlook: str


@dataclass(frozen=True)
class DatedConcept(ConceptRecord):
    """A concept that knows when it was edited, outside its columns."""

    edited: ClassVar[dict[str, datetime]] = {}

    @property
    def last_edited(self) -> datetime | None:
        return self.edited.get(self.preferred_label)


@dataclass(frozen=True)
class Made(SourceEntry):
    """A source whose items are what the test says."""

    items: list[Any] = field(default_factory=list)

    def read(self, path: Path) -> Iterator[RawItem]:
        for number, payload in enumerate(self.items):
            yield RawItem("made", str(number), payload)

    def edition(self, path: Path) -> str:
        return ""

    def record_types(self) -> tuple[type[Record], ...]:
        return (ConceptRecord, ForecastRecord)

    def from_payload(self, item: RawItem) -> Parsed:
        if isinstance(item.payload, Parsed):
            return item.payload
        return Parsed((item.payload,))


@pytest.fixture
def load(monkeypatch, tmp_path):
    def load_items(*items, is_full=True, **options):
        entry = Made(
            "made",
            "Made",
            "Test",
            "CC0",
            "",
            "made",
            ("Concept", "Forecast"),
            is_full=is_full,
            items=list(items),
        )
        monkeypatch.setitem(SOURCES, "made", entry)
        return ingest.run_import("made", tmp_path, allow_drop=True, **options)

    return load_items


def concept(one, label="Etikett", kind=ConceptRecord):
    return kind(one, "skill", label, "", "", False, None, None)


def forecast(one, group="g", place="p"):
    return ForecastRecord(one, "Bagare", group, place, "2026-1", "", "", "")


def reasons(outcome):
    return [
        (one.kind, one.record_id, one.field, one.reason, one.outcome) for one in outcome.findings
    ]


def test_children_may_come_before_their_parents(load):
    outcome = load(forecast("f"), concept("p"), concept("g"))

    assert outcome.findings == []
    assert Forecast.objects.get().group_id == "g"


def test_a_reference_to_nothing_is_cleared_where_the_record_says_so(load):
    outcome = load(forecast("f"), concept("p"))

    assert reasons(outcome) == [("Forecast", "f", "group", "dangling_reference", "repaired")]
    assert Forecast.objects.get().group_id is None
    assert outcome.exit_code == 0
    assert load(forecast("f"), concept("p")).written == 0

    load(forecast("f"), concept("p"), concept("g"))

    assert Forecast.objects.get().group_id == "g"


def test_a_reference_to_nothing_is_quarantined_where_the_record_says_so(load):
    outcome = load(forecast("f"), concept("g"))

    assert reasons(outcome) == [("Forecast", "f", "place", "dangling_reference", "quarantined")]
    assert outcome.exit_code == 1
    assert not Forecast.objects.exists()
    assert QuarantinedRecord.objects.get().run == ImportRun.objects.get()


def test_what_names_a_withdrawn_row_goes_with_it(load):
    load(forecast("f"), concept("p"), concept("g"))

    outcome = load(forecast("f"), concept("g"))

    assert Forecast.objects.get().withdrawn_at is not None
    assert Concept.objects.get(id="p").withdrawn_at is not None
    assert outcome.tables["Forecast"].withdrawn == 1
    assert load(forecast("f"), concept("g")).written == 0


def test_a_cleared_reference_of_a_withdrawn_row_leaves_its_own_row(load):
    load(forecast("f"), concept("p"), concept("g"))

    outcome = load(forecast("f"), concept("p"))

    row = Forecast.objects.get()
    assert (row.group_id, row.withdrawn_at) == (None, None)
    assert reasons(outcome) == [("Forecast", "f", "group", "dangling_reference", "repaired")]
    assert load(forecast("f"), concept("p")).written == 0


def test_a_withdrawn_row_comes_back_as_it_now_is(load):
    load(concept("a"), concept("b"))
    load(concept("b"))

    outcome = load(concept("a", "Ny"), concept("b"))

    assert outcome.tables["Concept"].added == 1
    row = Concept.objects.get(id="a")
    assert (row.preferred_label, row.withdrawn_at) == ("Ny", None)


def test_a_record_that_goes_bad_leaves_the_catalogue(load):
    load(concept("a"), concept("b"))

    load(concept("a", "x" * 301), concept("b"))

    assert Concept.objects.get(id="a").withdrawn_at is not None


def test_of_two_different_records_of_one_id_the_first_stays_and_it_is_told(load):
    outcome = load(concept("a", "Ett"), concept("a", "Två"), concept("a", "Ett"))

    assert Concept.objects.get().preferred_label == "Ett"
    assert [one.reason for one in outcome.findings] == ["duplicate_id"]
    assert outcome.exit_code == 0


def test_the_newest_edit_stays_whatever_the_order(load, monkeypatch):
    old, new = concept("a", "Gammal", DatedConcept), concept("a", "Ny", DatedConcept)
    days = {"Gammal": datetime(2026, 1, 1, tzinfo=UTC), "Ny": datetime(2026, 2, 1, tzinfo=UTC)}
    monkeypatch.setattr(DatedConcept, "edited", days)

    load(old, new)
    assert Concept.objects.get().preferred_label == "Ny"
    assert load(new, old).written == 0
    assert load(old, new).written == 0


def test_an_unreadable_part_is_listed_and_nothing_is_withdrawn(load):
    load(concept("a"), concept("b"))

    outcome = load(concept("b", "Ny"), Unreadable("not_json", "rad 2"))

    assert outcome.run.state == ImportRun.State.INCOMPLETE
    assert outcome.run.withdrawn == 0
    assert Concept.objects.get(id="a").withdrawn_at is None
    assert Concept.objects.get(id="b").preferred_label == "Ny"


def test_a_source_that_comes_in_parts_withdraws_nothing_by_absence(load):
    load(concept("a"), concept("b"), is_full=False)

    outcome = load(concept("b"), is_full=False)

    assert outcome.written == 0
    assert Concept.objects.filter(withdrawn_at=None).count() == 2


def test_a_source_can_say_that_a_row_is_gone(load):
    load(concept("a"), concept("b"), is_full=False)

    outcome = load(
        concept("b", "Ny"),
        Parsed((), withdrawn=(("Concept", "a"), ("Concept", "b"), ("Concept", "unknown"))),
        concept("b", "Nyast"),
        is_full=False,
    )

    assert Concept.objects.get(id="a").withdrawn_at is not None
    row = Concept.objects.get(id="b")  # told gone, then told again
    assert (row.preferred_label, row.withdrawn_at) == ("Nyast", None)
    assert outcome.run.withdrawn == 1


def test_a_row_told_and_then_told_gone_is_not_added(load):
    outcome = load(concept("a"), Parsed((), withdrawn=(("Concept", "a"),)), is_full=False)

    assert outcome.written == 0
    assert not Concept.objects.exists()


def test_what_the_records_code_cannot_read_costs_one_record(load, monkeypatch):
    def from_payload(self, item):
        return Parsed((item.payload["missing"],)) if item.id == "0" else Parsed((item.payload,))

    monkeypatch.setattr(Made, "from_payload", from_payload)

    outcome = load({}, concept("b"))

    assert [one.reason for one in outcome.findings] == ["unexpected_shape"]
    assert Concept.objects.get().id == "b"


def test_more_rows_than_a_batch_are_all_written(load, monkeypatch):
    monkeypatch.setattr("catalog.ingest.apply.BATCH", 3)

    outcome = load(*[concept(str(number)) for number in range(10)])

    assert outcome.run.added == Concept.objects.count() == 10


def row_of(record):
    return columns_of(type(record)).row_of(record)


@pytest.mark.parametrize(
    ("record", "name", "reason"),
    [
        (concept("a", "x" * 301), "preferred_label", "too_long"),
        (concept("a", "noll\x00"), "preferred_label", "null_character"),
        (ConceptRecord("a", "nonsense", "A", "", "", False, None, None), "type", "unknown_value"),
        (
            ConceptRecord("a", "skill", "A", "", "", False, -1, None),
            "first_version",
            "out_of_range",
        ),
        (AdCountRecord("a", "g", "p", "open", "2024", 2**31), "count", "out_of_range"),
        (AdCountRecord("a", None, "p", "open", "2024", 1), "group", "missing_required"),  # type: ignore[arg-type]  # what a payload may hold
    ],
)
def test_a_value_its_column_does_not_accept_is_refused(record, name, reason):
    with pytest.raises(BadRecord) as caught:
        row_of(record)

    assert (caught.value.field, caught.value.reason) == (name, reason)


def test_an_empty_value_is_accepted_where_the_column_may_be_blank():
    assert "" in row_of(forecast("f"))
    assert row_of(AdCountRecord("a", "g", "p", "open", "2024", 0))


def test_a_record_that_does_not_fit_its_table_is_a_programming_error():
    @dataclass(frozen=True)
    class Short(Record):
        table: ClassVar[str] = "AdCount"
        group: str

    with pytest.raises(TypeError, match="Short and AdCount differ in: count, kind, period, place"):
        columns_of(Short)


@pytest.mark.parametrize("key", SOURCES)
def test_every_source_has_records_that_fit_its_tables(key):
    for record_type in SOURCES[key].record_types():
        columns = columns_of(record_type)
        for reference in record_type.references:
            assert reference.field in columns.names
            is_nullable = columns.model._meta.get_field(reference.field).null
            assert reference.otherwise == "quarantine" or is_nullable

"""Diffing without a database: a table is a dictionary of id → fingerprint."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from catalog.ingest.diff import TableDiff, Verdict

IDS = st.text("abcd", min_size=1, max_size=2)
TABLES = st.dictionaries(IDS, st.integers(0, 3))
INPUTS = st.lists(st.tuples(IDS, st.integers(0, 3)))


def applied(table, records):
    """The table after an input, by the verdicts alone, and how many rows were written."""
    diff = TableDiff(table)
    after = dict(table)
    staged = {}
    for record_id, fingerprint in records:
        if diff.judge(record_id, fingerprint).is_written:
            staged[record_id] = fingerprint
    written = {one: value for one, value in staged.items() if table.get(one) != value}
    after.update(written)
    absent = diff.absent()
    for record_id in absent:
        del after[record_id]
    return after, len(written) + len(absent)


def first_of_each(records):
    return dict(reversed(records))


@given(TABLES, INPUTS)
def test_a_table_becomes_the_input(table, records):
    after, _ = applied(table, records)

    assert after == first_of_each(records)


@given(TABLES, INPUTS)
def test_a_second_run_writes_nothing(table, records):
    once, _ = applied(table, records)
    twice, written = applied(once, records)

    assert twice == once
    assert written == 0


@given(TABLES, st.dictionaries(IDS, st.integers(0, 3)), st.randoms())
def test_the_order_of_different_ids_does_not_matter(table, records, random):
    shuffled = list(records.items())
    random.shuffle(shuffled)

    assert applied(table, shuffled) == applied(table, list(records.items()))


@given(TABLES, INPUTS)
def test_seen_counts_ids_once(table, records):
    diff = TableDiff(table)
    for record_id, fingerprint in records:
        diff.judge(record_id, fingerprint)

    assert diff.seen == len(first_of_each(records))
    assert diff.live == table


def test_verdicts_tell_added_changed_and_unchanged_apart():
    diff = TableDiff({"same": 1, "other": 1, "gone": 1})

    assert diff.judge("new", 1) is Verdict.ADDED
    assert diff.judge("same", 1) is Verdict.UNCHANGED
    assert diff.judge("other", 2) is Verdict.CHANGED
    assert diff.absent() == ["gone"]


def test_an_identical_duplicate_counts_once():
    diff = TableDiff({})
    diff.judge("a", 1)

    verdict = diff.judge("a", 1)

    assert verdict is Verdict.REPEATED
    assert not verdict.is_conflict


def test_of_two_different_records_the_newest_edit_stays():
    old, new = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    rising, falling, undated = TableDiff({}), TableDiff({}), TableDiff({})

    rising.judge("a", 1, old)
    assert rising.judge("a", 2, new) is Verdict.SUPERSEDES
    falling.judge("a", 1, new)
    assert falling.judge("a", 2, old) is Verdict.SUPERSEDED
    undated.judge("a", 1)
    assert undated.judge("a", 2) is Verdict.SUPERSEDED


def test_a_dated_record_stands_above_an_undated_one():
    diff = TableDiff({})
    diff.judge("a", 1)

    assert diff.judge("a", 2, datetime(2026, 1, 1, tzinfo=UTC)) is Verdict.SUPERSEDES


def test_a_forgotten_record_counts_as_absent():
    diff = TableDiff({"a": 1})
    diff.judge("a", 1)

    diff.forget("a")

    assert diff.absent() == ["a"]
    assert diff.seen == 0
    assert diff.judge("a", 1) is Verdict.UNCHANGED

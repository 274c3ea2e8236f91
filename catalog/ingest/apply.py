"""The only bulk writer of the catalogue: COPY into a temporary table, then one merge per table.

Everything here runs inside the caller's transaction. Rows are withdrawn, never deleted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Count

from catalog.ingest.columns import Columns
from catalog.models import ImportRun
from catalog.sources.record import Reference

BATCH = 5_000

# Fingerprint of a row that was retired because its source no longer names it. No hash is relied on
# to differ from it: a hash of 0 would only cost one needless write.
RETIRED = 0


@dataclass(frozen=True)
class Merged:
    """Rows that a merge will touch, counted before it runs."""

    added: int
    revived: int
    changed: int


class Stage:
    """A temporary table beside a catalogue table; what is added here is merged in one statement."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._name = f"stage_{columns.table}"
        self._rows: list[list[Any]] = []
        self._number = 0
        _execute(
            f"CREATE TEMP TABLE {self._name} ON COMMIT DROP AS "
            f"SELECT {', '.join(map(_quoted, columns.columns))}, fingerprint, 0 AS stage_number "
            f"FROM {columns.table} WITH NO DATA"
        )

    def add(self, row: list[Any], fingerprint: int) -> None:
        """Stage a row; of two with one id the later counts."""
        self._number += 1
        self._rows.append([*row, fingerprint, self._number])
        if len(self._rows) >= BATCH:
            self._flush()

    def close(self) -> None:
        """Write what is left and keep one row per id."""
        self._flush()
        _execute(
            f"DELETE FROM {self._name} early USING {self._name} late "
            f"WHERE early.id = late.id AND early.stage_number < late.stage_number"
        )
        _execute(f"ANALYZE {self._name}")

    def remove(self, ids: list[str]) -> None:
        """Take rows out again."""
        _execute(f"DELETE FROM {self._name} WHERE id = ANY(%s)", [ids])

    def drop(self) -> None:
        """Remove the temporary table; inside a longer transaction the next run needs its name."""
        _execute(f"DROP TABLE {self._name}")

    def take_dangling(self, reference: Reference) -> list[tuple[str, str]]:
        """(id, key) of staged rows whose reference names no live row: removed, or cleared.

        A cleared row's fingerprint is marked, so that the next run compares it again: by then the
        row it names may be there.
        """
        column = self._column(reference)
        condition = f"{column} IS NOT NULL AND NOT EXISTS ({_live_target(reference, column)})"
        if reference.otherwise == "quarantine":
            return _rows(f"DELETE FROM {self._name} s WHERE {condition} RETURNING id, {column}")
        found = _rows(f"SELECT id, {column} FROM {self._name} s WHERE {condition}")
        if found:
            _execute(
                f"UPDATE {self._name} s SET {column} = NULL, fingerprint = fingerprint # 1 "
                f"WHERE {condition}"
            )
        return found

    def compare(self) -> Merged:
        """How many rows the merge will add, bring back and change."""
        [(added, revived, changed)] = _rows(
            f"SELECT count(*) FILTER (WHERE t.id IS NULL), "
            f"count(*) FILTER (WHERE t.withdrawn_at IS NOT NULL), "
            f"count(*) FILTER (WHERE t.withdrawn_at IS NULL AND t.fingerprint <> s.fingerprint) "
            f"FROM {self._name} s LEFT JOIN {self._columns.table} t ON t.id = s.id"
        )
        return Merged(added, revived, changed)

    def merge(self, run_id: int) -> None:
        """Insert new rows, update changed ones, revive withdrawn ones; leave equal ones alone."""
        names = [*map(_quoted, self._columns.columns), "fingerprint"]
        updates = [f"{name} = EXCLUDED.{name}" for name in [*names, "run_id", "withdrawn_at"]]
        _execute(
            f"INSERT INTO {self._columns.table} AS t ({', '.join(names)}, run_id, withdrawn_at) "
            f"SELECT {', '.join(names)}, %s, NULL FROM {self._name} "
            f"ON CONFLICT (id) DO UPDATE SET {', '.join(updates)} "
            f"WHERE t.fingerprint <> EXCLUDED.fingerprint OR t.withdrawn_at IS NOT NULL",
            [run_id],
        )
        # Within this transaction nothing else tells the planner how many rows are new; without it
        # a join with a freshly filled table may loop over the whole of it for every row.
        _execute(f"ANALYZE {self._columns.table}")

    def _flush(self) -> None:
        if not self._rows:
            return
        names = ", ".join([*map(_quoted, self._columns.columns), "fingerprint", "stage_number"])
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {self._name} ({names}) FROM STDIN") as copy,
        ):
            for row in self._rows:
                copy.write_row(row)
        self._rows.clear()

    def _column(self, reference: Reference) -> str:
        return _quoted(self._columns.columns[self._columns.names.index(reference.field)])


def live_rows(columns: Columns, source_key: str) -> Iterator[tuple[str, int, bool]]:
    """(id, fingerprint, is sample) of the rows of a source that are not withdrawn."""
    rows = columns.model._default_manager.filter(
        run__source_id=source_key, withdrawn_at=None
    ).values_list("pk", "fingerprint", "run__is_sample")
    yield from rows.iterator(chunk_size=BATCH)


def mark_sample(columns: Columns, source_key: str) -> int:
    """Make a source's live sample rows differ from any record, so that a real one takes their place
    even when it says the same: the row then belongs to the real run. Returns how many."""
    return _execute(
        f"UPDATE {columns.table} t SET fingerprint = t.fingerprint # 1 FROM catalog_importrun r "
        f"WHERE r.id = t.run_id AND r.is_sample AND r.source_id = %s AND t.withdrawn_at IS NULL",
        [source_key],
    )


def withdraw(columns: Columns, ids: list[str], run_id: int) -> int:
    """Withdraw rows; returns how many."""
    return _execute(
        f"UPDATE {columns.table} SET withdrawn_at = now(), run_id = %s "
        f"WHERE id = ANY(%s) AND withdrawn_at IS NULL",
        [run_id, ids],
    )


def retire(columns: Columns, column: str, ids: list[str], run_id: int) -> int:
    """Set a boolean column on rows that stay in the catalogue; returns how many were not yet so."""
    return _execute(
        f"UPDATE {columns.table} SET {_quoted(column)} = true, fingerprint = %s, run_id = %s "
        f"WHERE id = ANY(%s) AND NOT {_quoted(column)}",
        [RETIRED, run_id, ids],
    )


def active_ids(columns: Columns, column: str, source_key: str) -> set[str]:
    """Ids of a source's live rows that are not yet retired."""
    rows = columns.model._default_manager.filter(
        run__source_id=source_key, withdrawn_at=None, **{column: False}
    )
    return set(rows.values_list("pk", flat=True))


def owned_by_retired(columns: Columns, owners: list[Reference], ids: list[str]) -> set[str]:
    """Those of the ids whose owner was retired: a retired concept keeps its labels."""
    kept: set[str] = set()
    for owner in owners:
        column = _quoted(columns.columns[columns.names.index(owner.field)])
        kept.update(
            row[0]
            for row in _rows(
                f"SELECT t.id FROM {columns.table} t JOIN {_table_of(owner.table)} p "
                f"ON p.id = t.{column} WHERE t.id = ANY(%s) AND p.fingerprint = %s",
                [ids, RETIRED],
            )
        )
    return kept


def owned_by(columns: Columns, owner: Reference, owner_ids: list[str], source_key: str) -> set[str]:
    """Ids of a source's live rows that are part of one of these rows."""
    rows = columns.model._default_manager.filter(
        **{f"{owner.field}__in": owner_ids}, run__source_id=source_key, withdrawn_at=None
    )
    return set(rows.values_list("pk", flat=True))


def has_full_load(source_key: str) -> bool:
    """True when all of a source was once loaded, and not as a sample."""
    runs = ImportRun.objects.filter(source_id=source_key, is_full=True, is_sample=False)
    return runs.filter(state__in=(ImportRun.State.COMPLETE, ImportRun.State.INCOMPLETE)).exists()


def group_sizes(columns: Columns, lookup: str, source_key: str) -> dict[str, int]:
    """Number of a source's live real rows per value of a column, its own or a parent's."""
    rows = columns.model._default_manager.filter(
        run__source_id=source_key, run__is_sample=False, withdrawn_at=None
    )
    return dict(rows.order_by().values_list(lookup).annotate(Count("pk")))


def withdraw_orphans(
    columns: Columns, reference: Reference, source_key: str, run_id: int
) -> list[tuple[str, str]]:
    """Withdraw, or clear the reference of, a source's live rows that name a withdrawn row.

    Returns (id, key) of each.
    """
    column = _quoted(columns.columns[columns.names.index(reference.field)])
    change = (
        "withdrawn_at = now()"
        if reference.otherwise == "quarantine"
        else f"{column} = NULL, fingerprint = t.fingerprint # 1"
    )
    return _rows(
        f"UPDATE {columns.table} t SET {change}, run_id = %s "
        f"FROM {_table_of(reference.table)} p, catalog_importrun r "
        f"WHERE p.id = t.{column} AND p.withdrawn_at IS NOT NULL AND t.withdrawn_at IS NULL "
        f"AND r.id = t.run_id AND r.source_id = %s RETURNING t.id, p.id",
        [run_id, source_key],
    )


def lock(source_key: str) -> None:
    """Wait until no other run of this source is writing; held until the transaction ends."""
    _execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"ingest {source_key}"])


def _live_target(reference: Reference, column: str) -> str:
    return (
        f"SELECT 1 FROM {_table_of(reference.table)} p "
        f"WHERE p.id = s.{column} AND p.withdrawn_at IS NULL"
    )


def _table_of(model_name: str) -> str:
    return str(apps.get_model("catalog", model_name)._meta.db_table)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _execute(statement: str, values: list[Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return max(int(cursor.rowcount), 0)


def _rows(statement: str, values: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())

"""One input against the tables it feeds: what is staged, merged, withdrawn, and told of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from catalog.ingest import apply
from catalog.ingest.columns import Columns, columns_of
from catalog.ingest.diff import TableDiff
from catalog.ingest.references import NaturalKeys
from catalog.models import ImportRun, QuarantinedRecord
from catalog.sources.record import BadRecord, RawItem, Record, Repair, Unreadable
from catalog.sources.registry import SourceEntry

# A larger fall of a table's rows is more likely a broken input than news.
LARGEST_FALL = 0.20
# Of a group within a table, such as a school form; the smallest have a dozen rows.
SMALLEST_GROUP_FALL = 5

QUARANTINED = QuarantinedRecord.Outcome.QUARANTINED
REPAIRED = QuarantinedRecord.Outcome.REPAIRED


class ImportStopped(Exception):
    """A guard refused the input; nothing was written."""


@dataclass
class Counts:
    """Rows of one table in one run. Revived rows count as added."""

    seen: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0


@dataclass
class _Table:
    """One table during one run."""

    record_type: type[Record]
    columns: Columns
    stage: apply.Stage
    diff: TableDiff
    sample: set[str]
    active: set[str] | None  # where absent rows are retired: those that are not yet
    told_gone: dict[str, None] = field(default_factory=dict)  # in the order they were told
    counts: Counts = field(default_factory=Counts)


class Load:
    """The state of one run: tables, findings, and whether all of the input could be read."""

    def __init__(self, entry: SourceEntry, run: ImportRun, *, allow_drop: bool) -> None:
        self.entry = entry
        self.run = run
        self.allow_drop = allow_drop
        self.findings: list[QuarantinedRecord] = []
        self.unreadable = 0
        self.counts: dict[str, Counts] = {}
        self._tables: dict[str, _Table] = {}
        self._keys = NaturalKeys()
        self._retires = dict(entry.retires)
        self._groups = {} if run.is_sample else dict(entry.guarded)
        self._sizes: dict[str, dict[str, int]] = {}

    @property
    def _is_delta(self) -> bool:
        """True for changes of a source whose other inputs are the whole of it."""
        return self.entry.is_full and not self.run.is_full

    def read(self, path: Path, progress: Callable[[int], object]) -> None:
        """Stage every good record of the input; note every other."""
        apply.lock(self.entry.key)
        if self.run.since and self._is_delta and not apply.has_full_load(self.entry.key):
            raise ImportStopped(
                "These are changes only, and there is nothing here yet that they would change. "
                f"Load all of {self.entry.key} first."
            )
        for record_type in self.entry.record_types():
            self._open(record_type)
        for item in self.entry.read(path):
            self._take(item)
            progress(1)

    def write(self) -> None:
        """Merge table by table, parents first, then withdraw what names a withdrawn row."""
        for name, table in self._tables.items():
            if lookup := self._groups.get(name):
                self._sizes[name] = apply.group_sizes(table.columns, lookup, self.entry.key)
            table.stage.close()
            table.stage.remove(list(table.told_gone))
            for reference in table.record_type.references:
                for record_id, key in table.stage.take_dangling(reference):
                    is_out = reference.otherwise == "quarantine"
                    if is_out:
                        table.diff.forget(record_id)
                    self._note(
                        name,
                        record_id,
                        Repair(reference.field, "dangling_reference", f"{reference.table} {key}"),
                        QUARANTINED if is_out else REPAIRED,
                    )
            self._merge(name, table)
        for name, table in self._tables.items():
            self._withdraw_orphans(name, table)
            table.stage.drop()
        for name, lookup in self._groups.items():
            self._guard_groups(name, lookup)

    def finish(self, state: ImportRun.State, message: str) -> None:
        """Fill in the run's columns; a run that wrote nothing says so with zeros."""
        run = self.run
        run.state = state
        run.message = message
        run.finished_at = timezone.now()
        run.quarantined = sum(finding.outcome == QUARANTINED for finding in self.findings)
        run.repaired = sum(finding.outcome == REPAIRED for finding in self.findings)
        # What was counted before a guard or an error was rolled back.
        is_applied = state in {ImportRun.State.COMPLETE, ImportRun.State.INCOMPLETE}
        counts = self.counts.values() if is_applied else ()
        for column in ("seen", "added", "changed", "unchanged", "withdrawn"):
            setattr(run, column, sum(getattr(one, column) for one in counts))

    def _open(self, record_type: type[Record]) -> None:
        columns = columns_of(record_type)
        if not self.run.is_sample:
            apply.mark_sample(columns, self.entry.key)
        live: dict[str, int] = {}
        sample: set[str] = set()
        for record_id, fingerprint, is_sample in apply.live_rows(columns, self.entry.key):
            live[record_id] = fingerprint
            if is_sample:
                sample.add(record_id)
        name = record_type.table
        column = self._retires.get(name)
        active = apply.active_ids(columns, column, self.entry.key) if column else None
        table = _Table(record_type, columns, apply.Stage(columns), TableDiff(live), sample, active)
        self._tables[name] = table
        self.counts[name] = table.counts

    def _take(self, item: RawItem) -> None:
        if isinstance(item.payload, Unreadable):
            self.unreadable += 1
            problem = Repair("", item.payload.reason, item.payload.detail)
            self._note(item.kind, item.id, problem, QUARANTINED)
            return
        try:
            parsed = self.entry.from_payload(item)
        except BadRecord as bad:
            self._note(item.kind, item.id, bad, QUARANTINED)
            if self._is_delta:
                # As it would be in the whole of the source: what cannot be read is not offered.
                self._tell_gone(bad.rows)
            return
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # A payload of a shape no one has seen yet: one record less, and a finding that says so.
            problem = Repair("", "unexpected_shape", f"{type(error).__name__}: {error}")
            self._note(item.kind, item.id, problem, QUARANTINED)
            return
        for repair in parsed.repairs:
            self._note(item.kind, item.id, repair, REPAIRED)
        for record in parsed.records:
            self._stage(record)
        self._tell_gone(parsed.withdrawn)

    def _tell_gone(self, rows: tuple[tuple[str, str], ...]) -> None:
        for table, record_id in rows:
            self._tables[table].diff.forget(record_id)
            self._tables[table].told_gone[record_id] = None

    def _stage(self, raw: Record) -> None:
        table = self._tables[raw.table]
        try:
            record, repairs = self._keys.resolve(raw)
            fingerprint = record.fingerprint()
            # What the table already holds passed its checks when it was written.
            is_held = table.diff.live.get(record.id) == fingerprint
            row = [] if is_held else table.columns.row_of(record)
        except BadRecord as bad:
            self._note(raw.table, raw.id, bad, QUARANTINED)
            return
        for repair in repairs:
            self._note(raw.table, raw.id, repair, REPAIRED)
        table.told_gone.pop(record.id, None)
        verdict = table.diff.judge(record.id, fingerprint, getattr(record, "last_edited", None))
        if verdict.is_written:
            table.stage.add(row or table.columns.row_of(record), fingerprint)
        if verdict.is_conflict:
            self._note(raw.table, raw.id, Repair("id", "duplicate_id", verdict.value), REPAIRED)

    def _merge(self, name: str, table: _Table) -> None:
        merged = table.stage.compare()
        counts = table.counts
        counts.seen = table.diff.seen
        counts.added = merged.added + merged.revived
        counts.changed = merged.changed
        counts.unchanged = counts.seen - counts.added - counts.changed
        if counts.added or counts.changed:
            table.stage.merge(self.run.pk)
        replaced, gone = self._leaving(table)
        told = [one for one in table.told_gone if one in table.diff.live]
        # Real data that replaces the sample needs no guard, nor does a stream, where removals are
        # all there is. Changes of a whole are guarded as the whole is.
        self._guard(name, table, len(gone) + (len(told) if self._is_delta else 0))
        counts.withdrawn = apply.withdraw(table.columns, sorted({*replaced, *told}), self.run.pk)
        if column := self._retires.get(name):
            counts.withdrawn += apply.retire(table.columns, column, gone, self.run.pk)
        else:
            counts.withdrawn += apply.withdraw(table.columns, gone, self.run.pk)

    def _leaving(self, table: _Table) -> tuple[list[str], list[str]]:
        """(sample rows that real data replaces, rows the source no longer has)."""
        if self.unreadable:
            return [], []
        absent = [one for one in table.diff.absent() if one not in table.told_gone]
        is_replacing = not self.run.is_sample
        replaced = [one for one in absent if is_replacing and one in table.sample]
        gone = set(absent) - set(replaced)
        if self._is_delta:
            gone &= self._left_out(table)
        elif not self.run.is_full:
            return replaced, []
        if table.active is not None:
            gone &= table.active
        elif self._retires:
            owners = [
                one
                for one in table.record_type.references
                if one.is_owner and one.table in self._retires
            ]
            gone -= apply.owned_by_retired(table.columns, owners, sorted(gone))
        return replaced, sorted(gone)

    def _left_out(self, table: _Table) -> set[str]:
        """Live rows that are part of a row the input names, such as a degree of an education: an
        element brings all of its parts, so a part it no longer brings is gone."""
        found: set[str] = set()
        for owner in table.record_type.references:
            if owner.is_owner and owner.by == "id" and owner.table in self._tables:
                named = self._tables[owner.table].diff.named()
                found |= apply.owned_by(table.columns, owner, named, self.entry.key)
        return found

    def _guard(self, name: str, table: _Table, leaving: int) -> None:
        known = set(table.diff.live if table.active is None else table.active)
        before = len(known if self.run.is_sample else known - table.sample)
        fall = leaving - table.counts.added
        if before and fall > LARGEST_FALL * before and not self.allow_drop:
            raise ImportStopped(
                f"{name} would fall from {before} to {before - fall} rows, more than "
                f"{LARGEST_FALL:.0%}; nothing was written. If that is right, allow the drop."
            )

    def _guard_groups(self, name: str, lookup: str) -> None:
        """A school form that loses more than a fifth of its rows stops the run, whatever the rest
        of the table does. A handful of rows is news even then."""
        counts = self.counts[name]
        if self.allow_drop or not (counts.changed or counts.withdrawn):
            return
        after = apply.group_sizes(self._tables[name].columns, lookup, self.entry.key)
        for group, before in sorted(self._sizes[name].items()):
            fall = before - after.get(group, 0)
            if fall >= SMALLEST_GROUP_FALL and fall > LARGEST_FALL * before:
                raise ImportStopped(
                    f"{name} of {lookup.rpartition('__')[2]} {group} would fall from {before} to "
                    f"{before - fall} rows, more than {LARGEST_FALL:.0%}; nothing was written. "
                    "If that is right, allow the drop."
                )

    def _withdraw_orphans(self, name: str, table: _Table) -> None:
        for reference in table.record_type.references:
            orphans = apply.withdraw_orphans(table.columns, reference, self.entry.key, self.run.pk)
            is_out = reference.otherwise == "quarantine"
            for record_id, key in orphans:
                problem = Repair(reference.field, "dangling_reference", f"{reference.table} {key}")
                self._note(name, record_id, problem, QUARANTINED if is_out else REPAIRED)
            table.counts.withdrawn += len(orphans) if is_out else 0

    def _note(self, kind: str, record_id: str, problem: Repair | BadRecord, outcome: str) -> None:
        self.findings.append(
            QuarantinedRecord(
                run=self.run,
                kind=kind[:40],
                record_id=record_id[:200],
                field=problem.field[:60],
                reason=problem.reason[:60],
                detail=problem.detail[:300].replace("\x00", ""),
                outcome=outcome,
            )
        )

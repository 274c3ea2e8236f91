"""One import from beginning to end: what the `sync` command and the catalogue task both call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from catalog.ingest import apply
from catalog.ingest.columns import Columns, columns_of
from catalog.ingest.diff import TableDiff
from catalog.ingest.references import NaturalKeys
from catalog.models import ImportRun, QuarantinedRecord, Source
from catalog.sources.record import (
    BadRecord,
    RawItem,
    Record,
    Repair,
    SourceUnavailable,
    Unreadable,
)
from catalog.sources.registry import SOURCES, SourceEntry

# A larger fall of a table's rows is more likely a broken input than news.
LARGEST_FALL = 0.20

QUARANTINED = QuarantinedRecord.Outcome.QUARANTINED
REPAIRED = QuarantinedRecord.Outcome.REPAIRED


class UnknownSource(Exception):
    """No source has this key; says which there are."""


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


@dataclass(frozen=True)
class Outcome:
    """How an import ended. The run is stored, and its findings with it, unless it was a dry run."""

    run: ImportRun
    tables: dict[str, Counts]
    findings: list[QuarantinedRecord]
    is_dry_run: bool

    @property
    def exit_code(self) -> int:
        """0 when all is well; 1 when something was quarantined, unreadable or stopped."""
        is_clean = self.run.state == ImportRun.State.COMPLETE and not self.run.quarantined
        return 0 if is_clean else 1

    @property
    def written(self) -> int:
        """Rows that were inserted, updated or withdrawn."""
        return self.run.added + self.run.changed + self.run.withdrawn


def run_import(
    key: str,
    path: Path,
    *,
    dry_run: bool = False,
    allow_drop: bool = False,
    is_sample: bool = False,
    progress: Callable[[int], object] | None = None,
) -> Outcome:
    """Bring the catalogue in line with a source's file or folder, in one transaction.

    progress is called with the number of raw items read since it was last called. Raises
    `UnknownSource`, and `SourceUnavailable` when the path cannot be read; everything else that is
    wrong with the input is in the outcome.
    """
    entry = SOURCES.get(key)
    if entry is None:
        raise UnknownSource(f"there is no source {key!r}; choose from {', '.join(SOURCES)}")
    if not path.exists():
        raise SourceUnavailable(f"{path} does not exist; give a file or a folder")
    run = ImportRun(
        source_id=entry.key,
        origin=str(path)[:500],
        is_sample=is_sample,
        data_version=entry.edition(path)[:60],
        started_at=timezone.now(),
    )
    if dry_run:
        run.pk = 0  # rolled back together with everything that names it
    else:
        _remember(entry)
        run.save()
    load = _Load(entry, run, allow_drop=allow_drop)
    try:
        with transaction.atomic():
            load.read(path, progress or (lambda _count: None))
            load.write()
            if dry_run:
                transaction.set_rollback(True)
    except ImportStopped as stopped:
        load.finish(ImportRun.State.STOPPED, str(stopped))
    except Exception as error:
        load.finish(ImportRun.State.FAILED, f"{type(error).__name__}: {error}"[:2000])
        if not dry_run:
            run.save()
        raise
    else:
        is_partial = bool(load.unreadable)
        load.finish(ImportRun.State.INCOMPLETE if is_partial else ImportRun.State.COMPLETE, "")
    if not dry_run:
        run.save()
        QuarantinedRecord.objects.bulk_create(load.findings, batch_size=1000)
    return Outcome(run, load.counts, load.findings, dry_run)


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


class _Load:
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

    def read(self, path: Path, progress: Callable[[int], object]) -> None:
        """Stage every good record of the input; note every other."""
        apply.lock(self.entry.key)
        for record_type in self.entry.record_types():
            self._open(record_type)
        for item in self.entry.read(path):
            self._take(item)
            progress(1)

    def write(self) -> None:
        """Merge table by table, parents first, then withdraw what names a withdrawn row."""
        for name, table in self._tables.items():
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

    def finish(self, state: ImportRun.State, message: str) -> None:
        """Fill in the run's columns; a run that wrote nothing says so with zeros."""
        run = self.run
        run.state = state
        run.message = message
        run.finished_at = timezone.now()
        run.quarantined = sum(finding.outcome == QUARANTINED for finding in self.findings)
        run.repaired = sum(finding.outcome == REPAIRED for finding in self.findings)
        if state in {ImportRun.State.STOPPED, ImportRun.State.FAILED}:
            return
        for column in ("seen", "added", "changed", "unchanged", "withdrawn"):
            setattr(run, column, sum(getattr(one, column) for one in self.counts.values()))

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
        for table, record_id in parsed.withdrawn:
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
        self._guard(name, table, len(gone))
        # The source's own word needs no guard, nor does real data that replaces the sample.
        told = [one for one in table.told_gone if one in table.diff.live]
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
        if not self.entry.is_full:
            return replaced, []
        gone = set(absent) - set(replaced)
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

    def _guard(self, name: str, table: _Table, leaving: int) -> None:
        known = set(table.diff.live if table.active is None else table.active)
        before = len(known if self.run.is_sample else known - table.sample)
        fall = leaving - table.counts.added
        if before and fall > LARGEST_FALL * before and not self.allow_drop:
            raise ImportStopped(
                f"{name} would fall from {before} to {before - fall} rows, more than "
                f"{LARGEST_FALL:.0%}; nothing was written. If that is right, allow the drop."
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


def _remember(entry: SourceEntry) -> None:
    """The source's row says what the registry says; written only when it does not yet."""
    said = {
        "name": entry.name,
        "publisher": entry.publisher,
        "licence": entry.licence,
        "url": entry.url,
    }
    if not Source.objects.filter(key=entry.key, **said).exists():
        Source.objects.update_or_create(key=entry.key, defaults=said)

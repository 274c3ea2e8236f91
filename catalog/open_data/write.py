"""Snapshot → files, each table in every format, in one pass over its rows."""

import csv
import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from catalog.open_data.datasets import DATASETS, Basis, Dataset, Row
from catalog.open_data.store import (
    MEDIA_TYPES,
    File,
    Index,
    folder_name,
    read_index,
    remove_old,
    root,
    write_index,
)
from catalog.quality.published import report_numbered
from catalog.snapshot.snapshot import Snapshot

_BATCH = 20_000  # rows
_ARROW: dict[str, Any] = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}


class WriterAtWork(Exception):
    """Another process is writing the files."""


def write_open_data(snapshot: Snapshot, say: Callable[[str], object] = lambda line: None) -> Index:
    """Write the files of a snapshot unless they are there; old ones are removed.

    Raises `WriterAtWork`, or `OSError` when the disk says no; what was there then stays.
    """
    report = report_numbered(snapshot.number)
    if report is not None and report.catalogue_id != snapshot.id:
        report = None  # of another database's snapshot with this number
    folder = root() / folder_name(snapshot.id, report.pk if report else None)
    with _only_writer():
        if folder.is_dir():
            return read_index(folder)
        part = folder.with_suffix(f"{folder.suffix}.part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        index = _written(Basis(snapshot, report), part, say)
        part.rename(folder)
        remove_old(folder)
    return replace(index, folder=folder)


def _written(basis: Basis, folder: Path, say: Callable[[str], object]) -> Index:
    files: list[File] = []
    datasets = [one for one in DATASETS if basis.report is not None or not one.is_of_report]
    for dataset in datasets:
        rows = _write(dataset, basis, folder)
        say(f"{dataset.key}: {rows} rows")
        for extension in MEDIA_TYPES:
            path = folder / f"{dataset.key}.{extension}"
            with path.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
            files.append(File(dataset.key, extension, rows, path.stat().st_size, digest))
    snapshot = basis.snapshot
    index = Index(
        folder=folder,
        snapshot=snapshot.id,
        built_at=snapshot.built_at,
        is_sample=snapshot.is_sample,
        periods={one.key: one.period(snapshot) for one in datasets},
        files=tuple(files),
    )
    write_index(index)
    return index


def _write(dataset: Dataset, basis: Basis, folder: Path) -> int:
    """Write one dataset in every format; how many rows it has."""
    names = [column.name for column in dataset.columns]
    schema = pa.schema(
        [
            pa.field(column.name, _ARROW[column.kind], metadata={"description": column.words})
            for column in dataset.columns
        ],
        metadata={"snapshot": basis.snapshot.id, "dataset": dataset.key},
    )
    count = 0
    with ExitStack() as stack:
        table = stack.enter_context(
            (folder / f"{dataset.key}.csv").open("w", encoding="utf-8", newline="")
        )
        lines = stack.enter_context((folder / f"{dataset.key}.jsonl").open("w", encoding="utf-8"))
        columnar = stack.enter_context(
            pq.ParquetWriter(folder / f"{dataset.key}.parquet", schema, compression="zstd")
        )
        writer = csv.writer(table)
        writer.writerow(names)
        for batch in _batches(dataset.rows(basis)):
            count += len(batch)
            writer.writerows(batch)
            lines.writelines(
                json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n"
                for row in batch
            )
            columns = [
                pa.array(list(column), field.type)
                for column, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            columnar.write_batch(pa.record_batch(columns, schema=schema))
    return count


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


@contextmanager
def _only_writer() -> Iterator[None]:
    """One writer at a time on this machine; the system lets go of the lock of a killed one."""
    root().mkdir(parents=True, exist_ok=True)
    with (root().parent / "open-data.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WriterAtWork("another process is writing the open data") from error
        yield

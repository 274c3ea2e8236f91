"""The whole database as one file, and back: what COPY gives, table by table, in a ZIP.

It needs no PostgreSQL programs, so it works where only the site is installed. A backup is of one
moment. It goes back into a database with the same migrations, all of it or nothing. Sessions and
snapshots are not in it: those must not be kept, these are built again.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from guidance.version import software_version

MANIFEST = "manifest.json"
FORMAT = 1
_KEPT_APART = frozenset({"django_migrations"})  # compared, never written over
_CHUNK = 1024 * 1024
_LOCK_TIMEOUT = "60s"  # somebody is at work for longer: say so instead of waiting for ever
Say = Callable[[str], object]


class BadBackup(Exception):
    """The file is no whole backup, or is of another state of the tables; says what to do."""


@dataclass(frozen=True)
class Table:
    """columns: in the order of the file · sha256: of the uncompressed content."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup is of."""

    made_at: str
    software: str
    migrations: tuple[str, ...]
    tables: tuple[Table, ...]


def back_up(path: Path, say: Say) -> Manifest:
    """Write every table to `path`, readable by its owner only. An older file stays until the new
    one is whole. Raises `OSError`."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with (
            os.fdopen(descriptor, "wb") as file,
            ZipFile(file, "w", ZIP_DEFLATED, True, 1) as archive,
        ):
            manifest = _written(archive, say)
            archive.writestr(MANIFEST, json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1))
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    return manifest


def check(path: Path) -> Manifest:
    """Read all of a backup and compare the sums. Raises `BadBackup`."""
    with _opened(path) as archive:
        return _checked(archive, path)


def restore(path: Path, say: Say) -> Manifest:
    """Put a backup in the place of everything the database holds, in one transaction.

    Raises `BadBackup` before anything is touched, or `DatabaseError` with everything as it was.
    """
    with _opened(path) as archive:
        manifest = _checked(archive, path)
        mine = _migrations()
        if manifest.migrations != mine:
            other = sorted(set(manifest.migrations) ^ set(mine))
            raise BadBackup(
                f"{path} is of another version of the tables ({', '.join(other[:3])} …); install "
                f"version {manifest.software}, run `migrate` there, restore, then upgrade"
            )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'")
            names = sql.SQL(", ").join(sql.Identifier(name) for name in _tables())
            cursor.execute(sql.SQL("TRUNCATE {} CASCADE").format(names))
            for table in manifest.tables:
                _copy_in(cursor, archive, table)
                say(f"{table.name}: {table.rows} rows")
            for statement in connection.ops.sequence_reset_sql(
                no_style(), apps.get_models(include_auto_created=True)
            ):
                cursor.execute(statement)
    return manifest


def _written(archive: ZipFile, say: Say) -> Manifest:
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:  # a test's own transaction has begun already
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        tables = []
        for name in _tables():
            table = _copy_out(cursor, archive, name)
            say(f"{table.name}: {table.rows} rows")
            tables.append(table)
        return Manifest(
            timezone.localtime().isoformat(timespec="seconds"),
            software_version(),
            _migrations(),
            tuple(tables),
        )


def _copy_out(cursor: Any, archive: ZipFile, name: str) -> Table:
    described = connection.introspection.get_table_description(cursor, name)
    columns = tuple(column.name for column in described)
    digest = hashlib.sha256()
    with archive.open(f"{name}.copy", "w", force_zip64=True) as file:
        statement = sql.SQL("COPY {} ({}) TO STDOUT").format(
            sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with cursor.copy(statement) as copy:
            for block in copy:
                digest.update(block)
                file.write(block)
        rows = max(0, cursor.rowcount)
    return Table(name, columns, rows, digest.hexdigest())


def _copy_in(cursor: Any, archive: ZipFile, table: Table) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )
    with archive.open(f"{table.name}.copy") as file, cursor.copy(statement) as copy:
        for block in _blocks(file):
            copy.write(block)


def _opened(path: Path) -> ZipFile:
    try:
        return ZipFile(path)
    except (OSError, BadZipFile) as error:
        raise BadBackup(f"{path} cannot be read as a backup: {error}") from error


def _checked(archive: ZipFile, path: Path) -> Manifest:
    try:
        stored = json.loads(archive.read(MANIFEST))
        if stored.pop("format") != FORMAT:
            raise BadBackup(f"{path} is of another format than this version reads")
        tables = tuple(
            Table(**{**one, "columns": tuple(one["columns"])}) for one in stored.pop("tables")
        )
        manifest = Manifest(**{**stored, "migrations": tuple(stored["migrations"])}, tables=tables)
        for table in tables:
            with archive.open(f"{table.name}.copy") as file:
                digest = hashlib.sha256()
                for block in _blocks(file):
                    digest.update(block)
            if digest.hexdigest() != table.sha256:
                raise BadBackup(f"{path} is damaged: {table.name} is not as it was written")
    except (KeyError, TypeError, ValueError, BadZipFile, OSError) as error:
        raise BadBackup(f"{path} is not a whole backup: {error}") from error
    return manifest


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_CHUNK):
        yield block


def _tables() -> list[str]:
    """Every table of the site, in a stable order."""
    return sorted(set(connection.introspection.table_names()) - _KEPT_APART)


def _migrations() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        return tuple(sorted({row[0] for row in cursor.fetchall()}))

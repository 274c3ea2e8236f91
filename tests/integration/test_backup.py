"""A backup goes back as it was, or not at all."""

import json
import stat
import zipfile
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from catalog.models import Concept, Edit, Education, EducationEvent, ImportRun, Source, Switch
from guidance import backup
from guidance.backup import MANIFEST, BadBackup, back_up, check, restore

pytestmark = pytest.mark.django_db(transaction=True)
ODD = "Å\t\\N ”citat”\nrad två \\t \x01"


def say(line: str) -> None:
    """Nothing."""


@pytest.fixture
def filled(db: None) -> None:
    source = Source.objects.create(key="susa-navet", name=ODD, publisher="Skolverket")
    run = ImportRun.objects.create(source=source, origin="x", finished_at=datetime.now(UTC))
    columns: dict[str, Any] = {"run": run, "fingerprint": -(2**63)}
    Concept.objects.create(id="welder", type="occupation-name", preferred_label="Svets", **columns)
    education = Education.objects.create(
        id="i.1", title="Svets", form="VUXGY", description=ODD, sun_codes=["521a", ""],
        credits=7.5, seqf_level=None, is_vocational=None, expires=date(2027, 1, 2), **columns,
    )  # fmt: skip
    EducationEvent.objects.create(id="e.1", education=education, condition=1, **columns)
    editor = User.objects.create_user("rut", password="Blabarssylt-i-skogen-22")
    Edit.objects.create(
        editor=editor, table="switch", record="codes", action="added", after={"på": [1, None]}
    )


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            found[table] = cursor.fetchall()
    return found


def test_everything_comes_back_as_it_was(filled: None, tmp_path: Path) -> None:
    before = everything()
    path = tmp_path / "kv.backup"
    manifest = back_up(path, say)
    assert sum(table.rows for table in manifest.tables) == sum(
        len(rows) for table, rows in before.items() if table != "django_migrations"
    )
    Education.objects.update(title="Annat")
    Switch.objects.create(key="codes", is_on=False)
    User.objects.create_user("later")
    ImportRun.objects.create(source_id="susa-navet", origin="later")
    restore(path, say)
    assert everything() == before
    # Numbers go on where they were.
    run = ImportRun.objects.create(source_id="susa-navet", origin="after")
    assert run.pk == ImportRun.objects.exclude(pk=run.pk).get().pk + 1


def test_the_file_is_for_its_owner_and_whole_or_not_there(
    filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kv.backup"
    back_up(path, say)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()

    def fail(*args: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(backup, "_copy_out", fail)
    with pytest.raises(OSError, match="no space"):
        back_up(path, say)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def rewritten(path: Path, change: dict[str, bytes | None]) -> Path:
    """A copy with members changed, or left out."""
    other = path.with_name("other.backup")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return other


def manifest_with(path: Path, **changed: object) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return json.dumps(json.loads(archive.read(MANIFEST)) | changed).encode()


def test_a_bad_file_changes_nothing(filled: None, tmp_path: Path) -> None:
    path = tmp_path / "kv.backup"
    back_up(path, say)
    cut = tmp_path / "cut.backup"
    cut.write_bytes(path.read_bytes()[:-200])
    noise = tmp_path / "noise.backup"
    noise.write_bytes(b"no zip")
    before = everything()
    bad = {
        "cannot be read": [cut, noise, tmp_path / "nowhere"],
        "is damaged": [rewritten(path, {"catalog_education.copy": b"x"})],
    }
    for words, files in bad.items():
        for file in files:
            with pytest.raises(BadBackup, match=words):
                restore(file, say)
    for change, words in (
        ({"catalog_education.copy": None}, "not a whole backup"),
        ({MANIFEST: None}, "not a whole backup"),
        ({MANIFEST: b"{}"}, "not a whole backup"),
        ({MANIFEST: manifest_with(path, format=2)}, "another format"),
        ({MANIFEST: manifest_with(path, migrations=["catalog.0001_initial"])}, "another version"),
    ):
        with pytest.raises(BadBackup, match=words):
            restore(rewritten(path, change), say)
    assert everything() == before


def test_a_restore_that_fails_half_way_changes_nothing(
    filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kv.backup"
    back_up(path, say)
    before = everything()
    copy_in = backup._copy_in

    def fail_late(cursor: Any, archive: Any, table: backup.Table) -> None:
        if table.name == "catalog_importrun":
            raise KeyboardInterrupt
        copy_in(cursor, archive, table)

    monkeypatch.setattr(backup, "_copy_in", fail_late)
    with pytest.raises(KeyboardInterrupt):
        restore(path, say)
    assert everything() == before


def test_nothing_of_a_session_is_in_it(filled: None, tmp_path: Path) -> None:
    manifest = back_up(tmp_path / "kv.backup", say)
    names = {table.name for table in manifest.tables}
    assert not {name for name in names if "session" in name}
    assert "django_migrations" not in names


def run(*command: str, **options: Any) -> str:
    out = StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


def test_the_commands(filled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "kv.backup")
    assert "tables" in run("backup", path)
    assert "is whole" in run("restore", path, "--check")
    monkeypatch.setattr("sys.stdin", StringIO("no\n"))
    with pytest.raises(CommandError, match="nothing was changed"):
        run("restore", path)
    monkeypatch.setattr("sys.stdin", StringIO("yes\n"))
    assert "is restored" in run("restore", path)
    assert "catalog_education: 1 rows" in run("restore", path, "--yes", verbosity=2)
    with pytest.raises(CommandError, match="cannot be read"):
        run("restore", str(tmp_path / "nowhere"), "--yes")
    with pytest.raises(CommandError, match="cannot be written"):
        run("backup", str(tmp_path / "no" / "folder"))
    assert check(Path(path)).tables

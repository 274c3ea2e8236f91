"""Returning to an earlier snapshot, and what a kill leaves between the steps of a build."""

import shutil
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from catalog.models import Concept, ImportRun, SnapshotBuild, Source
from catalog.snapshot import build, current, rollback, settle
from catalog.snapshot.build import build_snapshot
from catalog.snapshot.current import current_snapshot
from catalog.snapshot.store import (
    BUILD,
    number_in_service,
    numbers,
    pinned_number,
    put_in_service,
)

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.VAR_DIR = tmp_path
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"
    monkeypatch.setattr(current, "_loaded", None)
    return tmp_path / "snapshots"


@pytest.fixture
def add() -> Callable[[str], None]:
    """Adds a skill to the catalogue, so that the next snapshot differs."""
    source = Source.objects.create(key="taxonomy", name="JobTech Taxonomy", publisher="J")
    run = ImportRun.objects.create(source=source, origin="file", state="complete", seen=1)

    def create(one: str) -> None:
        Concept.objects.create(
            id=one, type="skill", preferred_label=one, code="", run=run, fingerprint=0
        )

    create("Svetsning")
    return create


def built(**how: bool) -> int:
    return build_snapshot(lambda stage: None, TODAY, **how).snapshot.number


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("rollback", *arguments, stdout=out)
    return out.getvalue()


def test_a_rollback_holds_until_it_is_released(add: Callable[[str], None], root: Path) -> None:
    first = built()
    add("Truckkörning")
    second = built()
    assert "in service" in said().splitlines()[0]

    dry = said(str(first), "--dry-run")
    assert "1 leave, 0 come back" in dry
    assert number_in_service(root) == second

    text = said("--previous")
    assert f"Snapshot {first} is in service" in text
    assert current_snapshot().number == first
    add("Lödning")
    third = built()
    assert numbers(root) == [first, second, third]
    assert current_snapshot().number == first, "a later build undid the rollback"
    assert pinned_number(root) == first
    assert "pinned" in said().splitlines()[-1]

    assert "1 leave" not in said("--release", "--dry-run")
    assert current_snapshot().number == first
    assert f"Snapshot {third} is in service" in said("--release")
    assert current_snapshot().number == third
    assert built() == number_in_service(root)


def test_a_build_can_be_asked_to_end_a_rollback(add: Callable[[str], None], root: Path) -> None:
    first = built()
    add("Truckkörning")
    built()
    said(str(first))
    out = StringIO()
    call_command("build_snapshot", stdout=out)
    assert f"{first} stays in service" in out.getvalue()
    call_command("build_snapshot", "--release", stdout=StringIO())
    assert number_in_service(root) == max(numbers(root))
    assert pinned_number(root) is None


def test_the_one_returned_to_is_never_pruned(
    add: Callable[[str], None], root: Path, settings: Settings
) -> None:
    settings.SNAPSHOTS_KEPT = 2
    first = built()
    built()
    said(str(first))
    made = [built() for _ in range(4)]
    assert numbers(root) == [first, *made[-2:]]
    assert current_snapshot().number == first


def test_what_cannot_be_returned_to_is_said(add: Callable[[str], None], root: Path) -> None:
    assert "No snapshot" in said()
    with pytest.raises(CommandError, match="no snapshot yet"):
        said("--release", "--dry-run")
    first = built()
    with pytest.raises(CommandError, match="no earlier"):
        said("--previous")
    with pytest.raises(CommandError, match=f"no snapshot 99; kept are {first}"):
        said("99")
    second = built()
    (root / str(first) / "snapshot.json").write_text("{")
    assert "cannot be read" in said()
    with pytest.raises(CommandError, match="cannot be served"):
        said(str(first))
    assert (number_in_service(root), pinned_number(root)) == (second, None)


def test_a_snapshot_that_cannot_be_read_can_be_left(add: Callable[[str], None], root: Path) -> None:
    first = built()
    second = built()
    (root / str(second) / "snapshot.json").write_text("{")
    assert "cannot be read" in said(str(first))
    assert number_in_service(root) == first


def test_a_rollback_waits_for_no_build(
    add: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built()
    built()

    def busy() -> None:
        raise build.BuildUnderWay("another process is building a snapshot; wait for it")

    monkeypatch.setattr(rollback, "only_build", busy)
    with pytest.raises(CommandError, match="another process"):
        said(str(first))


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("step", ["register", "put_in_service", "remove_old"])
def test_a_build_killed_between_its_last_steps_is_finished_by_the_next(
    add: Callable[[str], None], root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    built()
    add("Truckkörning")

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(build, step, killed)
        with pytest.raises(Killed):
            built()
    cut_short = max(numbers(root))
    settle.settle(root)
    row = SnapshotBuild.objects.get(number=cut_short)
    assert row.is_complete
    assert row.statistics["concepts"] == 2
    assert current_snapshot().id == row.content_id
    after = current_snapshot().id.partition("-")[2]
    assert built() > cut_short
    assert current_snapshot().id.partition("-")[2] == after


def test_half_built_and_half_removed_folders_are_cleared(
    add: Callable[[str], None], root: Path
) -> None:
    first = built()
    shutil.copytree(root / str(first), root / "77.part")
    shutil.copytree(root / str(first), root / "3.old")
    (root / "3.old" / "snapshot.json").unlink()
    second = built()
    assert sorted(path.name for path in root.iterdir()) == sorted(
        ["current", str(first), str(second)]
    )


def test_an_unregistered_one_does_not_end_a_rollback(
    add: Callable[[str], None], root: Path
) -> None:
    first, second = built(), built()
    said(str(first))
    SnapshotBuild.objects.filter(number=second).update(is_complete=False)
    settle.settle(root)
    assert number_in_service(root) == first
    assert SnapshotBuild.objects.get(number=second).is_complete


def test_names_that_did_not_change_are_not_compiled_again(
    add: Callable[[str], None], root: Path
) -> None:
    stages: list[str] = []
    first = build_snapshot(stages.append, TODAY).snapshot
    assert "compiling the lexicon of 1 names" in stages
    stages.clear()
    second = build_snapshot(stages.append, TODAY).snapshot
    assert "the lexicon of 1 names is the last one's" in stages
    assert not any("compiling" in stage for stage in stages)
    files = {
        path.relative_to(first.folder): path.read_bytes()
        for path in first.folder.rglob("*")
        if path.is_file() and path.name not in {"snapshot.json", BUILD}
    }
    for name, content in files.items():
        assert (second.folder / name).read_bytes() == content
    shutil.rmtree(first.folder)  # linked, not pointed to
    current.follow(current.current_lexicon)
    assert current.current_lexicon()

    stages.clear()
    add("Truckkörning")
    build_snapshot(stages.append, TODAY)
    assert "compiling the lexicon of 2 names" in stages


@pytest.mark.parametrize("part", ["made_of.json", "lexicon/lexicon.json", "meaning/meaning.json"])
def test_damaged_words_are_compiled_anew(add: Callable[[str], None], root: Path, part: str) -> None:
    first = built()
    (root / str(first) / part).unlink()
    (root / str(first) / part).write_text("{")
    built()
    assert current.current_lexicon()
    assert current.meaning_in_service().problem == ""


def test_a_pointer_moved_by_hand_to_an_older_one_is_no_rollback(
    add: Callable[[str], None], root: Path
) -> None:
    first, second = built(), built()
    put_in_service(root, first)
    settle.settle(root)
    assert number_in_service(root) == second

"""`make install` does nothing twice, and mends what it cannot use."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from scripts import install


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with lock files that ask for nothing, and no .venv."""
    root = tmp_path / "en klon"
    root.mkdir()
    for name in ("requirements.txt", "requirements-dev.txt"):
        (root / name).write_text("# nothing\n")
    monkeypatch.setattr(install, "ROOT", root)
    monkeypatch.setattr(install, "VENV", root / ".venv")
    monkeypatch.setattr(install, "PYTHON", root / ".venv" / "bin" / "python")
    return root


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Every command that was run; making a .venv is done quickly and without pip."""
    seen: list[list[str]] = []
    real = subprocess.run

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        seen.append(command)
        if command[1:3] == ["-m", "venv"]:
            venv.create(command[3], with_pip=False)
            (Path(command[3]) / "pip.py").write_text("")
            return subprocess.CompletedProcess(command, 0)
        if command[1:3] == ["-m", "pip"]:
            return subprocess.CompletedProcess(command, 0)
        # pip is asked for by import; that this environment has none is beside the point.
        asked = [part.replace("import pip, sys", "import sys") for part in command]
        return real(asked, capture_output=True, text=True, check=False)

    monkeypatch.setattr(install.subprocess, "run", run)
    return seen


def installs(commands: list[list[str]]) -> int:
    return sum(command[1:4] == ["-m", "pip", "install"] for command in commands)


def made(commands: list[list[str]]) -> int:
    return sum(command[1:3] == ["-m", "venv"] for command in commands)


def test_a_second_time_does_nothing(clone: Path, commands: list[list[str]]) -> None:
    assert install.main("requirements.txt") == 0
    assert install.main("requirements.txt") == 0
    assert (made(commands), installs(commands)) == (1, 1)


def test_a_changed_lock_file_installs_again(clone: Path, commands: list[list[str]]) -> None:
    install.main("requirements.txt")
    (clone / "requirements.txt").write_text("# still nothing\n")
    install.main("requirements.txt")
    assert (made(commands), installs(commands)) == (1, 2)


def test_a_touched_lock_file_does_not(clone: Path, commands: list[list[str]]) -> None:
    install.main("requirements.txt")
    (clone / "requirements.txt").touch()
    install.main("requirements.txt")
    assert installs(commands) == 1


def test_a_change_below_reaches_the_tools(clone: Path, commands: list[list[str]]) -> None:
    install.main("requirements-dev.txt")
    (clone / "requirements.txt").write_text("# still nothing\n")
    install.main("requirements-dev.txt")
    assert installs(commands) == 2


def test_a_half_made_environment_is_made_anew(clone: Path, commands: list[list[str]]) -> None:
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "python").write_text("")
    assert install.main("requirements.txt") == 0
    assert made(commands) == 1


def test_a_moved_clone_is_made_anew(
    clone: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    install.main("requirements.txt")
    moved = clone.with_name("flyttad klon")
    moved.mkdir()
    (moved / ".venv").symlink_to(clone / ".venv")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (moved / name).write_text("# nothing\n")
    monkeypatch.setattr(install, "ROOT", moved)
    monkeypatch.setattr(install, "VENV", moved / ".venv")
    monkeypatch.setattr(install, "PYTHON", moved / ".venv" / "bin" / "python")
    assert not install.is_usable()
    stamp = moved / ".venv" / ".installed-requirements.txt"
    assert stamp.read_text() != install.fingerprint("requirements.txt")


def test_an_old_python_is_told_so(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    assert install.main("requirements.txt") == 1
    assert "Python 3.11 or later is needed" in capsys.readouterr().err


def test_a_failed_install_leaves_no_stamp(
    clone: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    install.main("requirements.txt")
    run = install.subprocess.run

    def fail(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        if command[1:3] == ["-m", "pip"]:
            return subprocess.CompletedProcess(command, 1)
        return run(command, **options)  # type: ignore[call-overload, no-any-return]  # passed on

    monkeypatch.setattr(install.subprocess, "run", fail)
    (clone / "requirements.txt").write_text("# no such package\n")
    assert install.main("requirements.txt") == 1
    stamp = clone / ".venv" / ".installed-requirements.txt"
    assert stamp.read_text() != install.fingerprint("requirements.txt")

"""Where the embedded servers keep things."""

import os
import stat
from pathlib import Path

import pytest

from guidance.embedded import places

LONGEST_ADDRESS = 103  # of a Unix socket, on the narrowest of our systems, without the end mark


def test_a_socket_fits_however_deep_the_clone_lies() -> None:
    deep = Path("/home") / ("en mapp med ett långt namn " * 20) / "var"
    sockets = places.socket_dir(deep)
    assert len(str(places.postgres_socket_dir(sockets) / ".s.PGSQL.5432")) < LONGEST_ADDRESS
    assert len(str(places.redis_socket(sockets))) < LONGEST_ADDRESS
    assert " " not in str(sockets)


def test_two_clones_do_not_share_sockets() -> None:
    assert places.socket_dir(Path("/a/var")) != places.socket_dir(Path("/b/var"))


def test_every_shell_finds_the_same_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    before = places.socket_dir(Path("/a/var"))
    monkeypatch.setenv("TMPDIR", "/var/tmp")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/0")
    assert places.socket_dir(Path("/a/var")) == before


def test_a_squatted_socket_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    squatted = tmp_path / "squatted"
    (tmp_path / "elsewhere").mkdir()
    squatted.symlink_to(tmp_path / "elsewhere")
    monkeypatch.setattr(places, "socket_dir", lambda _var: squatted)
    with pytest.raises(places.ServicesUnavailable, match="belongs to another user"):
        places.prepare(tmp_path / "var")


def test_a_folder_that_is_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(places.ServicesUnavailable, match="set VAR_DIR"):
        places.prepare(tmp_path / "var")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
def test_under_root_a_closed_clone_stays_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    made: list[Path] = []
    mkdir = Path.mkdir

    def elsewhere(self: Path, *args: int, **options: bool) -> None:
        made.append(self)
        if not str(self).startswith("/var/lib"):
            mkdir(self, *args, **options)

    monkeypatch.setattr(Path, "mkdir", elsewhere)
    monkeypatch.setattr(os, "chown", lambda *_: None)
    monkeypatch.setattr(places, "socket_dir", lambda _var: tmp_path / "kortaste-0-abc")
    found = places.prepare(closed / "var")
    assert str(found.home).startswith("/var/lib/kortaste-vagen/abc-")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700

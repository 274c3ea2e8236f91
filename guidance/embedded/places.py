"""Where the embedded servers keep their data, their locks and their sockets."""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path


class ServicesUnavailable(Exception):
    """An embedded server cannot run here; the message says why and what to do."""


@dataclass(frozen=True)
class Account:
    """The system account PostgreSQL runs as; None for both when that is our own."""

    uid: int | None
    gid: int | None


@dataclass(frozen=True)
class Places:
    """home: data, locks and logs · sockets: a short folder of our own · account: see `Account`."""

    home: Path
    sockets: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return self.home / "postgres"

    @property
    def postgres_sockets(self) -> Path:
        return postgres_socket_dir(self.sockets)

    @property
    def redis_socket(self) -> Path:
        return redis_socket(self.sockets)


def socket_dir(var_dir: Path) -> Path:
    """A short folder for sockets, the same for every process that uses this `var_dir`.

    Not under `var_dir`: the address of a Unix socket holds about 100 bytes, and a clone may lie
    deeper than that. Not under $TMPDIR or $XDG_RUNTIME_DIR either: two shells may disagree on
    those and would then miss each other's servers.
    """
    digest = hashlib.sha256(os.fsencode(var_dir.resolve())).hexdigest()[:10]
    return Path("/tmp") / f"kortaste-{os.geteuid()}-{digest}"


def postgres_socket_dir(sockets: Path) -> Path:
    """Apart from Redis's, because under root PostgreSQL runs as someone else."""
    return sockets / "pg"


def redis_socket(sockets: Path) -> Path:
    return sockets / "redis.sock"


def prepare(var_dir: Path) -> Places:
    """Make the folders. Raises `ServicesUnavailable` when one belongs to somebody else."""
    try:
        var_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServicesUnavailable(f"{var_dir} cannot be made ({error}); set VAR_DIR") from error
    if not os.access(var_dir, os.W_OK):
        raise ServicesUnavailable(
            f"{var_dir} is not yours to write to; run as its owner or set VAR_DIR to another folder"
        )
    sockets = socket_dir(var_dir)
    sockets.mkdir(mode=0o700, exist_ok=True)
    status = sockets.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
        raise ServicesUnavailable(f"{sockets} belongs to another user; remove it or set VAR_DIR")
    account = Account(None, None)
    home = var_dir.resolve() / "embedded"
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root. `nobody` exists everywhere, so no account is made.
        entry = pwd.getpwnam("nobody")
        account = Account(entry.pw_uid, entry.pw_gid)
        sockets.chmod(0o711)  # others may pass through to a socket folder of their own, not list
        if not is_open_to_all(var_dir.resolve()):
            # A clone under /root, say: nobody cannot reach it, and opening /root is not for us to
            # do. The inode makes a new clone in the same place begin with a new database.
            digest = socket_dir(var_dir).name.rpartition("-")[2]
            home = Path("/var/lib/kortaste-vagen") / f"{digest}-{var_dir.stat().st_ino}"
    home.mkdir(parents=True, exist_ok=True)
    places = Places(home, sockets, account)
    for folder in (places.cluster, places.postgres_sockets):
        folder.mkdir(mode=0o700, exist_ok=True)
        if account.uid is not None and account.gid is not None:
            os.chown(folder, account.uid, account.gid)
    return places


def is_open_to_all(path: Path) -> bool:
    """Whether any account may pass through `path` and every folder above it."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))

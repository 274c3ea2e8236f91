"""The snapshot in service, as this process sees it.

By default a process looks at the pointer whenever it is asked and swaps when that has moved. A web
server does better: it prepares the next snapshot beside the work with `follow` and lets new workers
take over, each of which stays with what it has (`stay`). In neither case is one request answered
from two snapshots: see `one_snapshot`.
"""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from catalog.recognition.embedding import ModelUnusable
from catalog.recognition.lexicon import Lexicon, load_lexicon
from catalog.recognition.meaning import Meaning, load_meaning
from catalog.recognition.semantic import load_encoder
from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.snapshot import Snapshot, load_snapshot
from catalog.snapshot.store import LEXICON, MEANING, POINTER, number_in_service

logger = logging.getLogger(__name__)


class NoSnapshot(Exception):
    """Nothing has been built yet, so no question can be answered."""


@dataclass(frozen=True)
class MeaningInService:
    """meaning: None when suggestions are off or cannot be made · problem: why they cannot, in words
    for who runs the site: the file and the command that rebuilds it; empty when all is well."""

    meaning: Meaning | None
    problem: str = ""


@dataclass
class _InService:
    """stamp: what the pointer file looked like when the snapshot was mapped."""

    stamp: tuple[str, int, int]
    snapshot: Snapshot
    lexicon: Lexicon | None = field(default=None)
    meaning: MeaningInService | None = field(default=None)


@dataclass
class _Turn:
    """One request, or one preparation; seen: what it was answered from first."""

    seen: _InService | None = None


_lock = threading.Lock()
_loaded: _InService | None = None
_is_staying = False
_turn: ContextVar[_Turn | None] = ContextVar("snapshot turn", default=None)


def current_snapshot() -> Snapshot:
    """The snapshot in service. Costs at most one `stat` unless the pointer has moved.

    Raises `NoSnapshot` when there is none, `SnapshotDamaged` when the first one cannot be read.
    When a later one cannot be read the process logs why and stays with the one it has.
    """
    return _in_service().snapshot


def current_lexicon() -> Lexicon:
    """The lexicon that was compiled with the snapshot in service; same errors."""
    here = _in_service()
    if here.lexicon is None:
        with _lock:
            if here.lexicon is None:
                here.lexicon = load_lexicon(here.snapshot.folder / LEXICON)
    return here.lexicon


def meaning_in_service() -> MeaningInService:
    """What phrases are looked up in by meaning, with the model of `EMBEDDING_MODEL`.

    A model or file that cannot be used is logged once per snapshot; everything but suggestions goes
    on without. Raises as `current_snapshot`.
    """
    here = _in_service()
    if here.meaning is None:
        with _lock:
            if here.meaning is None:
                here.meaning = _read_meaning(here.snapshot.folder / MEANING)
    return here.meaning


def _read_meaning(folder: Path) -> MeaningInService:
    try:
        encoder = load_encoder(settings.EMBEDDING_MODEL)
        if encoder is None:
            return MeaningInService(None)
        return MeaningInService(load_meaning(folder, encoder))
    except (ModelUnusable, SnapshotDamaged) as error:
        logger.warning("no suggestions by meaning: %s", error)
        return MeaningInService(None, str(error))


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Everything that is asked for in here comes from one snapshot, put in service what may."""
    token = _turn.set(_Turn())
    try:
        yield
    finally:
        _turn.reset(token)


def stay() -> None:
    """From now on this process answers from what it has; one that has nothing still looks."""
    global _is_staying  # a trait of the process
    _is_staying = True


def follow(prepare: Callable[[], object]) -> bool:
    """Swap to what the pointer names, prepared first; True when this process swapped.

    prepare: called with the next snapshot as the current one, in this thread only; all others go on
    with the one they have until it returns. Raises as `current_snapshot`, and as `prepare`.
    """
    global _loaded  # as in `_in_service`
    root = Path(settings.SNAPSHOT_DIR)
    stamp = _stamp(root)
    before = _loaded
    if before is not None and before.stamp == stamp:
        return False
    coming = _load(root, stamp, before)
    if before is None or coming.snapshot is not before.snapshot:
        token = _turn.set(_Turn(coming))
        try:
            prepare()
        finally:
            _turn.reset(token)
    _loaded = coming
    return before is None or coming.snapshot is not before.snapshot


def _in_service() -> _InService:
    turn = _turn.get()
    if turn is None:
        return _latest()
    if turn.seen is None:
        turn.seen = _latest()
    return turn.seen


def _latest() -> _InService:
    global _loaded  # one state per process is the point
    loaded = _loaded
    if loaded is not None and _is_staying:
        return loaded
    root = Path(settings.SNAPSHOT_DIR)
    stamp = _stamp(root)
    if loaded is not None and loaded.stamp == stamp:
        return loaded
    with _lock:
        if _loaded is None or _loaded.stamp != stamp:
            _loaded = _load(root, stamp, _loaded)
        return _loaded


def _load(root: Path, stamp: tuple[str, int, int], before: _InService | None) -> _InService:
    number = number_in_service(root)
    if number is None:
        raise NoSnapshot(f"{root} holds no snapshot yet; run `python manage.py build_snapshot`")
    try:
        return _InService(stamp, load_snapshot(root / str(number)))
    except SnapshotDamaged:
        if before is None or before.stamp[0] != stamp[0]:
            raise
        logger.exception("snapshot %s cannot be read; staying with %s", number, before.snapshot.id)
        return _InService(stamp, before.snapshot, before.lexicon)


def _stamp(root: Path) -> tuple[str, int, int]:
    try:
        state = (root / POINTER).stat()
    except FileNotFoundError:
        return (str(root), 0, 0)
    return (str(root), state.st_mtime_ns, state.st_ino)


def _unlocked() -> None:
    global _lock  # a process forked while a thread held it would wait for ever
    _lock = threading.Lock()


os.register_at_fork(after_in_child=_unlocked)

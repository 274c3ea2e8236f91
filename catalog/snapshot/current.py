"""The snapshot in service, as this process sees it; swapped between requests, without a restart."""

import logging
import threading
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


_lock = threading.Lock()
_loaded: _InService | None = None


def current_snapshot() -> Snapshot:
    """The snapshot in service. Costs one `stat` unless the pointer has moved.

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


def _in_service() -> _InService:
    global _loaded  # one state per process is the point
    root = Path(settings.SNAPSHOT_DIR)
    stamp = _stamp(root)
    loaded = _loaded
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

"""What the first question would otherwise wait for, done before anybody asks.

The web process warms before it forks, so its workers share the indexes; a new snapshot is warmed
the same way, beside the work, before it is served (`guidance.web_server`). Under another server
`readyz` warms: the next probe pays for it, most often not a person.
"""

import gc
import logging
from pathlib import Path

from django.conf import settings
from django.template import TemplateSyntaxError
from django.template.loader import get_template

from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import (
    NoSnapshot,
    current_lexicon,
    current_snapshot,
    meaning_in_service,
)
from catalog.snapshot.search import search_occupations, search_skills
from guidance.core.moves.index import move_index_of
from guidance.core.paths.index import index_of

log = logging.getLogger(__name__)
_warmed: dict[str, Path] = {}


def warm() -> bool:
    """Prepare the snapshot in service: the indexes of ways and of moves, the names that are
    searched, and what a CV is read with.

    False when there is none that can be read; the site then says so itself, page by page.
    """
    try:
        snapshot = current_snapshot()
    except (NoSnapshot, SnapshotDamaged) as error:
        log.warning("there is no readable snapshot: %s", error)
        return False
    if _warmed.get("folder") == snapshot.folder:
        return True
    index_of(snapshot)
    move_index_of(snapshot)
    search_occupations(snapshot, "a")
    search_skills(snapshot, "a")
    try:
        current_lexicon()
        meaning_in_service()
    except SnapshotDamaged as error:  # the pages that need it say so themselves
        log.warning("recognition is down: %s", error)
    _warmed["folder"] = snapshot.folder
    # What was just built stays for as long as the process does. Without this the garbage collector
    # walks all of it in the middle of somebody's question, and unshares it between the workers.
    gc.collect()
    gc.freeze()
    return True


def compile_templates() -> None:
    """Every page's template, once, for all workers. One that is broken breaks its own page only."""
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in sorted(Path(folder).rglob("*.html")):
            try:
                get_template(path.relative_to(folder).as_posix())
            except TemplateSyntaxError:
                log.exception("%s cannot be compiled", path.name)

"""Whether a source is turned off: by an editor, or by an address that is set to nothing."""

from django.conf import settings

from catalog.models import ImportRun, Source
from catalog.sources.registry import SOURCES


def is_off(source: Source, loaded: ImportRun | None) -> bool:
    """Whether nothing new is to come from a source. loaded: its last run that loaded something.

    A site without a network has no addresses and carries its data in as files. What has come so is
    not off: the next files are to come, and until then it gets old as all others do.
    """
    if not source.is_enabled:
        return True
    return has_no_address(source.pk) and (loaded is None or _was_asked_for(loaded))


def has_no_address(key: str) -> bool:
    """Whether a source that can be asked live has its address set to nothing."""
    entry = SOURCES.get(key)
    if entry is None or entry.live is None:
        return False
    return not settings.SOURCE_ADDRESSES[entry.live.addresses[0].setting]


def _was_asked_for(run: ImportRun) -> bool:
    return run.origin.startswith(("http://", "https://"))

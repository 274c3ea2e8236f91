"""Something true to show from the first minute: the sample catalogue, kept up to date."""

from collections.abc import Callable

from django.core.management import call_command
from django.utils import timezone

from catalog.models import ImportRun
from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import NoSnapshot, current_snapshot


def prepare(say: Callable[[str], None]) -> None:
    """Load the sample into an empty database, renew its dates on a new day, build a snapshot."""
    if is_sample_wanted():
        say("Loading the sample catalogue …")
        call_command("load_sample", verbosity=0)
    elif has_readable_snapshot():
        return
    say("Building a snapshot of the catalogue …")
    call_command("build_snapshot", verbosity=0)


def is_sample_wanted() -> bool:
    """True for an empty database, and for a sample of an earlier day: its dates count from today.

    Never true once a real source was loaded.
    """
    last = ImportRun.objects.order_by("-started_at").first()
    if last is None:
        return True
    if ImportRun.objects.filter(is_sample=False).exists():
        return False
    return timezone.localdate(last.started_at) != timezone.localdate()


def has_readable_snapshot() -> bool:
    """Whether the snapshot in service can be read by this version of the code."""
    try:
        current_snapshot()
    except (NoSnapshot, SnapshotDamaged):
        return False
    return True

"""Something true to show from the first minute: the sample catalogue, kept up to date."""

from collections.abc import Callable
from io import StringIO

from django.core.management import call_command

from catalog.sample.renewal import is_catalogue_empty, is_sample_only, is_sample_stale
from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import NoSnapshot, current_snapshot

Say = Callable[[str], None]


def prepare(say: Say) -> None:
    """Load the sample into an empty database, renew its dates on a new day, build a snapshot."""
    is_readable = has_readable_snapshot()
    # A sample without a snapshot was cut short: loading it again costs little and completes it.
    is_cut_short = not is_readable and is_sample_only()
    if is_catalogue_empty() or is_sample_stale() or is_cut_short:
        say("Loading the sample catalogue …")
        _command("load_sample", say)
    elif is_readable:
        return
    say("Building a snapshot of the catalogue …")
    _command("build_snapshot", say)
    _command("quality_report", say)


def has_readable_snapshot() -> bool:
    """Whether the snapshot in service can be read by this version of the code."""
    try:
        current_snapshot()
    except (NoSnapshot, SnapshotDamaged):
        return False
    return True


def _command(name: str, say: Say) -> None:
    """Run a command quietly; what it wrote is shown when it reports a fault."""
    written = StringIO()
    try:
        call_command(name, verbosity=0, stdout=written, stderr=written)
    except SystemExit as ending:  # everything good was loaded, the rest is listed
        if ending.code:
            say(written.getvalue().rstrip())

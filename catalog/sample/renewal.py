"""When the sample is loaded: into an empty catalogue, and again on a new day."""

from django.utils import timezone

from catalog.models import ImportRun

_ENDED = (ImportRun.State.COMPLETE, ImportRun.State.INCOMPLETE)


def is_catalogue_empty() -> bool:
    """True when nothing was ever loaded."""
    return not ImportRun.objects.exists()


def is_sample_only() -> bool:
    """True when the catalogue holds the sample and no real source."""
    return not is_catalogue_empty() and not ImportRun.objects.filter(is_sample=False).exists()


def is_sample_stale() -> bool:
    """True for a sample of an earlier day, whose dates count from that day, or half renewed.

    Never true once a real source was loaded.
    """
    if not is_sample_only():
        return False
    today = timezone.localdate()
    last = ImportRun.objects.order_by("source_id", "-started_at", "-pk").distinct("source_id")
    return any(
        timezone.localdate(run.started_at) != today or run.state not in _ENDED for run in last
    )

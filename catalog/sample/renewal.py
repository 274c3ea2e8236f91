"""When the sample is loaded: into an empty catalogue, and again on a new day."""

from django.utils import timezone

from catalog.models import ImportRun


def is_catalogue_empty() -> bool:
    """True when nothing was ever loaded."""
    return not ImportRun.objects.exists()


def is_sample_stale() -> bool:
    """True for a sample of an earlier day, whose dates count from that day.

    Never true once a real source was loaded.
    """
    last = ImportRun.objects.order_by("-started_at").first()
    if last is None or ImportRun.objects.filter(is_sample=False).exists():
        return False
    return timezone.localdate(last.started_at) != timezone.localdate()

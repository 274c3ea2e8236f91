"""How the site and its sources are doing, in words, for everyone."""

from collections.abc import Sequence

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.pipeline.progress import SNAPSHOT, Progress, under_way
from catalog.snapshot.store import pinned_number
from catalog.source_health import SourceHealth, source_health
from guidance.places import swedish_order
from guidance.templatetags.catalogue import source_name, stale_since
from guidance.views.catalogue import snapshot_of


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """The catalogue in service and every source. Answers also when the database does not."""
    snapshot = snapshot_of(request)
    jobs = under_way()
    sources = _sources(jobs)
    context = {
        "snapshot": snapshot,
        "pinned": pinned_number(settings.SNAPSHOT_DIR),
        "stale_since": stale_since(snapshot, timezone.localdate()) if snapshot else None,
        "sources": sources,
        "down": [one for one in sources or () if one.state == "down"],
        "build": next((job for job in jobs if job.job == SNAPSHOT), None),
        "now": timezone.localtime(),
    }
    return render(request, "guidance/status.html", context, status=200 if snapshot else 503)


def _sources(jobs: Sequence[Progress]) -> tuple[SourceHealth, ...] | None:
    try:
        found = source_health(timezone.now(), jobs)
        return tuple(sorted(found, key=lambda one: swedish_order(source_name(one.key, one.name))))
    except DatabaseError:
        return None

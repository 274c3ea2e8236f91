"""One education in full, with the occasions that can still be attended."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from catalog.selectors import education_with_events
from catalog.snapshot.snapshot import Snapshot
from guidance.views.catalogue import needs_catalogue


@require_GET
@needs_catalogue
def education(request: HttpRequest, snapshot: Snapshot, education_id: str) -> HttpResponse:
    """The catalogue's own record: what, when, where, requirements verbatim, source and date."""
    found = education_with_events(education_id, timezone.localdate())
    if found is None:
        raise Http404
    return render(request, "guidance/education.html", {"education": found, "snapshot": snapshot})

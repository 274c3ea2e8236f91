"""One education in full, with the occasions that can still be attended."""

from collections.abc import Iterable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.models import EducationEvent
from catalog.selectors import NoSuchRecord, education_detail
from catalog.snapshot.snapshot import Snapshot
from guidance.views.catalogue import needs_catalogue


@require_safe
@needs_catalogue
def education(request: HttpRequest, snapshot: Snapshot, education_id: str) -> HttpResponse:
    """The catalogue's own record: what, when, where, requirements verbatim, source and date."""
    today = timezone.localdate()
    try:
        record = education_detail(education_id)
    except NoSuchRecord as error:
        raise Http404 from error
    context = {
        "record": record,
        "occasions": attendable(record.events, today),
        "snapshot": snapshot,
        "today": today,
    }
    return render(request, "guidance/education.html", context)


def attendable(events: Iterable[EducationEvent], today: date) -> list[EducationEvent]:
    """Occasions that have not begun and whose record has not expired, in the order given."""
    return [
        event
        for event in events
        if (event.start is None or event.start >= today)
        and (event.end is None or event.end >= today)
        and (event.expires is None or event.expires >= today)
    ]

"""One education in full: what it gives of the person's own gap, whether they may begin, and the
occasions that can still be attended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.models import EducationEvent
from catalog.selectors import NoSuchRecord, education_detail
from catalog.snapshot.snapshot import Snapshot
from guidance.core.paths.describe import judged
from guidance.core.standing import standing_of
from guidance.core.training import training_for
from guidance.journey import journey_of, profile_of
from guidance.views.catalogue import needs_catalogue

SHOWN = 5  # places; the others are folded away


@dataclass(frozen=True)
class Place:
    """The occasions of one school in one place at one pace, the first to begin first."""

    first: EducationEvent
    others: tuple[EducationEvent, ...]


@require_safe
@never_cache
@needs_catalogue
def education(request: HttpRequest, snapshot: Snapshot, education_id: str) -> HttpResponse:
    """The catalogue's own record, as seen from where the person stands."""
    today = timezone.localdate()
    try:
        record = education_detail(education_id)
    except NoSuchRecord:
        return render(request, "guidance/education_gone.html", status=404)
    except OperationalError:  # the database is away; the pages that need none still answer
        return render(request, "guidance/catalogue_down.html", status=503)
    journey = journey_of(request)
    profile = profile_of(journey)
    text = record.education.eligibility
    context = {
        "record": record,
        "training": training_for(education_id, profile, journey.target, snapshot),
        "eligibility": judged(text, standing_of(profile, snapshot).held) if text else None,
        "has_profile": bool(journey.held or journey.credentials),
        **_when_and_where(record.events, today),
        "journey": journey,
        "snapshot": snapshot,
        "today": today,
    }
    return render(request, "guidance/education.html", context)


def _when_and_where(events: Iterable[EducationEvent], today: date) -> dict[str, object]:
    places = by_place(attendable(events, today), today)
    return {
        "is_all_closed": bool(places) and all(is_closed(one.first, today) for one in places),
        "places": places[:SHOWN],
        "more_places": places[SHOWN:],
    }


def attendable(events: Iterable[EducationEvent], today: date) -> list[EducationEvent]:
    """Occasions that have not begun and whose record has not expired, in the order given."""
    return [
        event
        for event in events
        if (event.start is None or event.start >= today)
        and (event.end is None or event.end >= today)
        and (event.expires is None or event.expires >= today)
    ]


def is_closed(event: EducationEvent, today: date) -> bool:
    """Whether the last day to apply has passed."""
    return event.apply_last is not None and event.apply_last < today


def by_place(events: Iterable[EducationEvent], today: date) -> list[Place]:
    """Occasions that differ in nothing but their dates together. Those that can be applied for
    come first, then by start; undated last."""

    def order(event: EducationEvent) -> tuple[bool, date, str]:
        return is_closed(event, today), event.start or date.max, event.pk

    alike: dict[tuple[object, ...], list[EducationEvent]] = {}
    for event in sorted(events, key=order):
        where = (event.provider_id, event.municipality_code, event.is_distance, event.pace)
        alike.setdefault(where, []).append(event)
    return [Place(first, tuple(others)) for first, *others in alike.values()]

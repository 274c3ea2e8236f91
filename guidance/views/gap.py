"""Step 4: what the target asks for, and which of it the person has."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.snapshot.snapshot import Snapshot
from guidance.core.gap import find_gap
from guidance.htmx import render_page
from guidance.journey import journey_of, profile_of
from guidance.places import region_of
from guidance.views.catalogue import needs_catalogue
from guidance.views.steps import at_step


@require_safe
@never_cache
@needs_catalogue
def gap(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Have and missing, as counts of things. Without a target, the way to choose one."""
    journey = journey_of(request)
    context = {**at_step(4), "journey": journey, "snapshot": snapshot, "gap": None}
    if snapshot.concept(journey.target) >= 0:
        region = region_of(snapshot, journey.municipality)
        context["gap"] = find_gap(profile_of(journey), journey.target, snapshot, region)
    return render_page(request, "guidance/gap.html", "guidance/gap/_lists.html", context)

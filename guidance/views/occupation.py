"""One occupation: what it is, what it takes, how the market stands, and what nobody knows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.snapshot.search import closest_labels, find_occupation
from catalog.snapshot.snapshot import Snapshot
from guidance.core.facts import facts_of
from guidance.first_answer import near_jobs
from guidance.journey import journey_of
from guidance.places import region_of
from guidance.views.catalogue import needs_catalogue
from guidance.views.steps import at_step

NEAR = 6
ASKED = 10


@require_safe
@never_cache
@needs_catalogue
def occupation(request: HttpRequest, snapshot: Snapshot, concept: str) -> HttpResponse:
    """Everything the catalogue knows. An old id, a code or a name leads to the stable address."""
    row = find_occupation(snapshot, concept)
    if row < 0:
        return unknown_occupation(request, snapshot, concept)
    current = snapshot.concepts.id[row]
    if current != concept:
        return redirect("occupation", concept=current)
    journey = journey_of(request)
    facts = facts_of(row, snapshot, timezone.localdate(), region_of(snapshot, journey.municipality))
    context = {
        **at_step(3),
        "concept": concept,
        "facts": facts,
        "group": snapshot.concepts.id[group] if (group := facts.demand.group_row) >= 0 else "",
        "asked": facts.demand.skills[:ASKED],
        "near": near_jobs(snapshot, [concept], NEAR)[1:],
        "ads_period": next(iter(snapshot.demand.ads_period), ""),
        "journey": journey,
        "snapshot": snapshot,
    }
    return render(request, "guidance/occupation.html", context)


def unknown_occupation(request: HttpRequest, snapshot: Snapshot, asked: str) -> HttpResponse:
    """There is no such occupation, or no longer: what it may have been, and the way to search."""
    is_id = snapshot.concept(asked) >= 0
    row = snapshot.concept(asked)
    words = str(snapshot.concepts.label[row]) if is_id else asked
    context = {
        **at_step(3),
        "closest": closest_labels(snapshot, words, 4),
        "journey": journey_of(request),
        "snapshot": snapshot,
    }
    return render(request, "guidance/occupation_gone.html", context, status=404)

"""Step 3: where to."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog.snapshot.search import closest_labels, search_occupations
from catalog.snapshot.snapshot import Snapshot
from guidance.forms import ConceptForm, SearchForm
from guidance.htmx import render_page
from guidance.journey import OCCUPATION_KINDS, journey_of, keep_journey
from guidance.views.catalogue import needs_catalogue
from guidance.views.steps import at_step


@require_safe
@never_cache
@needs_catalogue
def target(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Search for an occupation, misspelt, old or in English; offer those a CV or an ad named."""
    return _page(request, snapshot)


def _page(request: HttpRequest, snapshot: Snapshot, *, is_unknown: bool = False) -> HttpResponse:
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    journey = journey_of(request)
    hits = search_occupations(snapshot, words, 10) if words else ()
    context = {
        **at_step(3),
        "words": words,
        "hits": hits,
        "closest": closest_labels(snapshot, words, 4) if words and not hits else (),
        "is_unknown": is_unknown,
        "wished": [concept for concept in journey.wished if snapshot.concept(concept) >= 0],
        "journey": journey,
        "snapshot": snapshot,
    }
    status = 422 if is_unknown else 200
    return render_page(
        request, "guidance/target.html", "guidance/target/_hits.html", context, status
    )


@require_POST
@never_cache
@needs_catalogue
def choose_target(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Take an occupation as the target. A plan chosen for another target is let go. One that the
    catalogue lacks, perhaps offered long ago in another tab, changes nothing and is told."""
    form = ConceptForm(request.POST)
    concept = form.cleaned_data["concept"] if form.is_valid() else ""
    row = snapshot.concept(concept)
    if row < 0 or snapshot.type_of(row) not in OCCUPATION_KINDS:
        return _page(request, snapshot, is_unknown=True)
    journey = journey_of(request)
    if journey.target != concept:
        keep_journey(request, replace(journey, target=concept, plan="", chosen=None))
    return redirect("gap")

"""Step 2, second door: no CV. Earlier jobs are searched for; their skills are asked about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog.snapshot.search import closest_labels, search_occupations
from catalog.snapshot.snapshot import Snapshot
from guidance.forms import ConceptForm, SearchForm
from guidance.htmx import render_page
from guidance.journey import OCCUPATION_KINDS, Choice, journey_of, keep_journey, with_choices
from guidance.reading import with_related
from guidance.views.catalogue import needs_catalogue
from guidance.views.steps import at_step

RELATED = 12


@require_safe
@never_cache
@needs_catalogue
def earlier_jobs(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Search for a job the person has had."""
    return _page(request, snapshot)


def _page(request: HttpRequest, snapshot: Snapshot, *, is_unknown: bool = False) -> HttpResponse:
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    held = journey_of(request).jobs
    hits = search_occupations(snapshot, words, 10) if words else ()
    context = {
        **at_step(2),
        "words": words,
        "hits": hits,
        "closest": closest_labels(snapshot, words, 4) if words and not hits else (),
        "held": held,
        "is_unknown": is_unknown,
        "snapshot": snapshot,
    }
    page, part = "guidance/earlier_jobs.html", "guidance/earlier_jobs/_hits.html"
    return render_page(request, page, part, context, 422 if is_unknown else 200)


@require_POST
@never_cache
@needs_catalogue
def add_earlier_job(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Take an occupation as one the person has had, and ask about the skills that go with it. One
    that the catalogue lacks, perhaps offered long ago in another tab, adds nothing and is told."""
    form = ConceptForm(request.POST)
    row = snapshot.concept(form.cleaned_data["concept"]) if form.is_valid() else -1
    if row < 0 or snapshot.type_of(row) not in OCCUPATION_KINDS:
        return _page(request, snapshot, is_unknown=True)
    concept = form.cleaned_data["concept"]
    added = Choice(concept, snapshot.type_of(row), answer="yes")
    journey = with_choices(journey_of(request), [added])
    keep_journey(request, with_related(journey, concept, snapshot, RELATED))
    return redirect("skills")

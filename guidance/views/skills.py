"""Step 2: what the person can, with the words it came from, theirs to accept or reject."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog.snapshot.current import meaning_in_service
from catalog.snapshot.search import search_skills
from catalog.snapshot.snapshot import Snapshot
from guidance.first_answer import near_jobs
from guidance.forms import AnswerForm, ConceptForm, SearchForm
from guidance.htmx import render_page
from guidance.journey import (
    KEPT_KINDS,
    Choice,
    Journey,
    journey_of,
    keep_journey,
    with_answer,
    with_choices,
    without_choice,
)
from guidance.views.catalogue import needs_catalogue
from guidance.views.plan_file import PLAN_SENT
from guidance.views.steps import at_step

QUESTIONS = 6  # that are asked at a time
GONE = "borta"


@require_safe
@never_cache
@needs_catalogue
def skills(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Everything recognised, suggested and added; a search adds more."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    journey = journey_of(request)
    context = {
        **at_step(2),
        **_groups(journey),
        "journey": journey,
        "is_meaning_down": journey.has_read and bool(meaning_in_service().problem),
        "is_plan_sent": PLAN_SENT in request.GET,
        "is_gone": GONE in request.GET,
        "near": () if journey.target else near_jobs(snapshot, journey.jobs),
        "ads_period": " ".join(snapshot.demand.ads_period),
        "snapshot": snapshot,
        "words": words,
        "hits": search_skills(snapshot, words, 8) if words else (),
        "held": {choice.concept for choice in journey.held},
    }
    return render_page(request, "guidance/skills.html", "guidance/skills/_list.html", context)


@require_POST
@never_cache
def answer_skill(request: HttpRequest) -> HttpResponse:
    """Say yes or no to one thing, or undo. Sent twice, it says the same. About something that is
    not there any more, as from an old tab, it changes nothing and says so."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return redirect(f"{reverse('skills')}?{GONE}")
    concept, answer = form.cleaned_data["concept"], form.cleaned_data["answer"]
    journey = journey_of(request)
    known = {choice.concept: choice for choice in journey.choices}
    if concept in known:
        if answer == "undo" and known[concept].origin == "added":
            journey = without_choice(journey, concept)
        else:
            journey = with_answer(journey, concept, "" if answer == "undo" else answer)
        keep_journey(request, journey)
    if concept not in known:
        return redirect(f"{reverse('skills')}?{GONE}")
    return redirect(f"{reverse('skills')}#val-{concept}")


@require_POST
@never_cache
@needs_catalogue
def add_skill(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Add something the person found by searching."""
    form = ConceptForm(request.POST)
    concept = form.cleaned_data["concept"] if form.is_valid() else ""
    row = snapshot.concept(concept)
    if row >= 0 and snapshot.type_of(row) in KEPT_KINDS:
        journey = with_choices(
            journey_of(request), [Choice(concept, snapshot.type_of(row), answer="yes")]
        )
        keep_journey(request, with_answer(journey, concept, "yes"))
        return redirect(f"{reverse('skills')}#val-{concept}")
    return redirect(f"{reverse('skills')}?{GONE}")


def _groups(journey: Journey) -> dict[str, list[Choice]]:
    """Facts by kind, and questions apart. A question that got its yes stands among the facts.
    Few questions are asked at a time, first those about what the person has told of by themselves;
    an answered one makes room for the next."""
    facts = [c for c in journey.choices if not c.is_suggestion or c.answer == "yes"]
    questions = [c for c in journey.choices if c.is_suggestion and c.answer != "yes"]
    questions.sort(key=lambda c: not c.quote)
    later = [c for c in questions if not c.answer][QUESTIONS:]
    return {
        "occupations": [c for c in facts if c.is_work],
        "found_skills": [c for c in facts if not c.is_work],
        "questions": [c for c in questions if c not in later],
        "later": later,
    }

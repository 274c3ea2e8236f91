"""Step 5: the shortest way, as at most four dated plans."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog.snapshot.snapshot import Snapshot
from guidance.core.profile import Limits
from guidance.forms import LimitsForm, PlanForm, SearchForm, errors_of, typed
from guidance.htmx import render_page
from guidance.journey import Journey, journey_of, keep_journey
from guidance.loosening import loosened
from guidance.plans import answer_of, with_more_years, with_plan
from guidance.views.catalogue import needs_catalogue, snapshot_of
from guidance.views.steps import at_step
from guidance.why_not import asked_for

ASKED_SHOWN = 12


@require_safe
@never_cache
@needs_catalogue
def way(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """The plans, what-if, and why a course is not in any of them."""
    return _page(request, snapshot, journey_of(request), None)


@require_POST
@never_cache
@needs_catalogue
def change_limits(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """What-if: count again with other limits. What was typed wrong is there to be mended."""
    journey = journey_of(request)
    if request.POST.keys() & {"loosen", "longer"}:
        keep_journey(request, replace(journey, limits=_wider(request, journey.limits)))
        return redirect("way")
    form = LimitsForm(request.POST)
    if not form.is_valid():
        return _page(request, snapshot, journey, form)
    day = form.cleaned_data["count_from"]
    keep_journey(
        request,
        replace(
            journey,
            limits=form.limits(journey.limits),
            count_from=day.isoformat() if day else "",
        ),
    )
    return redirect("way")


@require_POST
@never_cache
def choose_plan(request: HttpRequest) -> HttpResponse:
    """Keep one plan to take along."""
    form = PlanForm(request.POST)
    if not form.is_valid():
        return redirect("way")
    journey, today = journey_of(request), timezone.localdate()
    key = form.cleaned_data["plan"]
    keep_journey(request, with_plan(journey, key, snapshot_of(request), today))
    return redirect("takeaway")


def _wider(request: HttpRequest, limits: Limits) -> Limits:
    """The limits after a press that loosens all of them, looks further ahead, or both."""
    limits = loosened(limits) if "loosen" in request.POST else limits
    return with_more_years(limits) if "longer" in request.POST else limits


def _page(
    request: HttpRequest, snapshot: Snapshot, journey: Journey, form: LimitsForm | None
) -> HttpResponse:
    search = SearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    context = {
        **at_step(5),
        "journey": journey,
        "snapshot": snapshot,
        "answer": None,
        "form": form or LimitsForm(initial=typed(journey.limits, journey.count_from)),
        "errors": errors_of(form) if form else [],
        "words": words,
    }
    if snapshot.concept(journey.target) >= 0:
        answer = answer_of(journey, snapshot, timezone.localdate())
        asked = asked_for(answer, words, snapshot, ASKED_SHOWN)
        context |= {"answer": answer, "asked": asked}
    status = 422 if form else 200
    return render_page(request, "guidance/way.html", "guidance/way/_plans.html", context, status)

"""Step 6: the plan on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.snapshot.snapshot import Snapshot
from guidance.forms import NoteForm
from guidance.journey import journey_of
from guidance.plans import answer_of, chosen_plan
from guidance.views.catalogue import needs_catalogue
from guidance.views.plan_file import PLAN_SENT
from guidance.views.steps import at_step


@require_safe
@never_cache
@needs_catalogue
def takeaway(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """The chosen plan, or all of them when none is chosen, made to be printed."""
    journey = journey_of(request)
    today = timezone.localdate()
    context = {**at_step(6), "journey": journey, "snapshot": snapshot, "today": today, "plans": ()}
    context |= {"form": NoteForm(), "is_plan_sent": PLAN_SENT in request.GET}
    if snapshot.concept(journey.target) >= 0:
        answer = answer_of(journey, snapshot, today)
        plan = chosen_plan(answer, journey.plan)
        context |= {
            "answer": answer,
            "plans": (plan,) if plan else answer.plans,
            "is_changed": bool(journey.plan) and plan is None,
        }
    return render(request, "guidance/takeaway.html", context)

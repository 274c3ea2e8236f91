"""Step 6: the plan to take along, whole or on one page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.snapshot.snapshot import Snapshot
from guidance.actions import actions_of, on_one_page
from guidance.forms import NoteForm
from guidance.journey import Journey, journey_of
from guidance.plans import shown_plans
from guidance.switches import is_on
from guidance.views.catalogue import needs_catalogue
from guidance.views.plan_file import PLAN_SENT
from guidance.views.steps import at_step


@require_safe
@never_cache
@needs_catalogue
def takeaway(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """The chosen plan, or all of them when none is chosen: on paper, as files, by a code."""
    context = {**at_step(6), **taken_along(journey_of(request), snapshot)}
    context |= {"form": NoteForm(), "is_plan_sent": PLAN_SENT in request.GET}
    return render(request, "guidance/takeaway.html", context)


@require_safe
@never_cache
@needs_catalogue
def action_plan(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """What to do and when, on one page of paper."""
    context = {**at_step(6), **taken_along(journey_of(request), snapshot)}
    context["actions"] = on_one_page(context.get("actions", ()))
    return render(request, "guidance/action_plan.html", context)


def taken_along(journey: Journey, snapshot: Snapshot) -> dict[str, Any]:
    """What the pages of a plan show. first: the chosen plan, else the first of all of them, whose
    actions are told; without a target there is no answer and no plan."""
    today = timezone.localdate()
    context: dict[str, Any] = {"journey": journey, "snapshot": snapshot, "today": today}
    context |= {"plans": (), "first": None, "answer": None, "is_changed": False}
    if snapshot.concept(journey.target) >= 0:
        answer, plans = shown_plans(journey, snapshot, today)
        is_chosen = any(plan.key == journey.plan for plan in plans)
        first = plans[0] if plans else None
        context |= {"answer": answer, "plans": plans, "first": first, "is_chosen": is_chosen}
        context["is_changed"] = bool(journey.plan) and not is_chosen
        if first:
            has_finance = is_on("finance")
            start = answer.path_set.today
            context["actions"] = actions_of(first.path, start, has_finance=has_finance)
    return context

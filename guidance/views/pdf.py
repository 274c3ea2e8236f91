"""The plan as a PDF: made in memory, sent, and gone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.snapshot.snapshot import Snapshot
from guidance.actions import on_one_page
from guidance.journey import journey_of
from guidance.paper.content import paper_of
from guidance.paper.write import write_pdf
from guidance.views.appearance import needs_switch
from guidance.views.catalogue import needs_catalogue
from guidance.views.plan_file import sent_file
from guidance.views.takeaway import taken_along


@require_safe
@never_cache
@needs_switch("pdf")
@needs_catalogue
def plan_pdf(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Everything: what to do, every step, what the plan stands on."""
    return _pdf(request, snapshot, "min-plan.pdf", is_whole=True)


@require_safe
@never_cache
@needs_switch("pdf")
@needs_catalogue
def action_plan_pdf(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """What to do, on one page."""
    return _pdf(request, snapshot, "att-gora.pdf", is_whole=False)


def _pdf(request: HttpRequest, snapshot: Snapshot, name: str, *, is_whole: bool) -> HttpResponse:
    """A file, or the page that says there is no plan yet."""
    journey = journey_of(request)
    found = taken_along(journey, snapshot)
    if not found["first"]:
        return redirect("takeaway")
    plans = found["plans"] if is_whole else (found["first"],)
    actions = found["actions"] if is_whole else on_one_page(found["actions"])
    paper = paper_of(journey, found["answer"], plans, actions, snapshot, is_whole=is_whole)
    return sent_file(write_pdf(paper), "application/pdf", name)

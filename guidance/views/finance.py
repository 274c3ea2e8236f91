"""Who pays while you study. What is answered here is read, answered and forgotten."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from catalog.snapshot.snapshot import Snapshot
from guidance.core.finance.rules import finance_rules
from guidance.finance import FinanceForm, finance_of
from guidance.forms import errors_of
from guidance.htmx import render_page
from guidance.journey import journey_of
from guidance.plans import shown_plans
from guidance.views.appearance import needs_switch
from guidance.views.catalogue import needs_catalogue
from guidance.views.steps import at_step


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
@needs_switch("finance")
@needs_catalogue
def finance(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """What CSN says of each study, and omställningsstudiestöd as yes, no or maybe because."""
    journey, today = journey_of(request), timezone.localdate()
    form = FinanceForm(request.POST) if request.method == "POST" else None
    answers = form.answers() if form and form.is_valid() else None
    context: dict[str, Any] = {**at_step(5), "journey": journey, "snapshot": snapshot}
    context |= {"form": form or FinanceForm(), "errors": errors_of(form) if form else []}
    context |= {"rules": finance_rules(), "today": today, "is_asked": answers is not None}
    if snapshot.concept(journey.target) >= 0:
        answer, plans = shown_plans(journey, snapshot, today)
        context |= {"answer": answer, "finances": finance_of(plans, answers)}
    status = 422 if form and form.errors else 200
    page, part = "guidance/finance.html", "guidance/finance/_answers.html"
    return render_page(request, page, part, context, status)

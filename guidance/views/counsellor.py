"""For two at a screen: the guide of a talk, the plan in two languages, and ways of studying side by
side. There is no list of people, no field for a name, and nothing here is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.snapshot.snapshot import Snapshot
from guidance.forms import LimitsForm, errors_of
from guidance.htmx import render_page
from guidance.journey import Journey, journey_of
from guidance.languages import ARABIC, ENGLISH, SWEDISH, chosen_language
from guidance.paper.content import Paper, paper_of
from guidance.paper.pairs import paired
from guidance.scenarios import scenario_of, suggested
from guidance.templatetags.language import NAMES
from guidance.views.catalogue import needs_catalogue
from guidance.views.steps import STEPS, at_step
from guidance.views.takeaway import taken_along

_PREFIXES = ("andra", "tredje")


@require_safe
def counsellor(request: HttpRequest) -> HttpResponse:
    """What to ask and what to watch for, step by step. The same for everyone."""
    return render(request, "guidance/counsellor.html", {"steps": STEPS})


@require_safe
@never_cache
@needs_catalogue
def two_languages(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """The chosen plan, line by line in Swedish and in another language."""
    journey = journey_of(request)
    found = taken_along(journey, snapshot)
    second = _second_language(request)
    context = {**found, "names": NAMES, "second": second, "is_rtl": second == ARABIC}
    context["languages"] = {code: name for code, name in NAMES.items() if code != SWEDISH}
    if found["first"]:
        papers = [_paper_in(one, journey, found, snapshot) for one in (SWEDISH, second)]
        context |= {"rows": paired(*papers), "lang": papers[1].language}
    return render(request, "guidance/two_languages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs_catalogue
def scenarios(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """What other limits would give, beside what the person has now."""
    journey = journey_of(request)
    forms = _forms(request, journey)
    is_sent = request.method == "POST"
    is_valid = is_sent and all(form.is_valid() for form in forms)
    context: dict[str, Any] = {**at_step(5), "journey": journey, "snapshot": snapshot}
    context |= {"forms": forms, "has_target": snapshot.concept(journey.target) >= 0}
    context["errors"] = _errors(forms) if is_sent else []
    if is_valid and context["has_target"]:
        asked = [None, *forms]
        today = timezone.localdate()
        context["scenarios"] = [
            scenario_of(number, journey, snapshot, today, form)
            for number, form in enumerate(asked, 1)
        ]
    status = 422 if is_sent and not is_valid else 200
    page, part = "guidance/scenarios.html", "guidance/scenarios/_compared.html"
    return render_page(request, page, part, context, status)


def _second_language(request: HttpRequest) -> str:
    """The one that was asked for; else the page's own, or English beside Swedish."""
    asked = request.GET.get("sprak", "")
    if asked in NAMES and asked != SWEDISH:
        return asked
    own = chosen_language()
    return own if own in NAMES and own != SWEDISH else ENGLISH


def _paper_in(language: str, journey: Journey, found: dict[str, Any], snapshot: Snapshot) -> Paper:
    with override(language):
        return paper_of(
            journey, found["answer"], (found["first"],), found["actions"], snapshot, is_whole=True
        )


def _forms(request: HttpRequest, journey: Journey) -> list[LimitsForm]:
    if request.method == "POST":
        return [LimitsForm(request.POST, prefix=prefix) for prefix in _PREFIXES]
    return [
        LimitsForm(initial=initial, prefix=prefix)
        for initial, prefix in zip(suggested(journey), _PREFIXES, strict=True)
    ]


def _errors(forms: list[LimitsForm]) -> list[dict[str, str]]:
    """The errors of both, each with the id of its own field."""
    return [
        {**error, "field": error["field"].replace("id_", f"id_{form.prefix}-", 1)}
        for form in forms
        for error in errors_of(form)
    ]

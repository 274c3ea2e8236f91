"""Up to three occupations side by side: what is missing, the way, jobs, wage and rules."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog.snapshot.snapshot import Snapshot
from guidance.core.facts import OccupationFacts, facts_of
from guidance.core.gap import Gap, find_gap
from guidance.forms import CompareForm, ConceptForm
from guidance.htmx import render_page
from guidance.journey import (
    MAX_COMPARED,
    OCCUPATION_KINDS,
    Journey,
    journey_of,
    keep_journey,
    profile_of,
    with_compared,
    without_compared,
)
from guidance.places import region_of
from guidance.plans import Answer, answer_of
from guidance.views.catalogue import needs_catalogue
from guidance.views.steps import at_step

MISSING_SHOWN = 5


@dataclass(frozen=True)
class Column:
    """One occupation. concept: as it was chosen · answer: None until the ways are asked for."""

    concept: str
    facts: OccupationFacts
    gap: Gap
    answer: Answer | None

    @property
    def required(self) -> tuple[int, int]:
        """How many requirements are held, and how many there are."""
        held = sum(one.is_requirement for one in self.gap.have)
        return held, held + sum(one.is_requirement for one in self.gap.missing)

    @property
    def lacking(self) -> list[str]:
        """The first requirements that are missing, by name."""
        return [one.label for one in self.gap.missing if one.is_requirement][:MISSING_SHOWN]

    @property
    def more_lacking(self) -> int:
        return self.required[1] - self.required[0] - len(self.lacking)


@require_safe
@never_cache
@needs_catalogue
def compare(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """The table. `vag`: the occupation whose shortest way is to be counted, or `alla`."""
    return _page(request, snapshot)


@require_POST
@never_cache
@needs_catalogue
def add_compared(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Lay an occupation beside others. When three are there the person chooses which to leave."""
    form = CompareForm(request.POST)
    concept = form.cleaned_data["concept"] if form.is_valid() else ""
    row = snapshot.concept(concept)
    if row < 0 or snapshot.type_of(row) not in OCCUPATION_KINDS:
        return _page(request, snapshot, problem="unknown")
    journey = journey_of(request)
    after = with_compared(_known(journey, snapshot), concept, form.cleaned_data["instead"])
    if concept not in after.compared:
        return _page(request, snapshot, problem="full", waiting=concept)
    keep_journey(request, after)
    return redirect(f"{reverse('compare')}#jamforelse")


@require_POST
@never_cache
def remove_compared(request: HttpRequest) -> HttpResponse:
    """Take an occupation away. One that is away already stays so."""
    form = ConceptForm(request.POST)
    if form.is_valid():
        keep_journey(request, without_compared(journey_of(request), form.cleaned_data["concept"]))
    return redirect(f"{reverse('compare')}#jamforelse")


def _known(journey: Journey, snapshot: Snapshot) -> Journey:
    """Without occupations that have left the catalogue, so that they take no place."""
    known = (one for one in journey.compared if snapshot.followed(snapshot.concept(one)) >= 0)
    return replace(journey, compared=tuple(known))


def _page(
    request: HttpRequest, snapshot: Snapshot, problem: str = "", waiting: str = ""
) -> HttpResponse:
    journey = journey_of(request)
    asked = request.GET.get("vag", "")
    columns = _columns(journey, snapshot, asked)
    column = next((one for one in columns if one.concept == asked), None)
    context = {
        **at_step(3),
        "columns": columns,
        "column": column,
        "gone": len(journey.compared) - len(columns),
        "problem": problem,
        "waiting": waiting,
        "can_add": len(columns) < MAX_COMPARED,
        "ads_period": next(iter(snapshot.demand.ads_period), ""),
        "journey": journey,
        "snapshot": snapshot,
    }
    part = "way" if column else "table"
    fragment = f"guidance/compare/_{part}.html"
    status = 422 if problem else 200
    return render_page(request, "guidance/compare.html", fragment, context, status)


def _columns(journey: Journey, snapshot: Snapshot, asked: str) -> list[Column]:
    """Those that the catalogue still has. asked: whose way is to be counted."""
    return [
        _column(one, journey, snapshot, is_way_asked=asked in (one, "alla"))
        for one in _known(journey, snapshot).compared
    ]


def _column(concept: str, journey: Journey, snapshot: Snapshot, *, is_way_asked: bool) -> Column:
    today = timezone.localdate()
    region = region_of(snapshot, journey.municipality)
    row = snapshot.followed(snapshot.concept(concept))
    aimed = replace(journey, target=concept)
    return Column(
        concept,
        facts_of(row, snapshot, today, region),
        find_gap(profile_of(journey), concept, snapshot, region),
        answer_of(aimed, snapshot, today) if is_way_asked else None,
    )

"""The quality report, a page for everyone: what holds, what lacks, what cannot be judged.

Reports are made off the request path; a page reads the one of the snapshot in service by its key.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from catalog.models import QualityReport
from catalog.quality.published import (
    Figure,
    Scope,
    SourceState,
    figures_of,
    is_behind,
    missing_of,
    provider_figures,
    providers_of,
    report_of,
    scopes_with,
    sources_of,
    sources_of_rules,
    trend_of,
)
from catalog.quality.rule import ConceptTest, RowTest, Rule, State, Subject, Topic
from catalog.quality.rules import BY_KEY
from catalog.quality.tally import UNKNOWN, lacking
from guidance.places import swedish_order
from guidance.version import software_version
from guidance.views.catalogue import snapshot_of

P = ParamSpec("P")
STALE_AFTER = timedelta(days=7)
PAGE = 25
SHOWN = 20  # rows of a list that goes on in a file
MOST_MISSING = 5  # on the first page


@dataclass(frozen=True)
class Section:
    """Figures under one heading."""

    topic: Topic
    figures: tuple[Figure, ...]


def report_for(request: HttpRequest) -> QualityReport | None:
    """The report this request is answered from, read once; of the snapshot in service if it has
    one, else the latest."""
    if not hasattr(request, "_quality_report"):
        snapshot = snapshot_of(request)
        found = report_of(snapshot.number if snapshot else None)
        request._quality_report = found  # type: ignore[attr-defined]  # one attribute of our own
    report: QualityReport | None = request._quality_report  # type: ignore[attr-defined]  # as above
    return report


def version_of(request: HttpRequest, *args: object, **kwargs: object) -> str | None:
    """An entity tag that changes with the report, the day, the language and the software.

    None in a session: its line at the foot of the page changes by the minute.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    try:
        report, snapshot = report_for(request), snapshot_of(request)
    except OperationalError:
        return None
    if report is None:
        return None
    parts = (
        report.pk, f"{report.made_at:%Y%m%d%H%M%S}", snapshot.id if snapshot else "",
        timezone.localdate(), get_language(), software_version(),
    )  # fmt: skip
    return '"' + "-".join(str(part) for part in parts) + '"'


def needs_report(
    view: Callable[Concatenate[HttpRequest, QualityReport, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give the view the report as its second argument, or say that there is none yet, or that the
    catalogue is down."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            report = report_for(request)
            if report is None:
                return render(request, "guidance/quality/none.html")
            return view(request, report, *args, **kwargs)
        except OperationalError:
            return render(request, "guidance/catalogue_down.html", status=503)

    return require_safe(condition(etag_func=version_of)(answer))


@needs_report
def quality(request: HttpRequest, report: QualityReport) -> HttpResponse:
    """What holds and what lacks in the whole catalogue, and what is missed most."""
    figures = figures_of(report, Scope.ALL) or ()
    context = {
        "states": counted_states(figures),
        "sections": sections_of(figures),
        "missing": missing_of(report)[:MOST_MISSING],
        "sources": sources_of(report),
    }
    return told(request, report, "guidance/quality.html", context)


@needs_report
def quality_missing(request: HttpRequest, report: QualityReport) -> HttpResponse:
    """Which data are missing, by how many occupations' answers they touch."""
    context = {"missing": missing_of(report)}
    return told(request, report, "guidance/quality/missing.html", context)


@needs_report
def quality_rule(request: HttpRequest, report: QualityReport, rule: str) -> HttpResponse:
    """One rule in the whole catalogue: what it measures, its trend, by source and by provider."""
    asked = rule_or_404(rule)
    providers = scopes_with(report, asked, Scope.PROVIDER)
    context = {
        "figure": figure_or_404(figures_of(report, Scope.ALL), asked),
        "trend": trend_of(asked, Scope.ALL, until=report.pk),
        "by_source": scopes_with(report, asked, Scope.SOURCE),
        "is_of_concepts": isinstance(asked.test, ConceptTest),
        "providers": worst_of(providers),
        "provider_count": len(providers),
    }
    return told(request, report, "guidance/quality/rule.html", context)


@needs_report
def quality_source(request: HttpRequest, report: QualityReport, source: str) -> HttpResponse:
    """One source: when it was read, and every rule that says something of it."""
    context = {
        "source": source_or_404(report, source),
        "sections": sections_of(figures_of(report, Scope.SOURCE, source) or ()),
    }
    return told(request, report, "guidance/quality/source.html", context)


@needs_report
def quality_source_rule(
    request: HttpRequest, report: QualityReport, source: str, rule: str
) -> HttpResponse:
    """One rule in one source, over time."""
    asked = rule_or_404(rule)
    context = {
        "source": source_or_404(report, source),
        "figure": figure_or_404(figures_of(report, Scope.SOURCE, source), asked),
        "whole": figure_or_404(figures_of(report, Scope.ALL), asked),
        "trend": trend_of(asked, Scope.SOURCE, source, until=report.pk),
    }
    return told(request, report, "guidance/quality/source_rule.html", context)


@needs_report
def quality_providers(request: HttpRequest, report: QualityReport) -> HttpResponse:
    """Those who give educations, by name. q: a part of it · alla: also those without occasions."""
    asked = " ".join(request.GET.get("q", "").split())[:80]
    is_all = "alla" in request.GET
    every = providers_of(report, asked)
    named = every if is_all else providers_of(report, asked, only_offering=True)
    named.sort(key=lambda one: (swedish_order(one[1]), one[0]))
    page = Paginator(named, PAGE).get_page(request.GET.get("sida"))
    figures = provider_figures(report, [key for key, _ in page.object_list])
    context = {
        "asked": asked,
        "is_all": is_all,
        "page": page,
        "total": len(named),
        "hidden": len(every) - len(named),
        "rows": [(key, name, counted_states(figures[key][1])) for key, name in page.object_list],
    }
    return told(request, report, "guidance/quality/providers.html", context)


@needs_report
def quality_provider(request: HttpRequest, report: QualityReport, provider: str) -> HttpResponse:
    """One provider: every rule that says something of it, beside the whole catalogue."""
    name, figures = provider_or_404(report, provider)
    context = {
        "provider": provider,
        "name": name,
        "sections": sections_of(figures),
        "states": counted_states(figures),
        "whole": {one.rule.key: one for one in figures_of(report, Scope.ALL) or ()},
    }
    return told(request, report, "guidance/quality/provider.html", context)


@needs_report
def quality_provider_rule(
    request: HttpRequest, report: QualityReport, provider: str, rule: str
) -> HttpResponse:
    """One rule at one provider: its trend, and the first of what lacks."""
    asked = rule_or_404(rule)
    name, figures = provider_or_404(report, provider)
    figure = figure_or_404(figures, asked)
    has_any = is_listed(asked) and figure.count.part < figure.count.whole
    rows = lacking(asked, provider, report.judged_on)[: SHOWN + 1] if has_any else ()
    context = {
        "provider": provider,
        "name": name,
        "figure": figure,
        "whole": figure_or_404(figures_of(report, Scope.ALL), asked),
        "trend": trend_of(asked, Scope.PROVIDER, provider, until=report.pk),
        "rows": [(row, row.verdict == UNKNOWN) for row in rows[:SHOWN]],
        "has_more": len(rows) > SHOWN,
    }
    return told(request, report, "guidance/quality/provider_rule.html", context)


def told(
    request: HttpRequest, report: QualityReport, page: str, context: Mapping[str, object]
) -> HttpResponse:
    """A page of the report, which says whether the report is still of today."""
    snapshot, today = snapshot_of(request), timezone.localdate()
    said = {
        "report": report,
        "is_behind": is_behind(report, snapshot.number if snapshot else None),
        "is_old": today - report.judged_on > STALE_AFTER,
        "rule_sources": sources_of_rules(report),
        "is_sample": any(source.is_sample for source in sources_of(report)),
    }
    return render(request, page, {**said, **context})


def sections_of(figures: Iterable[Figure]) -> list[Section]:
    """Figures by topic, in the order of the topics."""
    held = list(figures)
    sections = [
        Section(topic, tuple(one for one in held if one.rule.topic == topic)) for topic in Topic
    ]
    return [section for section in sections if section.figures]


def counted_states(figures: Iterable[Figure]) -> dict[str, int]:
    """How many rules are in each state; those with nothing to judge are left out."""
    states = [figure.state for figure in figures]
    return {state.value: states.count(state) for state in State if state != State.EMPTY}


def worst_of(
    scopes: Sequence[tuple[str, str, Figure]],
) -> list[tuple[str, str, Figure]]:
    """Those that lack most, in number; none where nothing lacks."""
    lacks = [one for one in scopes if one[2].count.lacking]
    return sorted(lacks, key=lambda one: (-one[2].count.lacking, one[1]))[:SHOWN]


def is_listed(rule: Rule) -> bool:
    """Whether a provider's rows that lack can be listed, and not only counted."""
    is_theirs = rule.subject in (Subject.EDUCATION, Subject.EVENT, Subject.PROVIDER)
    return is_theirs and isinstance(rule.test, RowTest)


def rule_or_404(key: str) -> Rule:
    """A rule by its key."""
    if key not in BY_KEY:
        raise Http404(key)
    return BY_KEY[key]


def figure_or_404(figures: Iterable[Figure] | None, rule: Rule) -> Figure:
    """The figure of a rule, where the report says something of it."""
    for figure in figures or ():
        if figure.rule == rule:
            return figure
    raise Http404(rule.key)


def source_or_404(report: QualityReport, key: str) -> SourceState:
    """A source of the report by its key."""
    for source in sources_of(report):
        if source.key == key:
            return source
    raise Http404(key)


def provider_or_404(report: QualityReport, key: str) -> tuple[str, tuple[Figure, ...]]:
    """Name and figures of a provider that the report has looked at."""
    found = provider_figures(report, [key])
    if key not in found:
        raise Http404(key)
    return found[key]

"""The quality report as files with stable addresses: for machines, and a provider's own list."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import condition, require_safe

from catalog.csv_lines import csv_lines_by_name, harmless
from catalog.models import Education, EducationEvent, Provider, QualityReport
from catalog.quality.published import (
    MISSING_COLUMNS,
    REPORT_COLUMNS,
    Scope,
    document_of,
    missing_rows,
    report_numbered,
    report_rows,
)
from catalog.quality.rule import ConceptTest, judged_concepts
from catalog.quality.tally import UNKNOWN, lacking
from catalog.quality.world import World
from guidance.limits import limited
from guidance.views.catalogue import snapshot_of
from guidance.views.quality import is_listed, report_for, rule_or_404

LIST_COLUMNS = ("id", "utbildning", "start", "plats", "adress", "utfall")
CONCEPT_COLUMNS = ("id", "namn")
_BYTE_ORDER_MARK = "\ufeff"  # spreadsheets then read å, ä and ö


def _asked(request: HttpRequest, number: int | None) -> QualityReport | None:
    return report_for(request) if number is None else report_numbered(number)


def _tag(request: HttpRequest, number: int | None = None, **kwargs: object) -> str | None:
    report = _asked(request, number)
    return f'"{report.pk}-{report.made_at:%Y%m%d%H%M%S}"' if report else None


def _report(request: HttpRequest, number: int | None = None) -> QualityReport:
    report = _asked(request, number)
    if report is None:
        raise Http404("no report")
    return report


@require_safe
@condition(etag_func=_tag)
def report_json(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The report without its providers as one object."""
    return JsonResponse(document_of(_report(request, number)), json_dumps_params={"indent": 1})


@require_safe
@condition(etag_func=_tag)
def report_csv(request: HttpRequest, number: int | None = None) -> HttpResponseBase:
    """Every figure of the whole catalogue and of each source."""
    rows = report_rows(_report(request, number), (Scope.ALL, Scope.SOURCE))
    return _csv(REPORT_COLUMNS, rows, "kvalitet.csv")


@require_safe
@limited("lists", most=60, seconds=600, method="GET")
@condition(etag_func=_tag)
def providers_csv(request: HttpRequest) -> HttpResponseBase:
    """Every figure of every provider."""
    rows = report_rows(_report(request), (Scope.PROVIDER,))
    return _csv(REPORT_COLUMNS, rows, "kvalitet-skolor.csv")


@require_safe
@condition(etag_func=_tag)
def missing_csv(request: HttpRequest) -> HttpResponseBase:
    """What is missing, most useful first."""
    return _csv(MISSING_COLUMNS, missing_rows(_report(request)), "kvalitet-saknas.csv")


@require_safe
@limited("lists", most=60, seconds=600, method="GET")  # a large provider's costs seconds
@condition(etag_func=_tag)
def provider_list_csv(request: HttpRequest, provider: str, rule: str) -> HttpResponseBase:
    """What lacks at one provider by one rule: a list to act on."""
    report, asked = _report(request), rule_or_404(rule)
    if not is_listed(asked) or not Provider.objects.filter(pk=provider).exists():
        raise Http404(provider)
    rows = lacking(asked, provider, report.judged_on).iterator(chunk_size=1_000)
    lines = (_line(row) for row in rows)
    return _csv(LIST_COLUMNS, lines, f"{rule}.csv", mark=_BYTE_ORDER_MARK)


@require_safe
@condition(etag_func=_tag)
def concept_list_csv(request: HttpRequest, rule: str) -> HttpResponseBase:
    """The occupations, skills or municipalities that a rule finds lacking."""
    report, asked, snapshot = _report(request), rule_or_404(rule), snapshot_of(request)
    if not isinstance(asked.test, ConceptTest) or snapshot is None:
        raise Http404(rule)
    said = judged_concepts(asked, World(snapshot, report.judged_on, {}))
    concepts = snapshot.concepts
    lines = (
        dict(zip(CONCEPT_COLUMNS, (concepts.id[row], harmless(concepts.label[row])), strict=True))
        for row in said.rows[~said.holds].tolist()
    )
    return _csv(CONCEPT_COLUMNS, lines, f"{rule}.csv", mark=_BYTE_ORDER_MARK)


def _line(row: Education | EducationEvent | Provider) -> dict[str, object]:
    outcome = "går inte att bedöma" if getattr(row, "verdict", 0) == UNKNOWN else "brister"
    title, start, place, address = str(row), "", "", row.url
    if isinstance(row, EducationEvent):
        title, address = row.education.title, row.url or row.application_url or row.education.url
        start, place = row.start.isoformat() if row.start else "", row.town or row.municipality_code
    values = (row.pk, title, start, place, address, outcome)
    return dict(zip(LIST_COLUMNS, map(harmless, values), strict=True))


def _csv(
    columns: Sequence[str], rows: Iterable[Mapping[str, object]], name: str, mark: str = ""
) -> StreamingHttpResponse:
    lines = csv_lines_by_name(columns, rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = chain([mark], lines)
    return StreamingHttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)

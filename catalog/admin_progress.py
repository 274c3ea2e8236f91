"""How far catalogue work is, in an editor's words; lists that ask again while something goes on."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from catalog.admin_tables import ReadOnly
from catalog.models import ImportRun
from catalog.pipeline.progress import SNAPSHOT, Progress, under_way

REFRESH_SECONDS = 5
_PHASES = {"fetch": "hämtar", "apply": "för in"}
_UNITS = {"stages": "steg", "ads": "annonser", "events": "tillfällen", "educations": "utbildningar"}


def how_far(run: ImportRun) -> str:
    """What a running job has done and what is left, in words; "" for one that is not running."""
    if run.state != ImportRun.State.RUNNING:
        return ""
    job = next((job for job in under_way() if job.job == run.source_id), None)
    if job is None:
        return "hörs inte av"
    return f"{_PHASES.get(job.phase, job.phase)}: {counted(job)}"


def counted(job: Progress) -> str:
    """`120 av 480 (25 %), 12/s, 30 s kvar`, as far as it is known."""
    words = f"{job.done} av {job.total} ({job.percent} %)" if job.total else f"{job.done}"
    if job.per_second:
        words += f", {job.per_second:g}/s"
    return words if job.seconds_left is None else f"{words}, {job.seconds_left} s kvar"


class Watched(ReadOnly):
    """A list that says whether a catalogue is being built, and comes again while work goes on."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        jobs = under_way()
        build = next((job for job in jobs if job.job == SNAPSHOT), None)
        told = dict(extra_context or {})
        if build is not None:
            unit = _UNITS.get(build.unit, build.unit)
            told["subtitle"] = f"En ny katalog byggs nu. {unit.capitalize()}: {counted(build)}"
        answer = super().changelist_view(request, told)
        if jobs or ImportRun.objects.filter(state=ImportRun.State.RUNNING).exists():
            answer.headers["Refresh"] = str(REFRESH_SECONDS)
        return answer

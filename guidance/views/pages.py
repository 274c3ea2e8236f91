"""Pages that say what the service is, how it works and what it does not do. The same for all."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.snapshot.snapshot import SourceState
from guidance.trust.findings import REVIEWED, open_findings
from guidance.trust.measured import measured
from guidance.views.catalogue import snapshot_of


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Why the service exists, who is behind this site, and its sources with their age."""
    snapshot = snapshot_of(request)
    sources = snapshot.sources if snapshot else ()
    ages = [(source, _age(source)) for source in sources]
    return render(request, "guidance/about.html", {"snapshot": snapshot, "sources": ages})


@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    """How it works, and how well, as measured last."""
    return render(request, "guidance/how_it_works.html", {"measured": measured()})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, where and for how long."""
    return render(request, "guidance/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the service is, what is known to be missing, and where to tell us."""
    return render(
        request,
        "guidance/accessibility.html",
        {"findings": open_findings(), "reviewed": REVIEWED},
    )


@require_safe
def ethics(request: HttpRequest) -> HttpResponse:
    """Whom the service affects, how it could do harm, and what is done about it."""
    return render(request, "guidance/ethics.html")


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """The one cookie."""
    return render(
        request,
        "guidance/cookies.html",
        {"cookie": settings.SESSION_COOKIE_NAME, "old_browsers": settings.CSRF_COOKIE_NAME},
    )


def _age(source: SourceState) -> int | None:
    """Days since a source was fetched; None when it does not say."""
    if not source.fetched_at:
        return None
    return max(0, (timezone.localdate() - date.fromisoformat(source.fetched_at[:10])).days)

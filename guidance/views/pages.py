"""Pages that say how the service works. The same for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """How it works, and what it does not do."""
    return render(request, "guidance/about.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, where and for how long."""
    return render(request, "guidance/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the service is, and what is known to be missing."""
    return render(request, "guidance/accessibility.html")

"""Step 1: four equal doors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.views.steps import at_step


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The first page. Sets no cookie and asks for nothing."""
    return render(request, "guidance/start.html", at_step(1))

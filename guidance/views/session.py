"""How long the answers are kept: a click keeps them longer, and a page for when they are gone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guidance.forms import NextForm
from guidance.templatetags.session_line import line_of


@require_POST
@never_cache
def extend(request: HttpRequest) -> HttpResponse:
    """Keep the answers for another hour. Any request does that; this one does nothing else."""
    form = NextForm(request.POST)
    back = form.cleaned_data["next"] if form.is_valid() else ""
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    back = back if is_ours else reverse("mine")
    if request.headers.get("HX-Request"):
        context = {"line": line_of(request, back)}
        return render(request, "components/session_line/_line.html", context)
    return redirect(back)


@require_safe
@never_cache
def session_ended(request: HttpRequest) -> HttpResponse:
    """Says what happened, and how to go on."""
    return render(request, "guidance/session_ended.html")

""" "Stämmer inte": asked why, counted, and forgotten who."""

import logging
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from catalog.models import Objection
from catalog.snapshot.snapshot import Snapshot
from guidance.feedback import About, ObjectionForm
from guidance.htmx import render_page, wants_part
from guidance.limits import limited
from guidance.views.appearance import needs_switch
from guidance.views.catalogue import needs_catalogue

log = logging.getLogger(__name__)

_BACK = {"skill": "skills", "gap": "gap", "way": "way"}


@require_POST
@never_cache
@needs_switch("feedback")
@limited("objection", most=60, seconds=600)
@needs_catalogue
def objection(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Ask why; count the reason when it is there. Nothing of the session goes along."""
    form = ObjectionForm(request.POST)
    is_valid = form.is_valid()
    is_named = {"kind", "subject"} <= form.cleaned_data.keys()
    about = form.about() if is_named else None
    if about is None or not about.is_in(snapshot):
        return _answer(request, None, {"is_unknown": True}, 422)
    if not is_valid:
        return _answer(request, about, {"form": form}, 422)
    reason = form.cleaned_data["reason"]
    if not reason:
        return _answer(request, about, {"form": form}, 200)
    try:
        Objection.objects.count_one(about.kind, about.subject, reason, timezone.localdate())
    except DatabaseError:
        log.exception("an objection could not be counted")
        # htmx puts no answer above 499 on the page.
        return _answer(request, about, {"is_down": True}, 200 if wants_part(request) else 503)
    return _answer(request, about, {"is_counted": True}, 200)


def _answer(
    request: HttpRequest, about: About | None, context: dict[str, Any], status: int
) -> HttpResponse:
    context |= {"about": about, "back": _back_of(about)}
    page, part = "guidance/objection.html", "guidance/objection/_answer.html"
    return render_page(request, page, part, context, status)


def _back_of(about: About | None) -> str:
    """The page it was said on."""
    if about and about.kind in ("education", "occupation"):
        return reverse(about.kind, args=[about.subject])
    return reverse(_BACK[about.kind] if about else "start")

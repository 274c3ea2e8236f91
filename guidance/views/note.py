"""A note to keep with the plan, as after a talk with a counsellor."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from guidance.forms import NoteForm, errors_of
from guidance.intake.redaction import redact
from guidance.journey import journey_of, keep_journey, with_note
from guidance.templatetags.plan_file_words import NOTE_UNREAD

log = logging.getLogger(__name__)


@require_POST
@sensitive_post_parameters()
@never_cache
def add_note(request: HttpRequest) -> HttpResponse:
    """Keep a note with the plan, identity removed. If that fails nothing is kept."""
    form = NoteForm(request.POST)
    if form.is_valid():
        text = redacted(form.cleaned_data["note"])
        if text is not None:
            today = timezone.localdate().isoformat()
            keep_journey(request, with_note(journey_of(request), today, text))
            return redirect("takeaway")
        form.add_error("note", NOTE_UNREAD)
    context = {"form": form, "errors": errors_of(form)}
    return render(request, "guidance/note.html", context, status=422)


@sensitive_variables()
def redacted(text: str) -> str | None:
    """The text without identity, or None when that could not be done: there is no raw fallback."""
    try:
        return redact(text).text
    except Exception:  # whatever went wrong, the answer is the same, and the log tells its type
        log.exception("A note could not be redacted")
        return None

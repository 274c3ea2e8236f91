"""A note to keep with the plan, as after a talk with a counsellor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from guidance.forms import NoteForm, errors_of
from guidance.intake.document import UnreadableDocument
from guidance.journey import journey_of, keep_journey, with_note
from guidance.reading import redacted
from guidance.templatetags.plan_file_words import NOTE_UNREAD


@require_POST
@sensitive_post_parameters()
@never_cache
def add_note(request: HttpRequest) -> HttpResponse:
    """Keep a note with the plan, identity removed. If that fails nothing is kept."""
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            text = redacted(form.cleaned_data["note"]).text
        except UnreadableDocument:
            form.add_error("note", NOTE_UNREAD)
        else:
            today = timezone.localdate().isoformat()
            keep_journey(request, with_note(journey_of(request), today, text))
            return redirect("takeaway")
    context = {"form": form, "errors": errors_of(form)}
    return render(request, "guidance/note.html", context, status=422)

"""Step 2, first door: a CV, as a file or pasted. It is read in memory and never kept."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import current_lexicon, meaning_in_service
from catalog.snapshot.snapshot import Snapshot
from guidance.forms import CvForm, errors_of
from guidance.intake.document import Document, UnreadableDocument
from guidance.intake.read import read_document
from guidance.journey import journey_of, keep_journey
from guidance.limits import limited
from guidance.reading import credentials_in, read_cv
from guidance.session.plan_file import PlanFileError
from guidance.switches import is_on
from guidance.templatetags.intake_words import unreadable_words
from guidance.templatetags.plan_file_words import unopened_words
from guidance.views.catalogue import needs_catalogue
from guidance.views.plan_file import open_sent_plan
from guidance.views.steps import at_step


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
@limited("cv", most=120, seconds=600)
@needs_catalogue
def cv(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Ask for a CV; read the one that is sent. What was pasted is there again after an error."""
    if request.method != "POST":
        context = {**at_step(2), "form": CvForm(), "errors": []}
        context["has_read"] = journey_of(request).has_read
        return render(request, "guidance/cv.html", context)
    form = CvForm(request.POST, request.FILES, sent=int(request.META.get("CONTENT_LENGTH") or 0))
    if form.is_valid():
        try:
            return _read(request, snapshot, form)
        except UnreadableDocument as error:
            form.add_error("document", unreadable_words(error.code))
        except PlanFileError as error:
            form.add_error("document", unopened_words(error.code))
        except SnapshotDamaged:
            form.add_error("text", unreadable_words("recognition_down"))
    context = {**at_step(2), "form": form, "errors": errors_of(form)}
    context["has_lost_file"] = bool(request.FILES) and "document" not in form.errors
    return render(request, "guidance/cv.html", context, status=422)


def _read(request: HttpRequest, snapshot: Snapshot, form: CvForm) -> HttpResponse:
    """Read what was sent and lead on. Raises `UnreadableDocument` and `PlanFileError`.

    A digital credential is shown in this answer, since nothing keeps its words. A saved plan is
    opened as one, unless there is pasted text beside it, which would then be lost.
    """
    upload, pasted = form.cleaned_data["document"], str(form.cleaned_data["text"])
    data = upload.read() if upload else b""
    try:
        document = read_document(data) if upload else Document("", "text")
    except UnreadableDocument as error:
        if error.code == "plan_file" and not pasted.strip():
            return open_sent_plan(request, data)
        raise
    document = replace(document, text=f"{document.text}\n{pasted}".strip())
    credentials = credentials_in(document)
    lexicon = current_lexicon()
    meaning = meaning_in_service().meaning if is_on("suggestions") else None
    today = timezone.localdate()
    journey = read_cv(journey_of(request), document.text, snapshot, lexicon, today, meaning)
    keep_journey(request, journey)
    if credentials:
        context = {**at_step(2), "credentials": credentials}
        return render(request, "guidance/credentials.html", context)
    return redirect("skills")

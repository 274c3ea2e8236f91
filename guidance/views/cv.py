"""Step 2, first door: a CV, as a file or pasted. It is read in memory and never kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from catalog.snapshot.current import current_lexicon
from catalog.snapshot.snapshot import Snapshot
from guidance.forms import CvForm, errors_of
from guidance.intake.document import UnreadableDocument
from guidance.intake.read import read_document
from guidance.journey import journey_of, keep_journey
from guidance.limits import limited
from guidance.reading import read_cv
from guidance.templatetags.intake_words import unreadable_words
from guidance.views.catalogue import needs_catalogue
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
        return render(request, "guidance/cv.html", context)
    form = CvForm(request.POST, request.FILES, sent=int(request.META.get("CONTENT_LENGTH") or 0))
    if form.is_valid():
        try:
            text = text_of(form)
            journey = read_cv(journey_of(request), text, snapshot, current_lexicon())
        except UnreadableDocument as error:
            form.add_error("document", unreadable_words(error.code))
        else:
            keep_journey(request, journey)
            return redirect("skills")
    context = {**at_step(2), "form": form, "errors": errors_of(form)}
    return render(request, "guidance/cv.html", context, status=422)


def text_of(form: CvForm) -> str:
    """The text of the file and of the box, together. Raises `UnreadableDocument`."""
    upload = form.cleaned_data["document"]
    pasted = str(form.cleaned_data["text"])
    if not upload:
        return pasted
    return f"{read_document(upload.read()).text}\n{pasted}".strip()

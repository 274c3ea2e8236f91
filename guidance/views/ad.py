"""The third door: an ad. It names the target, and skills to ask about. Its text is not kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from catalog.snapshot.current import current_lexicon
from catalog.snapshot.snapshot import Snapshot
from guidance.forms import AdForm, errors_of
from guidance.intake.document import UnreadableDocument
from guidance.journey import journey_of, keep_journey, with_wishes
from guidance.reading import read_ad, with_ad_skills
from guidance.templatetags.intake_words import unreadable_words
from guidance.views.catalogue import needs_catalogue
from guidance.views.steps import at_step


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
@needs_catalogue
def ad(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Ask for an ad; read the one that is pasted, then let the person choose what it is for."""
    context: dict[str, Any] = {**at_step(3), "form": AdForm(), "errors": [], "is_unread": False}
    if request.method != "POST":
        return render(request, "guidance/ad.html", context)
    form = AdForm(request.POST)
    if form.is_valid():
        try:
            reading = read_ad(form.cleaned_data["text"], current_lexicon())
        except UnreadableDocument as error:
            form.add_error("text", unreadable_words(error.code))
        else:
            if reading.occupations or reading.skills:
                journey = with_ad_skills(journey_of(request), reading)
                keep_journey(request, with_wishes(journey, reading.occupations))
                return redirect("target")
            context["is_unread"] = True
    context |= {"form": form, "errors": errors_of(form)}
    return render(request, "guidance/ad.html", context, status=422)

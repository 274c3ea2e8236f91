"""The third door: an ad. What it is for, what it asks for, and which of it the person has."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import current_lexicon
from catalog.snapshot.snapshot import Snapshot
from guidance.ad_reading import asked_things, read_ad, with_ad, with_asked_ticks
from guidance.forms import AdForm, AskedForm, errors_of
from guidance.intake.document import UnreadableDocument
from guidance.journey import journey_of, keep_journey
from guidance.templatetags.intake_words import unreadable_words
from guidance.views.catalogue import needs_catalogue
from guidance.views.steps import at_step


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
@needs_catalogue
def ad(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Ask for an ad; read the one that is pasted, and lead to what it asks for."""
    context: dict[str, Any] = {**at_step(3), "form": AdForm(), "errors": [], "is_unread": False}
    if request.method != "POST":
        return render(request, "guidance/ad.html", context)
    form = AdForm(request.POST)
    if form.is_valid():
        try:
            reading = read_ad(form.cleaned_data["text"], current_lexicon())
        except UnreadableDocument as error:
            form.add_error("text", unreadable_words(error.code))
        except SnapshotDamaged:
            form.add_error("text", unreadable_words("recognition_down"))
        else:
            if reading.occupations or reading.asks:
                keep_journey(request, with_ad(journey_of(request), reading))
                return redirect("asked" if reading.asks else "target")
            context["is_unread"] = True
    context |= {"form": form, "errors": errors_of(form)}
    return render(request, "guidance/ad.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs_catalogue
def asked(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """What the ad asks for, requirements and merits apart, to tick; and the job it is for."""
    journey = journey_of(request)
    things = asked_things(journey, snapshot)
    form = AskedForm(
        request.POST if request.method == "POST" else None,
        asked=[thing.concept for thing in things],
        initial={"held": [thing.concept for thing in things if thing.is_held]},
    )
    if request.method == "POST" and form.is_valid():
        ticked = form.cleaned_data["held"]
        keep_journey(request, with_asked_ticks(journey, things, ticked, snapshot))
        return redirect("asked")
    context: dict[str, Any] = {**at_step(3), "form": form, "errors": errors_of(form)}
    context |= {"things": things, "journey": journey, "snapshot": snapshot}
    context["wished"] = [one for one in journey.wished if snapshot.concept(one) >= 0]
    return render(request, "guidance/asked.html", context, status=422 if form.errors else 200)

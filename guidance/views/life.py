"""Step 2, beside jobs: languages, and what a person has done at home, in associations and in the
armed forces. A few ticks; what they often teach is asked about afterwards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.snapshot.snapshot import Snapshot
from guidance.forms import LifeForm, errors_of
from guidance.journey import journey_of, keep_journey
from guidance.life import done_in, offered_groups, offered_languages, with_life
from guidance.views.catalogue import needs_catalogue
from guidance.views.steps import at_step


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs_catalogue
def life(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Ask what else there is; ticked again next time as the person last had it."""
    journey = journey_of(request)
    groups, languages = offered_groups(snapshot), offered_languages(snapshot)
    held = {choice.concept for choice in journey.held}
    form = LifeForm(
        request.POST if request.method == "POST" else None,
        done=[one.key for _, experiences in groups for one in experiences],
        languages=languages,
        initial={"done": done_in(journey), "languages": held & set(languages)},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        keep_journey(request, with_life(journey, snapshot, said["done"], said["languages"]))
        return redirect("skills")
    context = {**at_step(2), "form": form, "groups": groups, "languages": languages}
    context |= {"snapshot": snapshot, "errors": errors_of(form)}
    return render(request, "guidance/life.html", context, status=422 if form.errors else 200)

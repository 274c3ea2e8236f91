"""Step 2, second half: schooling, courses and licences, and where the person lives."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.credentials import CREDENTIAL_CHOICES
from guidance.forms import HoldingsForm, errors_of
from guidance.journey import Journey, journey_of, keep_journey
from guidance.places import municipalities
from guidance.views.catalogue import needs_catalogue
from guidance.views.steps import at_step

GROUPS: tuple[tuple[str | Promise, frozenset[str]], ...] = (
    (gettext_lazy("Gymnasiet och behörighet"), frozenset({"exam", "basic"})),
    (gettext_lazy("Kurser från gymnasiet eller komvux"), frozenset({"course"})),
    (gettext_lazy("Svenska språket"), frozenset({"sfi", "language"})),
    (gettext_lazy("Examen"), frozenset({"degree", "foreign"})),
    (gettext_lazy("Körkort och bevis"), frozenset({"driving", "ykb", "certificate"})),
    (gettext_lazy("Legitimation"), frozenset({"licence"})),
)
OFFERED = frozenset(key for key, _ in CREDENTIAL_CHOICES)


@dataclass(frozen=True)
class Tick:
    """One box to tick."""

    key: str
    label: str
    is_ticked: bool


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs_catalogue
def holdings(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Ask what the person holds and where they live; every question may be left blank."""
    journey = journey_of(request)
    form = HoldingsForm(
        request.POST if request.method == "POST" else None,
        credentials=list(CREDENTIAL_CHOICES),
        municipalities=municipalities(snapshot),
        initial={"credentials": journey.credentials, "municipality": journey.municipality},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        journey = replace(
            journey,
            credentials=frozenset(said["credentials"]) | (journey.credentials - OFFERED),
            municipality=said["municipality"],
        )
        keep_journey(request, journey)
        return redirect("gap" if journey.target else "target")
    context = {**at_step(2), "form": form, "groups": _groups(form), "errors": errors_of(form)}
    status = 422 if form.errors else 200
    return render(request, "guidance/holdings.html", context, status=status)


def _groups(form: HoldingsForm) -> list[tuple[str | Promise, list[Tick]]]:
    """The boxes under their headings, ticked as the person last had them."""
    ticked = form["credentials"].value() or ()
    return [
        (
            heading,
            [
                Tick(key, label, key in ticked)
                for key, label in CREDENTIAL_CHOICES
                if key.partition(":")[0] in kinds
            ],
        )
        for heading, kinds in GROUPS
    ]

"""Step 2, second half: schooling, courses and licences, and where the person lives."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.credentials import CREDENTIAL_CHOICES, label_of
from guidance.forms import HoldingsForm, errors_of
from guidance.journey import journey_of, keep_journey
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
OTHER = gettext_lazy("Annat vi läste i ditt cv")
READ = gettext_lazy("Vi läste detta i ditt cv. Kryssa i det som stämmer.")


@dataclass(frozen=True)
class Tick:
    """One box to tick."""

    key: str
    label: str
    is_ticked: bool
    quote: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs_catalogue
def holdings(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Ask what the person holds and where they live; every question may be left blank."""
    journey = journey_of(request)
    offered = dict(journey.offered)
    choices = _choices(journey.credentials | offered.keys())
    form = HoldingsForm(
        request.POST if request.method == "POST" else None,
        credentials=choices,
        municipalities=municipalities(snapshot),
        initial={"credentials": journey.credentials, "municipality": journey.municipality},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        held = frozenset(said["credentials"])
        keep_journey(request, replace(journey, credentials=held, municipality=said["municipality"]))
        return redirect("gap" if journey.target else "target")
    context = {
        **at_step(2),
        "form": form,
        "groups": _groups(choices, form["credentials"].value() or (), offered),
        "errors": errors_of(form),
    }
    status = 422 if form.errors else 200
    return render(request, "guidance/holdings.html", context, status=status)


def _choices(held: frozenset[str]) -> list[tuple[str, str]]:
    """What can be ticked: the common credentials, and any other that was read in a CV."""
    common = dict(CREDENTIAL_CHOICES)
    return [*common.items(), *((key, label_of(key)) for key in sorted(held - common.keys()))]


def _groups(
    choices: list[tuple[str, str]], ticked: Collection[str], offered: Mapping[str, str]
) -> list[tuple[str | Promise, list[Tick]]]:
    """The boxes under their headings, ticked as the person last had them.

    What was read in a CV comes first, with its words, and is never ticked for the person.
    """
    boxes: dict[str | Promise, list[Tick]] = {READ: []} if offered else {}
    boxes |= {heading: [] for heading, _ in GROUPS}
    for key, label in choices:
        kind = key.partition(":")[0]
        heading = next((heading for heading, kinds in GROUPS if kind in kinds), OTHER)
        if key in offered:
            heading = READ
        boxes.setdefault(heading, []).append(Tick(key, label, key in ticked, offered.get(key, "")))
    return list(boxes.items())

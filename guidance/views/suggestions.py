"""Where one could go: occupations close to what the person can, each with its reasons."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.snapshot.snapshot import Snapshot
from guidance.core.moves import Sieve, ranking_of
from guidance.first_answer import near_jobs
from guidance.forms import SieveForm
from guidance.htmx import render_page
from guidance.journey import journey_of, profile_of
from guidance.places import fields, region_of, regions
from guidance.views.catalogue import needs_catalogue
from guidance.views.steps import at_step

FEW = 4  # below this the register's own neighbours of earlier jobs are shown too
NEAR = 6


@require_safe
@never_cache
@needs_catalogue
def suggestions(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """At most twenty suggestions, by field, time and county if the person wants."""
    journey = journey_of(request)
    today = timezone.localdate()
    form = SieveForm(request.GET, fields=fields(snapshot), regions=regions(snapshot))
    wanted = form.wanted()
    profile = profile_of(journey)
    sieve = Sieve(wanted["field"], _by(wanted["within"], today), wanted["region"])
    ranking = ranking_of(profile, journey.limits, snapshot, today, sieve)
    context = {
        **at_step(3),
        "form": form,
        "wanted": wanted,
        "has_sieve": any(wanted.values()),
        "has_profile": bool(journey.held or journey.credentials),
        "ranking": ranking,
        "near": near_jobs(snapshot, journey.jobs, NEAR)[1:] if ranking.unsieved < FEW else (),
        "ads_period": next(iter(snapshot.demand.ads_period), ""),
        "home": region_of(snapshot, journey.municipality),
        "journey": journey,
        "snapshot": snapshot,
    }
    return render_page(
        request, "guidance/suggestions.html", "guidance/suggestions/_list.html", context
    )


def _by(within: str, today: date) -> date | None:
    """The last day of the years that were chosen; "" is no limit."""
    if not within:
        return None
    year = today.year + int(within)
    try:
        return today.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)

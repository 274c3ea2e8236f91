"""A plan that came from elsewhere and waits for a yes or a no: from a code, or from a file that was
chosen where answers stood already. Until the yes, nothing of the person's own has changed."""

from dataclasses import dataclass
from typing import Literal, get_args

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from catalog.snapshot.snapshot import Snapshot
from guidance.journey import Journey, from_dict, journey_of, keep_journey, to_dict
from guidance.session.share import SECONDS
from guidance.session.store import SessionStore
from guidance.sharing import differences, with_returned

Source = Literal["code", "file"]

_KEY = "offer"
_PAGES: dict[Source, str] = {"code": "open_code", "file": "open_plan_file"}


@dataclass(frozen=True)
class Offer:
    """source: where it came from, which is also where it is shown · journey: the plan."""

    source: Source
    journey: Journey


def put_offer(request: HttpRequest, offer: Offer) -> HttpResponse:
    """Keep an offer in the session until it is answered, and lead to the page that shows it."""
    request.session[_KEY] = {"source": offer.source, "journey": to_dict(offer.journey)}
    return redirect(_PAGES[offer.source])


def offer_of(request: HttpRequest, source: Source | None = None) -> Offer | None:
    """The offer that waits for an answer, if it is from there. None: from anywhere."""
    kept = request.session.get(_KEY) or {}
    for known in get_args(Source):
        if kept.get("source") == known and source in (None, known):
            return Offer(known, from_dict(kept["journey"]))
    return None


def show_offer(request: HttpRequest, offer: Offer, snapshot: Snapshot) -> HttpResponse:
    """The page with the offer, what would change, and the question."""
    own = journey_of(request)
    context = {
        "offer": offer,
        "is_own": own != Journey(),
        "changes": differences(own, offer.journey),
        "snapshot": snapshot,
    }
    return render(request, "guidance/offer.html", context)


@require_POST
@never_cache
def answer_offer(request: HttpRequest) -> HttpResponse:
    """Take an offer over, or throw it away. A copy in an empty browser stays an hour at most."""
    offer = offer_of(request)
    request.session.pop(_KEY, None)
    own = journey_of(request)
    if offer is None or request.POST.get("answer") != "yes":
        return redirect("start" if own == Journey() else "mine")
    if offer.source == "code" and own != Journey():
        keep_journey(request, with_returned(own, offer.journey))
        return redirect("takeaway")
    keep_journey(request, offer.journey)
    if offer.source == "code" and isinstance(request.session, SessionStore):
        request.session.end_within(SECONDS)
    return redirect("takeaway" if offer.journey.target or offer.source == "code" else "skills")

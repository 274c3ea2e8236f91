"""Everything that is held about the person, in plain words, and how it is wiped."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog.snapshot.snapshot import Snapshot
from guidance.journey import Journey, journey_of
from guidance.version import software_version
from guidance.views.catalogue import snapshot_of
from guidance.views.offer import offer_of
from guidance.views.share import SHARED, forget_code, shared_of

SALT = "wipe-receipt"


@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Show everything in the session. Works without a catalogue too, so that wiping always does."""
    journey = journey_of(request)
    context = {
        "journey": journey,
        "is_empty": request.session.is_empty(),
        "snapshot": snapshot_of(request),
        "shared": shared_of(request),
        "offer": offer_of(request),
    }
    return render(request, "guidance/mine.html", context)


@require_POST
@never_cache
def wipe(request: HttpRequest) -> HttpResponse:
    """Wipe the session, its cookie and its code. The receipt holds counts and times only."""
    receipt = receipt_of(journey_of(request), snapshot_of(request))
    receipt["shared"] = SHARED in request.session
    forget_code(request)
    request.session.flush()
    return redirect("wiped", receipt=signing.dumps(receipt, salt=SALT))


def receipt_of(journey: Journey, snapshot: Snapshot | None) -> dict[str, Any]:
    """What was processed, when it was wiped, and with what. Nothing of what was said."""
    return {
        "choices": len(journey.choices),
        "credentials": len(journey.credentials),
        "notes": len(journey.notes),
        "removed": sum(count for _, count in journey.removed),
        "read": journey.has_read,
        "at": timezone.localtime().isoformat(timespec="minutes"),
        "snapshot": snapshot.id if snapshot else "",
        "version": software_version(),
    }


@require_safe
@never_cache
def wiped(request: HttpRequest, receipt: str) -> HttpResponse:
    """The receipt of a wipe. One we did not sign is not found."""
    try:
        facts = signing.loads(receipt, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    return render(request, "guidance/wiped.html", {"receipt": facts})

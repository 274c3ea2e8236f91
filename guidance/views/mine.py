"""Everything that is held about the person, in plain words, and how it is wiped."""

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from guidance.journey import Journey, journey_of
from guidance.views.catalogue import snapshot_of

SALT = "wipe-receipt"


@require_GET
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """Show everything in the session. Works without a catalogue too, so that wiping always does."""
    journey = journey_of(request)
    context = {
        "journey": journey,
        "is_empty": journey == Journey(),
        "snapshot": snapshot_of(request),
    }
    return render(request, "guidance/mine.html", context)


@require_POST
@never_cache
def wipe(request: HttpRequest) -> HttpResponse:
    """Wipe the session and its cookie. The receipt holds counts and the time, nothing else."""
    journey = journey_of(request)
    facts = {
        "choices": len(journey.choices),
        "credentials": len(journey.credentials),
        "at": timezone.localtime().isoformat(timespec="minutes"),
    }
    request.session.flush()
    return redirect("wiped", receipt=signing.dumps(facts, salt=SALT))


@require_GET
@never_cache
def wiped(request: HttpRequest, receipt: str) -> HttpResponse:
    """The receipt of a wipe. One we did not sign is not found."""
    try:
        facts = signing.loads(receipt, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    return render(request, "guidance/wiped.html", {"receipt": facts})

"""The plan file and its two cousins to take away, and the way back in."""

from dataclasses import replace
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from catalog.snapshot.snapshot import Snapshot
from guidance.forms import PlanFileForm, errors_of
from guidance.journey import Journey, journey_of, keep_journey
from guidance.limits import limited
from guidance.plans import kept_plan_of
from guidance.session.exports import write_europass, write_json_resume
from guidance.session.plan_file import (
    MEDIA_TYPE,
    PlanFile,
    PlanFileError,
    opened_journey,
    read_plan_file,
    write_plan_file,
)
from guidance.templatetags.plan_file_words import unopened_words
from guidance.views.catalogue import needs_catalogue, snapshot_of
from guidance.views.offer import Offer, offer_of, put_offer, show_offer

# In the address of the page that opens a plan sent as a CV, so that it can say so.
PLAN_SENT = "planfil"


@require_safe
@never_cache
@needs_catalogue
def download_plan_file(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Everything that was said and the chosen plan, signed."""
    file = plan_file_of(journey_of(request), snapshot)
    return sent_file(write_plan_file(file, snapshot), MEDIA_TYPE, "min-plan.jsonld")


@require_safe
@never_cache
@needs_catalogue
def download_europass(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """What was accepted, as Europass XML."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    document = write_europass(journey_of(request), snapshot, now)
    return sent_file(document, "application/xml", "europass.xml")


@require_safe
@never_cache
@needs_catalogue
def download_json_resume(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """What was accepted, as JSON Resume."""
    document = write_json_resume(journey_of(request), snapshot)
    return sent_file(document, "application/json", "resume.json")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
@limited("plan file", most=60, seconds=600)
def open_plan_file(request: HttpRequest) -> HttpResponse:
    """Open a plan file. One that cannot be opened says why and changes nothing."""
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    form = (
        PlanFileForm(request.POST, request.FILES, sent=sent) if request.method == "POST" else None
    )
    snapshot, offer = snapshot_of(request), offer_of(request, "file")
    if form is None and offer and snapshot:
        return show_offer(request, offer, snapshot)
    if form and form.is_valid():
        try:
            file, check = read_plan_file(form.cleaned_data["document"].read())
        except PlanFileError as error:
            form.add_error("document", unopened_words(error.code))
        else:
            keep_journey(request, opened_journey(file, check))
            return redirect("takeaway" if file.journey.target else "skills")
    context = {
        "form": form or PlanFileForm(),
        "errors": errors_of(form) if form else [],
        "has_journey": journey_of(request) != Journey(),
    }
    return render(request, "guidance/open_plan_file.html", context, status=422 if form else 200)


def open_sent_plan(request: HttpRequest, data: bytes) -> HttpResponse:
    """Open a plan file that was sent where a CV is asked for. Where answers stand already it is
    offered first, since it would take their place. Raises `PlanFileError`."""
    journey = opened_journey(*read_plan_file(data))
    if journey_of(request) not in (Journey(), journey):
        return put_offer(request, Offer("file", journey))
    keep_journey(request, journey)
    page = reverse("takeaway" if journey.target else "skills")
    return redirect(f"{page}?{PLAN_SENT}=1")


def plan_file_of(journey: Journey, snapshot: Snapshot) -> PlanFile:
    """The file of a journey as it stands now."""
    plan = kept_plan_of(journey, snapshot, timezone.localdate())
    saved = timezone.localtime().isoformat(timespec="minutes")
    # What it was opened from belongs to the earlier file.
    return PlanFile(replace(journey, opened=None), saved, snapshot.id, plan)


def sent_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to save under a name."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

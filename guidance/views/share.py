"""A one-use code that shows the plan to somebody, and what the reader of a code meets."""

import time
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from catalog.snapshot.snapshot import Snapshot
from guidance.forms import CodeForm, ModeForm, errors_of
from guidance.journey import Journey, journey_of
from guidance.limits import limited
from guidance.session.plan_file import opened_journey, read_plan_file, write_plan_file
from guidance.session.share import SECONDS, is_waiting, open_once, revoke, share, tidy
from guidance.sharing import shown_to_others
from guidance.templatetags.plan_file_words import UNKNOWN_CODE
from guidance.views.appearance import needs_switch
from guidance.views.catalogue import needs_catalogue
from guidance.views.offer import Offer, offer_of, put_offer, show_offer
from guidance.views.plan_file import plan_file_of
from guidance.views.takeaway import taken_along

SHARED = "shared"  # session key: the code, its mode and its end


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs_switch("codes")
@limited("share", most=30, seconds=600)
@needs_catalogue
def share_plan(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Show what a code would show; make one on request. A new one takes the place of the old."""
    journey = shown_to_others(journey_of(request))
    form = ModeForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid() and journey != Journey():
        forget_code(request)
        document = write_plan_file(plan_file_of(journey, snapshot)).decode()
        mode = form.cleaned_data["mode"]
        code = share({"mode": mode, "file": document})
        until = int(time.time()) + SECONDS
        request.session[SHARED] = {"code": code, "mode": mode, "until": until}
        return redirect("share")
    context = {
        "journey": journey,
        "is_empty": journey == Journey(),
        "plan": plan_file_of(journey, snapshot).plan,
        "snapshot": snapshot,
        "shared": shared_of(request),
        "errors": errors_of(form) if form else [],
    }
    return render(request, "guidance/share.html", context, status=422 if form else 200)


@require_POST
@never_cache
def revoke_code(request: HttpRequest) -> HttpResponse:
    """Make the code open nothing."""
    forget_code(request)
    return redirect("share")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@needs_switch("codes")
@limited("code", most=20, seconds=600)
@needs_catalogue
def open_code(request: HttpRequest, snapshot: Snapshot) -> HttpResponse:
    """Open a code, once. Read-only is this one page; a copy to work in is offered first."""
    form = CodeForm(request.POST) if request.method == "POST" else None
    if form is None and (offer := offer_of(request, "code")):
        return show_offer(request, offer, snapshot)
    if form and form.is_valid():
        content = open_once(tidy(form.cleaned_data["code"]))
        if content is not None:
            return _opened(request, snapshot, content)
        form.add_error("code", UNKNOWN_CODE)
    context = {"form": form or CodeForm(), "errors": errors_of(form) if form else []}
    return render(request, "guidance/open_code.html", context, status=422 if form else 200)


def _opened(request: HttpRequest, snapshot: Snapshot, content: Mapping[str, Any]) -> HttpResponse:
    file, check = read_plan_file(str(content["file"]).encode())
    journey = opened_journey(file, check)
    if content["mode"] == "edit":
        return put_offer(request, Offer("code", journey))
    found = taken_along(journey, snapshot)
    # Where the plan can still be made it is shown as its owner sees it; else as it was.
    before = None if found["first"] and not found["is_changed"] else file.plan
    context = {**found, "plan": before, "is_shared": True}
    return render(request, "guidance/shared.html", context)


def shared_of(request: HttpRequest) -> dict[str, Any] | None:
    """The person's own live code: code, mode, until and whether it has been used; else None."""
    shared = request.session.get(SHARED)
    if not shared or shared["until"] <= time.time():
        return None
    return {**shared, "is_waiting": is_waiting(shared["code"])}


def forget_code(request: HttpRequest) -> None:
    """Revoke the person's own code, if there is one."""
    if SHARED in request.session:
        revoke(request.session.pop(SHARED)["code"])

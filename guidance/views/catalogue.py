"""The catalogue a request is answered from: read once, or the page that says it is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import NoSnapshot, current_snapshot
from catalog.snapshot.snapshot import Snapshot

P = ParamSpec("P")


def snapshot_of(request: HttpRequest | None) -> Snapshot | None:
    """The snapshot this request is answered from, or None when there is none to read.

    Read once per request, so that a swap in the middle of one never mixes two catalogues.
    """
    if request is None:
        return None
    if not hasattr(request, "_snapshot"):
        try:
            found: Snapshot | None = current_snapshot()
        except (NoSnapshot, SnapshotDamaged):
            found = None
        request._snapshot = found  # type: ignore[attr-defined]  # one attribute of our own
    answer: Snapshot | None = request._snapshot  # type: ignore[attr-defined]  # as above
    return answer


def needs_catalogue(
    view: Callable[Concatenate[HttpRequest, Snapshot, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give the view the snapshot as its second argument, or answer 503 in words when it is down."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        snapshot = snapshot_of(request)
        if snapshot is None:
            return render(request, "guidance/catalogue_down.html", status=503)
        return view(request, snapshot, *args, **kwargs)

    return answer

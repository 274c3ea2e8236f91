"""One way to answer: the fragment to htmx, the whole page otherwise."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


class HtmxHttpRequest(HttpRequest):
    """A request that has passed `HtmxMiddleware`."""

    htmx: HtmxDetails


def render_page(
    request: HttpRequest,
    page: str,
    fragment: str,
    context: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Render `page`, which includes `fragment`; htmx gets the fragment alone.

    Boosted links and history restores want whole pages, so they get them.
    """
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    is_part = bool(htmx) and not htmx.boosted and not htmx.history_restore_request
    response = render(request, fragment if is_part else page, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response

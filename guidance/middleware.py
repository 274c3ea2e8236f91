"""Security headers that Django has no setting for, an access log without people in it, answers
without a body, one snapshot for each request, and the way on from addresses that are no page."""

import logging
import time
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from catalog.snapshot.current import one_snapshot
from guidance.languages import PAGE_OF
from guidance.logs import method_of, route_of
from guidance.metrics import count_request

Responder = Callable[[HttpRequest], HttpResponseBase]

# Every feature a page could ask the browser for, switched off.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera"),
        *("display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope"),
        *("hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi"),
        *("payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock"),
        *("serial", "usb", "web-share", "xr-spatial-tracking"),
    )
)

access_log = logging.getLogger("guidance.access")


def add_security_headers(get_response: Responder) -> Responder:
    """Permissions-Policy and Cross-Origin-Resource-Policy on every response."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return respond


def answer_head(get_response: Responder) -> Responder:
    """To HEAD goes what GET would be answered with, all but the body; its length is told."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "HEAD":
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = iter(())
            elif isinstance(response, HttpResponse):
                response.headers.setdefault("Content-Length", str(len(response.content)))
                response.content = b""
        return response

    return respond


def refuse_nul(get_response: Responder) -> Responder:
    """No address has a NUL in it: there is no such page. PostgreSQL would stop at it."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path:
            raise Http404
        return get_response(request)

    return respond


def lead_to_page(get_response: Responder) -> Responder:
    """Whoever asks for an address that only takes a form, from a history, a bookmark or a tab that
    came back, is led to the page of the form. Nothing is changed by it."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        name = request.resolver_match.url_name if request.resolver_match else None
        if response.status_code == 405 and request.method in ("GET", "HEAD") and name in PAGE_OF:
            return redirect(PAGE_OF[name])
        return response

    return respond


def hold_snapshot(get_response: Responder) -> Responder:
    """A request is answered from one snapshot, whatever is put in service meanwhile."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        with one_snapshot():
            return get_response(request)

    return respond


def log_access(get_response: Responder) -> Responder:
    """One line and one count per request: method, path template, status, milliseconds."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = get_response(request)
        seconds = time.perf_counter() - began
        method, route = method_of(request), route_of(request)
        count_request(method, route, response.status_code, seconds)
        access_log.info(
            "%s %s %d %.0f ms",
            method,
            route,
            response.status_code,
            seconds * 1000,
            extra={
                "method": method,
                "route": route,
                "status": response.status_code,
                "milliseconds": round(seconds * 1000),
            },
        )
        return response

    return respond

"""Security headers that Django has no setting for, an access log without people in it, and one
snapshot for each request."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from catalog.snapshot.current import one_snapshot
from guidance.logs import route_of

Responder = Callable[[HttpRequest], HttpResponse]

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

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return respond


def hold_snapshot(get_response: Responder) -> Responder:
    """A request is answered from one snapshot, whatever is put in service meanwhile."""

    def respond(request: HttpRequest) -> HttpResponse:
        with one_snapshot():
            return get_response(request)

    return respond


def log_access(get_response: Responder) -> Responder:
    """One line per request: method, path template, status, milliseconds."""

    def respond(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        milliseconds = (time.perf_counter() - began) * 1000
        access_log.info(
            "%s %s %d %.0f ms",
            request.method,
            route_of(request),
            response.status_code,
            milliseconds,
        )
        return response

    return respond

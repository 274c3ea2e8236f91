"""What happens to a request whose session has run out: it is told so, it does not start over.

A form that stands by itself is answered; then the next page says that only this is kept.
"""

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from guidance.session.store import SessionStore

Responder = Callable[[HttpRequest], HttpResponse]
Viewed = Callable[..., HttpResponse]

# The same for everyone, or the way on itself.
UNTOUCHED = frozenset(
    {
        *("about", "how_it_works", "privacy", "accessibility", "ethics", "cookies"),
        *("healthz", "readyz", "metrics", "status"),
        *("open_data", "open_data_file", "dcat", "dcat_as"),
        *("education", "session_ended", "wiped", "open_plan_file", "open_code"),
    }
)
# What is sent here stands by itself, so nothing typed is lost by going on.
BEGINNINGS = frozenset({"cv", "ad", "add_earlier_job", "life", "holdings", "choose_target", "wipe"})
_ONLY_THIS = "bara-det"  # in the address of the page that follows; reading it writes nothing
_HAS_ENDED = "_session_had_ended"


class SessionEndMiddleware:
    """Leads to the page that says what happened, once: the same answer takes the cookie away."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_led_on = 300 <= response.status_code < 400
        if is_led_on and getattr(request, _HAS_ENDED, False) and not request.session.is_empty():
            response.headers["Location"] = _telling(response.headers["Location"])
        # Also a page that is the same for everyone says how long this person's answers are kept.
        if request.session.accessed and not request.session.is_empty():
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Viewed, args: tuple[object, ...], kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = match.url_name if match else None
        if name is None or name in UNTOUCHED or (match and match.namespaces):
            return None
        session = request.session
        if not isinstance(session, SessionStore) or not session.has_ended():
            return None
        if request.method == "POST" and name in BEGINNINGS:
            setattr(request, _HAS_ENDED, True)
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": reverse("session_ended")})
        return redirect("session_ended")


def is_rest_gone(request: HttpRequest) -> bool:
    """Whether this page has to say that only what was just sent is kept."""
    return getattr(request, _HAS_ENDED, False) or _ONLY_THIS in request.GET


def _telling(address: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, _ONLY_THIS)))))

"""What happens to a request whose session has run out: it is told so, it does not start over."""

from collections.abc import Callable

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


class SessionEndMiddleware:
    """Leads to the page that says what happened, once: the same answer takes the cookie away."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Also a page that is the same for everyone says how long this person's answers are kept.
        if request.session.accessed and not request.session.is_empty():
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Viewed, args: tuple[object, ...], kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = match.url_name if match else None
        is_beginning = request.method == "POST" and name in BEGINNINGS
        if name is None or name in UNTOUCHED or is_beginning or (match and match.namespaces):
            return None
        session = request.session
        if not isinstance(session, SessionStore) or not session.has_ended():
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": reverse("session_ended")})
        return redirect("session_ended")

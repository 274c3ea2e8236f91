"""Protection against forged forms that needs no cookie: the browser itself says who sends.

Every current browser puts `Sec-Fetch-Site` (over TLS and on one's own machine) and `Origin` on a
POST, and no page can forge them. Where one of them proves our own origin the form is let through;
where one of them says otherwise it is refused. A browser so old that it sends neither falls back
to Django's token, and is given the token's cookie at its first refused form, not before.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware, get_token

_READS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_SETS_COOKIE = "_csrf_sets_cookie"


class SameOriginMiddleware(CsrfViewMiddleware):
    """Django's middleware with the question above asked first."""

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        is_asked = (
            request.method not in _READS
            and not getattr(callback, "csrf_exempt", False)
            and not getattr(request, "_dont_enforce_csrf_checks", False)  # Django's test client
        )
        if is_asked:
            is_ours = self.is_from_us(request)
            if is_ours:
                request.csrf_processing_done = True  # type: ignore[attr-defined]  # Django's own
                return None
            if is_ours is False:
                return self.refuse(request)
        refusal = super().process_view(request, callback, callback_args, callback_kwargs)
        if is_asked and refusal is not None:
            get_token(request)
            setattr(request, _SETS_COOKIE, True)
        return refusal

    def is_from_us(self, request: HttpRequest) -> bool | None:
        """Whether the browser says that our own page sent this; None when it says nothing.

        `Sec-Fetch-Site` goes first: unlike `Origin` it is right behind a proxy that changes the
        host. `none` (typed by the person) proves nothing about a form, so `Origin` decides then.
        """
        site = request.headers.get("Sec-Fetch-Site", "")
        if site == "same-origin":
            return True
        if site and site != "none":
            return False
        if "Origin" in request.headers:
            return bool(self._origin_verified(request))  # type: ignore[attr-defined]  # as above
        return None

    def refuse(self, request: HttpRequest) -> HttpResponseForbidden:
        """The page of refusal, and a line in the log without an address."""
        refusal: HttpResponseForbidden = self._reject(  # type: ignore[attr-defined]  # not in the stubs
            request, "the browser says the form is another site's"
        )
        return refusal

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        has_cookie = settings.CSRF_COOKIE_NAME in request.COOKIES
        if not has_cookie and not getattr(request, _SETS_COOKIE, False):
            request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
        return super().process_response(request, response)

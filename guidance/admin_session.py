"""The editors' session has a cookie of its own, which reaches the admin's path and nothing else.

A citizen's cookie opens nothing in the admin and an editor's nothing among the citizens' pages,
also in one browser. Sealing, idle hour and 24 hours are the same (`guidance.session.store`).
"""

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

COOKIE = "editor"


def is_admin(request: HttpRequest) -> bool:
    """Whether the request is for the admin; never when that is off."""
    path = settings.ADMIN_PATH
    return bool(path) and request.path_info.startswith(f"/{path}/")


class SeparateSessionMiddleware(SessionMiddleware):
    """Django's middleware, given the cookie that belongs to the path."""

    def process_request(self, request: HttpRequest) -> None:
        if is_admin(request):
            theirs = request.COOKIES.pop(COOKIE, None)
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
            if theirs is not None:
                request.COOKIES[settings.SESSION_COOKIE_NAME] = theirs
        super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        if not is_admin(request) or settings.SESSION_COOKIE_NAME not in answer.cookies:
            return answer
        morsel = answer.cookies.pop(settings.SESSION_COOKIE_NAME)
        answer.set_cookie(
            COOKIE,
            morsel.value,
            max_age=morsel["max-age"],
            expires=morsel["expires"] or None,
            path=f"/{settings.ADMIN_PATH}/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
        return answer

"""The line that says how long a person's answers are kept, on every page while there are any."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from guidance.session.store import SessionStore
from guidance.session_end import is_rest_gone
from guidance.templatetags.wording import clock

register = template.Library()
MAX_ADDRESS = 500


@dataclass(frozen=True)
class SessionLine:
    """until: clock time in words, 15.40 · seconds: the same, from now · can_extend: whether one
    click gives another hour · back: the page it was said on."""

    until: str
    seconds: int
    can_extend: bool
    back: str


def line_of(request: HttpRequest, back: str) -> SessionLine | None:
    """What to say, or None when nothing is kept."""
    session = request.session
    seconds = session.seconds_left() if isinstance(session, SessionStore) else 0
    if seconds == 0 or not isinstance(session, SessionStore):
        return None
    end = timezone.localtime() + timedelta(seconds=seconds)
    return SessionLine(clock(end), seconds, session.can_be_extended, back)


@register.inclusion_tag("components/rest_gone.html", takes_context=True)
def rest_gone(context: dict[str, Any]) -> dict[str, Any]:
    """That the hour was over when a form was sent, so that only the form is kept; said once."""
    request = context.get("request")
    return {"is_gone": isinstance(request, HttpRequest) and is_rest_gone(request)}


@register.inclusion_tag("components/session_line.html", takes_context=True)
def session_line(context: dict[str, Any]) -> dict[str, Any]:
    """How long the answers are kept, the button that extends it, and where the plan file is."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return {"line": None}
    address = request.get_full_path() if request.method == "GET" else reverse("mine")
    back = address if len(address) <= MAX_ADDRESS else request.path
    return {"line": line_of(request, back), "csrf_token": context.get("csrf_token", "")}

"""A site's own colours and logo, as files of its own origin."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from guidance.deployment import Deployment, Switch, stylesheet_of
from guidance.switches import is_on

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


@require_safe
@cache_control(public=True, max_age=3600)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The colours; not found where the site keeps the product's own."""
    text = stylesheet_of(_deployment())
    if not text:
        raise Http404
    return HttpResponse(text, content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def logo(request: HttpRequest) -> HttpResponse:
    """The logo; not found where the site keeps the product's own."""
    found = _deployment().logo
    if found is None:
        raise Http404
    return HttpResponse(found.content, content_type=found.media_type)


def needs_switch(switch: Switch) -> Callable[[View[P]], View[P]]:
    """Answer 404 where this site, or an editor of it, has switched off what the view offers."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not is_on(switch):
                raise Http404
            return view(request, *args, **kwargs)

        return answer

    return decorate


def _deployment() -> Deployment:
    found: Deployment = settings.DEPLOYMENT
    return found

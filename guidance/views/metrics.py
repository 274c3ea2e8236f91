"""Counters for machines that watch over the site, and for nobody else."""

import ipaddress
import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from guidance.limits import address_of
from guidance.metrics import exposition
from guidance.views.health import parts_up


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """All counters; to anybody else there is no such page."""
    if not may_read(request):
        raise Http404("not for everyone")
    return HttpResponse(exposition(parts_up()), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    """Whether the asker has the token, or asks from a named network. Neither set: nobody may."""
    token: str = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and secrets.compare_digest(given.encode(), token.encode()):
        return True
    try:
        address = ipaddress.ip_address(address_of(request))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_NETWORKS)

"""For the machines that watch over the site: is it alive, and can it answer people?"""

import logging

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guidance.warming import warm

log = logging.getLogger(__name__)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Database, Redis and a snapshot are there: 200, or 503 and which one is not."""
    parts = parts_up()
    words = {name: "ok" if is_up else "missing" for name, is_up in parts.items()}
    return JsonResponse(words, status=200 if all(parts.values()) else 503)


def parts_up() -> dict[str, bool]:
    """What the site stands on, and whether it is there."""
    return {
        "database": is_database_up(),
        "redis": is_redis_up(),
        "snapshot": is_snapshot_there(),
    }


def is_database_up() -> bool:
    """Whether a trivial query is answered."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.warning("the database does not answer")
        return False
    return True


def is_redis_up() -> bool:
    """Whether Redis answers within a second."""
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1) as client:
            client.ping()
    except redis.RedisError:
        log.warning("Redis does not answer")
        return False
    return True


def is_snapshot_there() -> bool:
    """Whether this process can read the current snapshot; a new one is prepared on the way."""
    return warm()

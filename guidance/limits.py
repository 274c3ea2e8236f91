"""How often one address may do something costly or guessable. No address is ever stored.

An address becomes a bucket (its network, so that one household or phone is one) and is hashed with
a salt that Redis forgets within a day; after that nobody can tell whom a counter was about.
"""

import hashlib
import ipaddress
import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import redis
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from guidance.session.store import connection

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], Answer]

_DAY = 24 * 60 * 60


def limited(
    action: str, most: int, seconds: int, method: str = "POST"
) -> Callable[[View[P, Answer]], View[P, Answer | HttpResponse]]:
    """Let an address ask a view `most` times in `seconds`, then answer 429 in words.

    method: what counts. A costly list is read with GET, and given also while Redis is away, as
    reading needs none; what is posted is not.
    """

    def is_free(request: HttpRequest) -> bool:
        try:
            return is_within(request, action, most, seconds)
        except redis.RedisError:
            if method == "POST":
                raise
            return True

    def decorate(view: View[P, Answer]) -> View[P, Answer | HttpResponse]:
        @wraps(view)
        def answer(
            request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> Answer | HttpResponse:
            if request.method == method and not is_free(request):
                minutes = -(-seconds // 60)
                page = render(request, "429.html", {"minutes": minutes}, status=429)
                page.headers["Retry-After"] = str(seconds)
                page.headers["Cache-Control"] = "no-store"
                return page
            return view(request, *args, **kwargs)

        return answer

    return decorate


def is_within(request: HttpRequest, action: str, most: int, seconds: int) -> bool:
    """Count one more; False when this address has done it `most` times in this window already."""
    name = f"limit:{action}:{bucket_of(address_of(request))}:{int(time.time()) // seconds}"
    with connection().pipeline() as pipe:
        pipe.incr(name)
        pipe.expire(name, seconds)
        count, _ = pipe.execute()
    return int(count) <= most


def address_of(request: HttpRequest) -> str:
    """The address of the browser: what the nearest proxy says, where the settings trust it."""
    if settings.TRUST_FORWARDED_FOR:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def bucket_of(address: str) -> str:
    """The network of an address (IPv4: itself, IPv6: its /64), hashed with the salt of the day."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        network = "unknown"
    else:
        width = 32 if parsed.version == 4 else 64
        network = str(ipaddress.ip_network((parsed, width), strict=False))
    return hashlib.blake2b(network.encode(), key=_salt(), digest_size=12).hexdigest()


def _salt() -> bytes:
    """The secret of the day. The first to need it makes it; nothing else knows it."""
    name = "limit:salt"
    connection().set(name, secrets.token_bytes(32), ex=_DAY, nx=True)
    kept = connection().get(name)
    return kept if isinstance(kept, bytes) else b""


# Failed logins of an editor, counted over a quarter of an hour that begins anew with each.
LOGIN_SECONDS = 15 * 60
_LOGIN_MOST = {"pair": 5, "account": 20, "address": 30}


def may_log_in(request: HttpRequest, account: str) -> bool:
    """False while too many logins have failed: to this account from here, to it, or from here."""
    names = _login_counters(request, account)
    counts = connection().mget(list(names.values()))
    return all(
        int(count or 0) < _LOGIN_MOST[kind] for kind, count in zip(names, counts, strict=True)
    )


def count_failed_login(request: HttpRequest, account: str) -> None:
    """Remember that a login failed, neither to whom nor from where in clear."""
    with connection().pipeline() as pipe:
        for name in _login_counters(request, account).values():
            pipe.incr(name)
            pipe.expire(name, LOGIN_SECONDS)
        pipe.execute()


def forget_failed_logins(request: HttpRequest, account: str) -> None:
    """After a login that succeeded; what failed elsewhere, or to others from here, still counts."""
    connection().delete(_login_counters(request, account)["pair"])


def _login_counters(request: HttpRequest, account: str) -> dict[str, str]:
    address = bucket_of(address_of(request))
    named = hashlib.blake2b(account.casefold().encode(), key=_salt(), digest_size=12).hexdigest()
    return {
        "pair": f"limit:login:pair:{named}:{address}",
        "account": f"limit:login:account:{named}",
        "address": f"limit:login:address:{address}",
    }

"""A publisher that answers from memory, so that fetches are tested without a network."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx2

from catalog.sources.http import Access, Http


def http_to(
    answer: Callable[[httpx2.Request], httpx2.Response], /, attempts: int = 3, **addresses: str
) -> Http:
    """The way out to a publisher; it never waits. addresses: setting → base address."""
    access = Access(addresses=addresses, user_agent="test", attempts=attempts, per_second=1000)
    return Http(access, transport=httpx2.MockTransport(answer), sleep=lambda _seconds: None)


def by_path(**answers: object) -> Callable[[httpx2.Request], httpx2.Response]:
    """Answers by the last part of a path, dots and dashes as underscores; 404 for any other.

    A value is bytes, JSON, or a function of the request that gives either.
    """

    def answer(request: httpx2.Request) -> httpx2.Response:
        last = urlsplit(str(request.url)).path.rstrip("/").rpartition("/")[2]
        value = answers.get(last.replace("-", "_").replace(".", "_"))
        if callable(value):
            value = value(request)
        if value is None:
            return httpx2.Response(404)
        if isinstance(value, httpx2.Response):
            return value
        return streamed(value if isinstance(value, bytes) else json.dumps(value).encode())

    return answer


def streamed(body: bytes, status: int = 200, **headers: str) -> httpx2.Response:
    """An answer whose body comes in pieces, as it does from a network."""
    pieces = (body[start : start + 4096] for start in range(0, len(body), 4096))
    return httpx2.Response(status, content=pieces, headers=headers)

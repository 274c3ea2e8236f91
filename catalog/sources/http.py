"""Asking a source over HTTP: politely, patiently, and never trusting half an answer.

One `Http` is one source's way out. It knows the source's addresses, waits between requests, asks
again after what may pass (429, 5xx, a timeout, a dropped connection, a body that ends too early),
and gives up with `SourceUnavailable`, which says what happened and what to do. Values such as the
User-Agent come from the caller; nothing here reads settings.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    retry_if_not_exception_type,
    stop_after_attempt,
)
from tenacity.wait import wait_random_exponential

from catalog.sources.record import SourceUnavailable

Params = Mapping[str, str | int | Sequence[str]]
Through = Callable[[Iterator[bytes]], Iterator[bytes]]
Answer = TypeVar("Answer")

# "Not now" in its several spellings; 52x come from the networks that stand before a publisher.
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524))
_NOT_MODIFIED = 304
_CHUNK = 1 << 16
_BACK_OFF = wait_random_exponential(multiplier=1, max=60)  # seconds; jittered over its whole span


@dataclass(frozen=True)
class Validators:
    """What a publisher gave to ask "has it changed?" with; either may be empty."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Access:
    """How a source may be asked.

    addresses: the name of a setting → base address. user_agent: says who asks, with a contact.
    per_second: most requests per second. connect, read, write, pool: seconds each may take; `read`
    is the longest silence, not the whole answer. attempts: tries per request. longest_wait: most
    seconds between two tries; a publisher who asks for more is not waited for. most_bytes: largest
    answer, unpacked. api_key: sent as `api-key` to the source's own hosts, only if there is one.
    validators: address → what the catalogue holds of it already, for conditional requests.
    """

    addresses: Mapping[str, str]
    user_agent: str
    per_second: float = 5.0
    connect: float = 10.0
    read: float = 60.0
    write: float = 30.0
    pool: float = 10.0
    attempts: int = 8
    longest_wait: float = 120.0
    most_bytes: int = 2 << 30
    api_key: str = ""
    validators: Mapping[str, Validators] = field(default_factory=dict)


@dataclass(frozen=True)
class Downloaded:
    """A file that came whole. size: bytes as written. sha256: of those bytes, in hex digits.

    asked_at: the publisher's clock when it answered; ours when it did not tell.
    """

    url: str
    size: int
    sha256: str
    validators: Validators
    asked_at: datetime


class Truncated(Exception):
    """An answer ended before it was whole; a caller's check may raise it too."""


class _Passing(Exception):
    """A status that may pass. wait: seconds the publisher asked for; 0 when it did not say."""

    def __init__(self, status: int, wait: float) -> None:
        super().__init__(f"status {status}")
        self.wait = wait


_AGAIN = (httpx2.TransportError, httpx2.DecodingError, Truncated, _Passing)
_NEVER = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)  # our own mistakes


class Http:
    """A source's way out. Use it as a context manager, or `close` it."""

    def __init__(
        self,
        access: Access,
        *,
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.access = access
        self._sleep = sleep
        self._clock = clock
        self._not_before = 0.0
        self._hosts = {httpx2.URL(one).host for one in access.addresses.values() if one}
        asked = [one for one in access.addresses.values() if one.startswith("http")]
        self._is_tls = bool(asked) and all(one.startswith("https:") for one in asked)
        self._client = httpx2.Client(
            headers={"User-Agent": access.user_agent},
            timeout=httpx2.Timeout(
                connect=access.connect, read=access.read, write=access.write, pool=access.pool
            ),
            follow_redirects=True,
            max_redirects=5,
            transport=transport,
            event_hooks={"request": [self._before_each]},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def url(self, setting: str, path: str = "") -> str:
        """An address below the one a setting holds. Raises `SourceUnavailable` when it is empty."""
        base = self.access.addresses.get(setting, "")
        if not base:
            raise SourceUnavailable(f"{setting} is empty, so this source is not asked; set it")
        return f"{base.rstrip('/')}/{path}" if path else base

    def download(
        self,
        url: str,
        to: Path,
        *,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        known: Validators | None = None,
        through: Through | None = None,
        check: Callable[[Path], object] | None = None,
    ) -> Downloaded | None:
        """Stream an answer into a file, which appears only when it is whole.

        through: what the bytes go through before any of them is written; raises `Truncated` when
        the answer was not whole.

        body: a JSON question that changes nothing there, such as GraphQL; it is posted, as an empty
        body is for b"". known: ask
        only for what is newer; None comes back when nothing is. check: reads the file before it
        gets its name, and raises `Truncated` when it is not whole after all.
        Raises `SourceUnavailable`.
        """
        sent = dict(headers or {})
        if known is not None and known.etag:
            sent["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            sent["If-Modified-Since"] = known.last_modified
        request = self._request(url, params, sent, body)
        part = to.with_name(f".{to.name}.part")

        def take(answer: httpx2.Response) -> Downloaded | None:
            if answer.status_code == _NOT_MODIFIED:
                return None
            digest, size = hashlib.sha256(), 0
            with part.open("wb") as out:
                chunks = self._chunks(answer)
                for chunk in through(chunks) if through else chunks:
                    out.write(chunk)
                    digest.update(chunk)
                    size += len(chunk)
            if check is not None:
                check(part)
            part.replace(to)
            return Downloaded(
                url=str(request.url),
                size=size,
                sha256=digest.hexdigest(),
                validators=Validators(
                    answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
                ),
                asked_at=_date_of(answer),
            )

        try:
            return self._ask(request, take)
        finally:
            part.unlink(missing_ok=True)

    def get_json(
        self,
        url: str,
        *,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> Any:
        """A small JSON answer, held in memory. Raises `SourceUnavailable`."""

        def take(answer: httpx2.Response) -> Any:
            text = b"".join(self._chunks(answer))
            try:
                return json.loads(text)
            except ValueError as error:
                raise Truncated(f"the answer is not whole JSON: {error}") from error

        return self._ask(self._request(url, params, dict(headers or {}), body), take)

    def _request(
        self, url: str, params: Params | None, headers: dict[str, str], body: Any
    ) -> httpx2.Request:
        if body is None or body == b"":
            method = "GET" if body is None else "POST"
            return self._client.build_request(method, url, params=params, headers=headers)
        return self._client.build_request("POST", url, params=params, headers=headers, json=body)

    def _ask(self, request: httpx2.Request, take: Callable[[httpx2.Response], Answer]) -> Answer:
        """Send a question and `take` its answer, as often as it may help."""
        retrying = Retrying(
            sleep=self._sleep,
            stop=stop_after_attempt(self.access.attempts),
            wait=_wait,
            retry=retry_if_exception_type(_AGAIN) & retry_if_not_exception_type(_NEVER),
            reraise=True,
        )
        try:
            taken: Answer = retrying(self._once, request, take)
            return taken
        except httpx2.HTTPError as error:
            if isinstance(error, _AGAIN) and not isinstance(error, _NEVER):
                raise self._given_up(request, error) from error
            raise SourceUnavailable(
                f"{request.url} cannot be read ({type(error).__name__}: {error}); "
                "check the address in the settings"
            ) from error
        except (Truncated, _Passing) as error:
            raise self._given_up(request, error) from error

    def _given_up(self, request: httpx2.Request, error: Exception) -> SourceUnavailable:
        return SourceUnavailable(
            f"{request.url} failed {self.access.attempts} times, at last with "
            f"{type(error).__name__.lstrip('_')}: {error}. "
            "What came whole is kept; try again later."
        )

    def _once(self, request: httpx2.Request, take: Callable[[httpx2.Response], Answer]) -> Answer:
        answer = self._client.send(request, stream=True)
        try:
            status = answer.status_code
            if status in _PASSING:
                raise _Passing(status, self._asked_wait(answer))
            if not answer.is_success and status != _NOT_MODIFIED:
                raise SourceUnavailable(
                    f"{request.url} answered {status} {answer.reason_phrase}; check the address in "
                    "the settings, and whether the publisher has changed the service"
                )
            return take(answer)
        finally:
            answer.close()

    def _chunks(self, answer: httpx2.Response) -> Iterator[bytes]:
        """The unpacked body. Raises `Truncated` when it is shorter than promised."""
        size = 0
        for chunk in answer.iter_bytes(_CHUNK):
            size += len(chunk)
            if size > self.access.most_bytes:
                raise SourceUnavailable(
                    f"{answer.url} is larger than {self.access.most_bytes} bytes, the most that is "
                    "taken from this source; see whether it is what it should be"
                )
            yield chunk
        promised = answer.headers.get("Content-Length", "")
        if promised.isdecimal() and answer.num_bytes_downloaded < int(promised):
            raise Truncated(f"{answer.num_bytes_downloaded} of {promised} bytes came")

    def _asked_wait(self, answer: httpx2.Response) -> float:
        """Seconds in `Retry-After`, a number or a date. Raises `SourceUnavailable` for too many."""
        value = answer.headers.get("Retry-After", "").strip()
        seconds = 0.0
        if value.isdecimal():
            seconds = float(value)
        elif value and (moment := _moment_of(value)):
            seconds = max(0.0, (moment - _date_of(answer)).total_seconds())
        if seconds > self.access.longest_wait:
            raise SourceUnavailable(
                f"{answer.url} answered {answer.status_code} and asks to be left alone for "
                f"{seconds:.0f} s; what came whole is kept, so try again after that"
            )
        return seconds

    def _before_each(self, request: httpx2.Request) -> None:
        """For every request, redirects too: keep the pace, TLS, and the key among our hosts."""
        now = self._clock()
        if self._not_before > now:
            self._sleep(self._not_before - now)
        self._not_before = max(now, self._not_before) + 1 / self.access.per_second
        if request.url.scheme != "https" and self._is_tls:
            raise SourceUnavailable(
                f"the source leads to {request.url}, where anybody on the way could change what it "
                "says; see whether the publisher has moved"
            )
        request.headers.pop("api-key", None)
        if self.access.api_key and request.url.host in self._hosts:
            request.headers["api-key"] = self.access.api_key


def _wait(state: RetryCallState) -> float:
    """Seconds before the next try: what the publisher asked for, and some, or a back-off."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, _Passing) else 0.0
    return asked + min(1.0, _BACK_OFF(state)) if asked else _BACK_OFF(state)


def _moment_of(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _date_of(answer: httpx2.Response) -> datetime:
    return _moment_of(answer.headers.get("Date", "")) or datetime.now(UTC)

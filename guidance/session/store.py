"""A session engine whose store reads nothing: the key to each session exists only in its cookie.

The cookie holds 256 random bits. Two values are derived from it, neither of which leads back: the
name of the entry in Redis, and the key its content is encrypted with (AES-256-GCM, bound to that
name). A dump of Redis is ciphertext under hashes. Django calls this through `SESSION_ENGINE`.
"""

import hashlib
import secrets
import time
from functools import lru_cache
from typing import Any

import redis
from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError

from guidance.session import sealing

# Promises of the privacy page, hence not settings.
IDLE_SECONDS = 60 * 60
ABSOLUTE_SECONDS = 24 * 60 * 60

_CREATED = "_created"


@lru_cache(maxsize=1)
def connection() -> "redis.Redis":
    """The Redis client of this process; connects on first use."""
    return redis.Redis.from_url(settings.REDIS_URL)


def _derive(token: str, purpose: bytes) -> bytes:
    return hashlib.blake2b(token.encode(), digest_size=32, person=purpose).digest()


def entry_name(token: str) -> str:
    """Where the session of a cookie lies in Redis."""
    return "session:" + _derive(token, b"kv-entry-name").hex()


def seal(token: str, content: dict[str, Any]) -> bytes:
    """Encrypt a session for its cookie."""
    return sealing.seal(_derive(token, b"kv-content-key"), entry_name(token), content)


def unseal(token: str, entry: bytes) -> dict[str, Any] | None:
    """The session a cookie opens, or None when it was tampered with or is another's."""
    return sealing.unseal(_derive(token, b"kv-content-key"), entry_name(token), entry)


class SessionStore(SessionBase):
    """One person's session: over 60 idle minutes after a request, or 24 hours after the first."""

    def _get_new_session_key(self) -> str:
        return secrets.token_urlsafe(32)

    def load(self) -> dict[str, Any]:
        """Read the session and restart its idle time. A gone or foreign one is empty."""
        token = self.session_key
        if token is not None:
            sealed = connection().getex(entry_name(token), ex=IDLE_SECONDS)
            content = unseal(token, sealed) if isinstance(sealed, bytes) else None
            if content is not None:
                if _seconds_left(content) > 0:
                    return content
                self.delete(token)
        self._session_key = None
        return {}

    def exists(self, session_key: str) -> bool:
        return bool(connection().exists(entry_name(session_key)))

    def create(self) -> None:
        """Begin a session under a new key."""
        while True:
            self._session_key = self._get_new_session_key()
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Write the session. Raises `UpdateError` when it was wiped or ran out meanwhile."""
        if self.session_key is None:
            return self.create()
        token: str = self.session_key
        content = self._content(no_load=must_create)
        content.setdefault(_CREATED, int(time.time()))
        seconds = min(IDLE_SECONDS, _seconds_left(content))
        if seconds <= 0:
            raise UpdateError
        written = connection().set(
            entry_name(token), seal(token, content), ex=seconds, nx=must_create, xx=not must_create
        )
        if not written:
            raise CreateError if must_create else UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        token = session_key or self.session_key
        if token is not None:
            connection().delete(entry_name(token))

    def _content(self, no_load: bool = False) -> dict[str, Any]:
        # The base class's own cache of the loaded session; django-stubs leaves it out.
        return dict(self._get_session(no_load=no_load))  # type: ignore[attr-defined]

    def seconds_left(self) -> int:
        """How long what is in it is kept if nothing more happens: the idle hour, or what is left of
        the day. 0 when nothing is kept."""
        if self.session_key is None or self.is_empty():
            return 0
        return max(0, min(IDLE_SECONDS, _seconds_left(self._content())))

    @property
    def can_be_extended(self) -> bool:
        """Whether being used later makes it last longer than `seconds_left` says now."""
        return _seconds_left(self._content()) > IDLE_SECONDS

    def has_ended(self) -> bool:
        """Whether the browser brought a key that no longer opens anything."""
        brought = self.session_key
        return brought is not None and not self._content() and self.session_key is None

    def end_within(self, seconds: int) -> None:
        """Move the absolute limit nearer; it never moves away."""
        if seconds < _seconds_left(self._content()):
            self[_CREATED] = int(time.time()) + seconds - ABSOLUTE_SECONDS

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Seconds the cookie lives: as long as the session can at most."""
        return max(0, _seconds_left(self._content()))

    @classmethod
    def clear_expired(cls) -> None:
        """Redis forgets by itself."""


def _seconds_left(content: dict[str, Any]) -> int:
    """Until the absolute limit, 24 hours after the session began."""
    return int(content.get(_CREATED, time.time())) + ABSOLUTE_SECONDS - int(time.time())

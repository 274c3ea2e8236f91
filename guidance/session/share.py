"""A code that shows a copy of a plan to someone else: once, and within the hour.

The code is ten signs of 32, hence 50 bits. The name of the entry in Redis and the key of its
content both come out of it through scrypt with a secret of the site, so a dump of Redis tells
neither, and whoever has the secret too must pay for each guess. Nothing lists entries or people.
docs/privacy.md has the arithmetic.
"""

import hashlib
import hmac
import secrets
from typing import Any

from django.conf import settings
from django.utils.encoding import force_bytes

from guidance.session.sealing import seal, unseal
from guidance.session.store import connection

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, no 1 and I
LENGTH = 10
SECONDS = 60 * 60

_PURPOSE = b"guidance.session.share:1"


def share(content: dict[str, Any]) -> str:
    """Put an encrypted copy away for an hour; the code that opens it."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        name, key = derive(code)
        if connection().set(name, seal(key, name, content), ex=SECONDS, nx=True):
            return code


def open_once(code: str) -> dict[str, Any] | None:
    """What a code shows, which is gone from then on. None: never was, used, revoked or too old."""
    if not is_code(code):
        return None
    name, key = derive(code)
    sealed = connection().getdel(name)
    return unseal(key, name, sealed) if isinstance(sealed, bytes) else None


def revoke(code: str) -> None:
    """Make a code open nothing. Revoking twice is fine."""
    connection().delete(derive(code)[0])


def is_waiting(code: str) -> bool:
    """Whether a code has neither been used nor run out."""
    return bool(connection().exists(derive(code)[0]))


def tidy(typed: str) -> str:
    """A code as a person types it: `abcde fghjk` and `ABCDE-FGHJK` are the same."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def is_code(text: str) -> bool:
    """Whether it could be a code at all."""
    return len(text) == LENGTH and set(text) <= set(ALPHABET)


def derive(code: str) -> tuple[str, bytes]:
    """Entry name and key. 16 MiB and about 50 ms, on purpose."""
    salt = hmac.digest(force_bytes(settings.SECRET_KEY), _PURPOSE, "sha256")
    both = hashlib.scrypt(code.encode(), salt=salt, n=2**14, r=8, p=1, dklen=64)
    return "share:" + both[:32].hex(), both[32:]

"""Content that only the holder of a key can read: AES-256-GCM, bound to the name it lies under."""

import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


def seal(key: bytes, name: str, content: dict[str, Any]) -> bytes:
    """Encrypt JSON-able content: nonce followed by ciphertext and tag. key: 32 bytes."""
    nonce = os.urandom(_NONCE_BYTES)
    plain = json.dumps(content, separators=(",", ":")).encode()
    return nonce + AESGCM(key).encrypt(nonce, plain, name.encode())


def unseal(key: bytes, name: str, sealed: bytes) -> dict[str, Any] | None:
    """The content, or None when it was tampered with, lay under another name or has another key."""
    nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        plain = AESGCM(key).decrypt(nonce, ciphertext, name.encode())
    except (InvalidTag, ValueError):  # ValueError: too short to hold a nonce
        return None
    content: dict[str, Any] = json.loads(plain)
    return content

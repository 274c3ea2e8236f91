"""Whether the site offers a feature right now: its settings and its editors both let it.

The switches are read from the database at most twice a minute per process, never once per request;
while the database is down the last word stands.
"""

import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError

from catalog.models import Switch
from guidance.deployment import Deployment

log = logging.getLogger(__name__)

SECONDS = 30


@dataclass(frozen=True)
class _Kept:
    off: frozenset[str]
    until: float  # of the monotonic clock


_kept = _Kept(frozenset(), 0.0)


def is_on(key: str) -> bool:
    """key: a value of `Switch.Key`. A change takes effect within `SECONDS`."""
    deployment: Deployment = settings.DEPLOYMENT
    return key not in deployment.switched_off and key not in _switched_off()


def forget() -> None:
    """Read anew at the next question."""
    global _kept  # one state per process is the point
    _kept = _Kept(frozenset(), 0.0)


def _switched_off() -> frozenset[str]:
    global _kept  # as above
    now = time.monotonic()
    if now >= _kept.until:
        off = _kept.off
        try:
            off = frozenset(Switch.objects.filter(is_on=False).values_list("key", flat=True))
        except DatabaseError:
            log.warning("the switches cannot be read; the last word stands")
        _kept = _Kept(off, now + SECONDS)
    return _kept.off

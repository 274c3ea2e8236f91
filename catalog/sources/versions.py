"""Which taxonomy version a file belongs to, by its path."""

import re
from pathlib import Path

_VERSION = re.compile(r"(?:version/|(?<![A-Za-z0-9_])v)(\d{1,3})(?![\dA-Za-z])")
_MONTH = re.compile(r"(?<!\d)(20\d\d-[01]\d)(?!\d)")

# First month a version was seen in published files. Files of 2025 and earlier do not state their
# version, so 28 and below are approximate: right in order, possibly off by one or two.
_SEEN_FROM = (
    ("2026-06", 30),
    ("2026-02", 29),
    ("2025-10", 28),
    ("2025-03", 25),
    ("2024-10", 22),
    ("2020-01", 1),
)


def version_of(file: Path) -> int:
    """The version in a path: `version/30/`, `.v30.`, `v29-2026-02`, or by a month; 0 when none."""
    named = _VERSION.findall(file.as_posix())
    if named:
        return int(named[-1])
    months = _MONTH.findall(file.as_posix())
    if not months:
        return 0
    return next((number for month, number in _SEEN_FROM if months[-1] >= month), 0)

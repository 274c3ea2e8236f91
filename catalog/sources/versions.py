"""Which taxonomy version a file belongs to, by its path."""

import re
from pathlib import Path

_PUBLISHED = re.compile(r"(?:^|/)version/(\d{1,3})/")
_NAMED = re.compile(r"(?<![A-Za-z0-9_])v(\d{1,3})(?![\dA-Za-z])")
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


def version_of(file: Path, root: Path) -> int:
    """The version in a path: `version/30/`, `.v30.`, `v29-2026-02`, or by a month; 0 when none.

    root: the folder, or the file itself, that was asked for. Only what lies in it, its own name
    and, above a file, the publisher's own folders are looked at: where a machine keeps its files
    says nothing about them.
    """
    parts = file.parts[-5:] if file == root else file.relative_to(root.parent).parts
    published = _PUBLISHED.findall("/".join(parts))
    told = "/".join(parts[-2:] if file == root else parts)
    named = _NAMED.findall(told)
    if published or named:
        return int((published or named)[-1])
    months = _MONTH.findall(told)
    if not months:
        return 0
    return next((number for month, number in _SEEN_FROM if months[-1] >= month), 0)

"""What day an edition speaks of: how old data are, and which of two rounds is the later."""

import re
from datetime import date

_DAY = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(20\d\d)-(\d\d)(?!\d)")
_ROUND = re.compile(r"(20\d\d)-([12])(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def edition_day(edition: str) -> date | None:
    """The last day an edition speaks of, or None when it does not say.

    edition: as the data themselves say it: a day, a month, a year, a year and round (2026-1, of the
    first half of 2026), or an interval, of which the end counts.
    """
    try:
        if found := _DAY.findall(edition):
            return max(date(int(y), int(m), int(d)) for y, m, d in found)
        if found := _MONTH.findall(edition):
            return max(date(int(y), int(m), 28) for y, m in found)
        if found := _ROUND.findall(edition):
            return max(date(int(y), 6 * int(n), 30) for y, n in found)
        if found := _YEAR.findall(edition):
            return date(max(map(int, found)), 12, 31)
    except ValueError:
        return None
    return None


def edition_order(edition: str) -> tuple[date, str]:
    """Sort key: the earliest first, those that do not say when before all."""
    return edition_day(edition) or date.min, edition

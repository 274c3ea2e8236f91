"""Sources whose data are of a late edition, whenever we read them.

The edition is what the data themselves say: a day, a year, a year and round (2026-1), or an
interval, of which the end counts. An edition without a date in it (a version number, or none)
cannot be judged.
"""

import re
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from catalog.quality.rhythm import RHYTHM
from catalog.quality.rule import Count, Rule, SourceTest, Subject, Topic
from catalog.quality.world import SourceFacts

_DAY = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(20\d\d)-(\d\d)(?!\d)")
_ROUND = re.compile(r"(20\d\d)-([12])(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def edition_day(edition: str) -> date | None:
    """The last day an edition speaks of, or None when it does not say."""
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


def _judge(source: SourceFacts, day: date) -> Count | None:
    if not source.is_enabled or source.read_at is None:
        return None
    of, rhythm = edition_day(source.edition), RHYTHM.get(source.key)
    if of is None or rhythm is None:
        return Count(0, 1, 1)
    return Count(int(day - of <= timedelta(days=rhythm.edition_every)), 1)


RULE = Rule(
    key="edition-fresh",
    version=1,
    topic=Topic.SOURCE,
    subject=Subject.SOURCE,
    title=_("Utgåvor som är aktuella"),
    measures=_("Källor vars uppgifter gäller en så sen tid som man kan vänta sig."),
    below=_("Svaren speglar hur det var, inte hur det är."),
    test=SourceTest(_judge),
    good=1.0,
    fair=0.75,
)

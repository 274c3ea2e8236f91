"""Sources whose data are of a late edition, whenever we read them.

The edition is what the data themselves say: a day, a year, a year and round (2026-1), or an
interval, of which the end counts. An edition without a date in it (a version number, or none)
cannot be judged.
"""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from catalog.editions import edition_day
from catalog.quality.rhythm import RHYTHM
from catalog.quality.rule import Count, Rule, SourceTest, Subject, Topic
from catalog.quality.world import SourceFacts


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

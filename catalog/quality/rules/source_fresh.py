"""Sources that were read within the time in which they usually change.

A source that is switched off is passed by; one that was never read, or whose rhythm nobody has
written down, cannot be judged.
"""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.quality.rhythm import RHYTHM
from catalog.quality.rule import Count, Rule, SourceTest, Subject, Topic
from catalog.quality.world import SourceFacts


def _judge(source: SourceFacts, day: date) -> Count | None:
    if not source.is_enabled:
        return None
    rhythm = RHYTHM.get(source.key)
    if source.read_at is None or rhythm is None:
        return Count(0, 1, 1)
    age = day - timezone.localdate(source.read_at)
    return Count(int(age <= timedelta(days=rhythm.read_every)), 1)


RULE = Rule(
    key="source-fresh",
    version=1,
    topic=Topic.SOURCE,
    subject=Subject.SOURCE,
    title=_("Källor lästa i tid"),
    measures=_("Källor som vi har läst så ofta som de brukar ändras."),
    below=_("Svaren bygger på uppgifter som kan ha ändrats hos källan."),
    test=SourceTest(_judge),
    good=1.0,
    fair=0.75,
)

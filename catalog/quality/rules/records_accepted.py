"""Records of a source that could be taken in, of all that its last full run held."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Count, Rule, SourceTest, Subject, Topic
from catalog.quality.world import SourceFacts


def _judge(source: SourceFacts, day: date) -> Count | None:
    if source.read_at is None or not source.seen + source.refused:
        return None
    return Count(source.seen, source.seen + source.refused)


RULE = Rule(
    key="records-accepted",
    version=1,
    topic=Topic.SOURCE,
    subject=Subject.RECORD,
    title=_("Poster som gick att ta in"),
    measures=_("Poster från källorna som var hela nog att läsa in."),
    below=_("Det källan säger kommer inte med, och du får inte veta det."),
    test=SourceTest(_judge),
    good=0.99,
    fair=0.95,
)

"""Records of a source that name nothing which is missing from the catalogue.

Counted of its last full run; among those that fail are events whose education or provider nobody
has sent.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Count, Rule, SourceTest, Subject, Topic
from catalog.quality.world import SourceFacts


def _judge(source: SourceFacts, day: date) -> Count | None:
    whole = source.seen + source.refused
    if source.read_at is None or not whole:
        return None
    return Count(max(0, whole - source.dangling), whole)


RULE = Rule(
    key="references",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.RECORD,
    title=_("Poster som inte pekar på något som saknas"),
    measures=_("Poster från källorna där allt de hänvisar till finns i katalogen."),
    below=_("Källorna beskriver inte samma värld: det en talar om finns inte i den andra."),
    test=SourceTest(_judge),
    good=0.99,
    fair=0.95,
)

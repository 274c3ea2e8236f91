"""Lines of job ads that ask for something, and in which a concept is recognised.

Read are the newest 2 000 ads; counted are their lines of three words or more below a heading that
asks for requirements or merits. A line in which nothing is recognised asks for something, often a
skill, that the taxonomy has no name for.
"""

from django.utils.translation import gettext_lazy as _

from catalog.models import JobAd
from catalog.quality.rule import Count, CountTest, Rule, Subject, Topic
from catalog.quality.world import World
from catalog.recognition.folding import fold
from catalog.recognition.lexicon import Lexicon
from catalog.recognition.passages import passages_of
from catalog.recognition.recognise import recognise

MOST_ADS = 2_000
_FEWEST_WORDS = 3
_ASKING = {"required", "merit"}


def asking_lines(text: str, lexicon: Lexicon) -> Count:
    """Lines of one ad that ask for something; those with a concept hold."""
    folded = fold(text)
    starts = [mention.start for mention in recognise(folded.text, lexicon, "ad")]
    passages = passages_of(folded, "ad")
    part = whole = 0
    for place, role in enumerate(passages.headings):
        first, last = passages.starts[place], passages.starts[place + 1]
        line = folded.text[first:last].strip(" \n\t*-•·:")
        # A line that ends in a colon is the heading itself.
        if role not in _ASKING or len(line.split()) < _FEWEST_WORDS:
            continue
        whole += 1
        part += any(first <= start < last for start in starts)
    return Count(part, whole)


def _judge(world: World) -> Count:
    ads = JobAd.objects.filter(withdrawn_at=None).order_by("-published", "pk")
    total = Count(0, 0)
    for text in ads.values_list("text", flat=True)[:MOST_ADS].iterator(chunk_size=200):
        total += asking_lines(text, world.lexicon)
    return total


RULE = Rule(
    key="ad-lines",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.AD_LINE,
    title=_("Krav i annonser som har ett begrepp"),
    measures=_("Rader med krav eller meriter i de senaste annonserna där vi känner igen något."),
    below=_("Arbetsgivare frågar efter sådant som taxonomin inte har ord för."),
    test=CountTest("taxonomy", _judge),
    good=0.9,
    fair=0.7,
)

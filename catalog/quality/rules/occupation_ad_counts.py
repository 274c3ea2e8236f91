"""Occupations whose group has a count of published ads, anywhere in the country."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import ConceptTest, Rule, Subject, Topic, Verdict
from catalog.quality.world import World


def _judge(world: World) -> Verdict:
    answers = world.answers
    has = np.diff(world.snapshot.demand.ads.indptr) > 0
    return Verdict(answers.occupations, answers.where(has))


RULE = Rule(
    key="occupation-ad-counts",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.OCCUPATION,
    title=_("Yrken med antal annonser"),
    measures=_("Yrken vars yrkesgrupp har ett antal publicerade annonser."),
    below=_("Vi kan inte säga hur stor efterfrågan är."),
    test=ConceptTest("ad-counts", _judge),
    good=0.95,
    fair=0.75,
)

"""Occupations of whose group enough ads were read to say what employers ask for: 20 or more."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import ConceptTest, Rule, Subject, Topic, Verdict
from catalog.quality.world import World

# As many as the gap asks for before it weighs what is missing by ads.
ENOUGH = 20


def _judge(world: World) -> Verdict:
    answers, read = world.answers, world.snapshot.demand.mined_ads
    sources = np.repeat(np.arange(len(read.indptr) - 1), np.diff(read.indptr))
    most = np.zeros(len(read.indptr) - 1, np.int64)
    np.maximum.at(most, sources, read.evidence)
    return Verdict(answers.occupations, answers.where(most >= ENOUGH))


RULE = Rule(
    key="occupation-ads-read",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.OCCUPATION,
    title=_("Yrken med lästa annonser"),
    measures=_("Yrken där vi har läst minst 20 annonser från yrkesgruppen."),
    below=_("Vi kan inte säga hur många arbetsgivare som frågar efter det du saknar."),
    test=ConceptTest("job-ads", _judge),
    good=0.8,
    fair=0.4,
)

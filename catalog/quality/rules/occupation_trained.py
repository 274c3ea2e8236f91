"""Occupations that some education trains for, be it for the whole group."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import ConceptTest, Rule, Subject, Topic, Verdict
from catalog.quality.world import World


def _judge(world: World) -> Verdict:
    answers = world.answers
    holds = np.zeros(len(answers.occupations), np.bool_)
    holds[answers.trained] = True
    return Verdict(answers.occupations, holds)


RULE = Rule(
    key="occupation-trained",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.OCCUPATION,
    title=_("Yrken med utbildning"),
    measures=_("Yrken som minst en utbildning i katalogen leder till."),
    below=_("Vi kan inte visa någon utbildning hela vägen till yrket."),
    test=ConceptTest("susa-navet", _judge),
    good=0.8,
    fair=0.5,
)

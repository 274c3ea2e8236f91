"""Occupations whose group has a wage."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import ConceptTest, Rule, Subject, Topic, Verdict
from catalog.quality.world import World


def _judge(world: World) -> Verdict:
    answers = world.answers
    has = ~np.isnan(world.snapshot.demand.wage_mean)
    return Verdict(answers.occupations, answers.where(has))


RULE = Rule(
    key="occupation-wage",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.OCCUPATION,
    title=_("Yrken med lön"),
    measures=_("Yrken vars yrkesgrupp har en medellön."),
    below=_("Vi kan inte säga vad yrket brukar ge i lön."),
    test=ConceptTest("wages", _judge),
    good=0.95,
    fair=0.75,
)

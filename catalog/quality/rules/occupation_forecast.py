"""Occupations whose group is in the forecast, anywhere in the country and in any of its rounds.

A county's row counts from the round that is the latest for that county.
"""

import numpy as np
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import ConceptTest, Rule, Subject, Topic, Verdict
from catalog.quality.world import World


def _judge(world: World) -> Verdict:
    answers, demand = world.answers, world.snapshot.demand
    forecasts = (demand.situation, demand.chances, demand.outlook)
    has = np.logical_or.reduce([np.diff(one.indptr) > 0 for one in forecasts])
    return Verdict(answers.occupations, answers.where(has))


RULE = Rule(
    key="occupation-forecast",
    version=2,
    topic=Topic.JOIN,
    subject=Subject.OCCUPATION,
    title=_("Yrken med prognos"),
    measures=_("Yrken vars yrkesgrupp finns i Yrkesbarometern."),
    below=_("Vi kan inte säga om det väntas finnas jobb."),
    test=ConceptTest("forecast", _judge),
    good=0.9,
    fair=0.6,
)

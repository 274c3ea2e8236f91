"""Occupations whose group is in the forecast, anywhere in the country."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import ConceptTest, Rule, Subject, Topic, Verdict
from catalog.quality.world import World


def _judge(world: World) -> Verdict:
    answers, demand = world.answers, world.snapshot.demand
    has = (np.diff(demand.situation.indptr) > 0) | (np.diff(demand.outlook.indptr) > 0)
    return Verdict(answers.occupations, answers.where(has))


RULE = Rule(
    key="occupation-forecast",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.OCCUPATION,
    title=_("Yrken med prognos"),
    measures=_("Yrken vars yrkesgrupp finns i Yrkesbarometern."),
    below=_("Vi kan inte säga om det väntas finnas jobb."),
    test=ConceptTest("forecast", _judge),
    good=0.9,
    fair=0.6,
)

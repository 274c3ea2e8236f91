"""Occupations with near ones: someone can stand in elsewhere, or a list names the neighbours."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import ConceptTest, Rule, Subject, Topic, Verdict
from catalog.quality.world import World


def _judge(world: World) -> Verdict:
    occupations = world.active("occupation-name")
    ties = world.snapshot.occupations
    near = (np.diff(ties.substitutes.indptr) > 0) | (np.diff(ties.neighbours.indptr) > 0)
    return Verdict(occupations, near[occupations])


RULE = Rule(
    key="occupation-neighbours",
    version=1,
    topic=Topic.MARKET,
    subject=Subject.OCCUPATION,
    title=_("Yrken med närliggande yrken"),
    measures=_("Yrken där någon har sagt vilka andra yrken som ligger nära."),
    below=_("Vi har färre förslag på yrken du kan byta till."),
    test=ConceptTest("taxonomy", _judge),
    good=0.9,
    fair=0.6,
)

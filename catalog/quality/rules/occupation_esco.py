"""Occupations with at least one matching concept in ESCO, however close."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import ConceptTest, Rule, Subject, Topic, Verdict
from catalog.quality.world import World


def _judge(world: World) -> Verdict:
    occupations = world.active("occupation-name")
    return Verdict(occupations, np.diff(world.snapshot.esco.matches.indptr)[occupations] > 0)


RULE = Rule(
    key="occupation-esco",
    version=1,
    topic=Topic.MARKET,
    subject=Subject.OCCUPATION,
    title=_("Yrken som finns i ESCO"),
    measures=_("Yrken som är kopplade till något yrke i EU:s lista ESCO."),
    below=_("Yrket kommer inte med när du tar planen till en tjänst i ett annat land."),
    test=ConceptTest("taxonomy", _judge),
    good=0.95,
    fair=0.75,
)

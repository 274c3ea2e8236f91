"""Skills with at least one matching concept in ESCO, however close."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import ConceptTest, Rule, Subject, Topic, Verdict
from catalog.quality.world import World


def _judge(world: World) -> Verdict:
    skills = world.active("skill")
    return Verdict(skills, np.diff(world.snapshot.esco.matches.indptr)[skills] > 0)


RULE = Rule(
    key="skill-esco",
    version=1,
    topic=Topic.MARKET,
    subject=Subject.SKILL,
    title=_("Kunskaper som finns i ESCO"),
    measures=_("Kunskaper som är kopplade till någon kunskap i EU:s lista ESCO."),
    below=_("Kunskapen kommer inte med när du tar planen till en tjänst i ett annat land."),
    test=ConceptTest("taxonomy", _judge),
    good=0.95,
    fair=0.75,
)

"""Occupations with skills of their own (edited, calculated, read in ads), not only the group's."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import ConceptTest, Rule, Subject, Topic, Verdict
from catalog.quality.world import World
from catalog.snapshot.snapshot import SkillOrigin


def _judge(world: World) -> Verdict:
    links, occupations = world.snapshot.occupations.skills, world.active("occupation-name")
    sources = np.repeat(np.arange(len(links.indptr) - 1), np.diff(links.indptr))
    own = np.zeros(len(links.indptr) - 1, np.bool_)
    own[sources[links.origin != SkillOrigin.GROUP]] = True
    return Verdict(occupations, own[occupations])


RULE = Rule(
    key="occupation-skills",
    version=1,
    topic=Topic.MARKET,
    subject=Subject.OCCUPATION,
    title=_("Yrken med egna kunskaper"),
    measures=_("Yrken där någon har sagt vilka kunskaper som hör just till det yrket."),
    below=_("Du får hela yrkesgruppens kunskaper, eller inga alls."),
    test=ConceptTest("occupation-skills", _judge),
    good=0.95,
    fair=0.75,
)

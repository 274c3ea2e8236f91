"""Skills that employers or editors ask for, and that some education is recognised to give.

Counted of the skills that are an occupation's own or that ads ask for."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import ConceptTest, Rule, Subject, Topic, Verdict
from catalog.quality.world import World
from catalog.snapshot.snapshot import SkillOrigin


def _judge(world: World) -> Verdict:
    snapshot = world.snapshot
    links = snapshot.occupations.skills
    is_asked = np.zeros(len(snapshot.concepts.id), np.bool_)
    is_asked[links.target[links.origin != SkillOrigin.GROUP]] = True
    is_asked[snapshot.demand.skill_ads_skill] = True
    is_taught = np.zeros(len(snapshot.concepts.id), np.bool_)
    is_taught[snapshot.educations.skills.target] = True
    asked = np.intersect1d(np.flatnonzero(is_asked), world.active("skill"))
    return Verdict(asked, is_taught[asked])


RULE = Rule(
    key="skill-taught",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.SKILL,
    title=_("Kunskaper som går att lära sig"),
    measures=_("Kunskaper som efterfrågas i något yrke och som minst en utbildning ger."),
    below=_("Det du saknar går inte att hitta en kurs för."),
    test=ConceptTest("susa-navet", _judge),
    good=0.7,
    fair=0.4,
)

"""Municipalities of which we know where they lie."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import ConceptTest, Rule, Subject, Topic, Verdict
from catalog.quality.world import World


def _judge(world: World) -> Verdict:
    places = world.active("municipality")
    return Verdict(places, ~np.isnan(world.snapshot.concepts.latitude[places]))


RULE = Rule(
    key="municipality-located",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.MUNICIPALITY,
    title=_("Kommuner med läge"),
    measures=_("Kommuner där vi vet var på kartan de ligger."),
    below=_("Vi kan inte räkna ut hur långt det är till utbildningen."),
    test=ConceptTest("places", _judge),
    good=1.0,
    fair=0.9,
)

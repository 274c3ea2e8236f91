"""What somebody with an education from another country does next, in words."""

from typing import Any

from django import template

from catalog.snapshot.snapshot import Snapshot
from guidance.core.foreign import assessment_of
from guidance.core.occupation import demand_of
from guidance.journey import Journey

register = template.Library()
LANGUAGE = "language:svenska:C1"  # what whoever is to be licensed in health care has to show


@register.inclusion_tag("components/foreign.html")
def foreign_education(journey: Journey, snapshot: Snapshot) -> dict[str, Any]:
    """Who assesses it for the target, how to begin and how long it takes; nothing for others."""
    row = snapshot.followed(snapshot.concept(journey.target))
    if row < 0:
        return {"assessment": None}
    regulation = demand_of(row, snapshot).regulation
    return {
        "assessment": assessment_of(journey.credentials, regulation),
        "has_language": LANGUAGE in journey.credentials,
    }

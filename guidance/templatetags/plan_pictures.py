"""A plan as a picture, laid out the way the language of the page is read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language_bidi

from guidance.core.finance.rules import Window
from guidance.plans import Plan
from guidance.timeline import timeline_of

register = template.Library()


@register.inclusion_tag("components/timeline.html")
def timeline(
    plan: Plan, today: date, windows: Mapping[str, Window] | None = None, part: str = ""
) -> dict[str, Any]:
    """The timeline of a plan from a day. windows: when support can be applied for, by education ·
    part: tells two pictures of one plan on the same page apart."""
    picture = timeline_of(plan.path, today, is_mirrored=get_language_bidi(), windows=windows)
    return {"timeline": picture, "key": f"{plan.key}{part}"}

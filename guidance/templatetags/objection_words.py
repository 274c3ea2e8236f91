""" "Stämmer inte" beside a result."""

from typing import Any

from django import template

from guidance.feedback import REASONS, About, Reason
from guidance.switches import is_on

register = template.Library()


@register.inclusion_tag("components/objection.html", takes_context=True)
def objection(
    context: dict[str, Any], kind: str, subject: str, name: str, within: str = ""
) -> dict[str, Any]:
    """The button. name: what it is about, for whoever hears the page · within: the occupation that
    a line of its gap belongs to."""
    about = About(kind, f"{within}|{subject}" if within else subject)
    return {
        "about": about,
        "name": name,
        "is_offered": is_on("feedback"),
        "csrf_token": context.get("csrf_token", ""),
    }


@register.filter
def reasons_for(about: About) -> tuple[Reason, ...]:
    """What can be said of that kind of thing."""
    return REASONS[about.kind]

"""Whose site it is, in templates; works on error pages too, which have no request."""

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from guidance.deployment import Deployment, Switch
from guidance.switches import is_on

register = template.Library()


@register.simple_tag
def deployment() -> Deployment:
    """Name, logo, colours, owner and contact of this site."""
    found: Deployment = settings.DEPLOYMENT
    return found


@register.simple_tag
def site_name() -> str:
    """The site's own name, or the product's."""
    return deployment().name or _("Kortaste vägen")


@register.simple_tag
def has_switch(switch: Switch) -> bool:
    """Whether this site offers `finance`, `feedback`, `codes` or `pdf`."""
    return is_on(switch)

"""What the pages of trust say of figures and findings, in words."""

from django import template
from django.utils.translation import gettext_lazy

from guidance.templatetags.wording import in_words

register = template.Library()

TEXT_KINDS = {
    "cv": gettext_lazy("Cv"),
    "ad": gettext_lazy("Platsannonser"),
    "education": gettext_lazy("Texter om utbildningar"),
}


@register.filter
def text_kind_words(kind: str) -> str:
    """Kind of text that recognition was measured on."""
    return in_words(TEXT_KINDS, kind)

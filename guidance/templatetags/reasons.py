"""Reasons in words. The core gives a code and its evidence; every sentence is made here."""

import logging
from collections.abc import Callable
from typing import Any

from django import template
from django.utils.translation import gettext as _

from catalog.snapshot.snapshot import Snapshot
from guidance.core.profile import Reason
from guidance.templatetags.catalogue import thing_words

register = template.Library()
log = logging.getLogger(__name__)

Facts = dict[str, str | int | float]
REASONS: dict[str, Callable[[Facts, Snapshot], str]] = {}


@register.simple_tag
def reason_words(reason: Reason, snapshot: Snapshot) -> str:
    """A reason as one sentence. One without words is logged, and said neutrally, never shown raw."""
    word = REASONS.get(reason.code)
    if word is None:
        log.error("No words for reason %r", reason.code)
        return _("Det finns ett skäl som vi inte kan visa i ord än.")
    return word(reason.facts, snapshot)

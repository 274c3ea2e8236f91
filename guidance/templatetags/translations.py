"""Django's `i18n` tags, with fixed words translated once for each language.

A page says a few hundred fixed words, most of them again and again in a list. `{% load i18n %}`
loads this (`TEMPLATES` in the settings); only `{% translate "…" %}` without context or filters
differs, and in nothing but time.
"""

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.templatetags.i18n import TranslateNode
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class _FixedWords(TranslateNode):
    """Words that are the same whatever the context."""

    def __init__(self, words: FilterExpression, asvar: str | None) -> None:
        super().__init__(words, noop=False, asvar=asvar)
        self.known: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        key = get_language(), context.autoescape
        if key not in self.known:
            told = super().render(context)
            self.known[key] = context[self.asvar] if self.asvar else told
        if not self.asvar:
            return self.known[key]
        context[self.asvar] = self.known[key]
        return ""


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> TranslateNode:
    """`{% translate "words" %}`, `{% translate "words" as name %}`, and all that Django knows."""
    node = i18n.do_translate(parser, token)
    words = node.filter_expression
    is_fixed = isinstance(words.var.literal, str) and not words.filters
    if not is_fixed or node.noop or node.message_context:
        return node
    return _FixedWords(words, node.asvar)

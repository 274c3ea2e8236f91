"""`{% url %}` as Django has it, but a page without parts of its own is looked up once.

A page names the same few addresses again and again, up to 130 times; looking each up anew was a
tenth of its time. Every template has this tag (`TEMPLATES` in the settings).
"""

from functools import lru_cache

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.urls import URLResolver, get_resolver, get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


class _PlainURLNode(URLNode):
    """The address of a page that takes no part of it from the context."""

    def render(self, context: Context) -> SafeString:
        urlconf = get_urlconf()
        name = str(self.view_name.var)
        resolver = get_resolver(urlconf)
        address = _address(name, get_language(), get_script_prefix(), urlconf, resolver)
        return conditional_escape(address)


@lru_cache(maxsize=1024)
def _address(
    name: str, language: str | None, prefix: str, urlconf: str | None, resolver: URLResolver
) -> str:
    """What is asked for is what an address depends on, the resolver too: tests change it."""
    return reverse(name, urlconf)


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    """`{% url "way" %}` is ours. Django's is whatever has parts, a namespace, which asks the
    request, or `as` a name, which an address that is not there leaves empty."""
    node = django_url(parser, token)
    is_plain = not node.args and not node.kwargs and isinstance(node.view_name.var, str)
    if not is_plain or node.asvar or ":" in str(node.view_name.var):
        return node
    return _PlainURLNode(node.view_name, node.args, node.kwargs, asvar=None)

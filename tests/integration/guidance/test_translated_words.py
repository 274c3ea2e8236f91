"""`{% translate %}` says what Django's own says, in every language and every way it is written."""

import pytest
from django.conf import settings
from django.template import Context, Engine, Template
from django.utils.translation import override

SOURCES = (
    '{% translate "Ta med dig" %}',
    '{% translate "Ta med dig" as words %}{{ words }}!',
    '{% trans "Ta med dig" %}',
    '{% translate "Ta med dig"|upper %}',
    '{% translate "Ta med dig" noop %}',
    '{% translate "Ta med dig" context "knapp" %}',
    "{% translate words %}",
    '{% translate "100 %% & <b>" %}',
    '{% autoescape off %}{% translate "a & b" %}{% endautoescape %}{% translate "a & b" %}',
    '{% for one in "ab" %}{% translate "Ta med dig" %}{% endfor %}',
)


@pytest.mark.parametrize("source", SOURCES)
def test_it_says_what_django_says(source: str) -> None:
    ours = Template("{% load i18n %}" + source)
    plain = Engine(libraries={"i18n": "django.templatetags.i18n"})
    for _ in range(2):
        for language, _name in settings.LANGUAGES:
            with override(language):
                words = Context({"words": "Kortaste vägen"})
                theirs = plain.from_string("{% load i18n %}" + source)
                assert ours.render(words) == theirs.render(Context({"words": "Kortaste vägen"}))


def test_the_languages_differ() -> None:
    ours = Template('{% load i18n %}{% translate "Ta med dig" %}')
    with override("sv"):
        swedish = ours.render(Context())
    with override("en"):
        assert ours.render(Context()) != swedish

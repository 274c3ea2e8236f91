"""Addresses in templates: looked up once, and right in every language all the same."""

import pytest
from django.conf import settings
from django.template import Context, Template
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import override

from tests.integration.guidance.pages import PageClient

urlpatterns = [path("annan/vag/", lambda request: None, name="way")]


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_an_address_is_in_the_language_of_the_page(language: str) -> None:
    for _ in range(2):
        with override(language):
            assert rendered('{% url "way" %}') == reverse("way")


def test_it_may_be_named_and_may_have_parts() -> None:
    assert rendered('{% url "way" as way %}{{ way }}#om') == f"{reverse('way')}#om"
    address = reverse("occupation", args=["abc"])
    assert rendered('{% url "occupation" concept %}', concept="abc") == address
    assert rendered("{% url name %}", name="way") == reverse("way")


def test_a_page_that_is_not_there_is_an_error_each_time() -> None:
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            rendered('{% url "no_such_page" %}')


def test_other_addresses_are_looked_up_anew(settings, client: PageClient) -> None:
    before = rendered('{% url "way" %}')
    settings.ROOT_URLCONF = __name__
    assert rendered('{% url "way" %}') == "/annan/vag/" != before

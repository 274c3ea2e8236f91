"""Whoever only asks whether a page is there gets the same answer as a reader, without the page."""

from collections.abc import Callable

import pytest
from django.urls import URLPattern, get_resolver, reverse

from guidance.journey import Journey
from tests.integration.guidance.pages import PageClient

Begin = Callable[[Journey], PageClient]
READ_ONLY_PARTS = {"education": {"education_id": "i.uoh.nurse"}, "wiped": {"receipt": "x"}}
# What only takes a form; Django's own view of the language is among them.
POSTED = {
    *("answer_skill", "add_skill", "add_earlier_job", "choose_target", "choose_plan"),
    *("change_limits", "add_note", "answer_offer", "extend", "revoke_code", "wipe", "set_language"),
}
NAMES = sorted(
    str(pattern.name)
    for pattern in get_resolver().url_patterns
    if isinstance(pattern, URLPattern) and pattern.name not in POSTED
)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_head_is_the_same_answer_without_its_body(
    begin: Begin, journey: Journey, name: str
) -> None:
    client = begin(journey)
    address = reverse(name, kwargs=READ_ONLY_PARTS.get(name))
    read, asked = client.get(address), client.head(address)
    assert read.status_code != 405, "answers no GET: name it among POSTED"
    assert asked.status_code == read.status_code
    assert asked.headers.get("Content-Type") == read.headers.get("Content-Type")
    assert not b"".join(asked)

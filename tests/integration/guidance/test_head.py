"""Whoever only asks whether a page is there gets the same answer as a reader, without the page."""

from collections.abc import Callable

import pytest
from django.urls import URLPattern

from guidance.journey import Journey
from tests.integration.guidance.pages import PageClient
from tests.routes import address_of, every_route

Begin = Callable[[Journey], PageClient]
# What only takes a form.
POSTED = {
    *("answer_skill", "add_skill", "add_earlier_job", "choose_target", "choose_plan"),
    *("change_limits", "add_note", "answer_offer", "extend", "revoke_code", "wipe", "objection"),
    *("add_compared", "remove_compared"),
}
ROUTES = sorted(
    (one for one in every_route() if one.name not in POSTED), key=lambda one: str(one.name)
)


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: str(route.name))
def test_head_is_the_same_answer_without_its_body(
    begin: Begin, journey: Journey, route: URLPattern
) -> None:
    client = begin(journey)
    address = address_of(route)
    read, asked = client.get(address), client.head(address)
    assert read.status_code != 405, "answers no GET: name it among POSTED"
    assert asked.status_code == read.status_code
    assert asked.headers.get("Content-Type") == read.headers.get("Content-Type")
    assert not b"".join(asked)

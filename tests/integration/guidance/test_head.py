"""Whoever only asks whether a page is there gets the same answer as a reader, without the page."""

from collections.abc import Callable

import pytest
from django.urls import URLPattern

from guidance.journey import Journey
from guidance.languages import PAGE_OF
from tests.integration.guidance.pages import PageClient
from tests.routes import address_of, every_route

Begin = Callable[[Journey], PageClient]
ROUTES = sorted(
    (one for one in every_route() if one.name not in PAGE_OF), key=lambda one: str(one.name)
)


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: str(route.name))
def test_head_is_the_same_answer_without_its_body(
    begin: Begin, journey: Journey, route: URLPattern
) -> None:
    client = begin(journey)
    address = address_of(route)
    read, asked = client.get(address), client.head(address)
    assert read.status_code != 405, "answers no GET: name it in PAGE_OF"
    assert asked.status_code == read.status_code
    assert asked.headers.get("Content-Type") == read.headers.get("Content-Type")
    assert not b"".join(asked)

"""What a page weighs on its way to a phone."""

from dataclasses import replace

import pytest
from django.urls import reverse

from guidance.journey import Journey
from tests.snapshots import NURSE, WELDER

PAGES = ["skills", "target", "suggestions", "compare", "gap", "way", "takeaway", "occupation"]


@pytest.mark.parametrize("name", PAGES)
def test_a_later_step_is_at_most_30_kilobytes(begin, journey: Journey, name: str) -> None:
    client = begin(replace(journey, compared=(NURSE, WELDER)))
    address = reverse(name, args=[NURSE] if name == "occupation" else [])
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) <= 30_000


def test_who_asks_for_it_plain_gets_it_plain(client) -> None:
    assert "Content-Encoding" not in client.get("/").headers

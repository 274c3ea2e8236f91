"""The pages that say what the service is: complete, honest, and without a person."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.urls import reverse

from guidance.deployment import read_deployment
from guidance.trust import measured as measured_module
from guidance.trust.findings import open_findings
from guidance.trust.measured import read_measured
from tests.integration.guidance.pages import PageClient, parsed, visible_text

PAGES = ("about", "how_it_works", "privacy", "cookies", "ethics", "accessibility")


def words_of(client: PageClient, name: str) -> str:
    response = client.get(reverse(name))
    assert response.status_code == 200
    return visible_text(parsed(response.content.decode()))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_linked_in_the_foot_of_every_page(client: PageClient, name: str) -> None:
    foot = client.get(reverse("start")).content.decode().partition('<footer class="foot">')[2]
    assert f'href="{reverse(name)}"' in foot


@pytest.mark.parametrize("name", PAGES)
def test_it_is_there_without_a_catalogue(client: PageClient, no_catalogue: None, name: str) -> None:
    assert words_of(client, name)


@pytest.mark.parametrize("name", PAGES)
def test_it_sets_no_cookie(client: PageClient, name: str) -> None:
    assert not client.get(reverse(name)).cookies


def test_the_sources_are_told_with_their_age(client: PageClient) -> None:
    words = words_of(client, "about")
    assert "Ålder" in words
    assert re.search(r"i dag|\d+ dag|vet vi inte", words)


def test_who_is_behind_a_site_is_told(client: PageClient, settings) -> None:
    assert "inte sagt vem det är" in words_of(client, "about")
    settings.DEPLOYMENT = read_deployment(
        owner="Exempelkommunen", about="Vi vägleder vuxna.", contact="hej@example.test"
    )
    words = words_of(client, "about")
    assert "Exempelkommunen driver den här webbplatsen. Vi vägleder vuxna." in words
    for name in ("about", "accessibility", "ethics"):
        assert "hej@example.test" in words_of(client, name)


def test_the_figures_are_those_of_the_file(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No figure is the page's own: other figures in the file are other figures on the page."""
    found = read_measured(measured_module.PATH)
    other = replace(found, ways=replace(found.ways, asked=4321, faults=17))
    monkeypatch.setattr("guidance.views.pages.measured", lambda: other)
    words = words_of(client, "how_it_works")
    assert "4 321 personer" in words
    assert "hittade 17 fel" in words
    for one in found.recognised:
        assert str(one.found) in words
    assert found.snapshot in words


def test_nothing_measured_is_said(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guidance.views.pages.measured", lambda: None)
    assert "Ingen har mätt det än" in words_of(client, "how_it_works")


def test_every_open_finding_is_on_the_page(client: PageClient) -> None:
    words = words_of(client, "accessibility")
    for finding in open_findings():
        assert str(finding.what) in words
        assert str(finding.way_round) in words
    assert "Texterna finns bara på svenska." not in words


def test_no_finding_is_said_too(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guidance.views.pages.open_findings", tuple)
    assert "Vi känner inte till något som saknas." in words_of(client, "accessibility")


def test_the_cookie_page_names_the_cookie_that_is_set(
    client: PageClient, begin: Callable, journey
) -> None:
    assert site_settings.SESSION_COOKIE_NAME in words_of(client, "cookies")
    sent = client.post(reverse("choose_target"), {"concept": journey.target})
    cookie = sent.cookies[site_settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert int(cookie["max-age"]) <= 24 * 60 * 60


def test_the_site_has_no_figure_by_hand() -> None:
    template = (site_settings.BASE_DIR / "templates/guidance/how_it_works.html").read_text()
    bare = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", "", template, flags=re.S)
    assert not re.search(r"\d", bare)
    assert json.loads(measured_module.PATH.read_text())["day"]

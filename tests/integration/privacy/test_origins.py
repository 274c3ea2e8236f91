"""Promise 2: no page, style or script reaches for anything that is not our own."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from guidance.journey import Journey
from tests.integration.guidance.pages import PageClient, parsed
from tests.integration.guidance.test_states import PERSONAL

ADDRESSES = (
    *PERSONAL, "start", "about", "privacy", "accessibility", "share", "open_code",
    "open_plan_file", "session_ended",
)  # fmt: skip
# Pages on which a person is offered a way out: to the school itself, to the register its
# qualification stands in, to the ads of an occupation.
LEADS_OUT = frozenset({"contact", "education", "occupation", "registered"})
# Addresses of our own that a view or a tag makes, and those that a page gives its component.
OURS = {"step.url", "one.address"}
PASSED_ON = {"quality_figure": {"address"}, "objection": {"back"}}
ASKING = ("src", "href", "action", "formaction", "poster", "data", "srcset", "hx-get", "hx-post")


def asked_for(tree: Any) -> Iterator[tuple[Any, str, str]]:
    for node in tree.iter():
        for name in ASKING:
            if node.get(name):
                yield node, name, node.get(name)


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_address_on_a_page_is_ours(
    begin: Callable[[Journey], PageClient], journey: Journey, name: str
) -> None:
    response = begin(journey).get(reverse(name))
    for node, attribute, address in asked_for(parsed(response.content.decode())):
        assert re.match(r"(/(?!/)|#|\?|$)", address), (node.tag, attribute, address)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_the_ways_out_are_links_of_an_education_page_only() -> None:
    folder = settings.BASE_DIR / "templates"
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text()
        out = re.findall(r"<a [^>]*(?:https?:)?//[^>]*>|<a [^>]*\burl\b ?}}[^>]*>", text)
        named = (
            set(re.findall(r"{% url [^%]* as (\w+) %}", text))
            | OURS
            | PASSED_ON.get(path.stem, set())
        )
        for tag, name in re.findall(r'(<a [^>]*href="{{ ([\w.]+)[^>]*>)', text):
            out += [tag] if name not in named else []
        for tag in out:
            assert path.stem in LEADS_OUT, (path, tag)
            assert "noreferrer" in tag, (path, tag)
        rest = re.sub(r"<a [^>]*>", "", text)
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', rest), path


def test_styles_and_scripts_fetch_nothing_from_elsewhere() -> None:
    for path in sorted((settings.BASE_DIR / "static").rglob("*")):
        if path.suffix in {".css", ".js", ".svg"}:
            text = path.read_text().replace("http://www.w3.org/", "")
            assert "http://" not in text, path
            assert "https://" not in text, path
            assert not re.findall(r"url\(\s*['\"]?//", text), path
            assert "@import" not in text, path
            assert not re.findall(r"\b(?:eval|sendBeacon|WebSocket|localStorage|indexedDB)\b", text)


def test_nothing_is_kept_in_the_browser_but_cookies_of_ours(
    begin: Callable[[Journey], PageClient], journey: Journey
) -> None:
    client = begin(journey)
    for name in ADDRESSES:
        client.get(reverse(name))
    assert set(client.cookies) == {"sessionid"}

"""axe on every named address in every state a person can bring it to, in every language.

What is visited is read from the URL resolver: a new page is looked at by itself, and one that
nothing here leads to fails the last lines of the test.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import Browser, Page, Route

from guidance.languages import ARABIC_PAGES, PAGE_OF
from guidance.session_end import UNTOUCHED
from tests.functional.walk import (
    DESKTOP,
    IN_A_BROWSER,
    PHONE,
    Walker,
    visitor,
    walk_to_the_full,
)
from tests.integration.guidance.conftest import put_snapshot_in
from tests.integration.guidance.crawl import SEARCHES
from tests.routes import VARYING, every_route

pytestmark = IN_A_BROWSER

# What is wrong in what is sent: the address of the form, where it is sent to, its fields.
WRONG: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("cv", "cv", {}),
    ("ad", "ad", {}),
    ("open_code", "open_code", {"code": "ABC"}),
    ("open_plan_file", "open_plan_file", {}),
    ("way", "change_limits", {"budget": "fem"}),
    ("finance", "finance", {"age": "ett"}),
    ("takeaway", "add_note", {"note": "x" * 2001}),
)
Kwargs = dict[str, dict[str, str]]


@dataclass
class Visit:
    """A walker, and the names of the addresses it has stood on."""

    walker: Walker
    kwargs: Kwargs
    language: str = "sv"
    is_dark_too: bool = False
    reached: set[str] = field(default_factory=set)

    def address(self, name: str) -> str:
        with override(self.language):
            return reverse(name, kwargs=self.kwargs.get(name))

    def go(self, name: str, state: str, query: str = "") -> None:
        """Look at a page, unless the address answers with a file or takes only what is sent."""
        address = self.address(name)
        answer = self.walker.page.request.get(f"{self.walker.site}{address}")
        kind = answer.headers.get("content-type", "")
        if name in PAGE_OF or not kind.startswith("text/html"):
            self.reached.add(name)
            return
        self.walker.visit(f"{address}{query}")
        self.look(f"{name} ({state})")

    def press_first(self, selector: str) -> None:
        """Press what a selector finds, as a keyboard does, and wait for what comes."""
        self.walker.page.locator(selector).first.press("Enter")
        self.walker.page.wait_for_load_state("networkidle")

    def look(self, name: str) -> None:
        self.walker.page.wait_for_load_state()
        self.walker.look(name)
        if self.is_dark_too:
            self.walker.look_in_the_dark(name)
        with override(self.language):
            match = resolve(unquote(urlparse(self.walker.page.url).path))
        self.reached.add(str(match.url_name))

    def send(self, name: str, sent_to: str, fields: dict[str, str]) -> None:
        """Fill the form of a page that is sent to an address, and send it."""
        self.walker.visit(self.address(name))
        action = self.address(sent_to)
        form = self.walker.page.locator(f"main form[method=post][action='{action}']").last
        for field_name, value in fields.items():
            one = form.locator(f"[name='{field_name}']")
            one.evaluate("one => one.removeAttribute('maxlength')")
            one.fill(value)
        with self.walker.page.expect_response(lambda answer: answer.request.method == "POST"):
            form.locator("button").last.press("Enter")
        self.walker.page.wait_for_load_state("networkidle")


@pytest.fixture(scope="module")
def reported(site: str, django_db_blocker) -> str:
    """The site with a quality report."""
    with django_db_blocker.unblock():
        call_command("quality_report", verbosity=0)
        connections.close_all()
    return site


@pytest.fixture(scope="module")
def kwargs(browser: Browser, reported: str) -> Kwargs:
    """A record of the catalogue for every address that names one, found as a person finds it."""
    walker = visitor(browser, reported, DESKTOP)
    page = walker.page

    def last_part(selector: str) -> str:
        address = page.locator(selector).first.get_attribute("href")
        assert address
        return unquote(address.partition("?")[0].rstrip("/").rpartition("/")[2])

    walk_to_the_full(walker)
    walker.visit("/vagen/")
    education = last_part(".leg h3 a")
    walker.visit("/mal/?q=sjuksköterska")
    occupation = last_part("main a[href*='/yrke/']")
    walker.visit("/kvalitet/skolor/?q=a")
    provider = last_part(".results a")
    walker.visit(reverse("quality_provider", args=[provider]))
    rule = last_part(".quality-figure a")
    source = {"source": "susa-navet"}
    walker.page.context.close()
    return {
        "education": {"education_id": education},
        "occupation": {"concept": occupation},
        "wiped": {"receipt": "x"},
        "quality_rule": {"rule": "place"},
        "quality_source": source,
        "quality_source_rule": source | {"rule": "place"},
        "quality_provider": {"provider": provider},
        "quality_provider_rule": {"provider": provider, "rule": rule},
    }


def names() -> list[str]:
    """Every address that has a language, and so is for a person."""
    told: list[str] = []
    with override("en"):
        for route in every_route():
            name = str(route.name)
            if reverse(name, kwargs=VARYING.get(name)).startswith("/en/"):
                told.append(name)
    return told


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_route_in_every_state(
    browser: Browser,
    reported: str,
    kwargs: Kwargs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    """Light and dark: every rule in light, what depends on colours in both."""
    visit = Visit(visitor(browser, reported, size), kwargs, is_dark_too=True)
    for name in names():
        visit.go(name, "nothing told")
    found_and_not(visit)
    fails(visit, tmp_path, monkeypatch)
    told(visit, names())
    codes(visit, browser)
    wiped(visit)
    assert visit.walker.faults == []
    assert sorted(set(names()) - visit.reached) == []


@pytest.mark.parametrize("language", ["en", "sv-lattlast", "ar"])
def test_every_route_in_another_language(
    browser: Browser, reported: str, kwargs: Kwargs, language: str
) -> None:
    """Words are longer or shorter, and Arabic is written from the right; on the smallest phone."""
    visit = Visit(visitor(browser, reported, PHONE), kwargs, language)
    wanted = [name for name in names() if language != "ar" or name in ARABIC_PAGES]
    for name in wanted:
        visit.go(name, "nothing told")
    found_and_not(visit)
    told(visit, wanted)
    wiped(visit)
    assert visit.walker.faults == []
    assert sorted(set(wanted) - visit.reached) == []


def found_and_not(visit: Visit) -> None:
    """Searches that find and searches that do not; an address of nothing."""
    for name, searches in (*SEARCHES.items(), ("quality_providers", ("a", "zzzz"))):
        for words in searches:
            visit.go(name, f"searched for {words}", f"?q={words}")
    visit.walker.visit(f"{visit.address('start')}finns-inte/")
    visit.walker.look("404")
    for name in ("occupation", "education"):
        visit.walker.visit(visit.address(name).rstrip("/") + "x/")
        visit.walker.look(f"{name} that is gone")


def told(visit: Visit, wanted: list[str]) -> None:
    """Every page with a whole journey behind it, what is wrong in a form, and other answers."""
    page = visit.walker.page
    walk_to_the_full(visit.walker)
    for name in wanted:
        if name not in UNTOUCHED and not name.startswith("quality"):
            visit.go(name, "all told")
    for name in ("suggestions", "way", "skills"):
        visit.go(name, "nothing found", "?q=zzzz&within=0&field=zzzz")
    for name, sent_to, fields in WRONG:
        if visit.language == "ar" and name not in ARABIC_PAGES:
            continue
        visit.send(name, sent_to, fields)
        visit.look(f"{name} (wrong)")
    if "finance" in wanted:
        visit.send("finance", "finance", {"age": "58"})
        visit.look("finance (answered)")
        visit.send("scenarios", "scenarios", {})
        visit.look("scenarios (compared)")
        visit.walker.visit(visit.address("occupation"))
        visit.press_first("form.objection button")
        visit.look("objection (asked)")
        visit.press_first("form.objection.asking button")
        visit.look("objection (counted)")
    visit.walker.visit(visit.address("way"))
    page.locator("[name=pace]").select_option(value="25")
    page.locator("form:has([name=pace]) button").first.press("Enter")
    page.locator(".notice.filtered").first.wait_for()
    visit.look("way (filtered away)")


def fails(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue that is old or away, too many tries, and what is too large or not ours."""
    page, day = visit.walker.page, timezone.localdate()
    (tmp_path / "old").mkdir()
    (tmp_path / "none").mkdir()
    put_snapshot_in(tmp_path / "old", day - timedelta(days=40))
    for folder in ("old", "none"):
        with override_settings(SNAPSHOT_DIR=tmp_path / folder):
            for name in ("start", "target", "suggestions", "way", "status", "about"):
                visit.go(name, f"catalogue: {folder}")
    with override_settings(SNAPSHOT_DIR=tmp_path / "none", VAR_DIR=tmp_path / "none"):
        visit.walker.visit("/dcat")
        visit.look("open data not written")
    with monkeypatch.context() as patch:
        patch.setattr("guidance.views.status.source_health", breaks)
        with visit.walker.own_failure():
            visit.walker.visit(visit.address("status"))
            visit.look("500")
        assert page.locator("h1").inner_text() == "Något gick fel hos oss"
    with monkeypatch.context() as patch:
        patch.setattr("guidance.limits.is_within", lambda *_: False)
        visit.send("open_code", "open_code", {"code": "ABC"})
        visit.look("429")
    for state, headers, text in (
        ("refused from elsewhere", {"sec-fetch-site": "cross-site"}, "code=A"),
        ("too large", {"sec-fetch-site": "same-origin"}, "code=" + "x" * 3_000_000),
    ):
        form = {"content-type": "application/x-www-form-urlencoded"}
        with sent_instead(page, visit.address("open_code"), headers | form, text):
            visit.walker.visit(visit.address("open_code"))
        visit.look(state)


def breaks(*_: object) -> None:
    raise RuntimeError("a fault of our own")


@contextmanager
def sent_instead(page: Page, path: str, headers: dict[str, str], text: str) -> Iterator[None]:
    """Whatever asks for a path sends a form to it instead, as another page could."""

    def send(route: Route) -> None:
        asked = route.request.headers | headers
        route.continue_(method="POST", headers=asked, post_data=text)

    page.route(f"**{path}", send)
    yield
    page.unroute(f"**{path}")


def codes(visit: Visit, browser: Browser) -> None:
    """A code made, the plan as a counsellor reads it, and as one who may change it is asked."""
    page = visit.walker.page
    viewport = page.viewport_size
    assert viewport
    for mode in ("read", "edit"):
        visit.walker.visit(visit.address("share"))
        page.locator(f"input[name=mode][value={mode}]").check()
        page.locator(f"main form[action='{visit.address('share')}'] button").press("Enter")
        page.locator(".code").wait_for()
        visit.look(f"code to {mode}")
        other = visitor(browser, visit.walker.site, (viewport["width"], viewport["height"]))
        counsellor = Visit(other, visit.kwargs, visit.language)
        code = page.locator(".code").inner_text()
        counsellor.send("open_code", "open_code", {"code": code})
        counsellor.look(f"a plan to {mode}")
        visit.walker.faults += other.faults
        other.page.context.close()
    visit.go("share", "code used")


def wiped(visit: Visit) -> None:
    visit.send("mine", "wipe", {})
    visit.look("wiped")
    visit.go("session_ended", "wiped")

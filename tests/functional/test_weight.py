"""What a page weighs on its way to a phone, as the browser counts it, from a server as deployed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page

from tests.functional.walk import IN_A_BROWSER, PHONE, Walker, visitor, walk_to_the_full

pytestmark = IN_A_BROWSER
FIRST_VIEW = 60 * 1024  # bytes
FIRST_REQUESTS = 5
LATER_STEP = 30 * 1024  # bytes
MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"
SHIFTS = """
window.shifted = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    for (const source of entry.sources)
      window.shifted.push(`${(source.node?.outerHTML ?? source.node?.data ?? "?").slice(0, 80)}: `
        + `${JSON.stringify(source.previousRect)} to ${JSON.stringify(source.currentRect)}`);
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture(scope="module")
def deployed(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same site, its files collected, hashed, compressed and kept by browsers, as deployed."""
    assert site
    collected = tmp_path_factory.mktemp("static")
    storages = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": MANIFEST},
    }
    with override_settings(
        STATIC_ROOT=collected,
        STORAGES=storages,
        WHITENOISE_AUTOREFRESH=False,
        WHITENOISE_USE_FINDERS=False,
    ):
        call_command("collectstatic", verbosity=0, interactive=False)
        # Django's own server of static files stands aside for the one of the deployment.
        server = LiveServerThread("localhost", static_handler=lambda handler: handler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        assert server.error is None
        yield f"http://localhost:{server.port}"
        server.terminate()
        connections.close_all()


@dataclass
class Wire:
    """Counts what comes over the wire to a page: bytes with headers, one name for each request."""

    page: Page
    size: int = 0
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        cdp = self.page.context.new_cdp_session(self.page)
        cdp.on("Network.requestWillBeSent", self._sent)
        cdp.on("Network.requestServedFromCache", self._kept)
        cdp.on("Network.loadingFinished", self._came)
        cdp.send("Network.enable")

    def _sent(self, event: dict[str, Any]) -> None:
        self.asked.append(event["request"]["url"])

    def _kept(self, _: dict[str, Any]) -> None:
        self.asked.pop()

    def _came(self, event: dict[str, Any]) -> None:
        self.size += int(event["encodedDataLength"])

    def begin(self) -> None:
        self.size, self.asked = 0, []


def arrive(walker: Walker, path: str) -> list[str]:
    """Open the page; what moved on it while it came, as browsers count that."""
    walker.visit(path)
    walker.page.wait_for_load_state("networkidle")
    walker.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    walker.page.wait_for_timeout(100)
    return [str(one) for one in walker.page.evaluate("window.shifted")]


def watched(browser: Browser, address: str) -> tuple[Walker, Wire]:
    walker = visitor(browser, address, PHONE)
    walker.page.add_init_script(SHIFTS)
    return walker, Wire(walker.page)


@pytest.mark.parametrize("path", ["/", "/en/", "/ar/"])
def test_the_first_view_is_light_and_still(browser: Browser, deployed: str, path: str) -> None:
    walker, wire = watched(browser, deployed)
    assert arrive(walker, path) == []
    assert wire.size <= FIRST_VIEW
    assert len(wire.asked) <= FIRST_REQUESTS, wire.asked
    assert any(one.endswith(".svg") for one in wire.asked), "the icon was not counted"
    assert walker.faults == []


def test_a_style_and_a_script_come_once(deployed: str, browser: Browser) -> None:
    """Their names hold what they are, so a browser keeps them for good."""
    walker, wire = watched(browser, deployed)
    arrive(walker, "/")
    wire.begin()
    arrive(walker, "/kan/cv/")
    assert [one for one in wire.asked if one.endswith((".css", ".js"))] == []


def test_every_later_step_is_light_and_still(browser: Browser, deployed: str) -> None:
    walker, wire = watched(browser, deployed)
    arrive(walker, "/")
    heavy = weigh(walker, wire, ("/kan/cv/", "/kan/jobb/?q=vård", "/kan/annat/", "/annons/"))
    walk_to_the_full(walker)
    heavy |= weigh(
        walker,
        wire,
        (
            "/kan/", "/kan/papper/", "/mal/?q=sjuk", "/mal/forslag/", "/jamfor/", "/saknas/",
            "/vagen/", "/vagen/pengar/", "/vagen/satt/", "/ta-med/", "/ta-med/en-sida/",
            "/ta-med/tva-sprak/", "/dela/", "/mina-uppgifter/", "/vagledare/", "/kvalitet/",
            "/status/", "/om/",
        ),
    )  # fmt: skip
    assert {path: size for path, size in heavy.items() if size > LATER_STEP} == {}
    assert walker.faults == []


def weigh(walker: Walker, wire: Wire, paths: tuple[str, ...]) -> dict[str, int]:
    """What each page brings over the wire; none moves while it comes."""
    weights: dict[str, int] = {}
    for path in paths:
        wire.begin()
        assert arrive(walker, path) == [], path
        weights[path] = wire.size
    return weights

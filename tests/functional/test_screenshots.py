"""Pictures of every step, to look at: phone, desktop, dark, without scripts, and on paper.

All below var/screenshots; a few chosen ones in the folder that SCREENSHOTS names, for the README.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tests.functional.walk import (
    DESKTOP,
    IN_A_BROWSER,
    PHONE,
    Scheme,
    Walker,
    visitor,
    walk_the_journey,
    walk_to_plans,
    walk_to_the_full,
)

pytestmark = IN_A_BROWSER
BESIDE = (
    ("doors-no-cv", "/kan/jobb/?q=vård"), ("life", "/kan/annat/"), ("ad", "/annons/"),
    ("suggestions", "/mal/forslag/"), ("compare", "/jamfor/"), ("finance", "/vagen/pengar/"),
    ("scenarios", "/vagen/satt/"), ("one-page", "/ta-med/en-sida/"),
    ("two-languages", "/ta-med/tva-sprak/"), ("share", "/dela/"), ("open-code", "/kod/"),
    ("open-file", "/oppna/"), ("counsellor", "/vagledare/"), ("about", "/om/"),
    ("how", "/sa-fungerar-det/"), ("privacy", "/integritet/"), ("cookies", "/kakor/"),
    ("ethics", "/etik/"), ("accessibility", "/tillganglighet/"), ("quality", "/kvalitet/"),
    ("open-data", "/oppna-data/"), ("status", "/status/"), ("ended", "/slut/"),
    ("not-found", "/finns-inte/"), ("english", "/en/vagen/"), ("arabic", "/ar/vagen/"),
)  # fmt: skip
KINDS: dict[str, tuple[tuple[int, int], Scheme, bool]] = {
    "phone": (PHONE, "light", True),
    "desktop": (DESKTOP, "light", True),
    "dark": (DESKTOP, "dark", True),
    "no-script": (PHONE, "light", False),
}


def pictured(browser: Browser, site: str, kind: str) -> Walker:
    """A walker who keeps a picture of every page looked at."""
    size, scheme, script = KINDS[kind]
    walker = visitor(browser, site, size, scheme=scheme, script=script)
    walker.is_axe_on = False
    walker.folder = settings.VAR_DIR / "screenshots" / kind
    for old in walker.folder.glob("*.png"):
        old.unlink()
    return walker


@pytest.mark.parametrize("kind", KINDS)
def test_screenshots_of_every_step(browser: Browser, site: str, kind: str) -> None:
    walker = pictured(browser, site, kind)
    walk_the_journey(walker)
    walk_to_the_full(walker)
    for name, path in BESIDE:
        walker.visit(path)
        walker.page.wait_for_load_state("networkidle")
        walker.look(name)
    walker.visit("/mal/?q=sjuksköterska")
    walker.page.locator("main a[href*='/yrke/']").first.press("Enter")
    walker.page.wait_for_load_state()
    walker.look("occupation")
    walker.visit("/vagen/")
    walker.page.locator(".leg h3 a").first.press("Enter")
    walker.page.wait_for_load_state()
    walker.look("education")
    assert walker.folder
    assert len(list(walker.folder.glob("*.png"))) == walker.seen
    assert walker.faults == []


def test_screenshots_on_paper(browser: Browser, site: str) -> None:
    """What a counsellor prints: the whole plan and the one page, as PDF and as pictures."""
    walker = visitor(browser, site, (794, 1123))  # A4 at 96 dots an inch
    walker.is_axe_on = False
    walker.folder = settings.VAR_DIR / "screenshots" / "print"
    walk_to_the_full(walker)
    walker.page.emulate_media(media="print")
    for name, path in (("plan", "/ta-med/"), ("one-page", "/ta-med/en-sida/")):
        walker.visit(path)
        walker.look(name)
        (walker.folder / f"{name}.pdf").write_bytes(walker.page.pdf(prefer_css_page_size=True))
    assert walker.faults == []


def test_screenshots_of_the_readme(browser: Browser, site: str) -> None:
    folder = Path(os.environ.get("SCREENSHOTS") or settings.VAR_DIR / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    walker = visitor(browser, site, (1100, 760))
    walker.visit("/")
    walker.page.screenshot(path=folder / "start.png")
    walk_to_plans(walker, "sjuksköterska, grundutbildad")
    walker.page.set_viewport_size({"width": 1100, "height": 1000})
    top = "document.querySelector('article.plan').getBoundingClientRect().top + scrollY - 24"
    walker.page.evaluate(f"scrollTo(0, {top})")
    walker.page.screenshot(path=folder / "plans.png")

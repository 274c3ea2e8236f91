"""The journey in the system's Chromium, on the sample catalogue. `make test-browser`."""

import pytest
from playwright.sync_api import Browser

from tests.functional.walk import (
    DESKTOP,
    IN_A_BROWSER,
    PHONE,
    Scheme,
    visitor,
    walk_the_journey,
    walk_to_plans,
)

pytestmark = IN_A_BROWSER
PAGES = (
    "/", "/kan/", "/kan/cv/", "/kan/jobb/?q=kock", "/kan/annat/", "/kan/papper/", "/annons/",
    "/annons/krav/", "/mal/?q=svets", "/saknas/", "/vagen/", "/ta-med/", "/mina-uppgifter/", "/om/",
    "/integritet/", "/tillganglighet/", "/finns-inte/",
)  # fmt: skip


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_whole_journey(
    browser: Browser, site: str, size: tuple[int, int], script: bool
) -> None:
    walker = visitor(browser, site, size, script=script)
    walker.is_axe_on = script
    walk_the_journey(walker)
    assert walker.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_without_a_session(
    browser: Browser, site: str, scheme: Scheme
) -> None:
    walker = visitor(browser, site, PHONE, scheme=scheme)
    for path in PAGES:
        walker.visit(path)
        walker.look(path)
    assert walker.faults == []
    assert walker.page.context.cookies() == [] or all(
        cookie["name"] != "sessionid" for cookie in walker.page.context.cookies()
    )


def test_an_education_has_a_page_of_its_own(browser: Browser, site: str) -> None:
    walker = visitor(browser, site, PHONE)
    walk_to_plans(walker)
    walker.page.locator(".leg h3 a").first.press("Enter")
    walker.page.get_by_role("heading", name="När och var").wait_for()
    walker.look("education")
    assert walker.faults == []


def test_keyboard_reaches_the_content_first(browser: Browser, site: str) -> None:
    walker = visitor(browser, site, DESKTOP)
    walker.visit("/kan/cv/")
    walker.page.keyboard.press("Tab")
    assert walker.page.locator(":focus").inner_text() == "Hoppa till innehållet"
    walker.page.keyboard.press("Enter")
    assert walker.page.evaluate("document.activeElement.id") == "innehall"


def test_an_answer_keeps_the_keyboard_where_it_was(browser: Browser, site: str) -> None:
    walker = visitor(browser, site, DESKTOP)
    walker.visit("/kan/jobb/?q=undersk")
    walker.press("Jag har haft det här jobbet")
    form = walker.page.locator(".is-question form").first
    wanted = form.get_attribute("data-focus")
    form.get_by_role("button").first.press("Enter")
    walker.page.wait_for_function("id => document.activeElement.id === id", arg=wanted)
    assert walker.faults == []


def test_print_shows_the_plan_and_nothing_to_press(browser: Browser, site: str) -> None:
    walker = visitor(browser, site, DESKTOP)
    walk_to_plans(walker)
    walker.press("Välj den här planen")
    walker.page.emulate_media(media="print")
    assert not walker.page.locator("button:visible").count()
    assert walker.page.locator(".leg:visible").count()
    assert walker.page.pdf().startswith(b"%PDF")

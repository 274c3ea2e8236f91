"""Finding out before choosing: an occupation's page, suggestions, a comparison and an education.

In a real browser, light and dark, on a phone and a desk, with scripts and without.
"""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.walk import DESKTOP, IN_A_BROWSER, PHONE, Walker, visitor

pytestmark = IN_A_BROWSER
scripts = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


def had_a_job(walker: Walker) -> Page:
    """Somebody who has been an assistant nurse and can some of what goes with it."""
    page = walker.page
    walker.visit("/kan/jobb/")
    walker.search("Sök ett jobb", "undersköterska")
    walker.press("Jag har haft det här jobbet")
    for count in (2, 3, 4):
        walker.press("Ja, det kan jag")
        expect(
            page.locator("#listan").get_by_text(f"{count} saker är med i det du kan.")
        ).to_be_visible()
    return page


@scripts
@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (DESKTOP, "dark")], ids=["phone", "desktop-dark"]
)
def test_looking_around_before_choosing(
    browser: Browser,
    site: str,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
    script: bool,
) -> None:
    walker = visitor(browser, site, size, script=script, scheme=scheme)
    walker.is_axe_on = script
    page = had_a_job(walker)
    walker.visit("/mal/")
    walker.press("Få förslag", "link")
    expect(page.get_by_role("heading", level=1)).to_have_text("Yrken som kan passa dig")
    walker.look("suggestions")
    page.get_by_label("Hur snart?").select_option(label="Inom fyra år")
    walker.press("Visa")
    walker.look("suggestions sieved")
    for job in ("sjuksköterska, grundutbildad", "svetsare", "kock storhushåll"):
        walker.visit("/mal/")
        walker.search("Sök ett yrke", job)
        walker.press("Jämför")
        expect(page.get_by_role("heading", level=1)).to_have_text("Jämför yrken")
    if script:
        expect(page.get_by_text("Räkna ut vägen")).to_have_count(0)
        # What was counted by itself took the keyboard from nobody.
        expect(page.locator("#jamforelse")).to_be_focused()
    else:
        walker.press("Räkna ut vägen", "link")
    walker.look("compare")
    walker.visit("/mal/")
    walker.search("Sök ett yrke", "barnskötare")
    walker.press("Jämför")
    expect(page.get_by_role("heading", name="Du jämför redan tre yrken")).to_be_visible()
    walker.look("compare full")
    walker.press("Byt ut Svetsare")
    expect(page.get_by_role("heading", name="Du jämför redan")).to_have_count(0)
    walker.press("Läs mer", "link")
    expect(page.get_by_role("heading", name="Finns det jobb?")).to_be_visible()
    walker.look("occupation")
    walker.press("Välj som mål")
    expect(page.get_by_role("heading", name="Det här behövs för")).to_be_visible()
    assert walker.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible(
    browser: Browser,
    site: str,
    scheme: Literal["light", "dark"],
) -> None:
    walker = visitor(browser, site, PHONE, scheme=scheme)
    for path in (
        "/mal/forslag/", "/jamfor/", "/yrke/finns-inte/", "/yrke/svetsare/", "/mal/?q=qqqqq",
        "/kan/?borta", "/utbildning/finns-inte/", "/vagen/?q=zzz",
    ):  # fmt: skip
        walker.visit(path)
        walker.look(path)
    had_a_job(walker)
    walker.visit("/mal/forslag/?within=0&region=&field=")
    walker.look("some suggestions")
    assert walker.faults == []


def test_the_keyboard_stays_where_the_answer_is(
    browser: Browser,
    site: str,
) -> None:
    walker = visitor(browser, site, DESKTOP)
    page = had_a_job(walker)
    walker.visit("/mal/")
    walker.search("Sök ett yrke", "kock storhushåll")
    walker.press("Dit vill jag")
    walker.visit("/vagen/")
    page.get_by_label("Vad får det kosta i kronor?").fill("tusen")
    page.get_by_role("button", name="Räkna om").focus()
    walker.press("Räkna om")
    expect(page.get_by_role("heading", name="Något behöver rättas")).to_be_visible()
    expect(page.locator("#fel")).to_be_focused()
    page.get_by_label("Vad får det kosta i kronor?").fill("100000")
    page.get_by_role("button", name="Räkna om").focus()
    walker.press("Räkna om")
    expect(page.locator("#svaret")).to_be_focused()
    page.get_by_label("Sök en utbildning som inte är med").fill("svetsare")
    page.get_by_role("search").get_by_role("button", name="Sök").press("Enter")
    expect(page.locator("#id_q")).to_be_focused()
    assert walker.faults == []


def test_targets_are_large_enough(
    browser: Browser,
    site: str,
) -> None:
    """44 px for what one presses to go on, 24 for the rest, on the smallest phone."""
    walker = visitor(browser, site, PHONE)
    page = had_a_job(walker)
    for path in ("/mal/forslag/", "/mal/?q=svets", "/yrke/svetsare/", "/kan/", "/jamfor/"):
        walker.visit(path)
        for button in page.locator("main button:visible, main a.button:visible").all():
            box = button.bounding_box()
            assert box
            assert box["height"] >= 44, (path, button.inner_text())
            assert box["width"] >= 44, (path, button.inner_text())

"""Study support, ways side by side, two languages and "Stämmer inte", in a real browser."""

import pytest
from playwright.sync_api import Browser, expect

from catalog.models import Objection
from tests.functional.walk import DESKTOP, IN_A_BROWSER, PHONE, visitor, walk_to_plans

pytestmark = IN_A_BROWSER


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_who_pays_is_answered_and_forgotten(
    browser: Browser,
    site: str,
    script: bool,
    size: tuple[int, int],
) -> None:
    walker = visitor(browser, site, size, script=script)
    walker.is_axe_on = script
    walk_to_plans(walker)
    walker.press("Vem betalar medan du studerar?", "link")
    walker.look("finance")
    page = walker.page
    page.get_by_label("Hur gammal är du").fill("58")
    page.locator("#has_worked_long-2").check()
    walker.press("Visa svaret")
    expect(page.get_by_text("Nej, som det ser ut nu").first).to_be_visible()
    if script:
        expect(page.locator("#svaret")).to_be_focused()
    walker.look("finance-answered")
    walker.visit("/vagen/pengar/")
    expect(page.get_by_label("Hur gammal är du")).to_have_value("")
    assert walker.faults == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_ways_side_by_side_and_one_becomes_ones_own(
    browser: Browser,
    site: str,
    script: bool,
) -> None:
    walker = visitor(browser, site, DESKTOP, script=script)
    walker.is_axe_on = script
    walk_to_plans(walker)
    walker.visit("/vagen/satt/")
    walker.look("scenarios")
    walker.press("Jämför")
    page = walker.page
    page.get_by_role("button", name="Använd sätt 2").wait_for()
    if script:
        expect(page.locator("#jamfort")).to_be_focused()
    walker.look("scenarios-compared")
    walker.press("Använd sätt 2")
    expect(page.get_by_label("Hur mycket kan du studera?")).to_have_value("50")
    assert walker.faults == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_two_at_a_screen(
    browser: Browser,
    site: str,
    size: tuple[int, int],
) -> None:
    walker = visitor(browser, site, size)
    walk_to_plans(walker)
    for name, address in (
        ("takeaway", "/ta-med/"),
        ("one-page", "/ta-med/en-sida/"),
        ("counsellor", "/vagledare/"),
        ("two-languages", "/ta-med/tva-sprak/?sprak=en"),
        ("two-languages-arabic", "/ta-med/tva-sprak/?sprak=ar"),
    ):
        walker.visit(address)
        walker.look(name)
    assert walker.faults == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_what_does_not_fit_is_said_in_place(
    browser: Browser,
    site: str,
    script: bool,
) -> None:
    before = counted()
    walker = visitor(browser, site, PHONE, script=script)
    walker.is_axe_on = script
    walk_to_plans(walker)
    walker.visit("/saknas/")
    page = walker.page
    walker.press("Stämmer inte", of="")
    why = page.get_by_role("button", name="Det behövs inte för jobbet")
    why.wait_for()
    if script:
        expect(page.locator(".objection.asking")).to_be_focused()
    walker.look("objection")
    why.press("Enter")
    expect(page.get_by_text("Vi har räknat det.")).to_be_visible()
    walker.look("objection-counted")
    assert counted() == before + 1
    assert walker.faults == []


def counted() -> int:
    """All clicks so far; the site's tables outlive a test."""
    return sum(Objection.objects.values_list("count", flat=True))

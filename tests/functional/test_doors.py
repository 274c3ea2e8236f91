"""The doors beside the CV, in a real browser: no CV, and an ad. With scripts and without."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.functional.walk import IN_A_BROWSER, PHONE, visitor

pytestmark = IN_A_BROWSER
AD = """Undersköterska till hemtjänsten
Vi söker en undersköterska.
Krav: äldreomsorg, demensvård och B-körkort.
Meriterande: arabiska.
Kontakta Lisa Lind, lisa.lind@example.se
"""
scripts = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@scripts
def test_no_cv_is_a_door_like_the_others(
    browser: Browser,
    site: str,
    script: bool,
) -> None:
    walker = visitor(browser, site, PHONE, script=script)
    walker.is_axe_on = script
    page = walker.page
    walker.visit("/")
    walker.press("Jag har inget cv", "link")
    walker.search("Sök ett jobb", "undersköterska")
    walker.press("Jag har haft det här jobbet")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Det här kan du")
    expect(page.get_by_role("heading", name="Ett första svar")).to_be_visible()
    expect(page.locator("#listan").get_by_text("1 sak är med i det du kan.")).to_be_visible()
    walker.look("first answer")
    walker.press("Ja, det kan jag")
    expect(page.locator("#listan").get_by_text("2 saker är med i det du kan.")).to_be_visible()
    walker.press("Lägg till språk och annat du har gjort", "link")
    page.get_by_label("Vårdat en närstående").check()
    page.get_by_label("Gjort värnplikt").check()
    page.get_by_label("Arabiska").check()
    walker.look("life")
    walker.press("Spara och gå vidare")
    expect(page.locator("#listan").get_by_text("3 saker är med i det du kan.")).to_be_visible()
    expect(page.locator("q", has_text="Gjort värnplikt").first).to_be_visible()
    walker.press("Gå vidare", "link")
    page.get_by_label("Körkort klass B", exact=True).check()
    walker.press("Spara och gå vidare")
    walker.press("Mina uppgifter", "link")
    for held in ("Arabiska", "Vårdat en närstående", "Körkort klass B"):
        expect(page.get_by_text(held).first).to_be_visible()
    assert walker.faults == []


@scripts
def test_an_ad_is_a_start(
    browser: Browser,
    site: str,
    script: bool,
) -> None:
    walker = visitor(browser, site, PHONE, script=script)
    walker.is_axe_on = script
    page = walker.page
    walker.visit("/")
    walker.press("Jag har en annons", "link")
    page.get_by_label("Annonsens text").fill(AD)
    walker.press("Läs annonsen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Det annonsen ber om")
    assert "Lisa" not in page.inner_text("body")
    musts, merits = page.locator("fieldset").nth(0), page.locator("fieldset").nth(1)
    expect(musts.get_by_text("saknas")).to_have_count(3)
    expect(merits.get_by_text("saknas")).to_have_count(1)
    walker.look("asked")
    musts.get_by_role("checkbox", name=re.compile("^Äldreomsorg")).check()
    musts.get_by_role("checkbox", name=re.compile("^Körkort B")).check()
    walker.press("Spara det jag har")
    expect(musts.get_by_text("du har det")).to_have_count(2)
    expect(musts.get_by_text("saknas")).to_have_count(1)
    walker.press("Dit vill jag")
    walker.press("Visa kortaste vägen", "link")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Din väg till")
    assert walker.faults == []

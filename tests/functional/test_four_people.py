"""Four people reach something of use: a dated plan, or an honest answer and what to do next."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.functional.test_keyboard import reads_well
from tests.functional.walk import DESKTOP, IN_A_BROWSER, PHONE, Keyboard, visitor

pytestmark = IN_A_BROWSER
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"
DAY = re.compile(rf"\d{{1,2}} (?:{'|'.join(MONTHS.split())})(?: \d{{4}})?")
ENGLISH_DAY = re.compile(r"\d{1,2} (?:January|February|March|April|May|June|July|August"
                         r"|September|October|November|December)(?: \d{4})?")  # fmt: skip


def plan_of(page: Page) -> str:
    """The words of the first plan."""
    expect(page.locator("article.plan").first).to_be_visible()
    return page.locator("article.plan").first.inner_text()


def test_no_cv_and_short_schooling(browser: Browser, site: str) -> None:
    """Has cleaned, went to school for nine years, lives in Gävle, does not want to move."""
    walker = visitor(browser, site, PHONE)
    page = walker.page
    walker.visit("/")
    walker.press("Jag har inget cv", "link")
    walker.search("Sök ett jobb", "lokalvårdare")
    walker.press("Jag har haft det här jobbet")
    walker.look("what a cleaner knows")
    walker.press("Gå vidare", "link")
    page.get_by_label("Var bor du?").select_option(label="Gävle")
    walker.press("Spara och gå vidare")
    walker.search("Sök ett yrke", "undersköterska")
    walker.press("Dit vill jag")
    expect(page.get_by_role("heading", name="Det här behövs för")).to_be_visible()
    walker.press("Visa kortaste vägen", "link")
    walker.look("plans after nine years of school")
    plan = plan_of(page)
    assert "Sök senast" in plan
    assert "Svenska som motsvarar grundskolan." in plan, "the school's own words are left out"
    walker.press("Välj den här planen")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Min väg till")
    assert DAY.search(page.locator(".to-do").inner_text())
    assert walker.faults == []


def test_a_degree_from_another_country_in_english(browser: Browser, site: str) -> None:
    """A nurse from elsewhere who reads English and wants to be a nurse here."""
    walker = visitor(browser, site, PHONE)
    page = walker.page
    walker.visit("/")
    walker.press("English", "link")
    walker.press("I have a CV", "link")
    page.locator("textarea").fill(
        "Registered nurse for seven years at a hospital. Bachelor of nursing.\nMedication, care."
    )
    walker.press("Read my CV")
    walker.look("what a nurse knows")
    walker.visit("/en/kan/papper/")
    page.locator("input[value='foreign:sjuksköterskeexamen']").check()
    page.locator("main form button").press("Enter")
    page.wait_for_load_state()
    page.locator("#id_q").fill("nurse")
    page.locator("#id_q").press("Enter")
    page.wait_for_load_state("networkidle")
    page.locator("form[action$='/mal/ja/'] button").first.press("Enter")
    page.wait_for_load_state("networkidle")
    walker.look("what a nurse needs")
    told = page.inner_text("main")
    assert "Socialstyrelsen examines your education." in told
    assert "You also need Swedish, Danish or Norwegian at level C1." in told
    assert "Count on waiting from about 6 months" in told
    walker.visit("/en/vagen/")
    walker.look("the way of a nurse")
    told = page.inner_text("main")
    assert "Next step: Collect your diploma and course grades" in told
    assert ENGLISH_DAY.search(plan_of(page))
    page.locator("article.plan form button").press("Enter")
    page.locator(".to-do").wait_for()
    assert ENGLISH_DAY.search(page.locator(".to-do").inner_text())
    assert walker.faults == []


def test_keyboard_and_screen_reader_only(browser: Browser, site: str) -> None:
    """Hears every page in order, knows the dream job, and is told the plan when it is counted."""
    walker = visitor(browser, site, DESKTOP)
    page = walker.page
    keys = Keyboard(page)
    walker.visit("/")
    assert any("Jag vet mitt drömjobb" in line for line in reads_well(page))
    keys.press("Jag vet mitt drömjobb")
    keys.write("Sök ett yrke", "svetsare")
    keys.send()
    reads_well(page)
    keys.press("Dit vill jag")
    reads_well(page)
    keys.press("Visa kortaste vägen")
    keys.press("Jag kan flytta", "Space")
    keys.press("Räkna om")
    expect(page.locator("#svaret")).to_be_focused()
    assert re.search(r"Vi hittade \d+ plan", page.locator("#svaret").inner_text())
    keys.press("Tidslinjen som tabell", "Space")
    assert any("- table" in line for line in reads_well(page)), "no table beside the timeline"
    assert DAY.search(plan_of(page))
    keys.press("Välj den här planen")
    reads_well(page)
    keys.to("Spara planfilen")
    assert re.search(r"Omkring \w+ \d{4}", page.locator(".to-do").inner_text())
    assert walker.faults == []


def test_fifty_eight_years_with_skills_nobody_wrote_down(browser: Browser, site: str) -> None:
    """Has cared for a relative and cooked for many; wants to know what that is worth, and money."""
    walker = visitor(browser, site, PHONE)
    page = walker.page
    walker.visit("/")
    walker.press("Jag har inget cv", "link")
    walker.search("Sök ett jobb", "kock")
    walker.press("Jag har haft det här jobbet")
    walker.press("Lägg till språk och annat du har gjort", "link")
    page.get_by_label("Vårdat en närstående").check()
    walker.press("Spara och gå vidare")
    walker.press("Ja, det kan jag")
    expect(page.locator("main")).to_contain_text("är med i det du kan")
    walker.visit("/mal/forslag/")
    walker.look("what it is worth")
    expect(page.locator(".moves").first).to_be_visible()
    walker.visit("/mal/")
    walker.search("Sök ett yrke", "undersköterska")
    walker.press("Dit vill jag")
    walker.press("Visa kortaste vägen", "link")
    page.get_by_label("Jag kan flytta").check()
    page.get_by_label("Hur mycket kan du studera?").select_option(value="50")
    walker.press("Räkna om")
    # Nothing is taught at half pace: that is said, and one press shows what there is.
    expect(page.get_by_role("heading", name="Det finns vägar, men inte inom")).to_be_visible()
    walker.look("no way at half pace")
    walker.press("Visa vägar utan gränser")
    assert DAY.search(plan_of(page))
    walker.press("Vem betalar medan du studerar?", "link")
    page.get_by_label("Hur gammal är du").fill("58")
    page.locator("#has_worked_long-1").check()
    walker.press("Visa svaret")
    expect(page.locator("#svaret")).to_be_focused()
    assert page.get_by_text("Kanske").first.is_visible()  # not no, at 58; and what it depends on
    assert re.search(r"Sök stödet från 1 \w+ \d{4}", page.inner_text("main"))
    walker.look("who pays at 58")
    assert walker.faults == []

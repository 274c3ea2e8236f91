"""The time that is left, the plan file and the code, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, expect

from tests.functional.walk import DESKTOP, IN_A_BROWSER, PHONE, visitor, walk_to_plans

pytestmark = IN_A_BROWSER
MINUTE = 60 * 1000


def test_a_reminder_comes_before_the_end_and_one_press_is_enough(
    browser: Browser,
    site: str,
) -> None:
    walker = visitor(browser, site, PHONE)
    page = walker.page
    page.clock.install()
    walker.visit("/kan/papper/")
    page.get_by_label("Naturkunskap 1b").check()
    walker.press("Spara och gå vidare")
    reminder = page.locator("#sparas-snart")
    expect(reminder).to_be_empty()
    page.get_by_label("Sök ett yrke").fill("halvskrivet")
    page.clock.fast_forward(51 * MINUTE)
    expect(reminder).to_contain_text("Om tio minuter försvinner dina svar.")
    assert walker.page.locator(".session-line").evaluate(
        "e => e.getBoundingClientRect().top < innerHeight"
    )
    walker.look("reminder")
    walker.press("Fortsätt en timme till")
    expect(reminder).to_be_empty()
    expect(page.get_by_label("Sök ett yrke")).to_have_value("halvskrivet")  # nothing typed is lost
    expect(page.locator("#sparas-knapp")).to_be_focused()
    page.clock.fast_forward(51 * MINUTE)
    expect(reminder).to_contain_text("Om tio minuter")
    page.clock.fast_forward(11 * MINUTE)
    expect(reminder).to_contain_text("Tiden har gått ut")
    assert walker.faults == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_plan_goes_home_in_a_file_and_is_shown_by_a_code(
    browser: Browser,
    site: str,
    tmp_path: Path,
    script: bool,
) -> None:
    person = visitor(browser, site, DESKTOP, script=script)
    person.is_axe_on = script
    walk_to_plans(person)
    person.press("Välj den här planen")
    person.look("takeaway")
    person.press("Fortsätt en timme till")
    expect(person.page).to_have_url(re.compile("/ta-med/"))
    with person.page.expect_download() as waiting:
        person.page.get_by_role("link", name="Spara planfilen").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.name == "min-plan.jsonld"

    person.press("Visa planen för någon", "link")
    person.look("share")
    person.press("Gör en kod")
    code = person.page.locator(".code").inner_text()
    person.look("code")

    counsellor = visitor(browser, site, PHONE, script=script)
    counsellor.is_axe_on = script
    counsellor.visit("/")
    counsellor.press("Öppna en kod", "link")
    counsellor.look("open code")
    counsellor.page.get_by_label("Koden").fill(code)
    counsellor.press("Öppna")
    expect(counsellor.page.get_by_role("heading", level=1)).to_have_text(
        "En plan som visas för dig"
    )
    counsellor.look("shared")

    home = visitor(browser, site, PHONE, script=script)
    home.is_axe_on = script
    home.visit("/")
    home.press("Jag har en planfil", "link")
    home.look("open plan file")
    home.page.get_by_label("Välj planfilen").set_input_files(saved)
    home.press("Öppna")
    expect(home.page.get_by_role("heading", name="Inget i planen har ändrats")).to_be_visible()
    home.visit("/mina-uppgifter/")
    home.look("mine")
    home.press("Radera allt nu")
    home.look("wiped")
    assert [*person.faults, *counsellor.faults, *home.faults] == []


def test_leaving_a_page_with_something_unsent_asks_first(
    browser: Browser,
    site: str,
) -> None:
    walker = visitor(browser, site, DESKTOP)
    page = walker.page
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    walker.visit("/kan/cv/")
    page.get_by_label("Eller klistra in texten").press_sequentially("Jag kan svetsa.")
    page.get_by_role("link", name="Tillbaka").press("Enter")
    expect(page.get_by_label("Eller klistra in texten")).to_have_value("Jag kan svetsa.")
    page.evaluate("location.reload()")
    expect(page.get_by_label("Eller klistra in texten")).to_have_value("Jag kan svetsa.")
    assert asked == ["beforeunload", "beforeunload"]
    walker.press("Läs mitt cv")  # sending is not leaving
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här kan du")
    page.go_back()
    expect(page.get_by_text("Vi har redan läst ett cv.")).to_be_visible()
    page.get_by_role("link", name="Se vad du kan").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här kan du")
    assert len(asked) == 2
    assert walker.faults == []

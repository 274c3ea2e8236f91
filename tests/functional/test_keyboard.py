"""The journey by keyboard alone, in the order a screen reader tells it, and where focus goes."""

import re
from itertools import pairwise

from playwright.sync_api import Browser, Page, expect

from tests.functional.walk import (
    CV,
    DESKTOP,
    IN_A_BROWSER,
    PHONE,
    Keyboard,
    visitor,
    walk_to_the_full,
)

pytestmark = IN_A_BROWSER
LEVEL = re.compile(r"^\s*- heading .*\[level=(\d)\]", re.MULTILINE)
# What a person acts on, told without a name.
NAMELESS = re.compile(
    r"^\s*- (?:link|button|textbox|searchbox|checkbox|radio|combobox)(?: \[|:|$)", re.MULTILINE
)
# Every kind of form that replaces a part of its page: where, which, and what is written in it.
SWAPS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("/kan/", "form.answers", {}),
    ("/kan/", "form[role=search]", {"q": "svets"}),
    ("/kan/?q=svets", "form[hx-post$='/kan/mer/']", {}),
    ("/kan/jobb/", "form[role=search]", {"q": "kock"}),
    ("/mal/", "form[role=search]", {"q": "zzzz"}),
    ("/mal/", "form[role=search]", {"q": "kock"}),
    ("/mal/forslag/", "form.sieve", {}),
    ("/saknas/", "form.objection", {}),
    ("/vagen/", "[aria-labelledby=om] form", {"budget": "fem"}),
    ("/vagen/", "[aria-labelledby=om] form", {"budget": "0"}),
    ("/vagen/", "[aria-labelledby=om] form", {"budget": ""}),
    ("/vagen/", "form[role=search]", {"q": "svets"}),
    ("/vagen/pengar/", "form[hx-post$='/vagen/pengar/']", {"age": "ett"}),
    ("/vagen/pengar/", "form[hx-post$='/vagen/pengar/']", {"age": "45"}),
    ("/vagen/satt/", "form[hx-post$='/vagen/satt/']", {}),
    ("/ta-med/", "form[hx-post$='/forlang/']", {}),
)


def reads_well(page: Page) -> list[str]:
    """The page as a screen reader tells it, line by line, once it is in order."""
    told = page.locator("body").aria_snapshot()
    levels = [int(level) for level in LEVEL.findall(told)]
    assert levels.count(1) == 1, told
    assert all(later <= before + 1 for before, later in pairwise(levels)), told
    places = [told.index(f"\n- {mark}") for mark in ("banner", "main", "contentinfo")]
    assert places == sorted(places), told
    assert not NAMELESS.search(told), NAMELESS.search(told)
    assert page.title().strip()
    assert page.locator("html").get_attribute("lang")
    return told.splitlines()


def test_the_journey_by_keyboard_alone(browser: Browser, site: str) -> None:
    walker = visitor(browser, site, DESKTOP)
    page = walker.page
    keys = Keyboard(page)
    walker.visit("/")
    reads_well(page)
    keys.press("Jag har ett cv")
    reads_well(page)
    keys.write("Eller klistra in texten", CV)
    keys.press("Läs mitt cv")
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här kan du")
    reads_well(page)
    keys.press("Ja, det jobbet har jag haft: Undersköterska")
    assert page.evaluate("document.activeElement !== document.body")
    keys.press("Gå vidare")
    reads_well(page)
    keys.choose("Var bor du?", "Gävle")
    keys.press("Gymnasieexamen från ett högskoleförberedande program", "Space")
    keys.press("Naturkunskap 1b", "Space")
    keys.press("Spara och gå vidare")
    keys.write("Sök ett yrke", "undersköterska")
    keys.send()
    expect(page.get_by_label("Sök ett yrke")).to_be_focused()
    reads_well(page)
    keys.press("Dit vill jag")
    expect(page.get_by_role("heading", name="Det här behövs för")).to_be_visible()
    reads_well(page)
    keys.press("Visa kortaste vägen")
    keys.press("Jag kan flytta", "Space")
    keys.press("Räkna om")
    expect(page.locator("#svaret")).to_be_focused()
    reads_well(page)
    keys.press("Välj den här planen")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Min väg till")
    reads_well(page)
    assert walker.faults == []


def test_the_focus_is_never_lost_and_what_changed_is_said(browser: Browser, site: str) -> None:
    walker = visitor(browser, site, PHONE)
    page = walker.page
    walk_to_the_full(walker)
    walker.visit("/vagen/")
    page.get_by_label("Jag kan flytta").check()
    exercised: set[str] = set()
    offered: set[str] = set()
    for path, selector, fields in SWAPS:
        walker.visit(path)
        page.wait_for_load_state("networkidle")
        offered |= set(page.evaluate(
            "[...document.querySelectorAll('form[hx-get], form[hx-post]')]"
            ".map(one => one.getAttribute('hx-get') ?? one.getAttribute('hx-post'))"
        ))  # fmt: skip
        form = page.locator(selector).first
        exercised.add(form.get_attribute("hx-get") or form.get_attribute("hx-post") or "")
        for name, value in fields.items():
            form.locator(f"[name={name}]").fill(value)
        form.locator("button").last.focus()
        Keyboard(page).send()
        where = f"{path} {selector} {fields}"
        assert page.evaluate("document.activeElement !== document.body"), where
        assert page.evaluate("document.activeElement.isConnected"), where
        assert page.evaluate(
            "document.activeElement.closest('[tabindex]:not(main)')"
            " !== null || document.getElementById('sagt').textContent !== ''"
        ), f"nothing was said: {where}"
    assert offered - exercised == set()
    assert walker.faults == []

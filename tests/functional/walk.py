"""A person in a real browser: finds things by their words, and looks at every page they come to."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

Scheme = Literal["light", "dark"]
PHONE = (320, 700)
DESKTOP = (1200, 900)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},  # 24 px; off unless asked for
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# What axe does not ask: one first heading, and 44 px for what one presses to go on.
STRUCTURE = """() => {
  const shown = (one) => one.checkVisibility() && one.getClientRects().length;
  const small = [...document.querySelectorAll("main button, main .button")].filter((one) => {
    const box = one.getBoundingClientRect();
    return shown(one) && (box.height < 44 || box.width < 44);
  });
  const titles = [...document.querySelectorAll("h1")].filter(shown).length;
  return [
    ...(titles === 1 ? [] : [`${titles} first headings`]),
    ...small.map((one) => `smaller than 44 px: ${one.textContent.trim()}`),
  ];
}"""
# Chromium says these of every page; they are about headers it has not implemented.
NOISE = re.compile(r"Permissions-Policy|status of (400|403|404|422|429|503)")

CV = """Anna Andersson
anna.andersson@example.se
070-123 45 67

Jag har arbetat som undersköterska i fem år inom äldreomsorg och hemtjänst.
Jag kan omvårdnad, läkemedelshantering och dokumentation. Jag har B-körkort.
Jag vill bli sjuksköterska.
"""


def browser_path() -> str | None:
    """The system's Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for path in map(shutil.which, names) if path), None)


CHROMIUM = browser_path()
# What every test in a browser is marked with. Without the second there is no test database, which
# the server reads.
IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@contextmanager
def open_browser(path: str) -> Iterator[Browser]:
    """The browser, without sandbox (containers) and without background traffic."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@dataclass
class Walker:
    """One visit. Each page is checked as it is reached: no sideways scroll, no word in the console,
    no request elsewhere, and, where asked, no axe violation."""

    page: Page
    site: str
    folder: Path | None = None
    is_axe_on: bool = True
    prefix: str = ""  # of the language
    seen: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not NOISE.search(message.text):
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.site):
            self.faults.append(f"request elsewhere: {request.url}")

    @contextmanager
    def own_failure(self) -> Iterator[None]:
        """A page that fails is asked for in here, and only here may the browser say that it did."""
        before = len(self.faults)
        yield
        heard = [one for one in self.faults[before:] if "status of 500" in one]
        assert len(heard) == 1, heard
        self.faults.remove(heard[0])

    def visit(self, path: str) -> None:
        self.page.goto(f"{self.site}{self.prefix}{path}")

    def press(self, words: str, role: Literal["button", "link"] = "button", of: str = "") -> None:
        """Press the first thing with these words, as a keyboard does. of: what it is about."""
        name = re.compile(rf"^{re.escape(words)}\s*:\s*{re.escape(of)}") if of else words
        self.page.get_by_role(role, name=name).first.press("Enter")
        self.page.wait_for_load_state()

    def search(self, label: str, words: str) -> None:
        self.page.get_by_label(label).fill(words)
        self.page.get_by_label(label).press("Enter")
        self.page.wait_for_load_state("networkidle")

    def look(self, name: str) -> None:
        """Check the page as it stands, and keep a picture of it."""
        self.seen += 1
        width, height = self._size()
        wide = int(self.page.evaluate("document.documentElement.scrollWidth"))
        if wide > width:
            self.faults.append(f"{name}: scrolls sideways, {wide} > {width}")
        if self.is_axe_on:
            faults = self.page.evaluate(STRUCTURE)
            self.faults += [f"{name}: {fault}" for fault in faults]
            self._judge(name, RULES)
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
            tall = int(self.page.evaluate("document.documentElement.scrollHeight"))
            self.page.set_viewport_size({"width": width, "height": tall})
            # Hiding the caret would put a style on the page, which its policy refuses.
            path = self.folder / f"{self.seen:02d}-{name}.png"
            self.page.screenshot(path=path, caret="initial")
            self.page.set_viewport_size({"width": width, "height": height})

    def look_in_the_dark(self, name: str) -> None:
        """Check what depends on the colours alone, in the other scheme."""
        self.page.emulate_media(color_scheme="dark")
        self._judge(f"{name}, dark", COLOURS)
        self.page.emulate_media(color_scheme="light")

    def _judge(self, name: str, rules: dict[str, Any]) -> None:
        for violation in Axe().run(self.page, options=rules).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            self.faults.append(f"{name}: {violation['id']}: {violation['help']} {nodes}")

    def _size(self) -> tuple[int, int]:
        size = self.page.viewport_size
        assert size
        return size["width"], size["height"]


def walk_the_journey(walker: Walker) -> None:
    """All six steps, from a CV to a plan in the hand and everything wiped."""
    page = walker.page
    walker.visit("/")
    walker.look("start")
    walker.press("Jag har ett cv", "link")
    walker.press("Läs mitt cv")
    walker.look("cv-error")
    page.get_by_label("Eller klistra in texten").fill(CV)
    walker.press("Läs mitt cv")
    assert "Detta tog vi bort" in page.inner_text("main")
    assert "Anna" not in page.inner_text("body")
    walker.look("skills")
    walker.press("Ja, det jobbet har jag haft", of="Undersköterska")
    page.get_by_text("Du har sagt ja").first.wait_for()
    walker.press("Ta bort", of="Äldreomsorg")
    page.get_by_text("Du har sagt nej").first.wait_for()
    walker.press("Ångra", of="Äldreomsorg")
    walker.search("Sök en kunskap", "matlag")
    walker.look("skills-search")
    walker.press("Gå vidare", "link")
    page.get_by_label("Var bor du?").select_option(label="Gävle")
    page.get_by_label("Gymnasieexamen från ett högskoleförberedande program").check()
    page.get_by_label("Naturkunskap 1b").check()
    walker.look("holdings")
    walker.press("Spara och gå vidare")
    walker.search("Sök ett yrke", "grundutbildad sjuskötersa")
    walker.look("target")
    walker.press("Dit vill jag", of="Sjuksköterska, grundutbildad")
    assert "Legitimation som sjuksköterska" in page.inner_text("main")
    walker.look("gap")
    walker.press("Visa kortaste vägen", "link")
    page.get_by_label("Jag kan flytta").check()
    walker.press("Räkna om")
    page.get_by_text("Sök senast").first.wait_for()
    walker.look("plans")
    walker.press("Välj den här planen")
    page.get_by_role("heading", name="Min väg till").wait_for()
    walker.look("takeaway")
    walker.press("Mina uppgifter", "link")
    walker.look("mine")
    walker.press("Radera allt nu")
    assert "Allt är raderat" in page.inner_text("main")
    walker.look("wiped")


def visitor(
    browser: Browser,
    site: str,
    size: tuple[int, int],
    *,
    script: bool = True,
    scheme: Scheme = "light",
    is_free: bool = False,
) -> Walker:
    """A new person: no cookie, Swedish browser. is_free: may put styles of their own on a page."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=script,
        color_scheme=scheme,
        reduced_motion="reduce",  # a colour on its way to another is neither
        locale="sv-SE",
        bypass_csp=is_free,
    )
    context.set_default_timeout(15_000)
    return Walker(context.new_page(), site)


def walk_to_plans(walker: Walker, job: str = "undersköterska") -> None:
    """The shortest way to the plans: some papers and a target, with every limit away."""
    walker.visit("/kan/papper/")
    walker.page.get_by_label("Gymnasieexamen från ett högskoleförberedande program").check()
    walker.page.get_by_label("Naturkunskap 1b").check()
    walker.press("Spara och gå vidare")
    walker.search("Sök ett yrke", job)
    walker.press("Dit vill jag")
    walker.press("Visa kortaste vägen", "link")
    walker.page.get_by_label("Jag kan flytta").check()
    walker.press("Räkna om")
    walker.page.locator(".leg").first.wait_for()


def walk_to_the_full(walker: Walker) -> None:
    """Everything told: a CV, papers, a target, a plan chosen and three occupations to compare."""
    walker.visit("/kan/cv/")
    walker.page.get_by_label("Eller klistra in texten").fill(CV)
    walker.press("Läs mitt cv")
    walk_to_plans(walker, "sjuksköterska, grundutbildad")
    walker.press("Välj den här planen")
    for job in ("undersköterska", "svetsare", "kock storhushåll"):
        walker.visit("/mal/")
        walker.search("Sök ett yrke", job)
        walker.press("Jämför")


# Name of what has the focus, and whether the focus shows.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const words = one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent ?? one.textContent;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const isHere = box.bottom > 0 && box.top < innerHeight;
  return [words.replace(/\\s+/g, " ").trim(), isSeen && isHere];
}"""

# Stands on the page until another comes, or a part of it has been replaced.
AWAITED = """() => {
  const root = document.documentElement;
  root.dataset.awaited = "";
  document.addEventListener("htmx:afterSettle", () => delete root.dataset.awaited, {once: true});
}"""


@dataclass
class Keyboard:
    """A person who has a keyboard only: Tab, Enter, Space and letters. What has focus is seen."""

    page: Page
    heard: list[str] = field(default_factory=list)

    def to(self, words: str, most: int = 200) -> None:
        """Tab on to the next thing whose name begins with these words."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate(FOCUSED)
            if focused is None:
                continue
            name, is_seen = focused
            self.heard.append(name)
            assert is_seen, f"the focus does not show on {name}"
            if name.startswith(words):
                return
        raise AssertionError(f"no way by keyboard to {words}; last: {self.heard[-most:]}")

    def press(self, words: str, key: Literal["Enter", "Space"] = "Enter") -> None:
        self.to(words)
        if key == "Space":
            self.page.keyboard.press(key)
        else:
            self.send()

    def send(self) -> None:
        """Enter, and wait for the page or the part of it that comes."""
        self.page.evaluate(AWAITED)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(
            "() => document.readyState === 'complete'"
            " && !('awaited' in document.documentElement.dataset)"
        )

    def write(self, label: str, words: str) -> None:
        self.to(label)
        self.page.keyboard.insert_text(words)

    def choose(self, label: str, words: str) -> None:
        """In a list of choices the first letters lead to one."""
        self.to(label)
        self.page.keyboard.type(words)

"""Enlarged four times, with other spacing, in a person's own colours and without motion."""

import pytest
from playwright.sync_api import Browser, Page

from tests.functional.walk import DESKTOP, IN_A_BROWSER, Walker, visitor, walk_to_the_full

pytestmark = IN_A_BROWSER
ENLARGED = (320, 256)  # a window of 1280 x 1024 at 400 %
# https://www.w3.org/TR/WCAG22/#text-spacing
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }
"""
PAGES = (
    "/", "/kan/cv/", "/kan/", "/kan/jobb/?q=vård", "/kan/annat/", "/kan/papper/", "/annons/",
    "/mal/?q=sjuk", "/mal/forslag/", "/jamfor/", "/saknas/", "/vagen/", "/vagen/pengar/",
    "/vagen/satt/", "/ta-med/", "/ta-med/en-sida/", "/ta-med/tva-sprak/", "/dela/", "/oppna/",
    "/kod/", "/mina-uppgifter/", "/vagledare/", "/om/", "/integritet/", "/kvalitet/", "/status/",
    "/oppna-data/", "/finns-inte/",
)  # fmt: skip
# Words cut off by their box or outside the window. What is for the ear only is cut off on purpose,
# and a place that scrolls by itself hides nothing.
LOST = """() => {
  const lost = [];
  for (const one of document.querySelectorAll("body *")) {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const isForEar = box.width <= 1 || style.clipPath !== "none" || one.closest("svg, .skip");
    if (isForEar || !one.checkVisibility() || !one.textContent.trim()) continue;
    const hides = ["hidden", "clip"];
    const isCut = hides.includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1
      || hides.includes(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
    const isOutside = !one.closest(".scroll, option, select, .visually-hidden, .word")
      && (box.right > innerWidth + 1 || box.left < -1);
    const words = one.textContent.trim().slice(0, 60);
    if (isCut || isOutside) lost.push(`${one.tagName} ${one.className}: ${words}`);
  }
  return lost;
}"""
# Two things to press that lie on each other, as when larger words push one over another.
COVERED = """() => {
  const all = [...document.querySelectorAll("main a, main button, main input, main select")]
    .filter((one) => one.checkVisibility() && !one.closest(".door"))
    .map((one) => [one, one.getBoundingClientRect()]);
  const found = [];
  all.forEach(([one, a], place) => all.slice(place + 1).forEach(([other, b]) => {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 2 && down > 2 && !one.contains(other) && !other.contains(one)
      && one.tagName !== "A" && other.tagName !== "A")
      found.push(`${one.textContent || one.name} under ${other.textContent || other.name}`);
  }));
  return found;
}"""


def lost(page: Page) -> list[str]:
    return [*page.evaluate(LOST), *page.evaluate(COVERED)]


@pytest.fixture(scope="module")
def walker(browser: Browser, site: str) -> Walker:
    """A person with a whole journey behind them, on a screen."""
    walker = visitor(browser, site, DESKTOP, is_free=True)
    walker.is_axe_on = False
    walk_to_the_full(walker)
    return walker


def each_page(walker: Walker, style: str = "") -> dict[str, list[str]]:
    """What is lost on each page, with a style of the person's own."""
    walker.faults.clear()
    found: dict[str, list[str]] = {}
    for path in PAGES:
        walker.visit(path)
        if style:
            walker.page.add_style_tag(content=style)
        walker.look(path)
        found[path] = lost(walker.page)
    return {path: words for path, words in found.items() if words}


def test_nothing_is_lost_at_four_hundred_percent(walker: Walker) -> None:
    walker.page.set_viewport_size({"width": ENLARGED[0], "height": ENLARGED[1]})
    assert each_page(walker) == {}
    assert walker.faults == []


@pytest.mark.parametrize("size", [DESKTOP, ENLARGED], ids=["screen", "enlarged"])
def test_nothing_is_lost_with_other_spacing(walker: Walker, size: tuple[int, int]) -> None:
    walker.page.set_viewport_size({"width": size[0], "height": size[1]})
    assert each_page(walker, SPACING) == {}
    assert walker.faults == []


def test_own_colours_keep_every_edge_and_mark(walker: Walker) -> None:
    """Bars, timelines, buttons and the focus are still told from the ground they are on."""
    page = walker.page
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.emulate_media(forced_colors="active")
    for path in ("/", "/kan/", "/saknas/", "/vagen/", "/ta-med/"):
        walker.visit(path)
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        same = page.evaluate(SAME_AS_GROUND)
        assert same == [], path
    page.emulate_media(forced_colors="none")


SAME_AS_GROUND = """() => {
  const ground = getComputedStyle(document.body).backgroundColor;
  const marks = [".bar-part", ".timeline .bar-leg", ".timeline .apply", ".timeline .goal"];
  const lines = [".timeline .today", ".timeline .wait", ".timeline .start"];
  const drawn = (selectors, property) => [...document.querySelectorAll(selectors.join(","))]
    .filter((one) => one.checkVisibility() && getComputedStyle(one)[property] === ground)
    .map((one) => `${property} ${one.getAttribute("class")}`);
  const edged = [...document.querySelectorAll("main button, main .button, main input")]
    .filter((one) => one.checkVisibility() && !["checkbox", "radio"].includes(one.type)
      && (getComputedStyle(one).borderTopColor === ground
        || getComputedStyle(one).borderTopStyle === "none"))
    .map((one) => `edge of ${one.textContent || one.name}`);
  const button = document.querySelector("main button, main a");
  button.focus({focusVisible: true});
  const focus = getComputedStyle(button);
  const unseen = focus.outlineStyle === "none" || focus.outlineColor === ground;
  if (unseen) edged.push("focus");
  return [...drawn(marks, "fill"), ...drawn(lines, "stroke"), ...edged];
}"""


def test_nothing_moves_for_who_wants_it_still(walker: Walker) -> None:
    page = walker.page
    page.emulate_media(reduced_motion="reduce")
    for path in ("/", "/kan/", "/vagen/", "/mal/"):
        walker.visit(path)
        moving = page.evaluate(
            "[...document.querySelectorAll('*')].filter((one) => {"
            " const style = getComputedStyle(one);"
            " return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'"
            " || style.scrollBehavior === 'smooth'; }).map((one) => one.outerHTML.slice(0, 80))"
        )
        assert moving == [], path
        assert page.evaluate("document.getAnimations().length") == 0

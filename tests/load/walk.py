"""The whole journey as single steps, so that a stream of requests can be kept even."""

from collections.abc import Iterator

from tests.load.visit import Astray, Visit

TARGETS = (
    "undersköterska", "svetsare", "sjuksköterska", "elektriker", "barnskötare", "kock",
    "fastighetstekniker", "redovisningsekonom",
)  # fmt: skip
PAGES = ("/om/", "/integritet/", "/status/", "/kvalitet/")


def steps_of(visit: Visit) -> Iterator[str]:
    """Every step of one person, each a page of the journey, in order. Raises `Astray`."""
    visit.go("/")
    yield "start"
    visit.go(PAGES[visit.number % len(PAGES)])
    yield "a page beside the journey"
    visit.go("/kan/cv/")
    yield "cv"
    visit.press("Läs mitt cv", {"text": visit.cv}, "POST /kan/cv/")
    yield "skills"
    # A job, a skill or a paper, whatever was read first.
    visit.press("Ja, det", name="POST /kan/svar/")
    yield "a skill answered"
    visit.go("/kan/papper/")
    yield "holdings"
    visit.press("Spara och gå vidare", name="POST /kan/papper/")
    yield "target"
    visit.press("Sök", {"q": TARGETS[visit.number % len(TARGETS)]}, "GET /mal/?q=")
    yield "target found"
    visit.press("Dit vill jag", name="POST /mal/ja/")
    yield "gap"
    visit.go("/mal/forslag/")
    yield "suggestions"
    visit.go("/vagen/")
    yield "plans"
    visit.press("Räkna om", {"may_move": "on"}, "POST /vagen/granser/")
    yield "plans within other limits"
    if visit.offers("Välj den här planen"):
        visit.press("Välj den här planen", name="POST /vagen/ja/")
        yield "take it along"
        visit.press("Spara anteckningen", {"note": visit.mark}, "POST /ta-med/anteckning/")
        if not visit.has(visit.mark):
            raise Astray(f"{visit.place} lost what {visit.mark} wrote")
        yield "a note of one's own"
    visit.go("/mina-uppgifter/")
    if not visit.has(f"arbetat som {visit.work}"):
        raise Astray(f"{visit.place} does not hold the work of {visit.mark}")
    yield "mine"
    visit.press("Radera allt nu", name="POST /mina-uppgifter/radera/")
    if not visit.has("Allt är raderat"):
        raise Astray(f"{visit.mark} was not wiped")
    yield "wiped"

"""Every page of the site in the states that a person can bring it to, in any language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from guidance.journey import Choice, Journey
from tests.integration.guidance.pages import PageClient
from tests.routes import address_of, every_route
from tests.snapshots import ASSISTANT_NURSE, NURSE, skill

# What answers with something else than a page for a person.
FILES = frozenset({"appearance", "logo"})
SEARCHES = {
    "skills": ("svets", "zzzz"),
    "earlier_jobs": ("sjukskö", "zzzz"),
    "target": ("sjukskö", "zzzz"),
    "way": ("sjuk", "zzzz"),
}
SENT: dict[str, tuple[dict[str, Any], ...]] = {
    "cv": ({}, {"text": "Jag är 34 år och har arbetat som undersköterska på ett äldreboende."}),
    "ad": ({}, {"text": "Hej hopp"}, {"text": "Vi söker en sjuksköterska. Körkort B krävs."}),
    "asked": ({"held": ["nej"]},),
    "life": ({"done": ["piracy"]}, {"done": ["care"], "languages": []}),
    "holdings": ({"municipality": "9999"},),
    "change_limits": ({"pace": "1", "budget": "fem"}, {"pace": "25", "reach_km": "0"}),
    "add_note": ({"note": ""},),
    "share": ({}, {"mode": "read"}),
    "open_code": ({}, {"code": "ABC"}),
    "open_plan_file": ({},),
    "choose_target": ({"concept": "finns-inte"}, {"concept": ASSISTANT_NURSE}),
    "wipe": ({},),
    "finance": (
        {"age": "ett"},
        {"age": "20", "has_worked_long": "no", "has_debt": "yes"},
        {"age": "45", "has_worked_long": "yes", "is_strengthening": "yes"},
    ),
    "scenarios": (
        {"andra-pace": "1"},
        {"andra-pace": "50", "tredje-pace": "100", "tredje-may_move": "on"},
    ),
    "objection": (
        {},
        {"kind": "occupation", "subject": NURSE},
        {"kind": "occupation", "subject": NURSE, "reason": "wrong-rules"},
    ),
}


@dataclass(frozen=True)
class Page:
    """One page. name: of its address · state: how it was reached · text: HTML."""

    name: str
    state: str
    text: str
    status: int

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


def journeys(full: Journey) -> dict[str, Journey]:
    """Nothing told, all told, and everything answered no; with notes and compared occupations."""
    return {
        "empty": Journey(),
        "full": full,
        "apply now": replace(full, target=ASSISTANT_NURSE),
        "refused": replace(
            full,
            choices=(
                *(replace(one, answer="no") for one in full.choices),
                Choice(skill("Städning"), "skill", origin="added", answer="yes"),
            ),
            credentials=frozenset(),
            municipality="",
            wished=(NURSE,),
            asked=((skill("Omvårdnad"), True), (skill("Städning"), False)),
        ),
    }


def crawl(language: str, begin: Callable[[Journey], PageClient], full: Journey) -> Iterator[Page]:
    """Every page in one language, state after state."""
    with override(language):
        for state, journey in journeys(full).items():
            client = begin(journey)
            for route in every_route():
                name = str(route.name)
                address = address_of(route)
                if name in FILES or not address.startswith(reverse("start")):
                    continue  # what is for machines has no language
                yield from _read(client, name, address, state)
                for words in SEARCHES.get(name, ()):
                    address = f"{reverse(name)}?q={words}"
                    yield from _read(client, name, address, f"{state}, searched for {words}")
        for name, forms in SENT.items():
            for number, form in enumerate(forms):
                client = begin(full)
                response = client.post(reverse(name), form, follow=True)
                yield from _pages(name, f"form {number}", response)
        response = PageClient().get(f"{reverse('start')}finns-inte/")
        yield from _pages("404", "not found", response)


def _read(client: PageClient, name: str, address: str, state: str) -> Iterator[Page]:
    yield from _pages(name, state, client.get(address))


def _pages(name: str, state: str, response: Any) -> Iterator[Page]:
    if response.headers.get("Content-Type", "").startswith("text/html") and response.content:
        yield Page(name, state, response.content.decode(), response.status_code)

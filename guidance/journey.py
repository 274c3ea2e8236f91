"""What a person has said so far: the only thing about them that is kept, and only in the session.

A `Journey` holds concept ids, short redacted quotes (at most eight words), credential keys, a
municipality, limits and a chosen plan. Never a CV's text, a file name or anything that identifies.
`journey_of` reads it, `keep_journey` writes it; no other code touches the session's keys.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from django.http import HttpRequest

from guidance.chosen_plan import ChosenPlan, chosen_plan_from, chosen_plan_to
from guidance.core.profile import HeldOccupation, Limits, Profile
from guidance.kept_plan import KeptPlan, kept_plan_from, kept_plan_to

KEY = "journey"
MAX_QUOTE_WORDS = 8
MAX_CHOICES = 300
MAX_ASKED = 60
MAX_NOTES = 20
MAX_NOTE = 1000  # characters
MAX_COMPARED = 3

Answer = Literal["", "yes", "no"]
Origin = Literal["cv", "ad", "occupation", "life", "added"]


@dataclass(frozen=True)
class Choice:
    """One concept the person has been shown, and what they said about it.

    concept: concept id · kind: taxonomy type · quote: the words it came from · origin: where from ·
    because: concept id of the occupation that suggested it · is_suggestion: weak, so it counts only
    after a yes; anything else counts until a no · answer: "" until the person answers · months: how
    long, of an occupation, when the CV says so.
    """

    concept: str
    kind: str
    quote: str = ""
    origin: Origin = "added"
    because: str = ""
    is_suggestion: bool = False
    answer: Answer = ""
    months: int | None = None

    @property
    def is_in(self) -> bool:
        """Does it count as something the person can?"""
        return self.answer == "yes" or (self.answer == "" and not self.is_suggestion)

    @property
    def is_work(self) -> bool:
        """Is it a job one has had, and not something one can?"""
        return self.kind in OCCUPATION_KINDS


@dataclass(frozen=True)
class Note:
    """What somebody wrote about the plan. written: ISO date · text: after redaction."""

    written: str
    text: str


@dataclass(frozen=True)
class Opened:
    """The plan file a journey was opened from. saved: ISO date-time · is_checked: its signature
    is this site's own · plan: the chosen plan as it was then, None when none was chosen."""

    saved: str
    snapshot_id: str
    is_checked: bool
    plan: KeptPlan | None


@dataclass(frozen=True)
class Journey:
    """Everything said so far. wished: occupations a CV names as wishes · asked: what the
    last ad asked for, as concept ids, and whether it is a requirement · offered: credentials read
    in a CV, each with a short quote; held only once they are ticked · compared: occupations laid
    side by side, at most three · count_from: ISO date to count from, "" for today · plan: key of
    the chosen plan · chosen: that plan as it was when it was chosen here · notes: of a talk with a
    counsellor, redacted · opened: the plan file it was opened from."""

    choices: tuple[Choice, ...] = ()
    removed: tuple[tuple[str, int], ...] = ()
    has_read: bool = False
    wished: tuple[str, ...] = ()
    asked: tuple[tuple[str, bool], ...] = ()
    offered: tuple[tuple[str, str], ...] = ()
    credentials: frozenset[str] = frozenset()
    municipality: str = ""
    target: str = ""
    compared: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    count_from: str = ""
    plan: str = ""
    chosen: ChosenPlan | None = field(default=None, compare=False)  # follows from the rest
    notes: tuple[Note, ...] = ()
    opened: Opened | None = None

    @property
    def held(self) -> tuple[Choice, ...]:
        """The choices that count."""
        return tuple(choice for choice in self.choices if choice.is_in)

    @property
    def jobs(self) -> tuple[str, ...]:
        """Occupations the person has had, as concept ids."""
        return tuple(choice.concept for choice in self.held if choice.is_work)


def short_quote(text: str) -> str:
    """At most eight words, on one line."""
    words = text.split()
    return " ".join(words[:MAX_QUOTE_WORDS]) + (" …" if len(words) > MAX_QUOTE_WORDS else "")


def with_choices(journey: Journey, new: Iterable[Choice]) -> Journey:
    """Add choices. What the person has already answered stands; a fact replaces a suggestion."""
    known = {choice.concept: choice for choice in journey.choices}
    for choice in new:
        old = known.get(choice.concept)
        if old is None or (old.answer == "" and old.is_suggestion and not choice.is_suggestion):
            known[choice.concept] = choice
    return replace(journey, choices=tuple(known.values())[:MAX_CHOICES])


def with_answer(journey: Journey, concept: str, answer: Answer) -> Journey:
    """Answer, or undo the answer to, one choice. Unknown concepts change nothing."""
    return replace(
        journey,
        choices=tuple(
            replace(choice, answer=answer) if choice.concept == concept else choice
            for choice in journey.choices
        ),
    )


def without_choice(journey: Journey, concept: str) -> Journey:
    """Take a choice away altogether, as undo does with one the person added."""
    kept = tuple(choice for choice in journey.choices if choice.concept != concept)
    return replace(journey, choices=kept)


def with_wishes(journey: Journey, occupations: Iterable[str]) -> Journey:
    """Occupations to offer as targets, newest first, at most six."""
    return replace(journey, wished=tuple(dict.fromkeys([*occupations, *journey.wished]))[:6])


def with_compared(journey: Journey, concept: str, instead: str = "") -> Journey:
    """Put an occupation beside the others, in the place of another if need be. When there is no
    place left nothing changes."""
    if concept in journey.compared:
        return journey
    kept = tuple(concept if one == instead else one for one in journey.compared)
    if concept not in kept:
        kept = (*kept, concept)
    return journey if len(kept) > MAX_COMPARED else replace(journey, compared=kept)


def without_compared(journey: Journey, concept: str) -> Journey:
    """Take an occupation out of the comparison."""
    return replace(journey, compared=tuple(one for one in journey.compared if one != concept))


def with_note(journey: Journey, written: str, text: str) -> Journey:
    """Add a note, already redacted. Beyond the most that are kept, the oldest go."""
    note = Note(written, " ".join(text.split())[:MAX_NOTE])
    if not note.text or note in journey.notes:
        return journey
    return replace(journey, notes=(*journey.notes, note)[-MAX_NOTES:])


def profile_of(journey: Journey) -> Profile:
    """The accepted profile the core answers for."""
    held = journey.held
    return Profile(
        skills=frozenset(choice.concept for choice in held if choice.kind == "skill"),
        occupations=tuple(
            HeldOccupation(choice.concept, choice.months) for choice in held if choice.is_work
        ),
        credentials=journey.credentials,
        languages=frozenset(choice.concept for choice in held if choice.kind == "language"),
        municipality=journey.municipality,
    )


OCCUPATION_KINDS = frozenset({"occupation-name", "ssyk-level-4"})
KEPT_KINDS = OCCUPATION_KINDS | {"skill", "language"}


def to_dict(journey: Journey) -> dict[str, Any]:
    """Plain JSON values, stable order."""
    opened = journey.opened
    return {
        **asdict(replace(journey, chosen=None)),
        "chosen": chosen_plan_to(journey.chosen),
        "credentials": sorted(journey.credentials),
        "opened": opened and {**asdict(opened), "plan": kept_plan_to(opened.plan)},
    }


def from_dict(data: Mapping[str, Any]) -> Journey:
    """The journey of `to_dict`. A session written by another version starts over, never fails."""
    try:
        return Journey(
            **{
                **data,
                "choices": tuple(Choice(**choice) for choice in data["choices"]),
                "removed": tuple((str(kind), int(count)) for kind, count in data["removed"]),
                "wished": tuple(data["wished"]),
                "compared": tuple(str(one) for one in data.get("compared", ())),
                "asked": tuple((str(one), bool(must)) for one, must in data.get("asked", ())),
                "offered": tuple((str(key), str(quote)) for key, quote in data["offered"]),
                "credentials": frozenset(data["credentials"]),
                "limits": Limits(**data["limits"]),
                "chosen": chosen_plan_from(data.get("chosen")),
                "notes": tuple(Note(**note) for note in data["notes"]),
                "opened": data["opened"]
                and Opened(**{**data["opened"], "plan": kept_plan_from(data["opened"]["plan"])}),
            }
        )
    except (KeyError, TypeError, ValueError):
        return Journey()


def journey_of(request: HttpRequest) -> Journey:
    """The journey in the session, or an empty one. Never writes, so it sets no cookie."""
    return from_dict(request.session.get(KEY) or to_dict(Journey()))


def keep_journey(request: HttpRequest, journey: Journey) -> None:
    """Write the journey to the session; the first call is what sets the cookie."""
    request.session[KEY] = to_dict(journey)

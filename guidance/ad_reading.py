"""From an ad to what it asks for, and which of it the person has. Its text is not kept."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from catalog.recognition.lexicon import Lexicon
from catalog.recognition.recognise import recognise
from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.phrases import credential_of_skill
from guidance.core.standing import standing_of
from guidance.journey import (
    MAX_ASKED,
    OCCUPATION_KINDS,
    Choice,
    Journey,
    profile_of,
    with_answer,
    with_choices,
    with_wishes,
)
from guidance.reading import quote_of, redacted

DRIVING = "driving-licence"

_ASKED_KINDS = frozenset({"skill", "language", DRIVING})


@dataclass(frozen=True)
class Ask:
    """One thing an ad asks for. kind: skill, language or driving-licence · is_required: else it
    is a merit · quote: the ad's words, redacted, at most eight."""

    concept: str
    kind: str
    is_required: bool
    quote: str


@dataclass(frozen=True)
class AdReading:
    """What an ad is for and asks for. occupations: concept ids, most mentioned first."""

    occupations: tuple[str, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True)
class AskedThing:
    """What the last ad asked for, beside what the person has. quote: "" when none is kept."""

    concept: str
    kind: str
    is_required: bool
    is_held: bool
    quote: str


def read_ad(text: str, lexicon: Lexicon) -> AdReading:
    """What an ad is for and asks for. Identity is removed first here too: ads name people.

    Raises `UnreadableDocument` when it cannot be. What is both required and a merit is required.
    """
    clean = redacted(text)
    times: dict[str, tuple[int, int]] = {}
    asks: dict[str, Ask] = {}
    for mention in recognise(clean.text, lexicon, "ad"):
        concept = mention.concept_id
        if mention.type in OCCUPATION_KINDS:
            count, first = times.get(concept, (0, mention.start))
            times[concept] = (count + 1, first)
        elif mention.type in _ASKED_KINDS and mention.role in ("required", "merit"):
            ask = Ask(
                concept, mention.type, mention.role == "required", quote_of(clean.text, mention)
            )
            if concept not in asks or (ask.is_required and not asks[concept].is_required):
                asks[concept] = ask
    ordered = sorted(times, key=lambda concept: (-times[concept][0], times[concept][1]))
    return AdReading(tuple(ordered), tuple(asks.values())[:MAX_ASKED])


def with_ad(journey: Journey, reading: AdReading) -> Journey:
    """The journey after an ad: its job among the wishes, what it asks for remembered and asked
    about. Nothing of it is claimed for the person."""
    questions = [
        Choice(ask.concept, ask.kind, quote=ask.quote, origin="ad", is_suggestion=True)
        for ask in reading.asks
        if ask.kind != DRIVING  # a paper, which is ticked and not chosen
    ]
    journey = with_wishes(with_choices(journey, questions), reading.occupations)
    return replace(journey, asked=tuple((ask.concept, ask.is_required) for ask in reading.asks))


def asked_things(journey: Journey, snapshot: Snapshot) -> tuple[AskedThing, ...]:
    """What the last ad asked for, requirements first, each in its order. What the catalogue lacks
    is left out."""
    standing = standing_of(profile_of(journey), snapshot)
    quotes = {choice.concept: choice.quote for choice in journey.choices if choice.origin == "ad"}
    held = {choice.concept for choice in journey.held}
    found = []
    for concept, is_required in sorted(dict(journey.asked).items(), key=lambda one: not one[1]):
        row = snapshot.followed(snapshot.concept(concept))
        if row < 0:
            continue
        kind, label = snapshot.type_of(row), str(snapshot.concepts.label[row])
        credential = driving_key(label) if kind == DRIVING else credential_of_skill(label)
        is_held = concept in held or row in standing.skills or credential in standing.held
        found.append(AskedThing(concept, kind, is_required, is_held, quotes.get(concept, "")))
    return tuple(found)


def driving_key(label: str) -> str:
    """The credential of a driving licence by its label: B → driving:B."""
    return f"driving:{label.upper()}"


def with_asked_ticks(
    journey: Journey, things: Iterable[AskedThing], ticked: Collection[str], snapshot: Snapshot
) -> Journey:
    """The journey as the ad's list was sent: what is ticked is held, what was held and is no
    longer ticked is not. What nobody touched stays as it was."""
    for thing in things:
        if (thing.concept in ticked) == thing.is_held:
            continue
        if thing.kind == DRIVING:
            key = driving_key(str(snapshot.concepts.label[snapshot.concept(thing.concept)]))
            held = journey.credentials | {key} if not thing.is_held else journey.credentials - {key}
            journey = replace(journey, credentials=held)
        elif thing.is_held:
            journey = with_answer(journey, thing.concept, "no")
        else:
            added = Choice(thing.concept, thing.kind, answer="yes")
            journey = with_answer(with_choices(journey, [added]), thing.concept, "yes")
    return journey

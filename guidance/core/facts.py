"""Everything the catalogue knows about one occupation, whoever asks. Unknown stays unknown."""

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from catalog.snapshot.arrays import NO_DATE, Links, day_of
from catalog.snapshot.snapshot import CHANCES, OUTLOOKS, SITUATIONS, Snapshot, TermKind
from guidance.core.gap import with_grounds
from guidance.core.moves.index import MoveIndex, move_index_of
from guidance.core.moves.market import country_row
from guidance.core.occupation import OccupationDemand, ads_place, demand_of
from guidance.core.paths.index import form_of
from guidance.core.paths.occasions import Occasions, ground_of
from guidance.core.profile import Limits, Profile
from guidance.core.regulated import LICENCES, Licence

NAMES_SHOWN = 8
# A weaker tie is of the whole group and says little about the occupation.
_LEADS = 0.7
_ANYWHERE = Limits(reach_km=None, may_move=True, horizon_years=12)
_OWN_NAMES = (TermKind.ALTERNATIVE, TermKind.TITLE)
_MATCHES = (TermKind.MATCH, TermKind.CLOSE_MATCH)


# Why a place has no forecast: it has one · the catalogue has none at all · the group has none, here
# or in the country · there is none here, but one of the country.
Unjudged = Literal["", "no_forecast", "not_judged", "country_only"]


@dataclass(frozen=True)
class PlaceFacts:
    """The market of the occupation's group in a region or the country.

    place: concept id · ads: published in the snapshot's `ads_period`, None when no ads are known ·
    situation, chances, outlook: of SITUATIONS, CHANCES and OUTLOOKS, "" unknown · round: the
    edition of the forecast that says so, "" when none says anything of this place; unjudged is then
    why.
    """

    place: str
    ads: int | None
    situation: str
    chances: str
    outlook: str
    round: str
    unjudged: Unjudged = ""


@dataclass(frozen=True)
class Wage:
    """SEK a month, None where it is not told. year: 0 unknown."""

    low: float | None
    mean: float
    high: float | None
    year: int


@dataclass(frozen=True)
class Leading:
    """Educations of one form with one name. education_id: the one that begins first · educations:
    how many records · occasions: that can still be applied for · first_start: None when no date is
    known."""

    education_id: str
    title: str
    form: str
    educations: int
    occasions: int
    first_start: date | None


@dataclass(frozen=True)
class OccupationFacts:
    """definition: the taxonomy's own words, of the group when `is_of_group` · also, english: other
    names · read: ads that were read where the figures of the skills come from · steps: outside
    school, in the order they are taken · places: the country first · more: how many names of
    educations there are beyond `leading`."""

    demand: OccupationDemand
    definition: str
    is_of_group: bool
    also: tuple[str, ...]
    english: tuple[str, ...]
    read: int
    steps: tuple[Licence, ...]
    places: tuple[PlaceFacts, ...]
    wage: Wage | None
    leading: tuple[Leading, ...]
    more: int


def facts_of(
    row: int, snapshot: Snapshot, today: date, region: str = "", most: int = 8
) -> OccupationFacts:
    """The facts of an occupation or group (concept row). region: concept id, "" = the country
    alone · most: names of educations."""
    demand = demand_of(row, snapshot, region)
    own, group = (
        snapshot.concepts.definition[one] if one >= 0 else "" for one in (row, demand.group_row)
    )
    leading = leading_educations(row, snapshot, today)
    also, english = _names(row, snapshot)
    place_row = snapshot.concept(region) if region else -1
    return OccupationFacts(
        demand, own or group, not own and bool(group) and row != demand.group_row, also, english,
        ads_place(demand.group_row, snapshot, place_row)[1] if demand.group_row >= 0 else 0,
        tuple(LICENCES[key] for key in with_grounds(demand.needs) if key in LICENCES),
        _places(demand.group_row, snapshot, place_row), wage_of(demand.group_row, snapshot),
        leading[:most], max(0, len(leading) - most),
    )  # fmt: skip


def _names(row: int, snapshot: Snapshot) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Swedish names beside the label, and English ones, each once however it is written."""
    terms = snapshot.terms
    label = snapshot.concepts.label[row]
    swedish, english = {label.casefold(): label}, {label.casefold(): label}
    for term in np.flatnonzero(terms.concept == row).tolist():
        kind, text = TermKind(int(terms.kind[term])), str(terms.text[term])
        if terms.language[term] == "eng":
            if kind in _MATCHES:
                english.setdefault(text.casefold(), text)
        elif kind in _OWN_NAMES:
            swedish.setdefault(text.casefold(), text)
    return tuple(list(swedish.values())[1:][:NAMES_SHOWN]), tuple(list(english.values())[1:][:3])


def wage_of(group_row: int, snapshot: Snapshot) -> Wage | None:
    """The wage of a group in the country; None when it is not known."""
    demand = snapshot.demand
    if group_row < 0 or math.isnan(float(demand.wage_mean[group_row])):
        return None
    low, high = float(demand.wage_p10[group_row]), float(demand.wage_p90[group_row])
    return Wage(
        None if math.isnan(low) else low,
        float(demand.wage_mean[group_row]),
        None if math.isnan(high) else high,
        int(demand.wage_year[group_row]),
    )


def _places(group_row: int, snapshot: Snapshot, region_row: int) -> tuple[PlaceFacts, ...]:
    if group_row < 0:
        return ()
    rows = (country_row(snapshot), region_row)
    places = [place_facts(group_row, row, snapshot) for row in rows if row >= 0]
    why: Unjudged = "not_judged" if len(snapshot.demand.forecast_rounds) else "no_forecast"
    return tuple(
        one if one.round else replace(one, unjudged="country_only" if places[0].round else why)
        for one in places
    )


def place_facts(group_row: int, place_row: int, snapshot: Snapshot) -> PlaceFacts:
    """How the market of a group stands in one place (concept rows); `unjudged` is not told."""
    demand = snapshot.demand
    counted = {place: count for place, _, _, count in demand.ads.of_row(group_row)}
    situation, chances, outlook = (
        _told(one, group_row, place_row)
        for one in (demand.situation, demand.chances, demand.outlook)
    )
    rounds = [edition for code, edition in (situation, chances, outlook) if code]
    return PlaceFacts(
        snapshot.concepts.id[place_row],
        counted.get(place_row, 0) if len(demand.ads.target) else None,
        SITUATIONS[situation[0]],
        CHANCES[chances[0]],
        OUTLOOKS[outlook[0]],
        demand.forecast_rounds[rounds[0]] if rounds else "",
    )


def _told(forecast: Links, group_row: int, place_row: int) -> tuple[int, int]:
    """What a forecast says of a place, and the row of its round; (0, 0) when it says nothing."""
    told = {place: (origin, edition) for place, _, origin, edition in forecast.of_row(group_row)}
    return told.get(place_row, (0, 0))


def leading_educations(row: int, snapshot: Snapshot, today: date) -> tuple[Leading, ...]:
    """Educations that train for an occupation or group, or give what it rests on by law: those that
    can be applied for first, then the strongest tie, then the most."""
    index = move_index_of(snapshot)
    strengths = strengths_of(row, snapshot, index)
    occasions = Occasions(ground_of(Profile(), _ANYWHERE, snapshot, index.paths, today))
    occasions.add(strengths)
    named: dict[tuple[str, str], list[int]] = {}
    for education in strengths:
        title = index.paths.titles.get(education, snapshot.educations.title[education].lower())
        named.setdefault((form_of(education, snapshot), title), []).append(education)
    found = [
        (max(strengths[one] for one in alike), _leading(alike, form, occasions))
        for (form, _), alike in named.items()
    ]
    found.sort(key=_first)
    return tuple(one for _, one in found)


def _first(found: tuple[float, Leading]) -> tuple[bool, float, int, str]:
    strength, one = found
    return not one.occasions, -strength, -one.educations, one.education_id


def strengths_of(row: int, snapshot: Snapshot, index: MoveIndex) -> dict[int, float]:
    """Education row → how strongly it leads to the occupation, or to one of the group."""
    targets, pairs = index.targets, index.pairs
    if snapshot.type_of(row) == "ssyk-level-4":
        numbers = np.flatnonzero(targets.groups == row).tolist()
    else:
        numbers = [number] if (number := int(targets.number[row])) >= 0 else []
    strengths: dict[int, float] = {}
    for number in numbers:
        here = slice(int(pairs.first[number]), int(pairs.first[number + 1]))
        for education, strength in zip(
            pairs.education[here].tolist(), pairs.strength[here].tolist(), strict=True
        ):
            if strength >= _LEADS:
                strengths[education] = max(strengths.get(education, 0.0), strength)
        for key in index.rests_on.get(number, ()):
            strengths.update(dict.fromkeys(index.paths.givers.get(key, ()), 1.0))
    return strengths


def _leading(alike: list[int], form: str, occasions: Occasions) -> Leading:
    """What is told of educations with the same name."""
    educations = occasions.ground.snapshot.educations
    starts: list[tuple[int, int]] = []
    count = 0
    for row in alike:
        here = occasions.of(row)
        is_open = occasions.weighed.why[here] == 0
        count += int(is_open.sum())
        dated = occasions.weighed.start[here][is_open & ~occasions.weighed.is_flexible[here]]
        starts.extend((day, row) for day in dated.tolist())
    first, row = min(starts, default=(int(NO_DATE), alike[0]))
    return Leading(
        educations.id[row], educations.title[row], form, len(alike), count,
        day_of(first) if starts else None,
    )  # fmt: skip

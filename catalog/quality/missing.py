"""Which data are missing, ranked by how many occupations' answers they touch.

A piece is one kind of data. It touches an occupation when the answer for it reads a record that
lacks the piece; `catalog.quality.answers` says which records that are. What is counted is answers
that would improve, not how much.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Rule, judged_concepts
from catalog.quality.rules import (
    occupation_ads_read,
    occupation_forecast,
    occupation_neighbours,
    occupation_skills,
)
from catalog.quality.world import World
from catalog.snapshot.arrays import NO_DATE, Array

# bool per occupation of `World.answers`, and how many records lack the piece
Found = tuple[Array, int]
_EXAMPLES = 5


@dataclass(frozen=True)
class Piece:
    """key, version: as of a rule · source: key of the source that could give it · title: what is
    missing · why: what the answer would gain; Swedish."""

    key: str
    version: int
    source: str
    title: Promise
    why: Promise
    find: Callable[[World], Found]


@dataclass(frozen=True)
class Missing:
    """touched: occupations whose answer it touches, of `of` · records: records that lack it ·
    examples: one touched occupation each of the groups with most ads."""

    key: str
    version: int
    source: str
    touched: int
    of: int
    records: int
    examples: tuple[str, ...]


def rank_missing(world: World, pieces: Iterable[Piece] | None = None) -> tuple[Missing, ...]:
    """Every piece that something lacks, the one that touches most occupations first."""
    answers = world.answers
    order = by_ads(world)
    label = world.snapshot.concepts.label
    found = []
    for piece in PIECES if pieces is None else pieces:
        touched, records = piece.find(world)
        count = int(touched.sum())
        if count:
            ranked = order[touched[order]]
            _, first = np.unique(answers.group[ranked], return_index=True)
            chosen = answers.occupations[ranked[np.sort(first)[:_EXAMPLES]]]
            examples = [label[int(row)] for row in chosen]
            found.append(
                Missing(
                    piece.key, piece.version, piece.source, count, len(touched), records,
                    tuple(examples),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.touched, -one.records, one.key)))


def by_ads(world: World) -> Array:
    """Places of occupations, those of groups with most ads in the country first."""
    ads = world.snapshot.demand.ads
    most = np.zeros(len(ads.indptr) - 1, np.int64)
    np.maximum.at(
        most, np.repeat(np.arange(len(most)), np.diff(ads.indptr)), ads.evidence.astype(np.int64)
    )
    group = world.answers.group
    count = np.where(group >= 0, most[group], 0)
    order: Array = np.lexsort((world.answers.occupations, -count))
    return order


def _lacking(has: Array) -> Found:
    return ~has, int((~has).sum())


def _of_groups(world: World, has: Array) -> Found:
    """Occupations without, and how many groups that is."""
    answers = world.answers
    without = ~answers.where(has)
    return without, len(np.unique(answers.group[without]))


def _unjudged(rule: Rule, world: World) -> Found:
    """Occupations that a rule about their groups does not hold for, and how many groups that is."""
    holds = judged_concepts(rule, world).holds
    return ~holds, len(np.unique(world.answers.group[~holds]))


def _links_of(indptr: Array) -> Array:
    has: Array = np.diff(indptr) > 0
    return has


def _skills(world: World) -> Found:
    return _lacking(judged_concepts(occupation_skills.RULE, world).holds)


def _essential(world: World) -> Found:
    return _lacking(
        _links_of(world.snapshot.occupations.essential.indptr)[world.answers.occupations]
    )


def _near(world: World) -> Found:
    return _lacking(judged_concepts(occupation_neighbours.RULE, world).holds)


def _esco(world: World) -> Found:
    return _lacking(_links_of(world.snapshot.esco.matches.indptr)[world.answers.occupations])


def _ads_read(world: World) -> Found:
    return _unjudged(occupation_ads_read.RULE, world)


def _ad_counts(world: World) -> Found:
    return _of_groups(world, _links_of(world.snapshot.demand.ads.indptr))


def _wage(world: World) -> Found:
    return _of_groups(world, ~np.isnan(world.snapshot.demand.wage_mean))


def _wage_year(world: World) -> Found:
    demand = world.snapshot.demand
    undated = ~np.isnan(demand.wage_mean) & (demand.wage_year == 0)
    touched = world.answers.where(undated)
    return touched, int(undated.sum())


def _forecast(world: World) -> Found:
    return _unjudged(occupation_forecast.RULE, world)


def _training(world: World) -> Found:
    has = np.zeros(len(world.answers.occupations), np.bool_)
    has[world.answers.trained] = True
    return _lacking(has)


def _occasion(world: World) -> Found:
    """Occupations that educations train for, none of which has an occasion to come."""
    answers = world.answers
    touched = np.zeros(len(answers.occupations), np.bool_)
    touched[answers.trained] = True
    touched[answers.occupation] = False
    return touched, int(touched.sum())


def _requirement(world: World) -> Found:
    return world.answers.of_educations(world.requirements == 0)


def _requirement_unread(world: World) -> Found:
    return world.answers.of_educations(world.requirements == 1)


def _outcomes(world: World) -> Found:
    return world.answers.of_educations(~_links_of(world.snapshot.educations.skills.indptr))


def _level(world: World) -> Found:
    return world.answers.of_educations(world.snapshot.educations.seqf == 0)


def _student_aid(world: World) -> Found:
    silent = np.array([not text for text in world.snapshot.educations.student_aid], np.bool_)
    return world.answers.of_educations(silent)


def _application(world: World) -> Found:
    events = world.snapshot.events
    return world.answers.of_events((events.apply_last == NO_DATE) & ~events.applies_continuously)


def _fee(world: World) -> Found:
    return world.answers.of_events(np.isnan(world.snapshot.events.fee))


def _pace(world: World) -> Found:
    return world.answers.of_events(world.snapshot.events.pace == 0)


def _place(world: World) -> Found:
    events = world.snapshot.events
    return world.answers.of_events((events.municipality < 0) & ~events.is_distance)


def _meetings(world: World) -> Found:
    events = world.snapshot.events
    return world.answers.of_events(events.is_distance & (events.onsite < 0))


PIECES = (
    Piece("own-skills", 1, "occupation-skills", _("Vilka kunskaper yrket kräver"),
          _("Svaret kan säga vad som krävs i yrket, inte bara i yrkesgruppen."), _skills),
    Piece("essential-skills", 1, "taxonomy", _("Vilka kunskaper som är nödvändiga i yrket"),
          _("Svaret kan skilja det du måste kunna från det som är bra att kunna."), _essential),
    Piece("near-occupations", 1, "taxonomy", _("Vilka yrken som ligger nära"),
          _("Svaret kan visa fler yrken att byta till."), _near),
    Piece("esco", 1, "taxonomy", _("Yrkets plats i ESCO"),
          _("Planen kan läsas av tjänster i andra länder."), _esco),
    Piece("ads-read", 1, "job-ads", _("Annonser att läsa kraven i"),
          _("Svaret kan säga hur många arbetsgivare som frågar efter det du saknar."), _ads_read),
    Piece("ad-counts", 1, "ad-counts", _("Antal annonser för yrkesgruppen"),
          _("Svaret kan säga hur stor efterfrågan är."), _ad_counts),
    Piece("wage", 1, "wages", _("Lön i yrkesgruppen"),
          _("Svaret kan säga vad yrket brukar ge i lön."), _wage),
    Piece("wage-year", 1, "wages", _("Vilket år lönerna gäller"),
          _("Svaret kan säga hur gammal löneuppgiften är."), _wage_year),
    Piece("forecast", 2, "forecast", _("Prognos för yrkesgruppen"),
          _("Svaret kan säga om det väntas finnas jobb."), _forecast),
    Piece("training", 1, "susa-navet", _("En utbildning som är kopplad till yrket"),
          _("Svaret kan visa en utbildning hela vägen till yrket."), _training),
    Piece("occasion", 1, "susa-navet", _("Ett kommande tillfälle för yrkets utbildningar"),
          _("Svaret kan ge dig ett datum att börja."), _occasion),
    Piece("requirement", 1, "susa-navet", _("Behörighet till yrkets utbildningar"),
          _("Svaret kan säga om du är behörig."), _requirement),
    Piece("requirement-unread", 1, "susa-navet", _("Behörighet skriven så att den går att läsa"),
          _("Svaret kan säga om du är behörig, i stället för att visa skolans text."),
          _requirement_unread),
    Piece("outcomes", 1, "susa-navet", _("Vad yrkets utbildningar ger för kunskaper"),
          _("Svaret kan säga vilka av de kunskaper du saknar som utbildningen ger."), _outcomes),
    Piece("level", 1, "susa-navet", _("Nivå enligt SeQF för yrkets utbildningar"),
          _("Svaret kan säga hur högt examen räknas."), _level),
    Piece("student-aid", 1, "susa-navet", _("Rätt till studiemedel för yrkets utbildningar"),
          _("Svaret kan säga om du kan söka studiemedel."), _student_aid),
    Piece("application-date", 1, "susa-navet", _("Sista ansökningsdag"),
          _("Svaret kan säga när du senast ska söka."), _application),
    Piece("fee", 1, "susa-navet", _("Vad ett tillfälle kostar"),
          _("Svaret kan räkna ut vad vägen kostar."), _fee),
    Piece("pace", 1, "susa-navet", _("Studietakt"),
          _("Svaret kan säga om studierna går att förena med arbete."), _pace),
    Piece("place", 1, "susa-navet", _("Var ett tillfälle är"),
          _("Svaret kan räkna ut hur långt du får resa."), _place),
    Piece("meetings", 1, "susa-navet", _("Träffar på plats i en distansutbildning"),
          _("Svaret kan säga hur ofta du måste resa dit."), _meetings),
)  # fmt: skip
PIECE_BY_KEY = {piece.key: piece for piece in PIECES}

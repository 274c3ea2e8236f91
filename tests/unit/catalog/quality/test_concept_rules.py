"""Each rule of concepts and of counts: a better catalogue and a worse one."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.quality.rule import ConceptTest, Count, CountTest, State, judged_concepts
from catalog.quality.rules import BY_KEY, RULES
from catalog.quality.rules.ad_lines import asking_lines
from catalog.quality.rules.occupation_ads_read import ENOUGH
from catalog.quality.world import World
from catalog.recognition.lexicon import Term, compile_lexicon
from catalog.snapshot.rows import CatalogueRows, ConceptRow, MinedAdsRow, OccupationSkillRow
from catalog.snapshot.snapshot import EscoMatch, SkillOrigin
from tests.snapshots import NURSE, OCCUPATIONS, WELDER, make_rows, make_snapshot, place, skill

TODAY = date(2026, 11, 30)
NURSES = OCCUPATIONS[NURSE][1]
Change = Callable[[CatalogueRows], CatalogueRows]


def world_of(folder: Path, change: Change, number: int = 1) -> World:
    """The small catalogue after a change."""
    rows = change(make_rows(TODAY))
    return World(make_snapshot(folder, TODAY, rows, number=number), TODAY, {})


def without(field: str, **columns: Any) -> Change:
    """The small catalogue without those rows of a table that have these values."""

    def change(rows: CatalogueRows) -> CatalogueRows:
        def is_kept(row: object) -> bool:
            return any(getattr(row, name) != value for name, value in columns.items())

        return replace(rows, **{field: list(filter(is_kept, getattr(rows, field)))})

    return change


def with_esco(kind: str, row_id: str) -> Change:
    """The small catalogue where one concept has a match in ESCO."""

    def change(rows: CatalogueRows) -> CatalogueRows:
        concepts = [
            replace(one, esco=(("esco", EscoMatch.BROAD),)) if one.id == row_id else one
            for one in rows.concepts
        ]
        return replace(rows, concepts=[*concepts, ConceptRow("esco", kind, "esco")])

    return change


def only_group_skills(rows: CatalogueRows) -> CatalogueRows:
    links: Iterable[OccupationSkillRow] = rows.occupation_skills
    return replace(
        rows,
        occupation_skills=[
            replace(one, origin=SkillOrigin.GROUP) if one.occupation == NURSE else one
            for one in links
        ],
    )


def unchanged(rows: CatalogueRows) -> CatalogueRows:
    return rows


def with_ads(count: int) -> Change:
    return lambda rows: replace(rows, mined_ads=[MinedAdsRow(NURSES, place("SE"), count)])


def untaught(rows: CatalogueRows) -> CatalogueRows:
    return replace(
        rows,
        educations=[
            replace(one, skills=tuple(s for s in one.skills if s.concept != skill("Omvårdnad")))
            for one in rows.educations
        ],
    )


def untrained(rows: CatalogueRows) -> CatalogueRows:
    return replace(
        rows,
        educations=[
            replace(one, trains_for=tuple(t for t in one.trains_for if t.target != NURSE))
            for one in rows.educations
        ],
    )


# rule: the better catalogue, the worse one, and how many hold in the one but not in the other
PAIRS: dict[str, tuple[Change, Change, int]] = {
    "occupation-skills": (unchanged, only_group_skills, 1),
    "occupation-neighbours": (
        unchanged,
        lambda rows: replace(rows, substitutes=[], neighbours=rows.neighbours[:1]),
        3,
    ),
    "occupation-esco": (with_esco("esco-occupation", WELDER), unchanged, 1),
    "skill-esco": (with_esco("esco-skill", skill("Omvårdnad")), unchanged, 1),
    "occupation-trained": (unchanged, untrained, 1),
    "occupation-wage": (unchanged, without("wages", group=NURSES), 1),
    "occupation-forecast": (unchanged, without("forecasts", group=NURSES), 1),
    "occupation-ad-counts": (unchanged, without("ad_counts", group=NURSES), 1),
    "occupation-ads-read": (with_ads(ENOUGH), with_ads(ENOUGH - 1), 1),
    "municipality-located": (unchanged, without("places", concept=place("2080")), 1),
    "skill-taught": (unchanged, untaught, 1),
}


def test_every_rule_of_concepts_is_tried() -> None:
    assert {rule.key for rule in RULES if isinstance(rule.test, ConceptTest)} == PAIRS.keys()


@pytest.mark.parametrize("key", PAIRS)
def test_the_better_catalogue_has_more_that_holds(key: str, tmp_path: Path) -> None:
    better, worse, apart = PAIRS[key]
    high = judged_concepts(BY_KEY[key], world_of(tmp_path, better, 1)).count()
    low = judged_concepts(BY_KEY[key], world_of(tmp_path, worse, 2)).count()
    assert high.whole == low.whole > 0
    assert high.part - low.part == apart


def test_only_active_concepts_are_looked_at(tmp_path: Path) -> None:
    count = judged_concepts(BY_KEY["occupation-skills"], world_of(tmp_path, unchanged)).count()
    assert count.whole == len(OCCUPATIONS)  # the deprecated nurse is not among them


def test_a_rule_of_other_things_is_no_test_of_concepts(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        judged_concepts(BY_KEY["pace"], world_of(tmp_path, unchanged))


AD = """Svetsare till verkstaden
Vi är ett glatt gäng som gillar kaffe mer än svetsning.
Kvalifikationer:
- Du har erfarenhet av svetsning i rostfritt
- Du kan vår egen maskin Zorglub utan och innan
- Ja
Meriterande:
- Vana vid svetsning på hög höjd
"""


def test_lines_that_ask_are_counted_and_those_with_a_concept_hold() -> None:
    counting = {rule.key for rule in RULES if isinstance(rule.test, CountTest)}
    assert counting == {"ad-lines", "second-opinion"}
    lexicon = compile_lexicon([Term("Svetsning", "s", "Svetsning", "skill", "preferred", "swe")])
    assert asking_lines(AD, lexicon) == Count(2, 3)
    better = AD.replace("vår egen maskin Zorglub", "vår svetsning")
    assert asking_lines(better, lexicon) == Count(3, 3)
    assert asking_lines("Vi söker en svetsare.", lexicon) == Count(0, 0)


@pytest.mark.parametrize(
    ("count", "state"),
    [
        (Count(0, 0), State.EMPTY),
        (Count(95, 100), State.GOOD),
        (Count(94, 100), State.FAIR),
        (Count(75, 100), State.FAIR),
        (Count(74, 100), State.POOR),
        (Count(50, 100, 50), State.POOR),  # all that is judged holds, and it is not good news
        (Count(49, 100, 51), State.UNJUDGED),
    ],
)
def test_unknown_is_never_good_news(count: Count, state: State) -> None:
    rule = BY_KEY["pace"]
    assert (rule.good, rule.fair) == (0.95, 0.75)
    assert rule.state(count) == state


def test_a_rule_is_whole() -> None:
    assert len({rule.key for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert 0 < rule.fair < rule.good <= 1, rule.key
        assert rule.version >= 1
        for words in (rule.title, rule.measures, rule.below):
            assert str(words)[0].isupper(), rule.key
        for sentence in (rule.measures, rule.below):
            assert str(sentence).endswith("."), rule.key

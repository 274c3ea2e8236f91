"""An editor's word changes the rows, and through them the answer; what cannot be is told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from catalog.snapshot.compose import compose
from catalog.snapshot.overrides import (
    Effect,
    OverrideRow,
    with_decisions,
    with_esco_decisions,
)
from catalog.snapshot.read_taxonomy import Taxonomy
from catalog.snapshot.rows import CatalogueRows, ConceptRow
from catalog.snapshot.snapshot import (
    EscoMatch,
    OutcomeOrigin,
    SkillOrigin,
    Snapshot,
    TermKind,
    TrainsForOrigin,
)
from guidance.core.moves.targets import targets_of
from guidance.core.occupation import demand_of
from guidance.core.paths.candidates import candidates_for
from guidance.core.paths.goal import Goal
from guidance.core.paths.index import index_of
from guidance.core.profile import Profile
from guidance.core.standing import standing_of
from guidance.related import skills_of_occupation
from tests.snapshots import (
    COOK,
    NURSE,
    OLD_NURSE,
    TEACHER,
    WELDER,
    make_rows,
    make_sources,
    skill,
)

TODAY = date(2026, 11, 24)
WELDERS = "wQ1E_Bzk_ZyA"
ESCO = ConceptRow("esco-weld", "esco-skill", "svetsteknik", code="uuid")


def taxonomy_of(rows: CatalogueRows) -> Taxonomy:
    concepts = {row.id: row for row in rows.concepts}
    followed = {one: one for one, row in concepts.items() if not row.is_deprecated}
    return Taxonomy(concepts, followed | {OLD_NURSE: NURSE}, {}, {}, ())


def decided(*overrides: tuple[str, ...]) -> tuple[Snapshot, CatalogueRows, list[Effect]]:
    """The small catalogue after (kind, action, subject, target[, how]) decisions."""
    rows = make_rows(TODAY)
    said = [OverrideRow(number, *one) for number, one in enumerate(overrides, start=1)]
    changed, effects = with_decisions(rows, taxonomy_of(rows), said)
    snapshot = compose(changed, number=1, built_at="", sources=make_sources(TODAY), folder=Path())
    return snapshot, changed, effects


def trainings(snapshot: Snapshot, occupation: str) -> set[str]:
    """Ids of the educations that the search takes for trainings of an occupation."""
    demand = demand_of(snapshot.concept(occupation), snapshot)
    goal = Goal(demand, standing_of(Profile(), snapshot), snapshot)
    return {
        snapshot.educations.id[one.row]
        for one in candidates_for(goal, index_of(snapshot))
        if one.training
    }


def asked(snapshot: Snapshot, occupation: str) -> dict[str, bool]:
    """Skill → essential, as the gap of an occupation has it, in its order."""
    demand = demand_of(snapshot.concept(occupation), snapshot)
    return {one.concept_id: one.is_essential for one in demand.skills}


def weighed(snapshot: Snapshot, occupation: str) -> set[str]:
    """Essential skills as the ranking of all moves has them."""
    targets = targets_of(snapshot)
    number = int(targets.number[snapshot.concept(occupation)])
    span = slice(int(targets.first[number]), int(targets.first[number + 1]))
    return {snapshot.concepts.id[row] for row in targets.skill[span].tolist()}


def test_nothing_decided_changes_nothing() -> None:
    rows = make_rows(TODAY)
    assert with_decisions(rows, taxonomy_of(rows), []) == (rows, [])


def test_an_added_goal_makes_a_training_of_it() -> None:
    before, _, _ = decided()
    after, _, effects = decided(("education-occupation", "add", "i.uoh.java", COOK))
    assert "i.uoh.java" not in trainings(before, COOK)
    tie = after.educations.trains_for.of_row(after.educations.id.find("i.uoh.java"))
    assert [(after.concepts.id[t], w, o) for t, w, o, _ in tie] == [
        (COOK, 1.0, TrainsForOrigin.EDITOR)
    ]
    assert effects == [Effect(1, "applied")]


def test_a_suppressed_goal_is_gone_also_where_the_title_names_it() -> None:
    before, _, _ = decided()
    after, _, effects = decided(("education-occupation", "suppress", "i.vux.welder", WELDER))
    assert "i.vux.welder" in trainings(before, WELDER)
    assert "i.vux.welder" not in trainings(after, WELDER)
    assert "i.aub.welder" in trainings(after, WELDER)
    assert effects == [Effect(1, "applied")]


def test_the_last_word_stands_and_an_old_id_is_followed() -> None:
    _, rows, effects = decided(
        ("education-occupation", "suppress", "i.uoh.nurse", NURSE),
        ("education-occupation", "add", "i.uoh.nurse", OLD_NURSE),
    )
    [nurse] = [row for row in rows.educations if row.id == "i.uoh.nurse"]
    assert [(goal.target, goal.strength) for goal in nurse.trains_for] == [(NURSE, 1.0)]
    assert [effect.outcome for effect in effects] == ["applied", "applied"]


def test_outcomes_of_an_education_follow() -> None:
    _, rows, effects = decided(
        ("education-skill", "suppress", "i.uoh.java", skill("Java")),
        ("education-skill", "add", "i.uoh.java", skill("Git")),
        ("education-skill", "suppress", "i.uoh.java", skill("SQL")),
    )
    [java] = [row for row in rows.educations if row.id == "i.uoh.java"]
    assert [(one.concept, one.origin) for one in java.skills] == [
        (skill("Git"), OutcomeOrigin.EDITOR)
    ]
    assert [effect.outcome for effect in effects] == ["applied", "applied", "needless"]


def test_an_added_skill_of_an_occupation_counts_first() -> None:
    snapshot, _, _ = decided(("occupation-skill", "add", WELDER, skill("Excel"), "essential"))
    skills = asked(snapshot, WELDER)
    assert next(iter(skills)) == skill("Excel")
    assert skills[skill("Excel")] is True
    assert skill("Excel") in weighed(snapshot, WELDER)
    [evidence] = [
        one.evidence
        for one in demand_of(snapshot.concept(WELDER), snapshot).skills
        if one.concept_id == skill("Excel")
    ]
    assert [one.origin for one in evidence] == ["editor"]


@pytest.mark.parametrize("occupation", [WELDER, WELDERS])
def test_a_suppressed_skill_is_not_asked_for_by_group_or_ads_either(occupation: str) -> None:
    before, _, _ = decided()
    after, _, effects = decided(("occupation-skill", "suppress", occupation, skill("Truckkörning")))
    assert skill("Truckkörning") in asked(before, WELDER)
    assert skill("Truckkörning") not in asked(after, WELDER)
    assert skill("Truckkörning") not in skills_of_occupation(after, WELDER, 99)
    assert effects[0].outcome == ("needless" if occupation == WELDER else "applied")


def test_a_suppressed_essential_skill_leaves_gap_and_moves_alike() -> None:
    snapshot, _, _ = decided(("occupation-skill", "suppress", WELDER, skill("MAG-svetsning")))
    assert skill("MAG-svetsning") not in asked(snapshot, WELDER)
    assert skill("MAG-svetsning") not in weighed(snapshot, WELDER)
    essential = {one for one, is_essential in asked(snapshot, WELDER).items() if is_essential}
    assert weighed(snapshot, WELDER) == essential


def test_a_group_is_refused_what_its_own_occupation_still_asks_for() -> None:
    snapshot, _, _ = decided(("occupation-skill", "suppress", WELDERS, skill("MAG-svetsning")))
    assert skill("MAG-svetsning") in asked(snapshot, WELDER)
    assert skill("MAG-svetsning") in weighed(snapshot, WELDER)


@pytest.mark.parametrize(
    ("override", "detail"),
    [
        (("education-occupation", "add", "i.gone", COOK), "no education i.gone"),
        (("education-occupation", "add", "i.uoh.java", "nowhere"), "no active concept nowhere"),
        (("education-skill", "add", "i.uoh.java", COOK), "is of type occupation-name, not"),
        (("occupation-skill", "add", skill("Java"), skill("SQL")), "is of type skill, not"),
    ],
)
def test_what_cannot_be_resolved_is_told_and_the_rest_stands(
    override: tuple[str, ...], detail: str
) -> None:
    _, rows, effects = decided(override, ("education-occupation", "add", "i.kku.ceramics", TEACHER))
    assert effects[0].outcome == "unresolved"
    assert detail in effects[0].detail
    assert effects[1].outcome == "applied"
    assert len(rows.educations) == len(make_rows(TODAY).educations)


def with_esco(*overrides: tuple[str, ...]) -> tuple[Taxonomy, list[Effect]]:
    taxonomy = taxonomy_of(make_rows(TODAY))
    welding = replace(taxonomy.concepts[skill("TIG-svetsning")], esco=((ESCO.id, EscoMatch.CLOSE),))
    taxonomy = replace(
        taxonomy,
        concepts=taxonomy.concepts | {ESCO.id: ESCO, welding.id: welding},
        followed=taxonomy.followed | {ESCO.id: ESCO.id},
        pointers={ESCO.id: ((welding.id, TermKind.CLOSE_MATCH),)},
    )
    said = [OverrideRow(number, *one) for number, one in enumerate(overrides, start=1)]
    return with_esco_decisions(taxonomy, said)


def test_an_esco_match_is_added_with_the_names_it_lends() -> None:
    mag = skill("MAG-svetsning")
    taxonomy, effects = with_esco(("concept-esco", "add", mag, ESCO.id, "exact"))
    assert taxonomy.concepts[mag].esco == ((ESCO.id, EscoMatch.EXACT),)
    assert (mag, TermKind.MATCH) in taxonomy.pointers[ESCO.id]
    assert effects == [Effect(1, "applied")]


def test_a_wider_esco_concept_lends_no_name() -> None:
    mag = skill("MAG-svetsning")
    taxonomy, _ = with_esco(("concept-esco", "add", mag, ESCO.id, "broad"))
    assert taxonomy.concepts[mag].esco == ((ESCO.id, EscoMatch.BROAD),)
    assert mag not in dict(taxonomy.pointers[ESCO.id])


def test_an_esco_match_is_suppressed_with_its_names() -> None:
    taxonomy, effects = with_esco(
        ("concept-esco", "suppress", skill("TIG-svetsning"), ESCO.id),
        ("concept-esco", "suppress", skill("Java"), ESCO.id),
        ("concept-esco", "add", skill("Java"), skill("SQL"), "exact"),
    )
    assert taxonomy.concepts[skill("TIG-svetsning")].esco == ()
    assert taxonomy.pointers[ESCO.id] == ()
    assert [effect.outcome for effect in effects] == ["applied", "needless", "unresolved"]


def test_skill_origins_stand_in_the_order_they_count() -> None:
    assert min(SkillOrigin, key=SkillOrigin.standing) is SkillOrigin.EDITOR

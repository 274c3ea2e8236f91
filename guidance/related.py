"""Skills that go with an occupation, to ask about. Never claimed for the person."""

from catalog.snapshot.snapshot import SkillOrigin, Snapshot


def skills_of_occupation(snapshot: Snapshot, concept_id: str, limit: int) -> tuple[str, ...]:
    """Concept ids of the skills an occupation asks for, strongest source first, then by weight.

    An occupation without skills of its own is answered by its group. () for an unknown id.
    """
    row = snapshot.followed(snapshot.concept(concept_id))
    if row < 0:
        return ()
    ties = snapshot.occupations.skills.of_row(row)
    group = int(snapshot.concepts.broader[row])
    if not ties and group >= 0:
        ties = snapshot.occupations.skills.of_row(group)
    best: dict[int, tuple[int, float]] = {}
    for skill, weight, origin, _ in ties:
        if weight and (origin != SkillOrigin.ADS or skill not in best):
            place = SkillOrigin.standing(origin)
            best[skill] = min(best.get(skill, (99, 0.0)), (place, -weight))
    ordered = sorted(best, key=lambda skill: (*best[skill], snapshot.concepts.label[skill]))
    return tuple(snapshot.concepts.id[skill] for skill in ordered[:limit])

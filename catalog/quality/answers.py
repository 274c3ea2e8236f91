"""Which records the answer for an occupation reads: its own, its group's, and those of educations.

An education is read when it trains for the occupation or for its whole group and has an occasion
that has not passed; then its occasions to come are read too. Ways over related occupations and over
single skills read more; they are left out, so a count of touched occupations is never too high.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from catalog.snapshot.arrays import NO_DATE, Array, day_number
from catalog.snapshot.snapshot import CONCEPT_TYPES, Snapshot


@dataclass(frozen=True)
class Answers:
    """occupations: concept rows of the active ones, and everything else by place in that list.

    group: concept row of each one's group, -1 none · education, occupation: pairs of an education
    row and the place of an occupation whose answer reads it · trained: places of occupations that
    an education trains for, with or without an occasion to come · educations: how many there are ·
    is_upcoming: bool per event · owner: education row per event.
    """

    occupations: Array
    group: Array
    education: Array
    occupation: Array
    trained: Array
    educations: int
    is_upcoming: Array
    owner: Array

    def where(self, has: Array) -> Array:
        """bool per occupation: it or its group is among the concept rows with True."""
        of_group = np.where(self.group >= 0, has[self.group], False)
        answer: Array = has[self.occupations] | of_group
        return answer

    def of_educations(self, lacks: Array) -> tuple[Array, int]:
        """Occupations (bool) whose answer reads an education of `lacks`, and how many such
        educations are read."""
        hit = lacks[self.education]
        touched = np.zeros(len(self.occupations), np.bool_)
        touched[self.occupation[hit]] = True
        return touched, len(np.unique(self.education[hit]))

    def of_events(self, lacks: Array) -> tuple[Array, int]:
        """The same for events to come."""
        lacking = self.owner[lacks & self.is_upcoming]
        is_read = np.zeros(self.educations, np.bool_)
        is_read[self.education] = True
        touched, _ = self.of_educations(np.bincount(lacking, minlength=self.educations) > 0)
        return touched, int(is_read[lacking].sum())


def answers_of(snapshot: Snapshot, day: date) -> Answers:
    """Pairs of educations and occupations of a snapshot. Linear in its links."""
    concepts = snapshot.concepts
    is_active = ~concepts.is_deprecated
    occupations = np.flatnonzero(
        (concepts.type == CONCEPT_TYPES.index("occupation-name")) & is_active
    )
    group = concepts.broader[occupations]
    place_of = {int(row): place for place, row in enumerate(occupations)}
    members: dict[int, list[int]] = {}
    for place, row in enumerate(group.tolist()):
        members.setdefault(row, []).append(place)
    is_upcoming = upcoming_events(snapshot, day)
    owner = snapshot.events.education
    has_event = np.bincount(owner[is_upcoming], minlength=len(snapshot.educations.id)) > 0
    pairs: set[tuple[int, int]] = set()
    trained: set[int] = set()
    links = snapshot.educations.trains_for
    sources = np.repeat(np.arange(len(links.indptr) - 1), np.diff(links.indptr))
    for education, target in zip(sources.tolist(), links.target.tolist(), strict=True):
        places = [place_of[target]] if target in place_of else members.get(target, [])
        trained.update(places)
        if has_event[education]:
            pairs.update((education, place) for place in places)
    ordered = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return Answers(
        occupations=occupations,
        group=group,
        education=ordered[:, 0],
        occupation=ordered[:, 1],
        trained=np.array(sorted(trained), np.int64),
        educations=len(snapshot.educations.id),
        is_upcoming=is_upcoming,
        owner=owner,
    )


def upcoming_events(snapshot: Snapshot, day: date) -> Array:
    """bool per event: it has neither begun nor ended, and its record is still in force."""
    events, today = snapshot.events, day_number(day)

    def not_before(days: Array) -> Array:
        answer: Array = (days == NO_DATE) | (days >= today)
        return answer

    found: Array = not_before(events.start) & not_before(events.end) & not_before(events.expires)
    return found

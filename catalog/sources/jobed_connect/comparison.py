"""Their matches against ours for one occupation. Pure, for the quality report only."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.sources.jobed_connect.records import Opinion


@dataclass(frozen=True)
class Course:
    """What of an education tells it apart: one komvux course is a record per municipality."""

    title: str
    form: str

    @property
    def key(self) -> tuple[str, str]:
        """Equal for the same course under several ids."""
        return " ".join(self.title.casefold().split()), self.form.upper()


@dataclass(frozen=True)
class Comparison:
    """Courses (title and form) of one occupation, each group sorted.

    both: named by both · only_ours, only_theirs: by one · unknown: theirs whose ids and titles the
    catalogue does not have at all, so that ours could not name them · is_cut: they had more than
    they gave, so that only_ours says nothing.
    """

    occupation: str
    both: tuple[tuple[str, str], ...]
    only_ours: tuple[tuple[str, str], ...]
    only_theirs: tuple[tuple[str, str], ...]
    unknown: tuple[tuple[str, str], ...]
    is_cut: bool

    @property
    def agreement(self) -> float | None:
        """Share of their known courses that are ours too, 0 to 1; None when they name none.

        It says how alike two ways to match are, not which of them is right.
        """
        known = len(self.both) + len(self.only_theirs)
        return len(self.both) / known if known else None


def compared(
    ours: Mapping[str, Course], opinion: Opinion, catalogue: Mapping[str, Course] | None = None
) -> Comparison:
    """Compare what we say trains for an occupation with what they say.

    ours: education id → course, of those we tie to the occupation. catalogue: the same of every
    education there is; without it whatever is not ours counts as theirs only.
    """
    our_keys = {course.key for course in ours.values()}
    held = None if catalogue is None else {course.key for course in catalogue.values()}
    both, theirs, unknown = set(), set(), set()
    for hit in opinion.hits:
        known = ours.get(hit.id) or (catalogue or {}).get(hit.id) or Course(hit.title, hit.form)
        if hit.id in ours or known.key in our_keys:
            both.add(known.key)
        elif held is None or known.key in held:
            theirs.add(known.key)
        else:
            unknown.add(known.key)
    return Comparison(
        occupation=opinion.occupation,
        both=tuple(sorted(both)),
        only_ours=tuple(sorted(our_keys - both)),
        only_theirs=tuple(sorted(theirs)),
        unknown=tuple(sorted(unknown)),
        is_cut=opinion.total > len(opinion.hits),
    )

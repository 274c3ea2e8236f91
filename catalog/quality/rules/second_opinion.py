"""Courses that JobEd Connect names for an occupation and that we tie to it too.

It matches the words of ads, so it says how alike two ways to match are, not which of them is right.
Of each occupation that was asked about, its courses (title and form) are looked at; one that the
catalogue does not hold cannot be judged. Only told where answers are at hand.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from catalog.quality.rule import Count, CountTest, Rule, Subject, Topic
from catalog.quality.world import World
from catalog.snapshot.snapshot import FORMS
from catalog.sources.jobed_connect.comparison import Course, compared
from catalog.sources.jobed_connect.records import Opinion


def _judge(world: World) -> Count:
    total = Count(0, 0)
    if not world.opinions:
        return total
    snapshot = world.snapshot
    educations = snapshot.educations
    courses = [
        Course(title, FORMS[form])
        for title, form in zip(educations.title, educations.form.tolist(), strict=True)
    ]
    row_of = {one: row for row, one in enumerate(educations.id)}
    by_key = {course.key: course for course in courses}
    trained = educations.trains_for.reversed(len(snapshot.concepts.id))

    def of_rows(rows: Iterable[int]) -> dict[str, Course]:
        return {educations.id[row]: courses[row] for row in rows}

    def held(opinion: Opinion) -> dict[str, Course]:
        """What the catalogue has of the courses they name, by their ids."""
        found = {}
        for hit in opinion.hits:
            course = courses[row_of[hit.id]] if hit.id in row_of else None
            course = course or by_key.get(Course(hit.title, hit.form).key)
            if course is not None:
                found[hit.id] = course
        return found

    for opinion in world.opinions:
        row = snapshot.followed(snapshot.concept(opinion.occupation))
        if row < 0:
            continue
        group = int(snapshot.concepts.broader[row])
        rows = [int(e) for one in (row, group) if one >= 0 for e in trained.targets_of(one)]
        said = compared(of_rows(rows), opinion, held(opinion))
        both, unknown = len(said.both), len(said.unknown)
        total += Count(both, both + len(said.only_theirs) + unknown, unknown)
    return total


RULE = Rule(
    key="second-opinion",
    version=1,
    topic=Topic.JOIN,
    subject=Subject.MATCH,
    title=_("En andra bedömning av yrkets utbildningar"),
    measures=_("Kurser som Arbetsförmedlingens JobEd Connect nämner för ett yrke, och vi också."),
    below=_("Två sätt att koppla utbildningar till yrken ger olika svar."),
    test=CountTest("trains-for", _judge),
    good=0.8,
    fair=0.4,
)

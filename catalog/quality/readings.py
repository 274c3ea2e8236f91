"""What our readers made of each education, kept beside it so that the database can count it."""

from collections.abc import Iterator

import numpy as np
from django.db import connection
from django.db.models import Min, Q

from catalog.models import Education, EducationReading
from catalog.quality.world import World
from catalog.snapshot.training import Course, is_training

_COLUMNS = ("skills", "targets", "requirement", "is_training", "is_repeat")
_BATCH = 2_000
Said = tuple[int, int, int, bool, bool]


def keep_readings(world: World) -> int:
    """Bring `EducationReading` in line with the snapshot; how many rows were written or removed.

    Educations that have been withdrawn since the snapshot was built have none.
    """
    held: dict[str, Said] = {
        one: (skills, targets, requirement, training, repeat)
        for one, skills, targets, requirement, training, repeat in (
            EducationReading.objects.values_list("education_id", *_COLUMNS)
        )
    }
    changed = []
    for one, said in _said_of(world):
        if held.pop(one, None) != said:
            changed.append(
                EducationReading(education_id=one, **dict(zip(_COLUMNS, said, strict=True)))
            )
    EducationReading.objects.bulk_create(
        changed,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["education"],
        update_fields=list(_COLUMNS),
    )
    gone = sorted(held)
    for place in range(0, len(gone), _BATCH):
        EducationReading.objects.filter(pk__in=gone[place : place + _BATCH]).delete()
    if len(changed) + len(gone) > _BATCH:
        # The counts that follow join this table; without figures of it the database guesses badly.
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {EducationReading._meta.db_table}")
    return len(changed) + len(gone)


def _said_of(world: World) -> Iterator[tuple[str, Said]]:
    educations = world.snapshot.educations
    ids = list(educations.id)
    skills = np.diff(educations.skills.indptr).tolist()
    targets = np.diff(educations.trains_for.indptr).tolist()
    requirements = world.requirements.tolist()
    row_of = {one: row for row, one in enumerate(ids)}
    seen: set[tuple[object, ...]] = set()
    columns = ("id", "title", "form", "configuration", "credits", "weeks", "is_vocational", "code")
    live = Q(events__withdrawn_at=None, events__is_cancelled=False)
    rows = (
        Education.objects.filter(withdrawn_at=None)
        .annotate(offered_by=Min("events__provider_id", filter=live))
        .order_by("id")
        .values_list(*columns, "offered_by")
    )
    for one, title, form, kind, points, weeks, is_vocational, code, provider in rows.iterator():
        row = row_of.get(one)
        if row is None:
            continue
        course = Course(title, form, kind, points, weeks, is_vocational)
        same = (form, kind, title.casefold(), code, points, provider)
        yield one, (skills[row], targets[row], requirements[row], is_training(course), same in seen)
        seen.add(same)

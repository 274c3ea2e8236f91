"""Which of the skills that an education's text speaks of it can give. Plain rules over labels."""

import re
from collections.abc import Iterable, Mapping

from catalog.snapshot.recognised import Found
from catalog.snapshot.rows import OutcomeRow
from catalog.snapshot.snapshot import OutcomeOrigin

# Work gives experience, an authority the licence, and a specialist's competence comes by service.
_NEVER_TAUGHT = re.compile(
    r"erfarenhet\b|legitimation\b|^legitimation |specialistkompetens för|^specialistbehörig"
    r"|specialisering för officer|tjänstgöring$",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"examen\b|specialistområde för", re.IGNORECASE)


def outcomes(
    found: Iterable[Found],
    labels: Mapping[str, str],
    *,
    title_length: int,
    gives_degree: bool,
) -> tuple[OutcomeRow, ...]:
    """The skills that an education gives; a skill in its title is said to come from there.

    labels: preferred labels by concept id · gives_degree: only then is a degree that the text
    speaks of its own; a course *for* people with a degree names it too.
    """
    return tuple(
        OutcomeRow(
            concept,
            OutcomeOrigin.TITLE if start < title_length else OutcomeOrigin.DESCRIPTION,
            strength,
        )
        for concept, role, start, strength in found
        if role == "outcome" and is_taught(labels[concept], gives_degree=gives_degree)
    )


def is_taught(label: str, *, gives_degree: bool) -> bool:
    """Whether an education can give a skill of this name at all."""
    if _NEVER_TAUGHT.search(label):
        return False
    return gives_degree or not _DEGREE.search(label)

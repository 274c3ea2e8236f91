"""What an education can give, and what only work or an authority gives."""

import pytest

from catalog.snapshot.outcomes import is_taught, outcomes
from catalog.snapshot.rows import OutcomeRow
from catalog.snapshot.snapshot import OutcomeOrigin

LABELS = {"nursing": "Omvårdnad", "degree": "Sjuksköterskeexamen", "lead": "Arbetsledarerfarenhet"}


@pytest.mark.parametrize(
    ("label", "in_degree", "in_course"),
    [
        ("Omvårdnad", True, True),
        ("Yrkesbevis, murare", True, True),
        ("Sjuksköterskeexamen", True, False),
        ("Doktorsexamen, kemiämnen", True, False),
        ("Operationssjukvård, specialistområde för sjuksköterska", True, False),
        ("Projektledning, erfarenhet", False, False),
        ("Arbetsledarerfarenhet", False, False),
        ("Legitimation som läkare", False, False),
        ("Förskollärarlegitimation", False, False),
        ("Psykiatri, specialistkompetens för läkare", False, False),
        ("Sjukvård, specialisering för officer", False, False),
        ("Gips, specialisering tandteknik", True, True),
    ],
)
def test_what_can_be_taught(label: str, in_degree: bool, in_course: bool) -> None:
    assert is_taught(label, gives_degree=True) is in_degree
    assert is_taught(label, gives_degree=False) is in_course


def test_only_outcomes_count_and_the_title_is_told_apart() -> None:
    found = [
        ("nursing", "outcome", 3, 0.9),
        ("nursing", "prerequisite", 40, 0.9),
        ("degree", "outcome", 30, 0.8),
        ("lead", "outcome", 50, 0.8),
    ]
    given = outcomes(found, LABELS, title_length=20, gives_degree=True)
    assert given == (
        OutcomeRow("nursing", OutcomeOrigin.TITLE, 0.9),
        OutcomeRow("degree", OutcomeOrigin.DESCRIPTION, 0.8),
    )
    assert outcomes(found, LABELS, title_length=20, gives_degree=False) == given[:1]

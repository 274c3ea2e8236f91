"""Whoever studied in another country is led to a named authority, for each kind of job."""

import pytest

from guidance.core.eligibility.credentials import closure
from guidance.core.foreign import assessment_of
from guidance.core.licences import LICENCES
from guidance.core.regulated import REGULATIONS, Regulation

NURSE = Regulation("sjuksköterska", ("2221",), (), ("licence:sjuksköterska",))
DOCTOR = Regulation("läkare", ("2211",), (), ("licence:läkare",))
TEACHER = Regulation("lärare", ("2341",), (), ("licence:lärare",))
VET = Regulation("veterinär", ("2250",), (), ("licence:veterinär",))
DRIVER = Regulation("bussförare", ("8331",), (), ("driving:D", "ykb:persontrafik"))


@pytest.mark.parametrize(
    ("regulation", "way", "authority"),
    [
        (NURSE, "health", "Socialstyrelsen"),
        (DOCTOR, "health", "Socialstyrelsen"),
        (TEACHER, "school", "Skolverket"),
        (VET, "regulated", "Jordbruksverket"),
        (DRIVER, "open", "Universitets- och högskolerådet (UHR)"),
        (None, "open", "Universitets- och högskolerådet (UHR)"),
    ],
)
def test_each_kind_of_job_has_its_authority(
    regulation: Regulation | None, way: str, authority: str
) -> None:
    found = assessment_of({"foreign:examen"}, regulation)
    assert found
    assert (found.way, found.authority) == (way, authority)


def test_who_has_none_or_is_assessed_needs_nothing() -> None:
    assert assessment_of({"degree:examen"}, NURSE) is None
    assert assessment_of({"foreign:assessed"}, None) is None
    assert assessment_of({"foreign:assessed"}, NURSE) is not None


def test_the_wait_is_a_range_where_it_is_known() -> None:
    for regulation in (None, *REGULATIONS):
        found = assessment_of({"foreign:examen"}, regulation)
        assert found
        assert found.authority
        if found.max_days is not None:
            assert found.min_days is not None
            assert 0 < found.min_days < found.max_days


def test_what_nobody_has_assessed_proves_nothing() -> None:
    held = closure(frozenset({"foreign:examen", "foreign:sjuksköterskeexamen"}))
    assert not {key for key in held if key.startswith(("degree", "basic", "licence"))}


def test_a_foreign_health_degree_has_a_test_and_practice() -> None:
    test = LICENCES["certificate:kunskapsprov sjuksköterska"]
    assert "foreign:sjuksköterskeexamen" in test.ways[0]
    assert LICENCES["practice:tjänstgöring sjuksköterska"].authority == "Socialstyrelsen"

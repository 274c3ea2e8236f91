"""The register's occasions go before those that stand in for it, and nothing is offered twice."""

from datetime import date, timedelta

import pytest

from catalog.models import Education, EducationEvent, ImportRun, Source
from catalog.snapshot.standins import STAND_INS, left_out
from catalog.sources.registry import SOURCES

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)
SOON = TODAY + timedelta(days=60)


def occasion(
    source, own_id, *, form="VUXGY", municipality="0580", code="SVEN02", start=SOON, **more
):
    Source.objects.get_or_create(key=source, defaults={"name": source, "publisher": source})
    run, _ = ImportRun.objects.get_or_create(source_id=source, origin="test")
    education = Education.objects.create(
        id=f"i-{own_id}", run=run, fingerprint=1, title="Svenska 2", form=form, code=code
    )
    EducationEvent.objects.create(
        id=own_id, run=run, fingerprint=1, education=education, condition=1, start=start,
        municipality_code=municipality, **more
    )  # fmt: skip


def test_a_copy_gives_way_where_the_register_has_anything_to_offer():
    occasion("susa-navet", "register")
    occasion("planned-educations", "same-place", code="MATT01")
    occasion("planned-educations", "other-place", municipality="0581")
    occasion("planned-educations", "other-form", form="VUXGR")

    assert left_out(TODAY) == {"same-place"}


@pytest.mark.parametrize(
    "more",
    [
        {"start": TODAY - timedelta(days=1)},
        {"is_cancelled": True},
        {"expires": TODAY - timedelta(days=1)},
        {"withdrawn_at": "2026-11-01T00:00Z"},
    ],
)
def test_a_register_with_nothing_left_to_offer_holds_nothing(more):
    occasion("susa-navet", "register", **more)
    occasion("planned-educations", "spare")

    assert left_out(TODAY) == set()


def test_a_municipalitys_own_list_gives_way_course_by_course():
    occasion("susa-navet", "register")
    occasion("komvux-lists", "same")
    occasion("komvux-lists", "other-course", code="MATT01")
    occasion("komvux-lists", "other-start", start=SOON + timedelta(days=1))

    assert left_out(TODAY) == {"same"}


def test_of_two_stand_ins_the_first_goes_first_even_where_it_gives_way_itself():
    assert list(STAND_INS) == ["planned-educations", "komvux-lists", "emil2"]
    occasion("susa-navet", "register", municipality="0580")
    occasion("planned-educations", "hidden", municipality="0580")
    occasion("planned-educations", "shown", municipality="0581")
    occasion("komvux-lists", "hidden-too", municipality="0581")
    occasion("komvux-lists", "new-course", municipality="0580", code="MATT01")
    occasion("emil2", "old", municipality="0581", code="ENGE05")

    assert left_out(TODAY) == {"hidden", "hidden-too", "old"}


def test_without_a_stand_in_the_register_is_not_even_looked_at(django_assert_num_queries):
    occasion("susa-navet", "register")

    with django_assert_num_queries(len(STAND_INS)):
        assert left_out(TODAY) == set()


@pytest.mark.parametrize("key", ["planned-educations", "emil2", "komvux-lists", "susa-navet"])
def test_a_fall_is_guarded_per_school_form_wherever_occasions_come_from(key):
    assert dict(SOURCES[key].guarded) == {
        "Education": "form",
        "EducationEvent": "education__form",
    }

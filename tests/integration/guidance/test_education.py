from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalog.models import Education, EducationEvent, ImportRun, Provider, Source
from tests.integration.guidance.pages import PageClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> ImportRun:
    source = Source.objects.create(key="susa", name="Susa-navet", publisher="Skolverket")
    return ImportRun.objects.create(source=source, origin="test", finished_at=timezone.now())


@pytest.fixture
def course(run: ImportRun) -> Education:
    return Education.objects.create(
        id="i.vux.english6", title="Engelska 6", form="VUXGY", credits=100, credit_system="gy",
        eligibility="Engelska 5 & <b>betyg</b>", student_aid="A 1 gy",
        url="https://skola.example/engelska", run=run, fingerprint=1,
    )  # fmt: skip


def occasion(course: Education, number: int, days: int, **fields: object) -> EducationEvent:
    start = timezone.localdate() + timedelta(days=days)
    provider, _ = Provider.objects.get_or_create(
        id="p", defaults={"name": "Gävle vuxenutbildning", "run": course.run, "fingerprint": 1}
    )
    values = {
        "id": f"e{number}", "education": course, "provider": provider, "condition": 1,
        "start": start, "end": start + timedelta(days=90), "apply_last": start - timedelta(days=14),
        "pace": 50, "municipality_code": "2180", "run": course.run, "fingerprint": 1, **fields,
    }  # fmt: skip
    return EducationEvent.objects.create(**values)


def page(client: PageClient) -> str:
    return client.get(reverse("education", args=["i.vux.english6"])).content.decode()


def test_the_record_is_shown_with_its_source(client: PageClient, course: Education) -> None:
    occasion(course, 1, 60)
    text = page(client)
    for words in (
        "Komvux, gymnasial nivå", "100 gymnasiepoäng", "Gävle vuxenutbildning", "halvfart",
        "Sök senast", "Engelska 5 &amp; &lt;b&gt;betyg&lt;/b&gt;", "för gymnasial nivå",
        "Källa: Susa-navet, Skolverket.", "Utbildningens id: i.vux.english6",
    ):  # fmt: skip
        assert words in text


def test_a_passed_occasion_is_never_open(client: PageClient, course: Education) -> None:
    occasion(course, 1, -30)
    assert "Det finns inga kommande tillfällen" in page(client)
    occasion(course, 2, 10, apply_last=timezone.localdate() - timedelta(days=1))
    assert "Ansökan har stängt" in page(client)
    occasion(course, 3, 90, is_cancelled=True)
    assert page(client).count("Gävle vuxenutbildning") == 1


def test_the_number_of_queries_does_not_grow(
    client: PageClient, course: Education, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 12):
        for number in range(count):
            occasion(course, 100 * count + number, 60)
        with django_assert_num_queries(3):
            page(client)


def test_unknown_or_withdrawn_is_not_found(client: PageClient, course: Education) -> None:
    assert client.get(reverse("education", args=["finns-inte"])).status_code == 404
    Education.objects.update(withdrawn_at=timezone.now())
    assert client.get(reverse("education", args=["i.vux.english6"])).status_code == 404


def test_post_is_refused(client: PageClient, course: Education) -> None:
    assert client.post(reverse("education", args=["i.vux.english6"])).status_code == 405

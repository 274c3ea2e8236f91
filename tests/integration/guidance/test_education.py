from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalog.models import (
    Education,
    EducationEvent,
    ImportRun,
    Provider,
    RegisteredQualification,
    Source,
)
from guidance.journey import Journey
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
    response = client.get(reverse("education", args=["finns-inte"]))
    assert response.status_code == 404
    assert "Utbildningen finns inte i katalogen" in response.content.decode()
    assert "Räkna om din väg" in response.content.decode()
    Education.objects.update(withdrawn_at=timezone.now())
    assert client.get(reverse("education", args=["i.vux.english6"])).status_code == 404


def test_post_is_refused(client: PageClient, course: Education) -> None:
    assert client.post(reverse("education", args=["i.vux.english6"])).status_code == 405


def test_occasions_that_differ_only_in_dates_stand_together(
    client: PageClient, course: Education
) -> None:
    for number in range(12):
        occasion(course, number, 20 + 30 * number)
    occasion(course, 50, 10, apply_last=timezone.localdate() - timedelta(days=1), pace=100)
    text = page(client)
    assert text.count("Gävle vuxenutbildning ·") == 2
    assert "11 starter till på samma plats" in text
    # One that is closed never stands before one that can be applied for.
    assert text.index("halvfart") < text.index("heltid") < text.index("Ansökan har stängt")


def test_many_places_are_folded_away(client: PageClient, course: Education) -> None:
    for number in range(8):
        occasion(course, number, 60, pace=10 * (number + 1))
    text = page(client)
    assert "Visa 3 platser till" in text


def test_it_is_judged_for_the_person(begin, journey: Journey, course: Education) -> None:
    client = begin(journey)
    for requirement, words in (
        ("Naturkunskap 1b", "Du är behörig"),
        ("Fysik 2", "Du saknar</span> Fysik 2"),
        ("Lämplighet enligt skolans bedömning", "Vi kan inte bedöma om du är behörig"),
        ("", "Katalogen säger inget om krav"),
    ):
        Education.objects.update(eligibility=requirement)
        text = page(client)
        assert words in text
        if requirement:
            assert f">{requirement}</blockquote>" in text
            assert "Skolan avgör om du är behörig." in text


def test_without_a_word_about_the_person_nothing_is_judged(
    client: PageClient, course: Education
) -> None:
    text = page(client)
    assert "Säg vad du har för betyg och papper" in text
    assert "Du saknar</span>" not in text
    assert "Välj ett mål, så ser du vad utbildningen ger" in text


def test_what_it_gives_of_the_own_gap_and_what_not(begin, journey: Journey, run) -> None:
    Education.objects.create(
        id="i.uoh.nurse", title="Sjuksköterskeprogrammet", form="HS", credits=180,
        credit_system="hp", run=run, fingerprint=1,
    )  # fmt: skip
    text = begin(journey).get(reverse("education", args=["i.uoh.nurse"])).content.decode()
    gives = text[text.index('id="ger"') : text.index('id="kvar"')]
    leaves = text[text.index('id="kvar"') : text.index("Får du börja?")]
    assert "Utbildningen leder till jobbet." in text
    assert "Sjuksköterskeexamen" in gives
    assert "Läkemedelshantering" in gives
    assert "Omvårdnad" not in gives  # the person has it
    assert "Legitimation som sjuksköterska" in leaves


def test_one_that_is_newer_than_the_snapshot_is_shown(begin, journey: Journey, run) -> None:
    Education.objects.create(id="i.ny", title="Ny kurs", form="YH", run=run, fingerprint=1)
    text = begin(journey).get(reverse("education", args=["i.ny"])).content.decode()
    assert "Katalogen säger inte att den ger något av det du saknar." in text


def test_a_course_on_the_way_is_not_told_to_give_nothing(begin, journey: Journey, run) -> None:
    """It is what the next school asks for, though not the job itself."""
    Education.objects.create(
        id="i.vux.english6", title="Engelska 6", form="VUXGY", run=run, fingerprint=1
    )
    text = begin(journey).get(reverse("education", args=["i.vux.english6"])).content.decode()
    assert "Den ger: Engelska 6." in text
    assert "för att komma in på en utbildning som leder till jobbet" in text
    assert "ger något av det du saknar" not in text


def test_the_database_away_is_told_as_a_source_that_is_down(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(education_id: str) -> None:
        raise OperationalError("no connection")

    monkeypatch.setattr("guidance.views.education.education_detail", away)
    response = client.get(reverse("education", args=["i.uoh.nurse"]))
    assert response.status_code == 503
    assert "Vänta några minuter" in response.content.decode()


def test_a_yh_education_is_told_with_what_the_register_says(
    client: PageClient, course: Education
) -> None:
    """Level and outcomes with their own source; nothing on another form or without a match."""
    source = Source.objects.create(
        key="myh-qualifications", name="Register", publisher="Myndigheten för yrkeshögskolan"
    )
    run = ImportRun.objects.create(source=source, origin="test", finished_at=timezone.now())
    RegisteredQualification.objects.create(
        id="q", name="Bagartekniker", education_code="YH01839-2026", seqf_level=5,
        knowledge="Jäsning & bakning", skills="", url="https://register.example/q",
        run=run, fingerprint=1,
    )  # fmt: skip
    assert "Det här ska du kunna efteråt" not in page(client)
    Education.objects.update(form="YH", code="YH01839-2026", title="Bagartekniker")
    text = page(client)
    for words in (
        "Det här ska du kunna efteråt", "nivå 5 av 8", "Jäsning &amp; bakning",
        "https://register.example/q",
        "Källa: Kvalifikationsregistret, Myndigheten för yrkeshögskolan.",
    ):  # fmt: skip
        assert words in text
    assert "Du kan:" not in text  # the register is silent about it


def test_komvux_is_applied_for_through_the_own_municipality(
    client: PageClient, course: Education
) -> None:
    told = "Du söker genom vuxenutbildningen i din kommun"
    assert told in page(client)
    Education.objects.update(form="HS")
    assert told not in page(client)


def test_when_every_application_has_closed_that_is_said_above(
    client: PageClient, course: Education
) -> None:
    occasion(course, 1, 10, apply_last=timezone.localdate() - timedelta(days=1))
    text = client.get(reverse("education", args=[course.pk])).content.decode()
    assert "Ansökan har stängt till alla tillfällen vi ser." in text
    assert "Ansökan har stängt</span>" in text
    occasion(course, 2, 60, municipality_code="0180")
    text = client.get(reverse("education", args=[course.pk])).content.decode()
    assert "till alla tillfällen vi ser" not in text

"""The quality report as a page: what it says, its four states, its files and its numbers."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalog.models import EducationEvent, QualityFigures, QualityReport, SnapshotBuild
from catalog.quality.published import REPORT_COLUMNS
from catalog.quality.report import make_report
from catalog.quality.rule import Subject
from catalog.quality.rules import RULES
from guidance.journey import Journey
from guidance.views.quality import PAGE
from tests.integration.guidance.pages import PageClient
from tests.integration.quality.conftest import add, make, run  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db
Make = Callable[[Subject, dict[str, Any]], Any]


@pytest.fixture
def build() -> SnapshotBuild:
    return SnapshotBuild.objects.create(number=1, content_id="1-abc", is_complete=True)


@pytest.fixture
def report(build: SnapshotBuild, make: Make) -> QualityReport:  # noqa: F811  # fixture
    """Of a school with two occasions to come, one of which lacks its day to apply."""
    start = timezone.localdate() + timedelta(days=60)
    dates = {"start": start, "end": start + timedelta(days=90)}
    school = make(Subject.PROVIDER, {"id": "p.falun", "name": "Falu vuxenutbildning"})
    make(Subject.PROVIDER, {"id": "p.empty", "name": "Falu friskola"})
    make(Subject.EVENT, dates | {"provider": school})
    late = dates | {"provider": school, "apply_last": None, "education__title": "=Svets"}
    make(Subject.EVENT, late)
    return make_report()


def page(client: PageClient, name: str, *args: str, query: str = "") -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return unescape(response.content.decode())


PAGES = [
    ("quality", ()),
    ("quality_missing", ()),
    ("quality_rule", ("application-date",)),
    ("quality_source", ("susa-navet",)),
    ("quality_source_rule", ("susa-navet", "application-date")),
    ("quality_providers", ()),
    ("quality_provider", ("p.falun",)),
    ("quality_provider_rule", ("p.falun", "application-date")),
]


@pytest.mark.parametrize(("name", "args"), PAGES, ids=[name for name, _ in PAGES])
def test_every_page_says_date_and_catalogue(
    client: PageClient, report: QualityReport, name: str, args: tuple[str, ...]
) -> None:
    text = page(client, name, *args)
    assert f"Räknat på katalog {report.catalogue_id}" in text
    assert str(report.judged_on.year) in text


@pytest.mark.parametrize(("name", "args"), PAGES, ids=[name for name, _ in PAGES])
def test_no_report_yet_is_said_with_a_next_action(
    client: PageClient, name: str, args: tuple[str, ...]
) -> None:
    text = page(client, name, *args)
    assert "Det finns ingen rapport än" in text
    assert "Till början" in text


def test_what_holds_lacks_and_cannot_be_judged_is_told_apart(
    client: PageClient, report: QualityReport
) -> None:
    text = page(client, "quality")
    assert "1 av 2 tillfällen" in text
    assert "1 brister" in text
    assert "Går inte att bedöma" in text
    assert "50 av 100" in text
    for rule in RULES:
        if rule.key in report.figures.get(scope="all").figures:
            assert str(rule.title) in text


def test_a_catalogue_newer_than_the_report_is_said(
    client: PageClient, report: QualityReport
) -> None:
    assert "Rapporten är äldre än katalogen" not in page(client, "quality")
    other = SnapshotBuild.objects.create(number=9, content_id="9-abc", is_complete=True)
    QualityReport.objects.update(snapshot=other)
    QualityFigures.objects.update(report=9)
    assert "Rapporten är äldre än katalogen" in page(client, "quality")


def test_an_old_report_is_said(client: PageClient, report: QualityReport) -> None:
    QualityReport.objects.update(judged_on=timezone.localdate() - timedelta(days=8))
    assert "Rapporten är gammal" in page(client, "quality")


def test_a_source_that_is_off_or_was_never_read_is_said(
    client: PageClient, report: QualityReport
) -> None:
    report.sources = [report.sources[0] | {"is_enabled": False}]
    report.save()
    assert "Källan är avstängd" in page(client, "quality_source", "susa-navet")
    report.sources = [report.sources[0] | {"is_enabled": True, "read_at": ""}]
    report.save()
    assert "Källan har aldrig gått att läsa" in page(client, "quality_source", "susa-navet")


def test_the_sample_says_that_it_is_one(client: PageClient, report: QualityReport) -> None:
    assert "Siffrorna gäller exempelkatalogen" not in page(client, "quality")
    report.sources = [report.sources[0] | {"is_sample": True}]
    report.save()
    assert "Siffrorna gäller exempelkatalogen" in page(client, "quality")


def test_a_trend_has_a_picture_and_a_table_once_there_are_two_days(
    client: PageClient, report: QualityReport
) -> None:
    args = ("quality_rule", "application-date")
    assert "Det finns ingen utveckling att visa än" in page(client, *args)
    earlier = SnapshotBuild.objects.create(number=-1, content_id="0", is_complete=True)
    day = report.judged_on - timedelta(days=3)
    before = QualityReport.objects.create(
        snapshot=earlier, catalogue_id="0", judged_on=day, made_at=timezone.now()
    )
    QualityFigures.objects.create(
        report=before, scope="all", figures={"application-date": [0, 1, 4, 1]}
    )
    text = page(client, *args)
    assert "<polyline" in text
    assert "Utvecklingen som tabell" in text
    assert "annat mått" in text
    assert "måttet ändrades" in text


def test_schools_are_found_by_a_part_of_the_name(client: PageClient, report: QualityReport) -> None:
    assert "1 skola har inga tillfällen och visas inte" in page(client, "quality_providers")
    assert "Falu friskola" not in page(client, "quality_providers")
    assert "Falu friskola" in page(client, "quality_providers", query="?alla")
    assert "Falu vuxenutbildning" in page(client, "quality_providers", query="?q=vuxeN")
    only_hidden = page(client, "quality_providers", query="?q=friskola")
    assert "Bara 1 skola utan tillfällen har ”friskola” i namnet" in only_hidden
    nothing = page(client, "quality_providers", query="?q=zzz<b>")
    assert "Ingen skola har ”zzz<b>” i namnet" in nothing  # unescaped here, escaped on the page


def test_schools_come_a_page_at_a_time_in_swedish_order(
    client: PageClient, report: QualityReport
) -> None:
    stored = report.figures.get(scope="provider", key="p.falun").figures
    QualityFigures.objects.bulk_create(
        QualityFigures(
            report=report, scope="provider", key=f"p.{letter}{n}", name=f"{letter}{n:02}",
            figures=stored,
        )
        for letter in ("Ö", "Å", "Ä")
        for n in range(PAGE)
    )  # fmt: skip
    first = page(client, "quality_providers")
    assert "Sida 1 av 4" in first
    assert "Ö00" not in first
    last = page(client, "quality_providers", query="?sida=4")
    assert "Ö24" in last
    assert "Sida 4 av 4" in page(client, "quality_providers", query="?sida=99")


def test_a_school_is_shown_beside_the_whole_with_what_to_mend(
    client: PageClient, report: QualityReport
) -> None:
    text = page(client, "quality_provider", "p.falun")
    assert "I hela katalogen: 50 av 100" in text
    detail = page(client, "quality_provider_rule", "p.falun", "application-date")
    assert "=Svets" in detail
    assert reverse("quality_provider_csv", args=["p.falun", "application-date"]) in detail
    assert "Inget. Alla skolans uppgifter håller" in page(
        client, "quality_provider_rule", "p.falun", "pace"
    )


def test_a_long_list_goes_on_in_the_file(
    client: PageClient,
    report: QualityReport,
    make: Make,  # noqa: F811  # fixture
) -> None:
    first = EducationEvent.objects.filter(apply_last=None).get()
    columns = {
        "education": first.education, "provider": first.provider, "apply_last": None,
        "start": first.start, "end": first.end,
    }  # fmt: skip
    for _ in range(25):
        make(Subject.EVENT, columns)
    detail = page(client, "quality_provider_rule", "p.falun", "application-date")
    assert "Resten finns i listan" in detail
    assert detail.count("=Svets") == 20
    assert len(csv_of(client, "quality_provider_csv", "p.falun", "application-date")) == 26


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("quality_rule", ("no-such-rule",)),
        ("quality_rule", ("ad-occupation",)),  # the report says nothing of it: there are no ads
        ("quality_source", ("no-such-source",)),
        ("quality_source_rule", ("susa-navet", "ad-place")),
        ("quality_provider", ("p.nobody",)),
        ("quality_provider_rule", ("p.falun", "ad-place")),
        ("quality_provider_rule", ("p.nobody", "pace")),
        ("quality_provider_csv", ("p.nobody", "pace")),
        ("quality_provider_csv", ("p.falun", "occupation-wage")),
        ("quality_provider_csv", ("p.falun", "ad-place")),
        ("quality_json_of", (77,)),
        ("quality_csv_of", (77,)),
    ],
)
def test_what_is_not_there_is_not_found(
    client: PageClient, report: QualityReport, name: str, args: tuple[object, ...]
) -> None:
    assert client.get(reverse(name, args=args)).status_code == 404


def csv_of(client: PageClient, name: str, *args: object) -> list[dict[str, str]]:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_files_have_stable_addresses(client: PageClient, report: QualityReport) -> None:
    assert reverse("quality_csv") == "/kvalitet/rapport.csv"
    assert reverse("quality_json") == "/kvalitet/rapport.json"
    assert reverse("quality_missing_csv") == "/kvalitet/saknas.csv"
    assert reverse("quality_providers_csv") == "/kvalitet/skolor.csv"
    assert reverse("quality_csv_of", args=[1]) == "/kvalitet/rapport/1.csv"
    rows = csv_of(client, "quality_csv")
    assert tuple(rows[0]) == REPORT_COLUMNS
    assert {row["scope"] for row in rows} == {"all", "source"}
    assert csv_of(client, "quality_csv_of", 1) == rows
    assert {row["scope"] for row in csv_of(client, "quality_providers_csv")} == {"provider"}
    assert csv_of(client, "quality_missing_csv")[0]["rank"] == "1"
    document = client.get(reverse("quality_json")).json()
    assert document["catalogue"] == report.catalogue_id
    assert client.get(reverse("quality_json_of", args=[1])).json() == document


def test_lists_that_cost_seconds_are_limited_per_address(
    client: PageClient, report: QualityReport
) -> None:
    address = reverse("quality_provider_csv", args=["p.falun", "application-date"])
    with time_machine.travel(timezone.now(), tick=False):
        assert {client.get(address).status_code for _ in range(60)} == {200}
        refused = client.get(address)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
        assert client.get(reverse("quality_providers_csv")).status_code == 429
        assert client.get(address, REMOTE_ADDR="198.51.100.7").status_code == 200
        assert client.get(reverse("quality_csv")).status_code == 200


def test_lists_are_given_while_redis_is_away(
    client: PageClient, report: QualityReport, settings: Any
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert client.get(reverse("quality_providers_csv")).status_code == 200


@pytest.mark.parametrize("name", ["quality_csv", "quality_json", "quality_missing_csv"])
def test_files_are_not_there_before_the_first_report(client: PageClient, name: str) -> None:
    assert client.get(reverse(name)).status_code == 404


def test_concepts_that_lack_are_a_list_as_long_as_the_figure_says(
    client: PageClient, report: QualityReport
) -> None:
    stored = report.figures.get(scope="all").figures["occupation-wage"]
    rows = csv_of(client, "quality_rule_csv", "occupation-wage")
    assert len(rows) == stored[2] - stored[1] > 0
    assert "Grundlärare, 4-6" in {row["namn"] for row in rows}
    link = reverse("quality_rule_csv", args=["occupation-wage"])
    assert link in page(client, "quality_rule", "occupation-wage")
    for other in ("pace", "no-such-rule", "source-fresh"):
        assert client.get(reverse("quality_rule_csv", args=[other])).status_code == 404


def test_a_schools_list_is_safe_in_a_spreadsheet(client: PageClient, report: QualityReport) -> None:
    (row,) = csv_of(client, "quality_provider_csv", "p.falun", "application-date")
    assert row["utbildning"] == "'=Svets"
    assert row["utfall"] == "brister"
    assert date.fromisoformat(row["start"])


@pytest.mark.parametrize(
    ("name", "args"),
    [*PAGES, ("quality_csv", ()), ("quality_json", ()), ("quality_providers_csv", ()),
     ("quality_provider_csv", ("p.falun", "pace"))],
)  # fmt: skip
def test_what_has_not_changed_is_not_sent_again(
    client: PageClient, report: QualityReport, name: str, args: tuple[str, ...]
) -> None:
    address = reverse(name, args=args)
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 304
    make_report(today=report.judged_on)
    QualityReport.objects.update(made_at=timezone.now() + timedelta(hours=1))
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_in_a_session_a_page_is_always_sent_for_its_foot_changes(
    client: PageClient,
    report: QualityReport,
    begin: Callable[[Journey], PageClient],
    journey: Journey,
) -> None:
    tag = client.get(reverse("quality")).headers["ETag"]
    begin(journey)
    response = client.get(reverse("quality"), headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert "ETag" not in response.headers


def test_the_number_of_queries_does_not_grow_with_schools(
    client: PageClient, report: QualityReport, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stored = report.figures.get(scope="provider", key="p.falun").figures
    for count in (1, 20):
        QualityFigures.objects.bulk_create(
            QualityFigures(
                report=report, scope="provider", key=f"q.{count}.{n}", name="A", figures=stored
            )
            for n in range(count)
        )
        with django_assert_num_queries(5):
            page(client, "quality_providers")
    with django_assert_num_queries(3):
        page(client, "quality")


def test_the_page_is_found_from_every_page(client: PageClient) -> None:
    assert f'href="{reverse("quality")}"' in page(client, "start")


def test_every_method_but_reading_is_refused(client: PageClient, report: QualityReport) -> None:
    for name in ("quality", "quality_csv", "quality_json"):
        assert client.post(reverse(name)).status_code in (403, 405)
        assert client.head(reverse(name)).status_code == 200

"""The quality report in a real browser: every page, on a phone and a screen, light and dark."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, expect

from catalog.models import QualityFigures, QualityReport, SnapshotBuild
from tests.functional.walk import DESKTOP, IN_A_BROWSER, PHONE, Scheme, visitor

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def reported(site: str, django_db_blocker) -> str:
    """The site with a report, and one of the week before in which a rule was another."""
    with django_db_blocker.unblock():
        call_command("quality_report", verbosity=0)
        report = QualityReport.objects.get()
        build = SnapshotBuild.objects.create(number=-1, content_id="0", is_complete=True)
        before = QualityReport.objects.create(
            snapshot=build,
            catalogue_id="0",
            judged_on=report.judged_on - timedelta(days=7),
            made_at=timezone.now() - timedelta(days=7),
        )
        for row in QualityFigures.objects.filter(report=report):
            row.figures["place"] = [0, 1, 9, 2]
            row.pk, row.report = None, before
            row.save()
        connections.close_all()
    return site


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_of_the_report_is_accessible(
    browser: Browser,
    reported: str,
    size: tuple[int, int],
    scheme: Scheme,
) -> None:
    walker = visitor(browser, reported, size, scheme=scheme)
    page = walker.page
    walker.visit("/kvalitet/")
    walker.look("quality")
    walker.press("Allt som saknas", "link")
    walker.look("quality missing")
    walker.visit("/kvalitet/matt/place/")
    expect(page.locator("svg.trend")).to_be_visible()
    page.get_by_text("Utvecklingen som tabell").first.click()
    walker.look("quality rule")
    walker.visit("/kvalitet/kalla/susa-navet/")
    walker.look("quality source")
    walker.visit("/kvalitet/kalla/susa-navet/place/")
    walker.look("quality source rule")
    walker.visit("/kvalitet/skolor/?q=finns-inte")
    walker.look("quality no school")
    assert walker.faults == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_school_finds_itself_and_takes_its_list(
    browser: Browser,
    reported: str,
    script: bool,
) -> None:
    walker = visitor(browser, reported, PHONE, script=script)
    walker.is_axe_on = script
    page = walker.page
    walker.visit("/")
    walker.press("Hur bra är uppgifterna?", "link")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hur bra är uppgifterna?")
    page.get_by_label("Skolans namn").fill("a")
    walker.press("Sök")
    page.locator(".results a").first.press("Enter")
    walker.look("quality school")
    page.locator(".quality-figure", has_text="Brister").locator("a").first.press("Enter")
    expect(page.get_by_role("heading", name="Det här behöver ses över")).to_be_visible()
    walker.look("quality school rule")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Hämta hela listan (CSV)").click()
    assert waiting.value.suggested_filename.endswith(".csv")
    assert walker.faults == []

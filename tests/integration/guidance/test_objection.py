""" "Stämmer inte": asked why in place, counted by week, and nobody can be found in it."""

import secrets
from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from catalog.models import Objection
from catalog.models.feedback import FEWEST_SHOWN
from catalog.snapshot.current import current_snapshot
from guidance.core.gap import find_gap
from guidance.core.profile import Profile
from guidance.deployment import read_deployment
from guidance.feedback import REASONS, About, Kind, Reason
from guidance.journey import Journey
from tests.integration.guidance.pages import PageClient
from tests.snapshots import NURSE, skill

CARE = {"kind": "skill", "subject": skill("Omvårdnad")}
WHY = {**CARE, "reason": "other-meaning"}
MONDAY = date(2026, 11, 23)


def said(client: PageClient, data: dict[str, str], **more):
    return client.post(reverse("objection"), data, **more)


def test_it_asks_why_before_it_counts(client: PageClient) -> None:
    text = said(client, CARE).content.decode()
    assert "Vad läste vi fel?" in text
    assert "Din lista ändras inte." in text
    assert "Orden betyder något annat" in text
    assert f'href="{reverse("skills")}"' in text


def test_what_is_no_skill_is_asked_about_in_its_own_words(client: PageClient) -> None:
    text = said(client, {"kind": "way", "subject": NURSE}).content.decode()
    assert "Vad stämmer inte?" in text
    assert "Din lista" not in text


def test_the_own_answer_and_the_report_have_unlike_words(begin, journey: Journey) -> None:
    """Pressing one of them in the belief that it is the other loses something, or tells nobody."""
    text = begin(journey).get(reverse("skills")).content.decode()
    assert "Stämmer" not in text
    assert "Säg till att vi läste fel" in text
    assert "Ja, det kan jag" in text
    assert "Ja, det jobbet har jag haft" in text


@pytest.mark.django_db
def test_it_counts_and_thanks(client: PageClient) -> None:
    for _ in range(2):
        response = said(client, WHY)
        assert response.status_code == 200
        assert "Tack för hjälpen" in response.content.decode()
    assert [one.count for one in Objection.objects.all()] == [2]


@pytest.mark.django_db
def test_htmx_asks_and_thanks_in_place(client: PageClient) -> None:
    place = About(**CARE).place
    for data in (CARE, WHY):
        part = said(client, data, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part
        assert f'id="{place}" tabindex="-1"' in part


@pytest.mark.django_db
def test_what_is_counted_has_no_person_in_it(begin, journey: Journey) -> None:
    client = begin(journey)
    response = said(client, WHY, REMOTE_ADDR="192.0.2.77")
    assert not response.wsgi_request.session.modified
    assert not response.cookies
    (row,) = Objection.objects.values_list()
    week = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    key = f"{week}:skill:other-meaning:{CARE['subject']}"
    assert row == (key, "skill", CARE["subject"], "other-meaning", week, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        {**WHY, "subject": "Anna Andersson 070-123 45 67"},
        {**WHY, "kind": "gap", "subject": f"{NURSE}|course:Anna Andersson"},
        {**WHY, "kind": "gap", "subject": f"{NURSE}|licence:sjuksköterska|Anna"},
        {**WHY, "kind": "education", "subject": "Anna"},
        {**WHY, "kind": "occupation", "subject": "x" * 300},
        {**WHY, "kind": "person"},
        {**WHY, "reason": "Anna Andersson"},
        {**WHY, "reason": "dead-link"},
        {"reason": "other-meaning"},
        {},
    ],
)
def test_free_text_is_never_counted(client: PageClient, data: dict[str, str]) -> None:
    response = said(client, data)
    assert response.status_code == 422
    assert "Anna" not in response.content.decode()
    assert not Objection.objects.exists()


@pytest.mark.django_db
def test_fewer_than_five_are_not_told() -> None:
    for times, subject in ((FEWEST_SHOWN - 1, "a"), (FEWEST_SHOWN, "b")):
        for n in range(times):
            day = MONDAY + timedelta(weeks=n)
            Objection.objects.count_one("education", subject, "dead-link", day)
    (told,) = Objection.objects.told()
    assert (told.subject, told.total) == ("b", FEWEST_SHOWN)
    assert (told.first, told.last) == (MONDAY, MONDAY + timedelta(weeks=FEWEST_SHOWN - 1))


@pytest.mark.django_db
def test_a_week_is_one_row_whatever_the_day() -> None:
    for n in range(7):
        Objection.objects.count_one("way", NURSE, "wrong-time", MONDAY + timedelta(days=n))
    assert [(one.week, one.count) for one in Objection.objects.all()] == [(MONDAY, 7)]


@pytest.mark.django_db
def test_after_two_years_it_is_gone() -> None:
    Objection.objects.count_one("way", NURSE, "wrong-time", MONDAY)
    assert Objection.objects.forget_old(MONDAY + timedelta(days=730)) == 0
    assert Objection.objects.forget_old(MONDAY + timedelta(days=731)) == 1


@pytest.mark.django_db
def test_every_kind_can_be_said(client: PageClient) -> None:
    snapshot = current_snapshot()
    gap = find_gap(Profile(), NURSE, snapshot)
    subjects = {
        Kind.SKILL: skill("Omvårdnad"),
        Kind.GAP: f"{NURSE}|{gap.missing[0].key}",
        Kind.WAY: NURSE,
        Kind.EDUCATION: snapshot.educations.id[0],
        Kind.OCCUPATION: NURSE,
    }
    for kind, reasons in REASONS.items():
        for reason in reasons:
            data = {"kind": kind, "subject": subjects[Kind(kind)], "reason": reason}
            assert said(client, data).status_code == 200, data
    assert Objection.objects.count() == sum(map(len, REASONS.values()))


def test_every_reason_belongs_somewhere() -> None:
    assert {one for reasons in REASONS.values() for one in reasons} == set(Reason)
    assert REASONS.keys() == set(Kind)


def test_it_is_offered_where_results_are(begin, journey: Journey) -> None:
    client = begin(journey)
    for name in ("skills", "gap", "way"):
        assert 'class="objection no-print"' in client.get(reverse(name)).content.decode(), name


def test_a_site_may_do_without(begin, journey: Journey, settings) -> None:
    settings.DEPLOYMENT = read_deployment(switched_off=["feedback"])
    client = begin(journey)
    assert 'class="objection' not in client.get(reverse("gap")).content.decode()
    assert said(client, WHY).status_code == 404


def test_too_many_are_stopped_in_words(client: PageClient) -> None:
    address = f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}::1"
    answers = [said(client, CARE, REMOTE_ADDR=address).status_code for _ in range(61)]
    assert set(answers[:60]) == {200}
    assert answers[60] == 429


def test_where_it_cannot_be_counted_that_is_said(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(Objection.objects, "count_one", broken)
    response = said(client, WHY)
    assert response.status_code == 503
    assert "Vi kan inte räkna det just nu" in response.content.decode()
    part = said(client, WHY, headers={"HX-Request": "true"})
    assert part.status_code == 200  # htmx shows no answer above 499


def test_a_get_is_refused(client: PageClient) -> None:
    assert client.get(reverse("objection")).headers["Location"] == reverse("start")

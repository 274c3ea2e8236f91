"""Who pays: answered in the request, wherever it comes from, and forgotten."""

from dataclasses import replace
from typing import get_args

import pytest
from django.urls import reverse

from guidance.core.finance.rules import finance_rules
from guidance.core.finance.transition import AidFlag, ConditionKey, State, Verdict
from guidance.deployment import read_deployment
from guidance.finance import FinanceForm
from guidance.journey import Journey
from guidance.session.store import connection
from guidance.templatetags.finance_words import AID, CONDITIONS, STATES, VERDICTS
from tests.integration.guidance.pages import PageClient

GOOD = {
    "age": "45", "has_worked_long": "yes", "has_worked_recently": "yes", "is_entitled": "yes",
    "has_debt": "no", "has_used_up": "no", "is_strengthening": "yes",
}  # fmt: skip


def test_it_says_what_the_catalogue_says_of_each_study(begin, journey: Journey) -> None:
    text = begin(journey).get(reverse("finance")).content.decode()
    assert "Studiestöd steg för steg" in text
    assert "Kan omställningsstudiestöd vara något för dig?" in text
    assert "som vi kände till det 30 september 2025" in text


def test_an_answer_comes_with_its_reasons_rules_and_window(begin, journey: Journey) -> None:
    response = begin(journey).post(reverse("finance"), GOOD)
    text = response.content.decode()
    assert response.status_code == 200
    assert "Din ålder passar. Gränserna är 27 och 63 år." in text
    assert "Regler för studier från" in text
    assert "Ingen har kontrollerat dem mot lagen" in text
    assert 'class="window"' in text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"has_worked_long": "no"}, "Nej, som det ser ut nu"),
        ({"age": ""}, "Du har inte sagt din ålder"),
        ({"age": "20"}, "Du ska fylla mellan 27 och 63 år det år du börjar."),
    ],
)
def test_what_is_wanting_is_said(begin, journey: Journey, said, words: str) -> None:
    assert words in begin(journey).post(reverse("finance"), {**GOOD, **said}).content.decode()


def test_nothing_of_it_is_kept(begin, journey: Journey) -> None:
    client = begin(journey)
    client.get(reverse("finance"))
    before = dict(client.session.items())
    kept = {name: connection().dump(name) for name in connection().keys("*")}
    response = client.post(reverse("finance"), {**GOOD, "age": "58"})
    assert not response.wsgi_request.session.modified
    assert "no-store" in response.headers["Cache-Control"]
    assert dict(client.session.items()) == before
    after = {name: connection().dump(name) for name in connection().keys("*")}
    assert after == kept
    assert 'value="58"' not in client.get(reverse("finance")).content.decode()


def test_htmx_gets_the_part_alone(begin, journey: Journey) -> None:
    part = begin(journey).post(reverse("finance"), GOOD, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="pengar">')


@pytest.mark.parametrize(
    "said", [{"age": "ett"}, {"age": "-4"}, {"age": "999"}, {"has_debt": "kanske"}]
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(
    begin, journey: Journey, said
) -> None:
    response = begin(journey).post(reverse("finance"), {**GOOD, **said})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Något behöver rättas" in text
    assert 'id="has_worked_long-1" name="has_worked_long" value="yes" checked' in text


def test_from_another_tab_expired_or_repeated_it_still_answers(begin, journey: Journey) -> None:
    client = begin(journey)
    answers = [client.post(reverse("finance"), GOOD).content.decode() for _ in range(2)]
    shown = [text[text.index('class="conditions"') : text.index("<form")] for text in answers]
    assert shown[0] == shown[1]
    assert "inte valt något mål" in PageClient().post(reverse("finance"), GOOD).content.decode()
    gone = begin(replace(journey, plan="borta", target="finns-inte"))
    assert "inte valt något mål" in gone.post(reverse("finance"), GOOD).content.decode()


def test_a_site_may_do_without(begin, journey: Journey, settings) -> None:
    settings.DEPLOYMENT = read_deployment(switched_off=["finance"])
    client = begin(journey)
    assert client.get(reverse("finance")).status_code == 404
    assert reverse("finance") not in client.get(reverse("way")).content.decode()


@pytest.mark.usefixtures("no_catalogue")
def test_without_a_catalogue_it_says_so(client: PageClient) -> None:
    assert client.get(reverse("finance")).status_code == 503


def test_every_code_has_words() -> None:
    for table, codes in ((VERDICTS, Verdict), (STATES, State), (AID, AidFlag)):
        assert table.keys() == set(get_args(codes))
    assert CONDITIONS.keys() == set(get_args(ConditionKey))


def test_the_questions_ask_what_the_newest_rules_ask() -> None:
    rules = finance_rules().transition[-1]
    fields = FinanceForm().fields
    for name, numbers in (
        ("has_worked_long", (rules.work_months // 12, rules.work_frame_months // 12)),
        ("has_worked_recently", (rules.recent_months, rules.recent_frame_months)),
        ("has_used_up", (rules.most_weeks,)),
    ):
        assert all(f" {n} " in f" {fields[name].label} " for n in numbers), name

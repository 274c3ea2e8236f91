"""Two at a screen: a guide, two languages row by row, and ways of studying beside each other."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.urls import reverse

from guidance.journey import Journey
from guidance.views.steps import STEPS
from tests.integration.guidance.pages import PageClient, parsed

Begin = Callable[[Journey], PageClient]
WAYS = {
    "andra-pace": "50", "andra-reach_km": "60", "andra-is_distance_ok": "on", "andra-budget": "",
    "andra-count_from": "", "tredje-pace": "100", "tredje-reach_km": "", "tredje-may_move": "on",
    "tredje-is_distance_ok": "on", "tredje-budget": "0", "tredje-count_from": "2027-06",
}  # fmt: skip


def rows_of(text: str) -> list[list[str]]:
    table = next(node for node in parsed(text).iter("table"))
    return [
        ["".join(cell.itertext()).strip() for cell in row.iter("td")] for row in table.iter("tr")
    ][1:]


def test_the_guide_has_questions_and_cautions_for_every_step(client: PageClient) -> None:
    text = client.get(reverse("counsellor")).content.decode()
    for step in STEPS:
        assert f'id="steg-{step.number}"' in text
    assert text.count("<h4>Fråga</h4>") == text.count("<h4>Se upp med</h4>") == len(STEPS)
    assert "<input" not in text[text.index("<main") : text.index("</main>")]


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_two_languages_stand_row_by_row(
    begin: Begin, journey: Journey, language: str, direction: str
) -> None:
    page = begin(journey).get(reverse("two_languages"), {"sprak": language})
    text = page.content.decode()
    rows = rows_of(text)
    assert len(rows) > 15
    assert all(len(row) == 2 for row in rows)
    assert rows[2][0] == "Att göra"
    assert f'<td lang="{language}" dir="{direction}">' in text
    if language == "en":  # Arabic is for the journey's core, and grows
        assert sum(one != other for one, other in rows) > len(rows) / 2


def test_a_language_nobody_has_is_english(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    for wrong in ("xx", "sv", "", "<script>"):
        text = client.get(reverse("two_languages"), {"sprak": wrong}).content.decode()
        assert '<option value="en" lang="en" selected>' in text


def test_without_a_plan_it_says_what_to_do(client: PageClient) -> None:
    for name in ("two_languages", "scenarios", "action_plan"):
        text = client.get(reverse(name)).content.decode()
        assert "Du har inte valt något mål än" in text, name


def test_ways_stand_beside_what_the_person_has(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    text = client.post(reverse("scenarios"), WAYS).content.decode()
    for words in ("Så blir det", "Framme", "Osäkra steg", "Halvfart", "Använd sätt 3"):
        assert words in text
    assert "från juni 2027" in text or "1 juni 2027" in text


def test_comparing_changes_nothing_and_a_button_does(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    before = dict(client.session.items())
    response = client.post(reverse("scenarios"), WAYS)
    assert not response.wsgi_request.session.modified
    assert dict(client.session.items()) == before
    forms = [
        form
        for form in parsed(response.content.decode()).iter("form")
        if form.get("action") == reverse("change_limits")
    ]
    assert len(forms) == 2
    sent = {one.get("name"): one.get("value") for one in forms[0].iter("input")}
    assert client.post(reverse("change_limits"), sent).status_code == 302
    assert client.session["journey"]["limits"]["pace"] == 50


def test_the_page_suggests_two_ways(begin: Begin, journey: Journey) -> None:
    text = begin(journey).get(reverse("scenarios")).content.decode()
    assert '<option value="50" selected>' in text
    assert 'name="tredje-may_move" checked' in text


def test_what_cannot_be_read_is_said_beside_its_own_field(begin: Begin, journey: Journey) -> None:
    wrong = {**WAYS, "tredje-budget": "mycket", "andra-pace": "33"}
    response = begin(journey).post(reverse("scenarios"), wrong)
    text = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_tredje-budget"' in text
    assert 'href="#id_andra-pace"' in text
    assert 'value="mycket"' in text


def test_htmx_gets_the_comparison_alone(begin: Begin, journey: Journey) -> None:
    part = begin(journey).post(reverse("scenarios"), WAYS, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="jamforelsen">')


def test_from_another_tab_or_expired_it_leads_on(begin: Begin, journey: Journey) -> None:
    assert "inte valt något mål" in PageClient().post(reverse("scenarios"), WAYS).content.decode()
    gone = begin(replace(journey, target="borta", plan="borta"))
    assert "inte valt något mål" in gone.post(reverse("scenarios"), WAYS).content.decode()
    assert gone.get(reverse("two_languages")).status_code == 200


def test_one_page_to_print(begin: Begin, journey: Journey) -> None:
    text = begin(journey).get(reverse("action_plan")).content.decode()
    assert 'class="one-page"' in text
    assert 'class="to-do"' in text
    assert "Planen utgår från" not in text

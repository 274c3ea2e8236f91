import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.urls import reverse

from guidance.core.paths import find_paths
from guidance.core.paths.answer import Dropped, PathSet
from guidance.core.paths.occasions import FARTHEST_YEARS
from guidance.core.profile import Limits, Profile, Reason
from guidance.journey import KEY, Choice, Journey
from guidance.loosening import loosened
from tests.integration.guidance.pages import PageClient, parsed
from tests.snapshots import ASSISTANT_NURSE, CARE_ASSISTANT, WELDER, skill

ADDRESS = "/vagen/"
Begin = Callable[[Journey], PageClient]
SENT = {"pace": "100", "reach_km": "60", "budget": "", "count_from": "", "is_distance_ok": "on"}


def test_plans_are_cards_with_dates_words_and_sources(begin: Begin, journey: Journey) -> None:
    text = begin(journey).get(ADDRESS).content.decode()
    tree = parsed(text)
    plans = [node for node in tree.iter("article") if node.get("class") == "plan"]
    assert 1 <= len(plans) <= 4
    assert "Snabbast" in text
    assert "Sjuksköterskeprogrammet" in text
    assert "Sök senast" in text
    assert "Källa: exempelkatalogen." in text
    assert "Källa: Susa-navet" not in text
    assert "Legitimation som sjuksköterska" in text
    assert "Varför detta?" in text
    assert "Varför inte min kurs?" in text


def test_each_timeline_has_a_table_that_says_the_same(begin: Begin, journey: Journey) -> None:
    tree = parsed(begin(journey).get(ADDRESS).content.decode())
    for plan in (node for node in tree.iter("article") if node.get("class") == "plan"):
        bars = [
            node
            for node in plan.iter("{http://www.w3.org/2000/svg}rect")
            if (node.get("class") or "").startswith("bar-")
        ]
        rows = [row for body in plan.iter("tbody") for row in body.iter("tr")]
        waits = [row for row in rows if next(row.iter("th")).text == "Väntan"]
        assert len(bars) == len(rows) - len(waits) > 0


def test_apply_now_says_so(begin: Begin, journey: Journey) -> None:
    able = replace(
        journey,
        target=CARE_ASSISTANT,
        choices=(
            Choice(CARE_ASSISTANT, "occupation-name", answer="yes"),
            Choice(skill("Äldreomsorg"), "skill", answer="yes"),
            Choice(skill("Hemtjänst"), "skill", answer="yes"),
        ),
    )
    text = begin(able).get(ADDRESS).content.decode()
    assert "Du kan söka jobbet nu" in text
    assert "Ingen utbildning behövs" in text


def test_what_if_is_kept_and_counted(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    sent = {**SENT, "pace": "50", "reach_km": "", "budget": "2000", "count_from": "2027-08"}
    response = client.post(reverse("change_limits"), sent)
    assert response.headers["Location"] == ADDRESS
    kept = client.session[KEY]
    assert kept["limits"]["pace"] == 50
    assert kept["limits"]["reach_km"] is None
    assert kept["limits"]["budget"] == 2000
    assert not kept["limits"]["may_move"]
    assert kept["count_from"] == "2027-08-01"
    assert "räknat från 1 augusti 2027" in client.get(ADDRESS).content.decode()


def test_what_is_typed_wrong_is_said_and_stays(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    sent = {**SENT, "budget": "tusen", "count_from": "snart", "pace": "33"}
    response = client.post(reverse("change_limits"), sent)
    text = response.content.decode()
    assert response.status_code == 422
    for field in ("budget", "count_from", "pace"):
        assert f'href="#id_{field}"' in text
    assert 'value="tusen"' in text
    assert 'value="snart"' in text
    assert client.session[KEY]["limits"] == vars(journey.limits)


STRICT = Limits(reach_km=0.0, is_distance_ok=False)


def strict(journey: Journey, limits: Limits = STRICT) -> Journey:
    """Far from where a welder is trained."""
    return replace(journey, target=WELDER, municipality="0180", limits=limits)


def test_filtered_away_differs_from_nothing_found(begin: Begin, journey: Journey) -> None:
    """One message: no word of there being no way, or of what the catalogue lacks."""
    client = begin(strict(journey))
    text = client.get(ADDRESS).content.decode()
    assert "Det finns vägar, men inte inom dina gränser" in text
    assert "Vi hittade ingen plan inom dina gränser" in text
    assert "Vi hittar ingen väg" not in text
    assert "ryms inte inom dina gränser." not in text
    assert "Det stänger ute mycket." not in text
    assert "Ta med dig planen" not in text
    client.post(reverse("change_limits"), {"loosen": "1"})
    assert client.session[KEY]["limits"]["may_move"]
    assert "Det finns vägar, men" not in client.get(ADDRESS).content.decode()


def test_what_to_loosen_is_said_and_one_press_does_it(begin: Begin, journey: Journey) -> None:
    client = begin(replace(strict(journey), count_from="2027-01-01"))
    tree = parsed(client.get(ADDRESS).content.decode())
    notice = next(node for node in tree.iter("div") if node.get("class") == "notice filtered")
    first = next(notice.iter("form"))
    assert "resa högst" in "".join(notice.itertext()) or "flytta" in "".join(notice.itertext())
    sent = {field.get("name"): field.get("value") for field in first.iter("input")}
    sent.pop("csrfmiddlewaretoken", None)
    client.post(reverse("change_limits"), sent)
    kept = client.session[KEY]
    assert not kept["limits"]["is_distance_ok"], "more was loosened than it takes"
    assert kept["count_from"] == "2027-01-01"
    assert 'class="plan"' in client.get(ADDRESS).content.decode()


def test_loosening_twice_is_loosening_once(begin: Begin, journey: Journey) -> None:
    client = begin(strict(journey))
    for _ in range(2):
        response = client.post(reverse("change_limits"), {"loosen": "1", "longer": "1"})
        assert response.headers["Location"] == ADDRESS
    assert client.session[KEY]["limits"]["horizon_years"] == FARTHEST_YEARS


def test_a_way_that_only_takes_longer_is_not_said_to_be_none(
    begin: Begin, journey: Journey
) -> None:
    limits = replace(loosened(Limits()), horizon_years=1)
    client = begin(replace(journey, limits=limits))
    text = client.get(ADDRESS).content.decode()
    assert "Det finns en väg, men den tar längre tid" in text
    assert "Vi hittar ingen väg" not in text
    assert "för långt fram i tiden" not in text
    client.post(reverse("change_limits"), {"longer": "1"})
    assert 'class="plan"' in client.get(ADDRESS).content.decode()


def test_what_limits_do_not_explain_is_not_blamed_on_them(
    begin: Begin, journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(profile: Profile, target: str, limits: Limits, *rest: object) -> PathSet:
        reason = "passed" if limits.may_move else "outside_limits"
        says = (Reason.of("no_path", reason=reason),)
        return replace(find_paths(profile, target, limits, *rest), paths=(), says=says)

    monkeypatch.setattr("guidance.plans.find_paths", found)
    text = begin(strict(journey)).get(ADDRESS).content.decode()
    assert "Vi hittar ingen väg i katalogen" in text
    assert "Utbildningarna har inga kommande tillfällen" in text
    assert "dina gränser" not in text


def test_nothing_found_has_next_actions(
    begin: Begin, journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = (Reason.of("no_path", reason="nothing_found"),)
    monkeypatch.setattr(
        "guidance.plans.find_paths", lambda *args: replace(find_paths(*args), paths=(), says=empty)
    )
    text = begin(journey).get(ADDRESS).content.decode()
    assert "Vi hittar ingen väg i katalogen" in text
    assert "Katalogen har ingen utbildning till det här jobbet." in text
    assert "Välj ett annat mål" in text
    assert "Få förslag utifrån det du kan" in text
    assert f"{reverse('occupation', args=[journey.target])}#nara" in text


def test_why_not_my_course(begin: Begin, journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    dropped = (
        Dropped("i.vux.cook", "Kock", Reason.of("gives_nothing_missing")),
        Dropped("i.vux.truck", "Lastbilsförare", Reason.of("outside_limits", detail="place")),
    )
    monkeypatch.setattr(
        "guidance.plans.find_paths", lambda *args: replace(find_paths(*args), dropped=dropped)
    )
    client = begin(journey)
    text = client.get(ADDRESS, {"q": "lastbil"}).content.decode()
    assert "Den är längre bort än du kan resa." in text
    assert "Kock" not in text


def test_every_course_of_the_catalogue_has_an_answer(begin: Begin, journey: Journey) -> None:
    client = begin(journey)

    def asked(words: str) -> str:
        text = client.get(ADDRESS, {"q": words}).content.decode()
        return text[text.index('id="varfor-inte"') :]

    assert "Den är med i planen" in asked("Sjuksköterskeprogrammet")
    assert "Vi ser inte att den ger något som du saknar för jobbet." in asked("keramik")
    nothing = asked("zzz")
    assert "Katalogen har ingen utbildning med ”zzz” i namnet." in nothing
    assert "Prova ett kortare ord." in nothing
    assert asked("svetsare").count("<strong><a") == 2  # each name once


def test_a_plan_from_another_tab_is_told_and_nothing_else_changes(
    begin: Begin, journey: Journey
) -> None:
    """The target was changed in one tab, the plan of the old one chosen in the other."""
    client = begin(journey)
    client.post(reverse("choose_target"), {"concept": WELDER})
    client.post(reverse("choose_plan"), {"plan": "0123456789ab"})
    text = client.get(reverse("takeaway")).content.decode()
    assert "Planen du valde finns inte längre" in text
    assert "Min väg till Svetsare" in text
    assert client.session[KEY]["target"] == WELDER


def test_a_plan_that_is_no_plan_leads_back(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    before = client.session[KEY]
    for sent in ({}, {"plan": ""}, {"plan": "a" * 500}):
        assert client.post(reverse("choose_plan"), sent).headers["Location"] == ADDRESS
    assert client.session[KEY] == before


def test_after_a_recount_the_keyboard_is_at_the_answer(begin: Begin, journey: Journey) -> None:
    tree = parsed(begin(journey).get(ADDRESS).content.decode())
    focusable = {
        node.get("id")
        for node in tree.iter()
        if node.get("tabindex") or node.tag in ("a", "button", "input", "summary")
    }
    wanted = {
        node.get("data-focus")
        for node in tree.iter("form")
        if (node.get("hx-target") or "").startswith("#")  # what replaces itself brings its place
    }
    assert wanted - {None} <= focusable
    assert "svaret" in wanted


def test_choosing_a_plan_leads_to_taking_it_along(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    tree = parsed(client.get(ADDRESS).content.decode())
    key = next(node for node in tree.iter("input") if node.get("name") == "plan").get("value")
    for _ in range(2):
        response = client.post(reverse("choose_plan"), {"plan": key})
        assert response.headers["Location"] == reverse("takeaway")
    assert client.session[KEY]["plan"] == key
    assert "Din valda plan" in client.get(ADDRESS).content.decode()


def test_the_answer_is_the_same_for_the_same_skills(begin: Begin, journey: Journey) -> None:
    """Reading order, name and everything else about the person leave no trace in the answer."""
    first = answer_only(begin(journey).get(ADDRESS).content.decode())
    turned = replace(journey, choices=tuple(reversed(journey.choices)))
    assert answer_only(begin(turned).get(ADDRESS).content.decode()) == first


def test_without_a_target_it_asks_for_one_and_limits_can_be_set(client: PageClient) -> None:
    """Suggestions and comparisons are counted with the limits too."""
    text = client.get(ADDRESS).content.decode()
    assert "Du har inte valt något mål än" in text
    assert "Räkna om" in text
    client.post(reverse("change_limits"), {**SENT, "pace": "50"})
    assert client.session[KEY]["limits"]["pace"] == 50
    assert "Halvfart" in client.get(ADDRESS).content.decode()


def test_without_a_session_a_choice_is_taken_without_fuss(client: PageClient) -> None:
    assert client.post(reverse("choose_plan"), {"plan": "abc"}).status_code == 302
    assert client.get(reverse("takeaway")).status_code == 200


def test_htmx_gets_the_plans_alone(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    page = answer_only(client.get(ADDRESS).content.decode())
    part = answer_only(client.get(ADDRESS, headers={"HX-Request": "true"}).content.decode())
    assert part.strip().startswith('<div id="planerna">')
    assert part.strip() in page


def test_wrong_methods(client: PageClient) -> None:
    assert client.post(ADDRESS).status_code == 405
    assert client.get(reverse("change_limits")).headers["Location"] == ADDRESS
    assert client.get(reverse("choose_plan")).headers["Location"] == ADDRESS


def answer_only(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_an_assistant_nurse_is_told_what_law_says(begin: Begin, journey: Journey) -> None:
    text = begin(replace(journey, target=ASSISTANT_NURSE)).get(ADDRESS).content.decode()
    assert "Yrkestiteln är skyddad" in text


def test_a_way_that_is_too_long_says_so_and_can_be_shown(begin: Begin, journey: Journey) -> None:
    client = begin(replace(journey, limits=replace(journey.limits, horizon_years=1)))
    text = client.get(ADDRESS).content.decode()
    assert "Den kortaste vägen vi ser tar ungefär" in text
    assert "längre än de 1 år du valt." in text
    assert "Visa vägar som tar längre tid" in text
    client.post(reverse("change_limits"), {"longer": "1"})
    assert client.session[KEY]["limits"]["horizon_years"] == 12
    assert "Snabbast" in client.get(ADDRESS).content.decode()

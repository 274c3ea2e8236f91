from dataclasses import replace

import pytest
from django.urls import reverse

from guidance.journey import KEY, Journey
from tests.integration.guidance.pages import PageClient, parsed
from tests.snapshots import NURSE, WELDER, skill

ADDRESS = "/mal/"


def test_search_takes_misspelt_and_english_words(client: PageClient) -> None:
    for words in ("sjuskötersa", "nurse"):
        text = client.get(ADDRESS, {"q": words}).content.decode()
        assert "Sjuksköterska, grundutbildad" in text
        assert "Dit vill jag" in text


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("svetsare", "Heter så."),
        ("svets", "Börjar så."),
        ("storhushåll", "Det du skrev är en del av namnet."),
        ("svetsaer", "Liknar det du skrev."),
        ("welder", "Kallas också ”welder”."),
        ("lastbilschaufför", "Kallas också ”lastbilschaufför”."),
        ("lastbilschafför", "Kallas också ”lastbilschaufför”, som liknar det du skrev."),
    ],
)
def test_each_hit_says_why_and_leads_to_its_page(client: PageClient, words: str, why: str) -> None:
    tree = parsed(client.get(ADDRESS, {"q": words}).content.decode())
    hits = [node for top in tree.iter("ul") if top.get("class") == "results" for node in top]
    assert 0 < len(hits) <= 10
    assert why in " ".join("".join(hits[0].itertext()).split())
    for hit in hits:
        assert next(hit.iter("a")).get("href", "").startswith("/yrke/")
        assert "Yrkesgrupp" in "".join(hit.itertext()) or "Hela yrkesgruppen" in "".join(
            hit.itertext()
        )


def test_choosing_leads_to_the_gap(client: PageClient) -> None:
    response = client.post(reverse("choose_target"), {"concept": NURSE})
    assert response.headers["Location"] == reverse("gap")
    assert client.session[KEY]["target"] == NURSE


def test_another_target_lets_the_chosen_plan_go_and_the_same_keeps_it(
    begin, journey: Journey
) -> None:
    client = begin(replace(journey, plan="abc"))
    client.post(reverse("choose_target"), {"concept": NURSE})
    assert client.session[KEY]["plan"] == "abc"
    client.post(reverse("choose_target"), {"concept": WELDER})
    assert client.session[KEY]["plan"] == ""


def test_what_is_no_occupation_is_told_and_changes_nothing(begin, journey: Journey) -> None:
    """As when it was offered in another tab, before the catalogue changed."""
    client = begin(journey)
    before = client.session[KEY]
    for concept in ("", "nej", "a" * 500, skill("Omvårdnad")):
        response = client.post(reverse("choose_target"), {"concept": concept})
        assert response.status_code == 422
        text = response.content.decode()
        assert "Yrket finns inte i katalogen" in text
        assert "Sök ett yrke" in text
    assert client.session[KEY] == before


def test_wishes_of_a_cv_are_offered(begin, journey: Journey) -> None:
    text = begin(replace(journey, wished=(WELDER,))).get(ADDRESS).content.decode()
    assert "Yrken du eller annonsen har nämnt" in text


def test_nothing_found_offers_what_may_be_meant(client: PageClient) -> None:
    text = client.get(ADDRESS, {"q": "jag vill bli svetsare"}).content.decode()
    assert "Vi hittar inget yrke som heter" in text
    assert "Menade du något av de här?" in text
    assert "?q=Svetsare" in text


def test_nonsense_is_offered_a_way_on_and_no_far_fetched_names(client: PageClient) -> None:
    text = client.get(ADDRESS, {"q": "asdfqwer"}).content.decode()
    assert "Vi hittar inget yrke som heter" in text
    assert "Menade du" not in text
    assert "Prova ett kortare ord" in text
    assert f'href="{reverse("suggestions")}"' in text


def test_markup_in_a_search_is_text(client: PageClient) -> None:
    text = client.get(ADDRESS, {"q": '"><script>x</script>'}).content.decode()
    assert "<script>x" not in text


def test_wrong_methods(client: PageClient) -> None:
    assert client.get(reverse("choose_target")).headers["Location"] == reverse("target")
    assert client.post(ADDRESS).status_code == 405


@pytest.mark.parametrize("words", ["q" * 5000, "kock\x00", "kock" + " " * 200])
def test_whatever_is_in_the_search_box_is_searched_for(client: PageClient, words: str) -> None:
    """A paste that went wrong is answered, not passed over in silence."""
    text = client.get(reverse("target"), {"q": words}).content.decode()
    assert 'role="status" class="visually-hidden"></p>' not in text
    assert "passar din sökning" in text or "Vi hittar inget yrke" in text


def test_an_occupation_and_its_group_of_the_same_name_are_told_apart(client: PageClient) -> None:
    """By ear too: no two buttons of a list of hits are called the same."""
    text = client.get(reverse("target"), {"q": "svetsare"}).content.decode()
    called = [
        " ".join("".join(button.itertext()).split())
        for button in parsed(text).iter("button")
        if "Dit vill jag" in "".join(button.itertext())
    ]
    assert any(name.endswith(", Hela yrkesgruppen") for name in called)
    assert len(set(called)) == len(called)

from dataclasses import replace

import pytest
from django.urls import reverse

from guidance.journey import KEY, Journey
from tests.integration.guidance.pages import PageClient, parsed
from tests.snapshots import CHILD_CARER, COOK, NURSE, WELDER, skill

ADDRESS = "/jamfor/"


@pytest.fixture
def three(journey: Journey) -> Journey:
    return replace(journey, compared=(NURSE, WELDER, COOK))


def add(client: PageClient, concept: str, **more: str) -> object:
    return client.post(reverse("add_compared"), {"concept": concept, **more})


def headings(text: str) -> list[str]:
    return [
        "".join(node.itertext()) for node in parsed(text).iter("th") if node.get("scope") == "col"
    ]


def test_three_stand_side_by_side(begin, three: Journey) -> None:
    text = begin(three).get(ADDRESS).content.decode()
    assert headings(text) == ["Sjuksköterska, grundutbildad", "Svetsare", "Kock storhushåll"]
    rows = [
        "".join(node.itertext()) for node in parsed(text).iter("th") if node.get("scope") == "row"
    ]
    assert rows == [
        "Det här saknas", "Kortaste vägen", "Finns det jobb?", "Lön",
        "Krävs legitimation eller bevis?", "Välj",
    ]  # fmt: skip
    assert "Lägg till ett yrke" not in text
    for cell in parsed(text).iter("td"):
        if cell.get("data-name") is not None:
            assert cell.get("data-name") in headings(text)


def test_the_way_is_counted_when_it_is_asked_for(begin, three: Journey) -> None:
    client = begin(three)
    assert "Framme" not in client.get(ADDRESS).content.decode()
    page = client.get(ADDRESS, {"vag": WELDER}).content.decode()
    assert page.count("<strong>Framme") == 1
    assert page.count("Räkna ut vägen") == 2
    every = client.get(ADDRESS, {"vag": "alla"}).content.decode()
    assert "Räkna ut vägen" not in every
    part = client.get(ADDRESS, {"vag": WELDER}, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith(f'<div id="vag-{WELDER}"')
    assert "<strong>Framme" in part


def test_one_is_added_and_taken_away_by_plain_forms(client: PageClient) -> None:
    assert "Du har inget att jämföra än" in client.get(ADDRESS).content.decode()
    for _ in range(2):
        assert add(client, NURSE).headers["Location"] == f"{ADDRESS}#jamforelse"
    assert client.session[KEY]["compared"] == [NURSE]
    assert "Lägg till ett yrke" in client.get(ADDRESS).content.decode()
    for _ in range(2):
        client.post(reverse("remove_compared"), {"concept": NURSE})
    assert client.session[KEY]["compared"] == []


def test_a_fourth_takes_the_place_of_one_the_person_chooses(begin, three: Journey) -> None:
    client = begin(three)
    response = add(client, CHILD_CARER)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Du jämför redan tre yrken" in text
    assert "Byt ut Svetsare" in text
    assert client.session[KEY]["compared"] == [NURSE, WELDER, COOK]
    add(client, CHILD_CARER, instead=WELDER)
    assert client.session[KEY]["compared"] == [NURSE, CHILD_CARER, COOK]


def test_one_already_there_is_not_there_twice(begin, three: Journey) -> None:
    client = begin(three)
    assert add(client, NURSE, instead=COOK).status_code == 302
    assert client.session[KEY]["compared"] == [NURSE, WELDER, COOK]


def test_what_is_no_occupation_is_told_and_changes_nothing(begin, three: Journey) -> None:
    client = begin(three)
    before = client.session[KEY]
    for concept in ("", "nej", "a" * 400, skill("Omvårdnad")):
        response = add(client, concept)
        assert response.status_code == 422
        assert "Yrket finns inte i katalogen" in response.content.decode()
    for sent in ({}, {"concept": "nej"}, {"concept": "a" * 400}):
        assert client.post(reverse("remove_compared"), sent).status_code == 302
    assert client.session[KEY] == before


def test_one_that_left_the_catalogue_is_told_and_takes_no_place(begin, three: Journey) -> None:
    client = begin(replace(three, compared=(NURSE, "borta", COOK)))
    text = client.get(ADDRESS).content.decode()
    assert "1 yrke som du jämförde finns inte längre i katalogen." in text
    assert len(headings(text)) == 2
    add(client, WELDER)
    assert client.session[KEY]["compared"] == [NURSE, COOK, WELDER]


def test_filtered_away_differs_from_no_way(begin, three: Journey) -> None:
    narrow = replace(
        three,
        municipality="0180",
        limits=replace(three.limits, reach_km=0.0, is_distance_ok=False),
    )
    text = begin(narrow).get(ADDRESS, {"vag": WELDER}).content.decode()
    assert "Det finns vägar, men inte inom dina gränser." in text
    assert "Ändra gränser" in text


def test_an_odd_question_is_answered_with_the_table(begin, three: Journey) -> None:
    for asked in ("nej", '"><script>x</script>', CHILD_CARER):
        text = begin(three).get(ADDRESS, {"vag": asked}).content.decode()
        assert len(headings(text)) == 3
        assert "<script>x" not in text


def test_wrong_methods(client: PageClient) -> None:
    assert client.post(ADDRESS).status_code == 405
    assert client.get(reverse("add_compared")).headers["Location"] == reverse("compare")
    assert client.get(reverse("remove_compared")).headers["Location"] == reverse("compare")

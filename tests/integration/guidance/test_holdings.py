from dataclasses import replace

from django.urls import reverse

from guidance.journey import KEY, Journey
from tests.integration.guidance.pages import PageClient, parsed

ADDRESS = "/kan/papper/"


def ticked(text: str) -> set[str]:
    return {
        node.get("value")
        for node in parsed(text).iter("input")
        if node.get("type") == "checkbox" and node.get("checked") is not None
    }


def test_what_is_held_and_where_the_person_lives_are_kept(client: PageClient) -> None:
    sent = {"credentials": ["course:engelska 5", "driving:B"], "municipality": "2180"}
    response = client.post(ADDRESS, sent)
    assert response.headers["Location"] == reverse("target")
    assert client.session[KEY]["credentials"] == ["course:engelska 5", "driving:B"]
    assert client.session[KEY]["municipality"] == "2180"
    text = client.get(ADDRESS).content.decode()
    assert ticked(text) == {"course:engelska 5", "driving:B"}
    assert '<option value="2180" lang="sv" selected>Gävle</option>' in text


def test_unticking_takes_away(begin, journey: Journey) -> None:
    client = begin(journey)
    response = client.post(ADDRESS, {"municipality": ""})
    assert response.headers["Location"] == reverse("gap")
    assert client.session[KEY]["credentials"] == []
    assert client.session[KEY]["municipality"] == ""


def test_a_credential_read_in_a_cv_can_be_unticked_though_it_is_uncommon(
    begin, journey: Journey
) -> None:
    client = begin(replace(journey, credentials=frozenset({"driving:A2"})))
    assert ticked(client.get(ADDRESS).content.decode()) == {"driving:A2"}


def test_bad_input_is_said_and_loses_nothing(client: PageClient) -> None:
    sent = {"credentials": ["course:engelska 5"], "municipality": "9999"}
    response = client.post(ADDRESS, sent)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Välj en kommun i listan." in text
    assert 'href="#id_municipality"' in text
    assert ticked(text) == {"course:engelska 5"}
    assert KEY not in client.session


def test_municipalities_stand_in_swedish_order(client: PageClient) -> None:
    text = client.get(ADDRESS).content.decode()
    names = [node.text for node in parsed(text).iter("option") if node.get("value") and node.text]
    assert names == ["Borlänge", "Falun", "Gävle", "Stockholm"]


def test_what_a_cv_says_is_offered_with_its_words_and_never_ticked(client: PageClient) -> None:
    client.post("/kan/cv/", {"text": "Gymnasieexamen från omvårdnadsprogrammet. Engelska 5."})
    assert client.session[KEY]["credentials"] == []
    text = client.get(ADDRESS).content.decode()
    assert ticked(text) == set()
    group = next(
        node
        for node in parsed(text).iter("fieldset")
        if "Vi läste detta i ditt cv" in "".join(node.itertext())
    )
    offered = {box.get("value") for box in group.iter("input")}
    assert offered == {"exam:gymnasium:vocational", "course:engelska 5"}
    assert "Du skrev: ”Engelska 5”" in "".join(group.itertext())
    values = [box.get("value") for box in parsed(text).iter("input")]
    assert values.count("course:engelska 5") == 1
    client.post(ADDRESS, {"credentials": ["course:engelska 5"], "municipality": ""})
    assert client.session[KEY]["credentials"] == ["course:engelska 5"]

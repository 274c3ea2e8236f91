from django.urls import reverse

from guidance.core.eligibility.credentials import label_of
from guidance.journey import KEY, Choice, Journey, from_dict
from tests.integration.guidance.pages import PageClient, parsed
from tests.snapshots import WELDER, skill

AD = """Svetsare sökes till Borlänge
Vi söker dig som är svetsare.
Krav: MAG-svetsning, ritningsläsning och B-körkort.
Meriterande: gasskärning och engelska.
Kontakta Lisa Lind, lisa.lind@example.se
"""


def test_an_ad_names_a_target_and_asks_about_its_skills(client: PageClient) -> None:
    response = client.post(reverse("ad"), {"text": AD})
    assert response.headers["Location"] == reverse("asked")
    journey = client.session[KEY]
    assert WELDER in journey["wished"]
    asked = {choice["concept"]: choice for choice in journey["choices"]}
    assert asked[skill("MAG-svetsning")]["is_suggestion"]
    assert "Lisa" not in str(journey)
    assert "Svetsare" in client.get(reverse("target")).content.decode()


def test_a_text_without_work_in_it_says_so_and_keeps_what_was_typed(client: PageClient) -> None:
    response = client.post(reverse("ad"), {"text": "Hej hopp"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Vi hittar inget yrke i texten" in text
    assert "Hej hopp</textarea>" in text
    assert KEY not in client.session


def test_an_empty_ad_is_an_error_at_the_field(client: PageClient) -> None:
    response = client.post(reverse("ad"), {"text": ""})
    assert response.status_code == 422
    assert 'href="#id_text"' in response.content.decode()


def test_the_page_is_not_stored(client: PageClient) -> None:
    assert "no-store" in client.get(reverse("ad")).headers["Cache-Control"]


MAG, DRAWINGS, CUTTING = skill("MAG-svetsning"), skill("Ritningsläsning"), skill("Gasskärning")


def groups(text: str) -> dict[str, dict[str, str]]:
    """Heading → what is asked → whether the page says that the person has it."""
    found: dict[str, dict[str, str]] = {}
    for fieldset in parsed(text).iter("fieldset"):
        heading = next(fieldset.iter("legend")).text
        for node in fieldset.iter("label"):
            (tag,) = [span for span in node.iter("span") if "tag" in span.get("class", "")]
            found.setdefault(heading, {})[str(node.text).strip()] = tag.text
    return found


def test_requirements_and_merits_stand_apart_with_what_one_has(client: PageClient) -> None:
    client.post(reverse("ad"), {"text": AD})
    text = client.get(reverse("asked")).content.decode()
    assert groups(text) == {
        "Krävs": {
            "MAG-svetsning": "saknas", "Ritningsläsning": "saknas", "Körkort B": "saknas",
        },
        "Bra att ha": {"Gasskärning": "saknas", "Engelska": "saknas"},
    }  # fmt: skip
    assert "Annonsen skriver" in text
    assert "Svetsare" in text
    assert "Lisa" not in text


def test_ticking_says_what_one_has_and_leads_to_the_way(client: PageClient) -> None:
    client.post(reverse("ad"), {"text": AD})
    ticked = {"held": [MAG, "driving-b", "language-engelska"]}
    for _ in range(2):  # sent twice, it says the same
        assert client.post(reverse("asked"), ticked).headers["Location"] == reverse("asked")
    shown = groups(client.get(reverse("asked")).content.decode())
    assert shown["Krävs"] == {
        "MAG-svetsning": "du har det", "Ritningsläsning": "saknas", "Körkort B": "du har det",
    }  # fmt: skip
    assert shown["Bra att ha"]["Engelska"] == "du har det"
    journey = from_dict(client.session[KEY])
    assert {one.concept for one in journey.held} == {MAG, "language-engelska"}
    assert label_of("driving:B") in client.get(reverse("holdings")).content.decode()
    assert journey.credentials == {"driving:B"}
    response = client.post(reverse("choose_target"), {"concept": WELDER})
    assert client.get(response.headers["Location"]).status_code == 200
    assert client.get(reverse("way")).status_code == 200
    client.post(reverse("asked"), {"held": []})
    journey = from_dict(client.session[KEY])
    assert not journey.held
    assert not journey.credentials


def test_what_one_has_already_is_ticked_from_the_start(begin) -> None:
    own = Journey(choices=(Choice(DRAWINGS, "skill", answer="yes"),))
    client = begin(own)
    client.post(reverse("ad"), {"text": AD})
    shown = groups(client.get(reverse("asked")).content.decode())
    assert shown["Krävs"]["Ritningsläsning"] == "du har det"
    assert shown["Krävs"]["MAG-svetsning"] == "saknas"


def test_something_the_ad_did_not_ask_for_is_an_error_that_loses_nothing(
    client: PageClient,
) -> None:
    client.post(reverse("ad"), {"text": AD})
    before = client.session[KEY]
    response = client.post(reverse("asked"), {"held": [MAG, "annat"]})
    text = response.content.decode()
    assert response.status_code == 422
    assert f'value="{MAG}" checked' in text
    assert client.session[KEY] == before


def test_an_ad_that_asks_for_nothing_leads_to_its_job(client: PageClient) -> None:
    response = client.post(reverse("ad"), {"text": "Svetsare sökes"})
    assert response.headers["Location"] == reverse("target")
    assert "Vi känner inte igen några krav." in client.get(reverse("asked")).content.decode()

from django.urls import reverse

from guidance.journey import KEY
from tests.integration.guidance.pages import PageClient
from tests.snapshots import WELDER, skill

AD = """Svetsare sökes till Borlänge
Vi söker dig som är svetsare.
Krav: MAG-svetsning och ritningsläsning.
Kontakta Lisa Lind, lisa.lind@example.se
"""


def test_an_ad_names_a_target_and_asks_about_its_skills(client: PageClient) -> None:
    response = client.post(reverse("ad"), {"text": AD})
    assert response.headers["Location"] == reverse("target")
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

from django.urls import reverse

from guidance.journey import KEY, Journey
from tests.integration.guidance.pages import PageClient

ADDRESS = "/mina-uppgifter/"


def test_everything_held_is_shown_in_words(begin, journey: Journey) -> None:
    text = begin(journey).get(ADDRESS).content.decode()
    for held in (
        "Omvårdnad",
        "jag kan omvårdnad",
        "Naturkunskap 1b",
        "Gävle",
        "Sjuksköterska",
        "2 namn",
    ):
        assert held in text
    assert "Räknas inte" in text


def test_wiping_leaves_nothing_and_gives_a_receipt(begin, journey: Journey) -> None:
    client = begin(journey)
    response = client.post(reverse("wipe"))
    assert response.status_code == 302
    assert response.cookies["sessionid"]["max-age"] == 0
    assert KEY not in client.session
    text = client.get(response.headers["Location"]).content.decode()
    assert "Allt är raderat" in text
    assert "3 svar om vad du kan" in text
    assert "2 uppgifter om skola och bevis" in text


def test_a_receipt_we_did_not_sign_is_not_found(client: PageClient) -> None:
    assert client.get(reverse("wiped", args=["falskt"])).status_code == 404


def test_wiping_twice_and_wiping_nothing_are_fine(client: PageClient) -> None:
    for _ in range(2):
        response = client.post(reverse("wipe"))
        assert "0 svar" in client.get(response.headers["Location"]).content.decode()


def test_nothing_held_is_said(client: PageClient) -> None:
    assert "Vi har inga uppgifter om dig" in client.get(ADDRESS).content.decode()


def test_it_can_be_wiped_without_a_catalogue(begin, journey: Journey, no_catalogue: None) -> None:
    client = begin(journey)
    assert "Radera allt nu" in client.get(ADDRESS).content.decode()
    client.post(reverse("wipe"))
    assert KEY not in client.session


def test_a_get_never_wipes(begin, journey: Journey) -> None:
    client = begin(journey)
    assert client.get(reverse("wipe")).status_code == 405
    assert KEY in client.session


def test_one_person_never_sees_another(begin, journey: Journey) -> None:
    begin(journey)
    assert "Vi har inga uppgifter om dig" in PageClient().get(ADDRESS).content.decode()

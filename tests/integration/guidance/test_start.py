import gzip
from pathlib import Path

from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.integration.guidance.pages import PageClient, parsed


def test_four_equal_doors_and_how_long_it_takes(client: PageClient) -> None:
    text = client.get("/").content.decode()
    doors = [node for node in parsed(text).iter("li") if node.get("class") == "door"]
    addresses = [next(door.iter("a")).get("href") for door in doors]
    assert addresses == [reverse(name) for name in ("cv", "earlier_jobs", "ad", "target")]
    assert "ungefär 10 minuter, du kan sluta när som helst" in text


def test_it_sets_no_cookie(client: PageClient) -> None:
    for name in ("start", "about", "privacy", "accessibility"):
        assert not client.get(reverse(name)).cookies


def test_it_says_that_the_catalogue_is_a_sample_and_which(client: PageClient) -> None:
    text = client.get("/").content.decode()
    assert "Exempelkatalog." in text
    assert "Katalogens nummer är 1-" in text
    assert "Exempel i samma form som Susa-navet" in text


def test_it_works_without_a_catalogue(client: PageClient, no_catalogue: None) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert "Katalogen är inte på plats just nu" in response.content.decode()


def test_post_is_refused(client: PageClient) -> None:
    assert client.post("/").status_code == 405


def test_first_view_is_at_most_60_kilobytes(client: PageClient) -> None:
    """What a first visit fetches, compressed as the server sends it."""
    page = client.get("/").content
    tree = parsed(page.decode())
    wanted = [node.get("src") for node in tree.iter("script")]
    wanted += [node.get("href") for node in tree.iter("link")]
    sent = 0
    for address in wanted:
        file = finders.find(address.removeprefix("/static/"))
        assert file, address
        sent += len(gzip.compress(Path(file).read_bytes()))
    assert sent + len(gzip.compress(page)) <= 60_000

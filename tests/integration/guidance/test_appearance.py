"""A site with its own name, logo and colours, and one with none."""

from pathlib import Path

import pytest
from django.urls import reverse

from guidance.deployment import read_deployment
from tests.integration.guidance.pages import PageClient


@pytest.fixture
def _own(settings, tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    settings.DEPLOYMENT = read_deployment(
        name="Vägvisaren",
        logo=str(path),
        colour="#6b2161",
        owner="Exempelkommunen",
        contact="vux@exempel.example",
    )


@pytest.mark.usefixtures("_own")
def test_a_site_of_its_own_shows_it_on_every_page(client: PageClient) -> None:
    text = client.get(reverse("start")).content.decode()
    assert "– Vägvisaren</title>" in text
    assert "Kortaste vägen</title>" not in text
    assert 'content="#6b2161"' in text
    assert text.index("css/site.css") < text.index(reverse("appearance"))
    assert 'class="own-logo"' in text
    assert "Exempelkommunen driver den här webbplatsen." in text
    assert 'href="mailto:vux@exempel.example"' in text


@pytest.mark.usefixtures("_own")
def test_its_files_come_from_here(client: PageClient) -> None:
    style = client.get(reverse("appearance"))
    assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "#6b2161" in style.content.decode()
    logo = client.get(reverse("logo"))
    assert logo.headers["Content-Type"] == "image/svg+xml"
    assert "default-src 'self'" in logo.headers["Content-Security-Policy"]


def test_the_products_own_needs_neither(client: PageClient) -> None:
    text = client.get(reverse("start")).content.decode()
    assert reverse("appearance") not in text
    assert "own-logo" not in text
    assert client.get(reverse("appearance")).status_code == 404
    assert client.get(reverse("logo")).status_code == 404

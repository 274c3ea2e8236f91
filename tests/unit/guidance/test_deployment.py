"""A site's own name, logo and colours: checked at start, readable in light and dark."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from guidance.deployment import (
    MAX_LOGO,
    MAX_NAME,
    TEXT_CONTRAST,
    Deployment,
    contrast,
    read_deployment,
    stylesheet_of,
)

PLUM = "#6b2161"
COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))


def test_nothing_said_is_the_products_own() -> None:
    assert read_deployment() == Deployment()
    assert stylesheet_of(Deployment()) == ""


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_colour_becomes_both_schemes_and_leaves_paper_alone() -> None:
    css = stylesheet_of(read_deployment(colour=PLUM))
    assert f"--way: {PLUM};" in css
    assert "prefers-color-scheme: dark" in css
    assert css.count("@media screen") == css.count("@media") == 2


@given(COLOURS)
def test_a_colour_that_is_taken_can_be_read_in_light_and_dark(colour: str) -> None:
    try:
        site = read_deployment(colour=colour)
    except ImproperlyConfigured:
        return
    assert site.light
    assert site.dark
    surfaces = {
        site.light: ("#fbfaf6", "#ffffff", "#f2f0e9"),
        site.dark: ("#111716", "#1a2220", "#222c2a"),
    }
    for palette, papers in surfaces.items():
        for under in (*papers, palette.soft, palette.on_way):
            assert contrast(palette.way, under) >= TEXT_CONTRAST


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ({"colour": "#ffcc00"}, "Choose a darker one"),
        ({"colour": PLUM, "colour_dark": "#222222"}, "Choose a lighter one"),
        ({"colour": "plum"}, "write it as #0b5a5e"),
        ({"colour_dark": "#ffffff"}, "needs DEPLOYMENT_COLOUR"),
        ({"contact": "ring oss"}, "an e-mail address or an https:// address"),
        ({"contact": "http://exempel.example"}, "https://"),
        ({"name": "x" * (MAX_NAME + 1)}, "DEPLOYMENT_NAME"),
        ({"switched_off": ["finance", "cv"]}, "SWITCHED_OFF names cv"),
        ({"logo": "/finns/inte.svg"}, "DEPLOYMENT_LOGO cannot be read"),
        ({"logo": "/etc/passwd"}, ".svg, .png, .webp"),
    ],
)
def test_what_is_wrong_stops_the_process_with_a_hint(said, hint: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=hint.replace(".", r"\.")):
        read_deployment(**said)


def test_a_logo_is_read_once_and_is_small(tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    logo = read_deployment(logo=str(path)).logo
    assert logo
    assert (logo.media_type, logo.content) == ("image/svg+xml", path.read_bytes())
    path.write_bytes(b" " * (MAX_LOGO + 1))
    with pytest.raises(ImproperlyConfigured, match="larger than 60 KB"):
        read_deployment(logo=str(path))


def test_a_contact_is_a_link() -> None:
    assert read_deployment(contact="a@b.example").contact_address == "mailto:a@b.example"
    assert read_deployment(contact="https://b.example/").contact_address == "https://b.example/"
    assert read_deployment().contact_address == ""


def test_a_switch_is_on_until_it_is_off() -> None:
    site = read_deployment(switched_off=["feedback"])
    assert site.has("finance")
    assert not site.has("feedback")

"""No contact person's name, number or address is left in an ad."""

import pytest

from catalog.sources.job_ads import masking
from catalog.sources.job_ads.masking import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Mejla anna.berg@foretag.example nu", "Mejla [e-post] nu"),
        ("Mejla anna(at)foretag.example nu", "Mejla [e-post] nu"),
        ("Ring 070-174 06 12!", "Ring [telefon]!"),
        ("Ring +46 (0)70 174 06 12.", "Ring [telefon]."),
        ("Tel: 08-465 004 32", "Tel: [telefon]"),
        ("Växel 0046 8 465 004 32", "Växel [telefon]"),
        ("Se linkedin.com/in/annaberg för mer", "Se [länk] för mer"),
        ("Följ https://www.instagram.com/anna.berg/ nu", "Följ [länk] nu"),
        ("Skriv till @annaberg", "Skriv till [länk]"),
        ("Org.nr 850101-1234 hos oss", "Org.nr [nummer] hos oss"),
        ("Kontakta Åsa Berg för mer.", "Kontakta [namn] för mer."),
        ("Frågor besvaras av rektor Per-Olof af Ek Lund.", "Frågor besvaras av rektor [namn]."),
        ("Kontakt\nÅsa Berg, rektor\n08-465 004 32", "Kontakt\n[namn], rektor\n[telefon]"),
        ("Kontakta chef Ida Ek på 070-174 06 12.Hej!", "Kontakta chef [namn] på [telefon].Hej!"),
        ("Facklig kontakt: Saco, Bo Ek, 070-1740612", "Facklig kontakt: Saco, [namn], [telefon]"),
    ],
)  # fmt: skip
def test_persons_are_masked(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Du arbetar 08.00-17.00 måndag till fredag.",
        "Vi söker 10-15 undersköterskor till hösten 2027.",
        "Tillträde 2027-01-18, lön 32 000-38 000 kr.",
        "Läs mer på https://www.falun.se/jobb.",
        "Du har god vana av Microsoft Office och B-körkort.",
        "Erfarenhet av C# och ISO 9001 är meriterande.",
        "Region Dalarna söker en sjuksköterska till Falu Lasarett.",
    ],
)
def test_what_an_occupation_asks_for_is_left_alone(text):
    assert mask(text) == text


def test_known_contacts_are_masked_wherever_they_stand():
    text = "Åsa Berg leder gruppen. Hos Åsa får du lära dig baka. Bergs bageri."
    masked = mask(text, ["Åsa Berg"])
    assert "Åsa" not in masked
    assert masked.startswith("[namn] leder gruppen. Hos [namn] får du lära dig baka.")


def test_masking_again_changes_nothing():
    text = "Kontakta Åsa Berg, asa@x.example, 070-174 06 12, linkedin.com/in/asa"
    once = mask(text, ["Åsa Berg"])
    assert mask(once, ["Åsa Berg"]) == once


@pytest.mark.parametrize("site", masking._NETWORKS)
def test_what_is_looked_for_first_is_in_every_network_that_is_masked(site):
    address = f"{site}åsaberg" if site.endswith("/") else f"{site}/åsaberg"
    address = address.replace("linkedin.com/", "linkedin.com/in/").replace("com/åsa", "com/@åsa")

    assert "berg" not in mask(f"Se https://www.{address} nu")
    assert "berg" not in mask(f"Se {address.upper()} nu".replace("ÅSABERG", "åsaberg"))

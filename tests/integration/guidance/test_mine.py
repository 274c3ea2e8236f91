from dataclasses import fields
from datetime import date

from django.urls import reverse

from guidance.chosen_plan import ChosenPlan
from guidance.core.paths.answer import Leg, Path
from guidance.core.profile import Limits
from guidance.journey import KEY, Choice, Journey, Note, Opened
from guidance.kept_plan import KeptLeg, KeptPlan
from guidance.version import software_version
from tests.integration.guidance.pages import PageClient
from tests.snapshots import ASSISTANT_NURSE, CARE_ASSISTANT, NURSE, WELDER, skill

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


# Every field of a journey, and how a person sees it. A new field fails the test below.
SEEN: dict[str, tuple[object, tuple[str, ...]]] = {
    "choices": (
        (
            Choice(skill("Omvårdnad"), "skill", quote="jag kan omvårdnad", origin="cv"),
            Choice(skill("Städning"), "skill", answer="no"),
            Choice(skill("Demensvård"), "skill", origin="occupation", because=ASSISTANT_NURSE,
                   is_suggestion=True),
        ),
        ("Omvårdnad", "jag kan omvårdnad", "Stod i ditt cv", "Städning", "Du sa nej",
         "En fråga du inte har svarat på",
         "Förslag utifrån ett jobb: Undersköterska, hemtjänst"),
    ),
    "removed": ((("name", 2), ("phone", 1)), ("2 namn", "1 telefonnummer")),
    "has_read": (True, ("Vi har läst ett cv som du visade.",)),
    "wished": ((CARE_ASSISTANT,), ("Vårdbiträde",)),
    "asked": (
        ((skill("MAG-svetsning"), True), (skill("Gasskärning"), False)),
        ("MAG-svetsning (krav)", "Gasskärning (merit)"),
    ),
    "offered": (
        (("course:matematik 2b", "läst matte två"),),
        ("läst matte två", "De räknas först när du har kryssat i dem."),
    ),
    "credentials": (frozenset({"course:naturkunskap 1b"}), ("Naturkunskap 1b",)),
    "municipality": ("2180", ("Gävle",)),
    "target": (NURSE, ("Sjuksköterska, grundutbildad",)),
    "compared": ((WELDER,), ("Svetsare",)),
    "limits": (Limits(pace=50, budget=5000.0), ("Halvfart", "högst 5\N{NO-BREAK SPACE}000 kronor")),
    "count_from": ("2027-08-01", ("Du har valt att räkna från 1 augusti 2027.",)),
    "plan": ("abc", ("Du har valt en plan.",)),
    "chosen": (
        ChosenPlan("0" * 32, "abc", Path(
            ("cheapest",), (Leg("study", "Svenska 1", date(2027, 8, 16), date(2027, 12, 20)),),
            date(2027, 12, 20), 10.0, 0.0, 0.0, 0, 1, 1,
        )),
        ("Vald plan: Billigast, framme 20 december 2027", "Svenska 1"),
    ),
    "notes": ((Note("2026-11-20", "Ring skolan"),), ("20 november 2026", "Ring skolan")),
    "opened": (
        Opened("2026-11-03T10:00+01:00", "7-abcdef", False, KeptPlan(
            "abc", ("fastest",), "2027-06-01", 10.0, 0.0,
            (KeptLeg("study", "Engelska 6", "2027-01-11", "2027-05-20", apply_by="2026-12-01"),),
        )),
        ("Den sparades 3 november 2026, med katalog 7-abcdef.", "kan inte kontrollera",
         "Snabbast", "Engelska 6", "11 januari 2027", "Sök senast 1 december 2026"),
    ),
}  # fmt: skip


def test_every_field_of_what_is_held_is_shown(begin) -> None:
    assert SEEN.keys() == {field.name for field in fields(Journey)}
    held = Journey(**{name: value for name, (value, _) in SEEN.items()})  # type: ignore[arg-type]
    text = begin(held).get(ADDRESS).content.decode()
    for name, (value, words) in SEEN.items():
        assert value != getattr(Journey(), name), name
        for word in words:
            assert word in text, name


def test_a_receipt_says_what_was_processed_when_and_what_is_left(begin, journey: Journey) -> None:
    response = begin(journey).post(reverse("wipe"))
    text = begin(Journey()).get(response.headers["Location"]).content.decode()
    for words in (
        "Vi läste ett cv i datorns minne och tog bort 3 personuppgifter ur det.",
        "0 anteckningar", "Ingenting hos oss.", f"Programversion {software_version()}.",
        "Katalog 1-", "Raderat ",
    ):  # fmt: skip
        assert words in text
    for held in ("Omvårdnad", "Gävle", "Sjuksköterska"):
        assert held not in text


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
    assert client.get(reverse("wipe")).headers["Location"] == reverse("mine")
    assert KEY in client.session


def test_one_person_never_sees_another(begin, journey: Journey) -> None:
    begin(journey)
    assert "Vi har inga uppgifter om dig" in PageClient().get(ADDRESS).content.decode()

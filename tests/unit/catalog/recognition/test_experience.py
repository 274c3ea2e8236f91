"""Months in an occupation, from what stands beside it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.recognition.experience import MOST_MONTHS, months_in
from catalog.recognition.lexicon import compile_lexicon
from catalog.recognition.recognise import recognise
from tests.unit.catalog.recognition.conftest import terms

LEXICON = compile_lexicon(terms())
TODAY = date(2026, 11, 24)


def months(text: str, today: date = TODAY) -> dict[str, int]:
    found = months_in(text, recognise(text, LEXICON, "cv"), today)
    return {concept.removeprefix("occupation-name:"): count for concept, count in found.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Svetsare 2015–2019", 48),
        ("2015-2019 Svetsare, Verkstaden AB", 48),
        ("Svetsare 2015 - 2019", 48),
        ("Svetsare, mars 2015 – maj 2015", 3),
        ("Svetsare 2015-03 – 2016-08", 18),
        ("Svetsare 03/2015 - 08/2016", 18),
        ("Welder, Jan 2018 - Dec 2018", 12),
        ("Svetsare 2018–nu", 96),
        ("Svetsare, oktober 2025 till idag", 14),
        ("Welder 2020 - present", 72),
        ("Jag har varit svetsare sedan 2018", 96),
        ("Svetsare sedan september 2026", 3),
        ("Welder since 2020", 72),
        ("5 års erfarenhet som svetsare", 60),
        ("Jag har arbetat som svetsare i fem år", 60),
        ("Svetsare, 18 månader", 18),
        ("Svetsare i ett halvår", 6),
        ("Svetsare i 3,5 år", 42),
        ("Svetsare i två och ett halvt år", 30),
        ("Eight years as a welder", 96),
        ("10+ years as welder", 120),
    ],
)
def test_reads(text: str, expected: int) -> None:
    assert months(text) == {"Svetsare": expected}


@pytest.mark.parametrize(
    "text",
    [
        "Svetsare",
        "Svetsare 2019",  # a year says no time
        "Slutade som svetsare för 5 år sedan",
        "Svetsare, 3-årig utbildning",
        "Svetsare efter 2 års utbildning",
        "Svetsare 2019–2015",  # backwards
        "Svetsare 2030–2035",  # not yet
        "Svetsare 1015–1019",
        "Vill bli svetsare. Har jobbat i 5 år.",  # wished
        "Inte svetsare 2015–2019",
        "5 år i Malmö\n\nSvetsare",  # no line beside it
    ],
)
def test_reads_nothing(text: str) -> None:
    assert months(text) == {}


def test_dates_on_a_line_of_their_own_belong_to_the_occupation_beside() -> None:
    text = "2010–2012\nKock på en krog\n2012–2019\nSvetsare hos Verkstaden\n"
    assert months(text) == {"Kock à la carte": 24, "Svetsare": 84}


def test_intervals_of_one_occupation_are_put_together() -> None:
    assert months("Svetsare 2010–2012\nKonstnär\nSvetsare 2011–2014\nSvetsare 2018–2019") == {
        "Svetsare": 48 + 12
    }


def test_the_longer_of_words_and_dates_counts() -> None:
    assert months("Svetsare i tio år\nSvetsare 2015–2019") == {"Svetsare": 120}


def test_each_occupation_of_a_line_has_the_duration_nearest_to_it() -> None:
    assert months("Svetsare i 5 år, kock i 2 år") == {"Svetsare": 60, "Kock à la carte": 24}
    assert months("Svetsare och kock 2015–2019") == {"Svetsare": 48, "Kock à la carte": 48}


def test_a_sentence_speaks_for_itself() -> None:
    text = "1992–2003 svetsare; 2003–2011 kock. Därefter målare. Bagare sedan 2020."
    assert months(text) == {"Svetsare": 132, "Kock à la carte": 96, "Bagare/Konditor": 72}


def test_one_after_the_other_says_no_time_for_each() -> None:
    assert months("1992–2003 svetsare och senare kock") == {}


def test_time_goes_on_with_today_only() -> None:
    text = "Svetsare, januari 2026 – nu"
    assert months(text, date(2026, 3, 31)) == {"Svetsare": 3}
    assert months(text, date(2026, 4, 1)) == {"Svetsare": 4}


def test_a_misread_lifetime_is_left_out() -> None:
    assert months("Svetsare 1950–2020") == {}


parts = st.sampled_from(
    ["Svetsare", "kock", "2015", "–", "2019", "sedan", "mars", "5 år", "i", "nu", "\n", ",", "2100"]
)


@settings(deadline=None)
@given(st.lists(parts, max_size=25).map(" ".join), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_months_are_plausible_and_never_fall_as_time_goes_on(text: str, today: date) -> None:
    found = months(text, today)
    assert all(0 < count <= MOST_MONTHS for count in found.values())
    later = months(text, today.replace(year=today.year + 1, day=1))
    assert all(later.get(concept, 10**6) >= count for concept, count in found.items())


@pytest.mark.parametrize("text", ["1" * 100_000, "2015–" * 20_000, "ett " * 50_000])
def test_noise_costs_little(text: str) -> None:
    assert set(months(f"Svetsare {text}")) <= {"Svetsare"}

"""No code is shown raw: each has words, and the words are ones people say."""

import inspect
import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import guidance
from catalog.snapshot.snapshot import CREDIT_SYSTEMS, FORMS, OUTLOOKS, SITUATIONS
from catalog.sources.registry import SOURCES
from guidance.core.gap import GapKind, GapOrigin
from guidance.core.licences import LICENCES, STEP_NAMED, StepKind
from guidance.core.occupation import Level
from guidance.core.paths.answer import LegKind, PathName
from guidance.core.paths.occasions import WHY
from guidance.core.profile import Limits
from guidance.intake.document import UnreadableDocument
from guidance.intake.redaction import KINDS
from guidance.journey import KEPT_KINDS
from guidance.management.commands import _guide_words
from guidance.templatetags import (
    catalogue,
    intake_words,
    leg_words,
    move_words,
    occupation_words,
    reasons,
    wording,
)

CORE = Path(guidance.__file__).parent / "core"
RAW = re.compile(r"[a-z]+_[a-z]|[{}%]|None")


MOVES = CORE / "moves"  # their words are their own


def codes_in_core() -> set[str]:
    """Every reason code that a page may show, however it is written in the core."""
    modules = (path for path in sorted(CORE.rglob("*.py")) if MOVES not in path.parents)
    text = "\n".join(path.read_text() for path in modules)
    codes = set(re.findall(r'(?:Reason\.of|Reason|Failure)\(\s*"([a-z_]+)"', text))
    for says in re.findall(r"says=\(([^)]*)\)", text):
        codes |= set(re.findall(r'"([a-z_]+)"', says))
    return codes | {f"is_{name}" for name in get_args(PathName)}


def test_every_reason_of_the_core_has_words() -> None:
    assert len(codes_in_core()) > 25
    assert codes_in_core() - reasons.REASONS.keys() == set()


def codes_of_moves() -> set[str]:
    text = "\n".join(path.read_text() for path in sorted(MOVES.glob("*.py")))
    return set(re.findall(r'Reason\.of\(\s*"([a-z_]+)"', text))


def test_the_reasons_of_moves_have_words_on_the_page_and_no_others() -> None:
    assert move_words.MOVES.keys() == codes_of_moves()
    assert set(get_args(Level)) == move_words.LEVELS.keys()


def test_every_situation_and_outlook_has_words() -> None:
    assert set(SITUATIONS) == occupation_words.SITUATIONS.keys()
    assert set(OUTLOOKS) == occupation_words.OUTLOOKS.keys()


def test_ads_are_told_as_counts_and_unknown_as_unknown() -> None:
    assert occupation_words.ads_words(None) == "Vi vet inte hur många annonser det finns."
    assert occupation_words.ads_words(0) == "Inga annonser"
    assert occupation_words.ads_words(1) == "1 annons"
    assert occupation_words.ads_words(3367) == "3\N{NO-BREAK SPACE}367 annonser"


def test_a_round_of_the_forecast_is_told_in_words() -> None:
    assert occupation_words.round_words("2026-1") == "första omgången 2026"
    assert occupation_words.round_words("2026-2") == "andra omgången 2026"
    assert occupation_words.round_words("2026") == "2026"


def test_an_address_of_ads_holds_a_group_and_words_and_nothing_else() -> None:
    address = occupation_words.ads_address("DJh5_yyF_hEM", "C# & Java")
    assert address.endswith("?p=5:DJh5_yyF_hEM&q=C%23+%26+Java")


def test_every_reason_of_a_move_has_words_on_the_command_line() -> None:
    codes = codes_of_moves()
    worded = inspect.getsource(_guide_words)
    assert len(codes) > 6
    assert {code for code in codes if f'"{code}"' not in worded} == set()


def test_no_words_are_kept_for_a_reason_the_core_no_longer_gives() -> None:
    assert reasons.REASONS.keys() - codes_in_core() == set()


def test_every_limit_that_can_keep_an_education_out_has_words() -> None:
    assert set(WHY) - {"", "passed", "beyond_horizon", "programme_only"} <= reasons.LIMITS.keys()


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (wording.GAP_KINDS, get_args(GapKind)),
        (wording.GAP_ORIGINS, get_args(GapOrigin)),
        (leg_words.LEG_KINDS, get_args(LegKind)),
        (leg_words.STEP_KINDS, get_args(StepKind)),
        (wording.PLAN_NAMES, get_args(PathName)),
        (wording.FORMS, FORMS),
        (wording.CREDIT_SYSTEMS, [one for one in CREDIT_SYSTEMS if one]),
        (intake_words.REMOVED_KINDS, KINDS),
        (wording.KINDS, sorted(KEPT_KINDS)),
    ],
)
def test_every_code_of_a_closed_list_has_words(table: dict[str, Any], codes: list[str]) -> None:
    assert [code for code in codes if code not in table] == []


def test_each_step_outside_school_is_known_by_its_name() -> None:
    """A leg, also one of a plan file, has the name of its step and nothing else to know it by."""
    assert len(STEP_NAMED) == len(LICENCES)


def test_every_unreadable_document_is_worded() -> None:
    listed = (UnreadableDocument.__doc__ or "").partition("Codes:")[2]
    codes = re.findall(r"[a-z_]+", listed)
    assert len(codes) >= 9
    assert [code for code in codes if code not in intake_words.UNREADABLE] == []


def test_an_unknown_code_is_never_shown() -> None:
    assert wording.form_words("nytt_slag") == ""
    assert "nytt_slag" not in intake_words.removed_words(("nytt_slag", 2))
    assert "nytt_slag" not in intake_words.unreadable_words("nytt_slag")
    assert "nytt_slag" not in wording.aid_words("nytt_slag")


@pytest.mark.parametrize(
    ("weeks", "words"),
    [
        (0.2, "mindre än en vecka"),
        (1, "1 vecka"),
        (5, "5 veckor"),
        (20, "ungefär en termin"),
        (30, "ungefär 30 veckor"),
        (40, "ungefär ett år"),
        (60, "ungefär ett och ett halvt år"),
        (80, "ungefär 2 år"),
        (125, "ungefär 3 år"),
        (180, "ungefär 4 och ett halvt år"),
    ],
)
def test_study_weeks(weeks: float, words: str) -> None:
    assert wording.weeks_words(weeks) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 dag"),
        (7, "7 dagar"),
        (35, "ungefär 5 veckor"),
        (90, "ungefär 3 månader"),
        (365, "ungefär ett år"),
        (548, "ungefär ett och ett halvt år"),
        (400, "1 år och 1 månad"),
    ],
)
def test_spans_of_days(days: int, words: str) -> None:
    assert wording.days_words(days) == words


def test_dates_and_periods() -> None:
    assert wording.day_words(date(2027, 4, 15)) == "15 april 2027"
    assert wording.month_words(date(2027, 8, 1)) == "augusti 2027"
    assert wording.day_words(None) == ""
    assert wording.iso_day_words("2026-11-24T02:00:00+01:00") == "24 november 2026"
    assert wording.iso_day_words("SSYK 2012") == ""
    assert wording.period_words("2025-11-01/2026-10-31") == "november 2025 till oktober 2026"
    assert wording.period_words("2024") == "2024"


def test_money_distance_pace_and_credits() -> None:
    assert wording.money_words(0) == "Ingen avgift"
    assert wording.money_words(12345.4) == "12\N{NO-BREAK SPACE}345 kronor"
    assert wording.far_words(None) == "Avståndet är okänt"
    assert wording.far_words(0) == "Inget att resa"
    assert wording.far_words(42) == "Ungefär 4 mil"
    assert wording.pace_words(50) == "halvfart"
    assert wording.pace_words(33) == "33 procent av heltid"
    assert wording.credits_words(7.5, "hp") == "7,5 högskolepoäng"
    assert wording.credits_words(None, "hp") == ""


def test_a_list_and_limits_read_as_a_sentence() -> None:
    assert wording.list_words([]) == ""
    assert wording.list_words(["a"]) == "a"
    assert wording.list_words(["a", "b", "c"]) == "a, b och c"
    assert wording.plan_name_words(("fastest", "cheapest")) == "Snabbast och billigast"
    assert wording.limits_words(Limits()) == "Heltid, gärna distans och reser högst 6 mil"


@given(st.floats(0, 500), st.integers(0, 4000))
def test_no_length_is_ever_raw(weeks: float, days: int) -> None:
    assert not RAW.search(wording.weeks_words(weeks))
    assert not RAW.search(wording.days_words(days))


def test_publishers_and_licences_are_told_in_the_language_of_the_page() -> None:
    """What the registry of sources says in English has Swedish words; a mark of CC has none."""
    for source in SOURCES.values():
        for said in (
            catalogue.publisher_words(source.publisher),
            catalogue.licence_words(source.licence),
        ):
            assert not re.search(r"\b(and|the|see|as|not|with|by)\b", said, re.I) or "CC BY" in said
        assert source.key in catalogue.SOURCE_NAMES or source.name in {
            "Susa-navet", "Yrkesbarometern", "JobTech Taxonomy",
        }  # fmt: skip

"""What the forecast says, and how old it is, in words."""

from datetime import timedelta
from typing import get_args

from django.utils import timezone

from catalog.snapshot.snapshot import CHANCES
from guidance.core.facts import Unjudged
from guidance.templatetags import occupation_words


def test_every_chance_and_every_reason_for_no_forecast_has_words() -> None:
    assert set(CHANCES) == occupation_words.CHANCES.keys()
    assert set(get_args(Unjudged)) == occupation_words.UNJUDGED.keys()


def test_a_round_that_is_a_month_is_told_as_one() -> None:
    assert occupation_words.round_words("2025-05") == "maj 2025"
    assert occupation_words.round_words("2026-13") == "2026"


def test_a_round_is_old_when_the_next_should_have_come() -> None:
    today = timezone.localdate()
    assert not occupation_words.is_old_round(f"{today - timedelta(days=40):%Y-%m}")
    assert occupation_words.is_old_round(f"{today - timedelta(days=300):%Y-%m}")
    assert occupation_words.is_old_round("okänd")

"""Each rule of sources: a better source and a worse one, and what cannot be judged."""

from dataclasses import replace
from datetime import UTC, date, datetime

from catalog.quality.rhythm import RHYTHM
from catalog.quality.rule import Count, SourceTest
from catalog.quality.rules import BY_KEY, RULES
from catalog.quality.world import SourceFacts
from catalog.sources.registry import SOURCES

TODAY = date(2026, 11, 30)
GOOD = SourceFacts(
    "susa-navet", "Susa-navet", read_at=datetime(2026, 11, 29, 12, tzinfo=UTC),
    edition="2026-11-28", seen=99, refused=1, dangling=0,
)  # fmt: skip
HOLDS, LACKS, UNKNOWN = Count(1, 1), Count(0, 1), Count(0, 1, 1)


def judged(key: str, source: SourceFacts) -> Count | None:
    test = BY_KEY[key].test
    assert isinstance(test, SourceTest)
    return test.judge(source, TODAY)


def test_every_rule_of_sources_is_tried() -> None:
    keys = {rule.key for rule in RULES if isinstance(rule.test, SourceTest)}
    assert keys == {"source-fresh", "edition-fresh", "records-accepted", "references"}


def test_every_source_has_a_rhythm() -> None:
    assert RHYTHM.keys() == SOURCES.keys()
    for key, rhythm in RHYTHM.items():
        assert rhythm.read_every > 0, key
        assert rhythm.edition_every > 0, key


def test_a_source_is_read_in_time() -> None:
    days = RHYTHM["susa-navet"].read_every
    last = datetime(2026, 11, 30 - days, 12, tzinfo=UTC)
    assert judged("source-fresh", GOOD) == HOLDS
    assert judged("source-fresh", replace(GOOD, read_at=last)) == HOLDS
    assert judged("source-fresh", replace(GOOD, read_at=last.replace(day=last.day - 1))) == LACKS
    assert judged("source-fresh", replace(GOOD, read_at=None)) == UNKNOWN
    assert judged("source-fresh", replace(GOOD, key="nobody-knows")) == UNKNOWN
    assert judged("source-fresh", replace(GOOD, is_enabled=False)) is None


def test_a_fresh_reading_of_old_data_is_no_fresh_edition() -> None:
    assert judged("edition-fresh", GOOD) == HOLDS
    assert judged("edition-fresh", replace(GOOD, edition="2025-06-18")) == LACKS
    assert judged("edition-fresh", replace(GOOD, edition="30")) == UNKNOWN
    assert judged("edition-fresh", replace(GOOD, edition="")) == UNKNOWN
    assert judged("edition-fresh", replace(GOOD, read_at=None)) is None


def test_records_that_were_refused_lack() -> None:
    assert judged("records-accepted", GOOD) == Count(99, 100)
    assert judged("records-accepted", replace(GOOD, refused=0)) == Count(99, 99)
    assert judged("records-accepted", replace(GOOD, seen=0, refused=0)) is None


def test_records_that_point_nowhere_lack_whether_refused_or_mended() -> None:
    assert judged("references", replace(GOOD, dangling=3)) == Count(97, 100)
    assert judged("references", GOOD) == Count(100, 100)
    assert judged("references", replace(GOOD, read_at=None)) is None

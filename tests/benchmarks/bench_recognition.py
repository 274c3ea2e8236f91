"""Times recognition beside FlashText and pyahocorasick, in one run and on the same texts.

    python -m tests.benchmarks.bench_recognition [--lexicon FOLDER] [--texts FILE] [--count 300]

The lexicon is the one of the snapshot in service (or FOLDER); without one, a lexicon of the few
labels of the unit tests is timed, and the table says so. Texts are 3 100 characters long and no two
of a row are the same: written for this (`written_texts`), the annotated sets in `../shared` where
they are, and FILE, JSON Lines with `text`. `first` is the first pass over a row, `best` the best of
the following, both in CPU time of one core; `floor` is the best pass that only folds the texts and
cuts them into words. FlashText and pyahocorasick find exact strings, the texts that the lexicon's
names were made of: no forms, no parts, no roles.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import ahocorasick
import django
from flashtext import KeywordProcessor

from catalog.recognition.folding import fold_word
from catalog.recognition.lexicon import Lexicon, compile_lexicon, load_lexicon, save_lexicon
from catalog.recognition.matcher import read
from catalog.recognition.mention import TextKind
from catalog.recognition.recognise import recognise
from tests.benchmarks.written_texts import Names, written_texts

LENGTH = 3100
PASSES = 5
KINDS: tuple[TextKind, ...] = ("cv", "ad", "education")
GOLD = Path(__file__).parents[3] / "shared" / "data" / "gold"
GROWTH = (1, 10, 100)


def main() -> int:
    """Run the benchmark; see the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lexicon", type=Path, help="a lexicon folder")
    parser.add_argument("--texts", type=Path, help="JSON Lines with `text`")
    parser.add_argument("--count", type=int, default=300, help="written texts of each kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder, origin = _lexicon_folder(options.lexicon, Path(temporary))
        before = _peak()
        begin = time.process_time()
        lexicon = load_lexicon(folder)
        seconds = time.process_time() - begin
        _say(f"lexicon of {origin}: {len(lexicon.tables.concept_id)} concepts")
        _say(f"  {len(lexicon.forms)} forms, {len(lexicon.tables.sense_node)} senses")
        _say(f"  loaded in {seconds:.2f} s of CPU; process peak {_peak()} MiB, {before} before")
        _say(f"  load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        others = _others(lexicon)
        _say(f"{'':26}{'texts':>6}{'mentions':>9}{'first':>8}{'best':>8}{'floor':>8}" + "".join(
            f"{name:>15}" for name in others
        ))  # fmt: skip
        for kind in KINDS:
            for name, texts in _rows(kind, lexicon, options):
                _time_row(f"{kind}, {name}", kind, texts, lexicon, others)
        _time_growth(lexicon)
    return 0


def _rows(
    kind: TextKind, lexicon: Lexicon, options: argparse.Namespace
) -> Iterable[tuple[str, list[str]]]:
    yield "written", list(written_texts(kind, options.count, LENGTH, Names.of(lexicon)))
    annotated = GOLD / f"{kind}_mentions" / "gold.jsonl"
    if annotated.exists():
        yield "annotated", _of_length(_texts_of(annotated))
    if options.texts is not None:
        yield options.texts.name, _of_length(_texts_of(options.texts))


def _time_row(
    name: str,
    kind: TextKind,
    texts: Sequence[str],
    lexicon: Lexicon,
    others: dict[str, Callable[[str], object]],
) -> None:
    mentions = 0

    def ours(text: str) -> None:
        nonlocal mentions
        mentions += len(recognise(text, lexicon, kind))

    first = _rate(ours, texts, 1)
    found = mentions / max(1, len(texts))
    rates = [first, *(_rate(one, texts, PASSES) for one in (ours, read, *others.values()))]
    _say(f"  {name:<24}{len(texts):>6}{found:>9.1f}" + "".join(
        f"{rate:>{width}.0f}" for rate, width in zip(rates, (8, 8, 8, 15, 15), strict=True)
    ))  # fmt: skip


def _rate(work: Callable[[str], object], texts: Sequence[str], passes: int) -> float:
    """Texts a second of the best pass."""
    best = float("inf")
    for _ in range(passes):
        begin = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - begin)
    return len(texts) / max(best, 1e-9)


def _others(lexicon: Lexicon) -> dict[str, Callable[[str], object]]:
    """Both libraries with the texts that the lexicon's names come from."""
    keywords = KeywordProcessor()
    automaton = ahocorasick.Automaton()
    for text in lexicon.tables.matched:
        keywords.add_keyword(text, text)
        automaton.add_word(fold_word(text), text)
    automaton.make_automaton()
    return {
        "FlashText": lambda text: keywords.extract_keywords(text, span_info=True),
        "pyahocorasick": lambda text: list(automaton.iter(text.lower())),
    }


def _time_growth(lexicon: Lexicon) -> None:
    _say(f"a text of {LENGTH} characters {GROWTH[0]}, {GROWTH[1]} and {GROWTH[2]} times as long")
    names = Names.of(lexicon)
    line = "".join(written_texts("cv", 1, LENGTH * GROWTH[-1], names)).replace("\n", " ")
    hostile = {
        "a CV in one line": line,
        "one word again and again": "kock " * (LENGTH * GROWTH[-1] // 5),
        "a hyphen and a space": "- " * (LENGTH * GROWTH[-1] // 2),
        "letters with marks": "a\u0301" * (LENGTH * GROWTH[-1] // 2),
        "emoji and zero width": "🙂\u200b" * (LENGTH * GROWTH[-1] // 2),
    }
    for name, text in hostile.items():
        row = []
        for times in GROWTH:
            seconds = 1 / _rate(
                lambda one: recognise(one, lexicon, "cv"), [text[: LENGTH * times]], 3
            )
            row.append(f"{times}x {seconds * 1000:.2f} ms")
        _say(f"  {name:<26} {', '.join(row)}")


def _lexicon_folder(given: Path | None, temporary: Path) -> tuple[Path, str]:
    if given is not None:
        return given, str(given)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
    django.setup()
    from catalog.snapshot.current import NoSnapshot, current_snapshot  # needs the settings
    from catalog.snapshot.store import LEXICON
    from tests.unit.catalog.recognition.conftest import terms

    try:
        snapshot = current_snapshot()
    except NoSnapshot:
        save_lexicon(compile_lexicon(terms()), temporary)
        return temporary, "the unit tests (no snapshot is in service)"
    return snapshot.folder / LEXICON, f"snapshot {snapshot.id}"


def _texts_of(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").split("\n")
    return [json.loads(line)["text"] for line in lines if line.strip()]


def _of_length(texts: Iterable[str]) -> list[str]:
    """The texts one after the other, cut at every 3 100 characters; the last bit is not used."""
    joined = "\n\n".join(texts)
    return [joined[at : at + LENGTH] for at in range(0, len(joined) - LENGTH + 1, LENGTH)]


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

"""Times recognition: loading, texts per second, and that time grows linearly with the text.

    python -m tests.benchmarks.bench_recognition [--lexicon FOLDER] [--texts FILE]

The lexicon is the one of the snapshot in service (or FOLDER); without one, a lexicon of the few
labels of the unit tests is timed, and the table says so. The texts are built here, or come from a
file of JSON Lines with `text`; each is cut or repeated to 3 100 characters. CPU time of one core.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import django

from catalog.recognition.lexicon import Lexicon, compile_lexicon, load_lexicon, save_lexicon
from catalog.recognition.mention import TextKind
from catalog.recognition.recognise import recognise

LENGTH = 3100
BUILT = {
    "cv": "Jag har arbetat som undersköterska i hemtjänsten i sex år och trivs med arbetet. Innan "
    "dess körde jag lastbil och har B-körkort, C och YKB. Jag vill gärna läsa vidare till "
    "sjuksköterska. Min bror är kock. Jag talar svenska, arabiska och lite engelska och kan "
    "Excel. ",
    "ad": "Vi söker dig som är elektriker och har erfarenhet av styr- och reglerteknik. Du har "
    "B-körkort och goda kunskaper i svenska. Meriterande är kunskaper i Python. Vi erbjuder "
    "trygga villkor och kollegor som hjälper varandra varje dag, och en arbetsplats nära "
    "centralstationen.\n",
    "education": "Utbildningen ger kunskaper i redovisning, bokslut och skatterätt. Efter "
    "utbildningen kan"
    " du arbeta som redovisningsekonom. För tillträde krävs engelska och matematik. Kursen "
    "behandlar olika teorier och deras betydelse för verksamhetens utveckling över tid. ",
}  # fmt: skip
KINDS: tuple[TextKind, ...] = ("cv", "ad", "education")


def main() -> int:
    """Run the benchmark; see the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lexicon", type=Path, help="a lexicon folder")
    parser.add_argument("--texts", type=Path, help="JSON Lines with `text`")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder, origin = _lexicon_folder(options.lexicon, Path(temporary))
        begin = time.process_time()
        lexicon = load_lexicon(folder)
        seconds = time.process_time() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        _say(f"lexicon of {origin}: {len(lexicon.tables.concept_id)} concepts, {len(lexicon.forms)} forms")
        _say(f"  loaded in {seconds:.2f} s of CPU; process peak {peak:.0f} MiB")
        given = _given_texts(options.texts)
        for kind in KINDS:
            _time_kind(kind, given or [_of_length(BUILT[kind], LENGTH)] * 40, lexicon)
        _time_growth(lexicon)
    return 0


def _time_kind(kind: TextKind, texts: list[str], lexicon: Lexicon) -> None:
    best, mentions = float("inf"), 0
    for _ in range(3):
        begin = time.process_time()
        mentions = sum(len(recognise(text, lexicon, kind)) for text in texts)
        best = min(best, time.process_time() - begin)
    _say(
        f"  {kind:<10} {len(texts) / best:>7.0f} texts/s of {LENGTH} characters, "
        f"{mentions / len(texts):.1f} mentions a text"
    )


def _time_growth(lexicon: Lexicon) -> None:
    for name, unit in (("a CV in one line", BUILT["cv"]), ("one word again and again", "kock ")):
        row = []
        for times in (1, 10, 100):
            text = _of_length(unit, LENGTH * times)
            begin = time.process_time()
            recognise(text, lexicon, "cv")
            row.append(f"{times}x {(time.process_time() - begin) * 1000:.1f} ms")
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


def _given_texts(file: Path | None) -> list[str]:
    if file is None:
        return []
    lines = file.read_text(encoding="utf-8").split("\n")
    return [_of_length(json.loads(line)["text"] + "\n\n", LENGTH) for line in lines if line.strip()]


def _of_length(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())

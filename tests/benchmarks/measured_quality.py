"""Measures what the page "Så fungerar det" says of the service's quality.

    VAR_DIR=… python -m tests.benchmarks.measured_quality [--gold PATH] [--questions 300] [--write]

Recognises the annotated texts, removes identity from those made for it, and asks for ways between
random people and jobs on the snapshot in service, each answer held against the checker that shares
nothing with the search. Prints the figures; `--write` puts them where the page reads them.
"""

import argparse
import json
import os
import random
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.bench_paths import question, rows_by_kind, write

if TYPE_CHECKING:
    from guidance.trust.measured import Identity, Recognised, Ways

ROOT = Path(__file__).resolve().parent.parent.parent
GOLD = ROOT.parent / "shared" / "data" / "gold"


def main() -> None:
    """Run the benchmark; see the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
    import django

    django.setup()
    from django.utils import timezone

    from catalog.snapshot.current import NoSnapshot, current_lexicon, current_snapshot
    from guidance.trust.measured import PATH, Measured

    if not asked.gold.is_dir():
        write(f"skipped: {asked.gold} is not there")
        return
    try:
        snapshot, lexicon = current_snapshot(), current_lexicon()
    except NoSnapshot as error:
        write(f"skipped: {error}")
        return
    today = timezone.localdate()
    found = Measured(
        today,
        snapshot.id,
        recognised(asked.gold, lexicon),
        identity(asked.gold / "pii" / "gold.jsonl"),
        ways(snapshot, asked.questions, asked.seed, today),
    )
    text = json.dumps(asdict(found) | {"day": today.isoformat()}, indent=2) + "\n"
    write(text)
    if asked.write:
        PATH.write_text(text, encoding="utf-8")


def recognised(gold: Path, lexicon: Any) -> "tuple[Recognised, ...]":
    """Each annotated set, counted as `manage.py evaluate` counts it."""
    from catalog.recognition.evaluation import SETS, find_sets, read_set, score_set
    from catalog.recognition.recognise import recognise
    from guidance.trust.measured import Recognised

    counted = []
    for name, file in find_sets(gold).items():
        score = score_set(read_set(file), SETS[name], lambda t, kind: recognise(t, lexicon, kind))
        counted.append(
            Recognised(SETS[name], score.texts, score.gold, score.found, score.predicted)
        )
    return tuple(counted)


def identity(file: Path) -> "Identity":
    """What redaction leaves of the marked personal data."""
    from guidance.intake.redaction import find_identity
    from guidance.trust.measured import Identity

    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    left = marked = 0
    for line in lines:
        covered = {i for one in find_identity(line["text"]) for i in range(one.start, one.end)}
        for span in line["spans"]:
            marked += 1
            places = range(span["start"], span["end"])
            left += any(i not in covered and line["text"][i].isalnum() for i in places)
    return Identity(len(lines), marked, left)


def ways(snapshot: Any, questions: int, seed: int, today: date) -> "Ways":
    """Ask, and let the checker read every answer."""
    from guidance.core.paths import find_paths
    from guidance.core.paths.check import faults_of
    from guidance.trust.measured import Ways

    chosen, kinds = random.Random(seed), rows_by_kind(snapshot)
    counts: Counter[str] = Counter()
    for _ in range(questions):
        profile, target, limits, _words = question(chosen, snapshot, kinds)
        answer = find_paths(profile, target, limits, snapshot, today)
        kind = "without"
        if answer.paths:
            kind = "apply_now" if answer.paths[0].is_apply_now else "with_way"
        counts[kind] += 1
        counts["cut"] += not answer.is_exact
        counts["faults"] += len(faults_of(answer, profile, snapshot))
    return Ways(
        questions,
        **{name: counts[name] for name in ("apply_now", "with_way", "without", "cut", "faults")},
    )


if __name__ == "__main__":
    main()

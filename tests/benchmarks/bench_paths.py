"""Asks for ways between random people and random jobs on the snapshot in service.

    VAR_DIR=… python -m tests.benchmarks.bench_paths [--pairs 1000] [--seed 7] [--worst 10]

Prints how long the index takes to build, how long the questions take (processor time, so that a
busy machine says the same), resident memory, and how many are answered with a way or with a reason
why there is none; then a share of the same questions with a quarter and half of the educations, so
that growth shows. The same seed asks the same questions. `bench_exact` sets the search beside
CP-SAT.
"""

import argparse
import gc
import os
import random
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

GROWTH = (4, 2, 1)  # every so-manieth education


def main() -> None:
    """Run the benchmark; see the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--worst", type=int, default=10, help="name the slowest questions")
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 24))
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
    import django

    django.setup()
    from catalog.snapshot.current import NoSnapshot, current_snapshot
    from guidance.core.paths.index import index_of
    from tests.benchmarks.thinned import thinned

    try:
        snapshot = current_snapshot()
    except NoSnapshot as error:
        write(f"skipped: {error}")
        return
    before = resident()
    began = time.perf_counter()
    index_of(snapshot)
    write(f"snapshot {snapshot.id}: index in {time.perf_counter() - began:.2f} s")
    write(f"resident MiB before {before}, with the index {resident()}")
    _settle()
    times, answers = _ask(snapshot, asked.pairs, asked.seed, asked.today)
    write(f"{_summary(times)}; resident MiB after {resident()}")
    for name, count in sorted(answers.items(), key=lambda one: (-one[1], one[0])):
        write(f"  {100 * count / asked.pairs:5.1f} %  {name}")
    for took, words in times[::-1][: asked.worst]:
        write(f"  {took:6.0f} ms  {words}")
    for every in GROWTH:
        some = thinned(snapshot, every)
        index_of(some)
        _settle()
        times, _ = _ask(some, max(1, asked.pairs // 4), asked.seed, asked.today)
        write(f"1/{every} of the educations ({len(some.educations.id)}): {_summary(times)}")


def _settle() -> None:
    """As the serving process does when it is warm: see `guidance.warming`."""
    gc.collect()
    gc.freeze()


def _summary(times: list[tuple[float, str]]) -> str:
    at = [times[min(len(times) - 1, int(len(times) * share))][0] for share in (0.5, 0.95, 0.99)]
    return (
        f"{len(times)} questions, ms of processor time: median {at[0]:.0f}, p95 {at[1]:.0f}, "
        f"p99 {at[2]:.0f}, worst {times[-1][0]:.0f}"
    )


def _ask(
    snapshot: Any, pairs: int, seed: int, today: date
) -> tuple[list[tuple[float, str]], Counter[str]]:
    """Milliseconds and words of each question, quickest first, and how they were answered."""
    from guidance.core.paths import find_paths

    chosen = random.Random(seed)
    kinds = rows_by_kind(snapshot)
    times: list[tuple[float, str]] = []
    answers: Counter[str] = Counter()
    for _ in range(pairs):
        profile, target, limits, words = question(chosen, snapshot, kinds)
        began = time.process_time()
        answer = find_paths(profile, target, limits, snapshot, today)
        times.append((1000 * (time.process_time() - began), words))
        if answer.paths:
            answers["apply now" if answer.paths[0].is_apply_now else "a way"] += 1
        else:
            facts = next(one.facts for one in answer.says if one.code == "no_path")
            answers[f"no way: {facts['reason']}"] += 1
        answers["(cut short)"] += not answer.is_exact
    return sorted(times), answers


def question(
    chosen: random.Random, snapshot: Any, kinds: dict[str, list[int]]
) -> tuple[Any, str, Any, str]:
    """A person of one or two jobs, some skills of theirs, usual schooling and a home."""
    from guidance.core.profile import HeldOccupation, Limits, Profile

    worked = chosen.sample(kinds["occupation-name"], chosen.choice((0, 1, 1, 2)))
    target = chosen.choice(kinds["occupation-name"])
    skills = {
        int(skill)
        for row in worked
        for skill in snapshot.occupations.skills.targets_of(row).tolist()
        if chosen.random() < 0.5
    }
    schooling = chosen.choice(
        (
            (),
            ("exam:gymnasium",),
            ("exam:gymnasium:vocational", "course:svenska 1", "course:engelska 5"),
            ("exam:gymnasium:preparatory", "course:matematik 2b"),
            ("basic:HS", "degree:kandidatexamen"),
        )
    )
    concepts = snapshot.concepts
    profile = Profile(
        frozenset(concepts.id[row] for row in skills),
        tuple(HeldOccupation(concepts.id[row], chosen.choice((None, 12, 60))) for row in worked),
        frozenset((*schooling, *chosen.choice(((), ("driving:B",))))),
        municipality=concepts.code[chosen.choice(kinds["municipality"])],
    )
    limits = Limits(
        pace=chosen.choice((50, 100, 100)),
        reach_km=chosen.choice((None, 60.0, 60.0, 30.0)),
        is_distance_ok=chosen.random() < 0.8,
    )
    words = ", ".join(concepts.label[row] for row in worked) or "no job"
    return profile, concepts.id[target], limits, f"{words} → {concepts.label[target]} ({limits})"


def rows_by_kind(snapshot: Any) -> dict[str, list[int]]:
    """Active occupations and municipalities, as concept rows."""
    found: dict[str, list[int]] = {"occupation-name": [], "municipality": []}
    for row in range(len(snapshot.concepts.id)):
        if not snapshot.concepts.is_deprecated[row] and snapshot.type_of(row) in found:
            found[snapshot.type_of(row)].append(row)
    return found


def resident() -> str:
    """Memory of this process: its own, and mapped files that it shares."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    lines = dict(line.split(":") for line in status if line.startswith("Rss"))
    return " + ".join(
        f"{int(lines[key].split()[0]) / 1024:.0f} {words}"
        for key, words in (("RssAnon", "own"), ("RssFile", "shared"))
    )


def write(line: str) -> None:
    """A line of the table, seen at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Ranks career moves for random people on the snapshot in service.

    VAR_DIR=… python -m tests.benchmarks.bench_moves [--profiles 50] [--seed 7]

Prints how long the index takes to build and what it holds in memory, and how long the questions
take (processor time, so that a busy machine says the same). The same seed asks the same questions.
"""

import argparse
import os
import random
import time
from datetime import date

from tests.benchmarks.bench_paths import question, resident, rows_by_kind, write


def main() -> None:
    """Run the benchmark; see the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 24))
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
    import django

    django.setup()
    from catalog.snapshot.current import NoSnapshot, current_snapshot
    from guidance.core.eligibility.parse import parse_requirement
    from guidance.core.moves import rank_moves
    from guidance.core.moves.index import move_index_of
    from guidance.core.paths.index import index_of

    try:
        snapshot = current_snapshot()
    except NoSnapshot as error:
        write(f"skipped: {error}")
        return
    index_of(snapshot)
    began = time.process_time()
    for text in snapshot.requirements.text:
        parse_requirement(text)
    reading = time.process_time() - began
    before = resident()
    began = time.process_time()
    index = move_index_of(snapshot)
    took = time.process_time() - began
    write(
        f"snapshot {snapshot.id}: {len(index.targets)} occupations; index in {took:.2f} s of "
        f"processor time, after {reading:.2f} s for the requirement texts, which the ways share"
    )
    write(f"resident MiB before {before}, with the index {resident()}")
    chosen = random.Random(asked.seed)
    kinds = rows_by_kind(snapshot)
    times, counts = [], []
    for _ in range(asked.profiles):
        profile, _, limits, _ = question(chosen, snapshot, kinds)
        began = time.process_time()
        moves = rank_moves(profile, limits, snapshot, asked.today)
        times.append(1000 * (time.process_time() - began))
        counts.append(len(moves))
    times.sort()
    write(
        f"{len(times)} people, ms of processor time: median {times[len(times) // 2]:.0f}, "
        f"worst {times[-1]:.0f}; moves told: median {sorted(counts)[len(counts) // 2]}, "
        f"none to {counts.count(0)}"
    )


if __name__ == "__main__":
    main()

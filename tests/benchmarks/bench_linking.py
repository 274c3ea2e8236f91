"""Times the model: loading, encoding the phrases of a CV, and linking.

    python -m tests.benchmarks.bench_linking [FOLDER]

FOLDER holds ranking sets (queries, corpus, qrels); without one, ../shared/data/benchmarks is taken
where it is there. Times are processor time of all threads together, the best of several rounds.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from catalog.recognition.embedding import load_embedding
from catalog.recognition.linking import link, prepare_corpus
from catalog.recognition.ranking_sets import find_ranking_sets, read_ranking_set

_SHARED = Path(__file__).parents[3] / "shared" / "data" / "benchmarks"
_ROUNDS = 5
_ASKED = 256  # queries of a set that are linked
# As many phrases, and as long, as a CV of some 3 000 characters leaves without a name.
_PHRASES = tuple(
    f"{what} {where}"
    for what in (
        "tog hand om äldre",
        "ansvarade för kassan",
        "lagade mat åt gäster",
        "körde ut varor",
        "planerade arbetet",
        "felsökte maskiner",
        "svarade i telefon",
        "looked after children",
    )
    for where in ("i deras hem", "på kvällarna", "i butiken", "åt kommunen", "every weekday")
)


def main() -> None:
    """Run the benchmark; see the module."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _SHARED
    _write(f"load the model: {_best(load_embedding):.0f} ms")
    model = load_embedding()
    spent = _best(lambda: model.encode(_PHRASES))
    _write(f"encode {len(_PHRASES)} phrases of a CV: {spent:.1f} ms")
    found = find_ranking_sets(folder) if folder.is_dir() else {}
    if not found:
        _write(f"linking skipped: no ranking set below {folder}")
    for name, place in found.items():
        one = read_ranking_set(place)
        began = time.process_time()
        corpus = prepare_corpus(one.forms, model)
        ready = time.process_time()
        asked = [text for _, text, _ in one.queries[:_ASKED]]
        for _ in link(asked, corpus, top=100):
            pass
        spent = time.process_time() - ready
        _write(
            f"{name}: {len(one.forms)} forms ready in {ready - began:.1f} s, "
            f"{1000 * spent / len(asked):.1f} ms a query"
        )


def _best(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of the quickest round."""
    times = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return 1000 * min(times)


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()

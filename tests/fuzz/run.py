"""The long fuzz run: `make fuzz`, for FUZZ_SECONDS (600).

    python -m tests.fuzz.run [SECONDS]

Hypothesis takes every target in turn until time is up. Where atheris can be imported it gets half
of the time: it follows the branches of detection, readers and redaction. The exit status is 1 when
an input was found that breaks a promise; the input is printed.
"""

import importlib.util
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.targets import (
    READERS,
    SEEDS,
    fuzz_document,
    fuzz_reader,
    fuzz_redaction,
    mutated,
    texts_like_cvs,
)

SECONDS = 600
_ROUND = settings(
    max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def main(seconds: float) -> int:
    """Fuzz for about that long; 1 when something broke."""
    logging.disable(logging.CRITICAL)  # parsers complain of every broken file
    has_atheris = importlib.util.find_spec("atheris") is not None
    share = seconds / 2 if has_atheris else seconds
    rounds, broken = fuzz_with_hypothesis(share)
    _say(f"hypothesis: {rounds} rounds of up to {_ROUND.max_examples} inputs in {share:.0f} s")
    if has_atheris:
        broken |= fuzz_with_atheris(seconds - share)
    else:
        _say("atheris: not there")
    return int(broken)


def fuzz_with_hypothesis(seconds: float) -> tuple[int, bool]:
    """(rounds, whether one broke)."""
    end = time.monotonic() + seconds
    for number, (name, run) in enumerate(_rounds()):
        try:
            run()
        except Exception as error:
            # Hypothesis has written the smallest input into the notes of the error.
            notes = "\n".join(getattr(error, "__notes__", ()))
            _say(f"BROKEN {name}: {error!r}\n{notes}")
            return number, True
        if time.monotonic() > end:
            return number + 1, False
    raise AssertionError("rounds have no end")


def _rounds() -> Iterator[tuple[str, Callable[[], None]]]:
    number = int(time.time())
    while True:
        for kind in READERS:
            number += 1
            yield kind, _round(number, mutated(kind), partial(fuzz_reader, kind))
        whole = st.one_of(st.binary(max_size=2000), *map(mutated, SEEDS))
        yield "document", _round(number, whole, fuzz_document)
        yield "redaction", _round(number, texts_like_cvs(), fuzz_redaction)


def _round(
    number: int, inputs: st.SearchStrategy[object], target: Callable[..., None]
) -> Callable[[], None]:
    @seed(number)
    @_ROUND
    @given(inputs)
    def run(value: object) -> None:
        target(value)

    return run


def fuzz_with_atheris(seconds: float) -> bool:
    """Whether a child with atheris broke something. It writes only to a folder that is removed."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, seeds in SEEDS.items():
            for number, data in enumerate(seeds):
                Path(folder, f"{kind}-{number}").write_bytes(data)
        arguments = [
            f"-max_total_time={max(1, int(seconds))}", "-max_len=20000", "-rss_limit_mb=2000",
            "-timeout=20", f"-artifact_prefix={folder}/", "-verbosity=0", "-print_final_stats=1",
        ]  # fmt: skip
        command = [sys.executable, "-m", "tests.fuzz.branches", *arguments, folder]
        status = subprocess.run(command, check=False).returncode
    _say(f"atheris: status {status}")
    return status != 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))

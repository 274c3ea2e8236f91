"""How far a long command is: a bar in a terminal, a line now and then in a log."""

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self, TextIO

from tqdm import tqdm

EVERY = 15.0  # seconds between two lines of a log
_WORDS = {"fetch": "fetching", "apply": "applying"}


class Progress:
    """Shows percent, units per second and what remains, phase by phase. A context manager.

    is_silent: show nothing, as for `--json` and `-v0`.
    """

    def __init__(
        self,
        title: str,
        *,
        is_silent: bool = False,
        out: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._title = title
        self._out = out or sys.stderr
        self._is_silent = is_silent
        self._is_terminal = self._out.isatty()
        self._clock = clock
        self._bar: tqdm[Any] | None = None
        self._phase = ""
        self._began = self._told = 0.0
        self._first = 0
        self._is_ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def show(self, phase: str, done: int, total: int, unit: str) -> None:
        """phase: `fetch` or `apply`. total: 0 when nobody knows."""
        if self._is_silent:
            return
        if phase != self._phase:
            self._open(phase, done, total, unit)
        if self._bar is not None:
            self._bar.total = total or None
            self._bar.update(done - self._bar.n)
        elif self._clock() - self._told >= EVERY or (0 < total == done and not self._is_ended):
            self._is_ended = done == total
            self._write(done, total, unit)

    def _open(self, phase: str, done: int, total: int, unit: str) -> None:
        self._close()
        self._phase, self._first, self._is_ended = phase, done, False
        self._began = self._told = self._clock()
        if self._is_terminal:
            self._bar = tqdm(
                desc=f"{self._title}, {_WORDS.get(phase, phase)}",
                total=total or None,
                initial=done,
                unit=f" {unit}",
                file=self._out,
            )

    def _write(self, done: int, total: int, unit: str) -> None:
        now = self._clock()
        rate = (done - self._first) / max(now - self._began, 0.001)
        self._told = now
        line = f"{self._title}, {_WORDS.get(self._phase, self._phase)}: {done}"
        if total:
            line += f" of {total} {unit}, {100 * done // total} %"
        else:
            line += f" {unit}"
        if rate:
            line += f", {rate:.0f}/s"
        if total and rate and done < total:
            line += f", about {(total - done) / rate:.0f} s left"
        self._out.write(line + "\n")
        self._out.flush()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

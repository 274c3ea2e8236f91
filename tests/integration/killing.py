"""A process that asks a source and builds a snapshot, and is struck on the way.

    python -m tests.integration.killing [kill|pause MODULE:NAME:N]

Before the N-th call of MODULE's NAME it kills itself, or says `here` and waits for a line. At its
end it prints the snapshot in service. The environment says which database, Redis and source.
"""

import os
import signal
import sys
from functools import reduce
from importlib import import_module
from typing import Any


def main(deed: str = "", point: str = "") -> None:
    """Ask, build, print; see the module."""
    import django

    django.setup()
    from catalog.pipeline import locks
    from catalog.pipeline.building import build_visibly
    from catalog.pipeline.refresh import refresh
    from catalog.snapshot.current import current_snapshot

    locks.EXPIRY = 2.0  # a killed holder is waited for
    if point:
        _strike(deed, *point.split(":"))
    refresh("susa-navet", full=True, wait=30)
    build_visibly()
    sys.stdout.write(f"{current_snapshot().id}\n")


def _strike(deed: str, module: str, name: str, turn: str) -> None:
    *owners, last = name.split(".")
    owner: Any = reduce(getattr, owners, import_module(module))
    original = getattr(owner, last)
    calls = 0

    def struck(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == int(turn):
            if deed == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            sys.stdout.write("here\n")
            sys.stdout.flush()
            sys.stdin.readline()
        return original(*given, **named)

    setattr(owner, last, struck)


if __name__ == "__main__":
    main(*sys.argv[1:])

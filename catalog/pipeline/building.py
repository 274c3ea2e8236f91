"""A snapshot build that others can watch."""

from collections.abc import Callable

from catalog.pipeline.progress import SNAPSHOT, Reporter
from catalog.snapshot import build
from catalog.snapshot.build import STAGES, Built


def build_visibly(say: Callable[[str], object] | None = None, *, release: bool = False) -> Built:
    """Build a snapshot; say is told each stage. Raises as `build_snapshot` does."""
    with Reporter(SNAPSHOT) as reporter:
        heard = 0

        def tell(stage: str) -> None:
            nonlocal heard
            reporter.tell(stage, heard, STAGES, "stages")
            heard = min(heard + 1, STAGES)
            if say is not None:
                say(stage)

        return build.build_snapshot(tell, release=release, count=reporter.tell)

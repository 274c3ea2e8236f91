"""Why not my course? Every education that a person may mean, with what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.snapshot.snapshot import Snapshot
from guidance.core.once import once_per_snapshot
from guidance.core.paths.answer import PathName
from guidance.core.profile import Reason
from guidance.plans import Answer

_titles: dict[str, list[str]] = {}


@dataclass(frozen=True)
class AskedFor:
    """An education by a name that was asked for. plan: names of the plan it is in, None when it is
    in none · reason: why not; None when it is in a plan, or was never looked at because it gives
    nothing that the target asks for."""

    education_id: str
    title: str
    plan: tuple[PathName, ...] | None = None
    reason: Reason | None = None


def asked_for(answer: Answer, words: str, snapshot: Snapshot, limit: int) -> tuple[AskedFor, ...]:
    """Educations whose title holds all the words, each title once: those in a plan, those left out
    with a reason, then others of the catalogue. () when the catalogue has none."""
    wanted = words.casefold().split()
    if not wanted:
        return ()
    found: dict[str, AskedFor] = {}
    for one in _all(answer, wanted, snapshot):
        title = one.title.casefold()
        if all(word in title for word in wanted):
            found.setdefault(title, one)
        if len(found) == limit:
            break
    return tuple(found.values())


def _all(answer: Answer, wanted: list[str], snapshot: Snapshot) -> Iterator[AskedFor]:
    for plan in answer.plans:
        for leg in plan.path.legs:
            if leg.education_id:
                yield AskedFor(leg.education_id, leg.name, plan=plan.path.names)
    for dropped in answer.path_set.dropped:
        yield AskedFor(dropped.education_id, dropped.title, reason=dropped.reason)
    titles: list[str] = once_per_snapshot(snapshot, _titles, _folded)
    for row, title in enumerate(titles):
        if wanted[0] in title:
            yield AskedFor(snapshot.educations.id[row], snapshot.educations.title[row])


def _folded(snapshot: Snapshot) -> list[str]:
    return [title.casefold() for title in snapshot.educations.title]

"""What JobEd Connect says an occupation's educations are, for one rule of the report and no answer.

Answers lie in `VAR_DIR/second-opinion`, asked for here or carried there. Without any the rule is
not told: it is an opinion, and the catalogue does not need it.
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from catalog.ingest.live import SourceTurnedOff
from catalog.quality.missing import by_ads
from catalog.quality.world import World
from catalog.sources.http import Access, Http
from catalog.sources.jobed_connect.client import ADDRESS, fetch_opinions, opinions_in
from catalog.sources.jobed_connect.records import Opinion
from catalog.sources.registry import SECOND_OPINION
from catalog.sources.spool import Progress


def opinions_folder() -> Path:
    """Where answers lie."""
    return Path(settings.VAR_DIR) / "second-opinion"


def opinions_held() -> tuple[Opinion, ...]:
    """Every answer that can be read; () when nobody has asked."""
    folder = opinions_folder()
    if not any(folder.glob("match.*.json*")):
        return ()
    return tuple(one for one in opinions_in(folder) if isinstance(one, Opinion))


def ask_opinions(
    world: World, number: int, progress: Progress, open_http: Callable[[Access], Http] = Http
) -> int:
    """Ask about the `number` occupations whose groups have most ads; how many were asked about.

    Goes on where an earlier question for the same ones stopped. Raises `SourceTurnedOff` without an
    address, and `SourceUnavailable`.
    """
    address = settings.SOURCE_ADDRESSES.get(ADDRESS, "")
    if not address:
        raise SourceTurnedOff(f"nobody is asked for a second opinion: {ADDRESS} is empty")
    order = world.answers.occupations[by_ads(world)]
    wanted = [world.snapshot.concepts.id[int(row)] for row in order[:number]]
    access = Access(
        addresses={ADDRESS: address},
        user_agent=settings.SOURCE_USER_AGENT,
        per_second=SECOND_OPINION.per_second,
        most_bytes=SECOND_OPINION.most_bytes,
    )
    with open_http(access) as http:
        return fetch_opinions(http, opinions_folder(), wanted, progress=progress).count

"""How many ads stand elsewhere than in Platsbanken, by JobAd Links.

Only the number is asked for and kept. The occupation group is a machine's guess, and what is left
after Platsbanken's own ads may still hold some of them: a hint of how much is not seen, no more.
"""

from datetime import datetime
from pathlib import Path

from catalog.sources.ad_counts.asking import fetch_counts
from catalog.sources.ad_counts.client import edition, read
from catalog.sources.http import Http
from catalog.sources.spool import Fetched, Progress

__all__ = ["edition", "fetch", "read"]

ADDRESS, GROUPS_ADDRESS = "JOBLINKS_URL", "TAXONOMY_API_URL"


def fetch(http: Http, into: Path, *, since: datetime | None = None, progress: Progress) -> Fetched:
    """Open ads of every group outside Platsbanken, today, for the country. Raises
    `SourceUnavailable`."""
    return fetch_counts(
        http,
        into,
        ask=http.url(ADDRESS, "joblinks"),
        groups=http.url(GROUPS_ADDRESS, "main/concepts"),
        params={"exclude_source": "arbetsformedlingen.se"},
        prefix="elsewhere",
        progress=progress,
    )

"""How often each source changes, in days; docs/data-sources.md says how we know.

A source without an entry cannot be judged for freshness.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rhythm:
    """read_every: how old our last reading may be · edition_every: how old what the data speak of
    may be when we read them; longer, for a yearly figure is of the year before."""

    read_every: int
    edition_every: int


RHYTHM = {
    "taxonomy": Rhythm(120, 365),
    "places": Rhythm(366, 3660),
    "occupation-skills": Rhythm(120, 365),
    "ad-counts": Rhythm(40, 130),
    "wages": Rhythm(366, 730),
    "forecast": Rhythm(190, 240),
    "susa-navet": Rhythm(7, 7),
    "trains-for": Rhythm(366, 1830),
    "job-ads": Rhythm(7, 14),
    "ad-links": Rhythm(7, 14),
    "historical-ads": Rhythm(130, 220),
    "komvux-lists": Rhythm(190, 190),
    "planned-educations": Rhythm(7, 7),
    "myh-qualifications": Rhythm(190, 366),
    "myh-decisions": Rhythm(366, 366),
    "emil2": Rhythm(366, 366),
}

"""What ads ask for: counts per occupation group, place and skill, out of recognised ad texts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalog.snapshot.recognised import Found
from catalog.snapshot.rows import MinedAdsRow, OccupationSkillRow, SkillAdsRow
from catalog.snapshot.snapshot import SkillOrigin

# A skill that a single ad of a group asks for is an accident, not a link.
_FEWEST_ADS = 2


@dataclass(frozen=True, slots=True)
class AdText:
    """An ad to read. group, region: concept ids; region is empty when the ad does not say."""

    text: str
    group: str
    region: str
    published: str


@dataclass(frozen=True)
class Mined:
    """Counts, the links that follow from them, and the interval of publication."""

    ads: list[MinedAdsRow]
    skills: list[SkillAdsRow]
    links: list[OccupationSkillRow]
    period: str


def mine(
    ads: Iterable[AdText], recognised: Callable[[str], Iterable[Found]], country: str
) -> Mined:
    """Read every ad once; an ad counts once per skill, as a requirement when it is both.

    Skills in neither role (the employer's own story) are not counted. Links are for groups: weight
    is the share of the country's ads that ask for the skill, evidence their number.
    """
    read: Counter[tuple[str, str]] = Counter()
    asked: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    first, last = "", ""
    for ad in ads:
        first = min(first or ad.published, ad.published or first)
        last = max(last, ad.published)
        found = list(recognised(ad.text))
        required = {concept for concept, role, *_ in found if role == "required"}
        merit = {concept for concept, role, *_ in found if role == "merit"} - required
        for place in filter(None, (country, ad.region)):
            read[ad.group, place] += 1
            for column, skills in enumerate((required, merit)):
                for skill in skills:
                    asked[ad.group, place, skill][column] += 1
    return Mined(
        ads=[MinedAdsRow(group, place, count) for (group, place), count in read.items()],
        skills=[SkillAdsRow(*key, required=r, merit=m) for key, (r, m) in asked.items()],
        links=[
            OccupationSkillRow(
                group,
                skill,
                SkillOrigin.ADS,
                weight=(required + merit) / read[group, place],
                evidence=required + merit,
            )
            for (group, place, skill), (required, merit) in asked.items()
            if place == country and required + merit >= _FEWEST_ADS
        ],
        period=f"{first}/{last}" if last else "",
    )

"""How the market stands for every occupation, by its group."""

from dataclasses import dataclass

import numpy as np

from catalog.editions import edition_day
from catalog.snapshot.arrays import NO_DATE, Array, Links, day_number
from catalog.snapshot.snapshot import (
    CHANCES,
    CONCEPT_TYPES,
    OUTLOOKS,
    SITUATIONS,
    Demand,
    Snapshot,
)
from guidance.core.profile import Reason

FEW_ADS = 50  # fewer than one a week in the whole country
# Worst first. What nobody knows is never good news, nor the worst.
_SITUATIONS = ("överskott", "", "balans", "paradox", "brist")
_OUTLOOKS = ("minska", "", "vara oförändrad", "öka")
# The barometer's own tie between the two, the less promising where chances have two.
_MEANS = {"": "", "små": "överskott", "medelstora": "balans", "stora": "paradox"}
# A county's forecast that is more than this older than the country's says less than the country's.
OUTDATED_DAYS = 366


@dataclass(frozen=True)
class Market:
    """Per concept row; of interest where the row is a group.

    ads: int64 in the country · near: int64 in the region, the same as `ads` when there is none ·
    situation, chances, outlook: int16 into SITUATIONS, CHANCES and OUTLOOKS, all three the region's
    where it has a forecast that is not outdated by the country's · round: of them, into
    `forecast_rounds`, -1 none · is_near: whether they are the region's · place, country: of `near`
    and `ads`, concept rows, -1 unknown · is_known: whether any ads are known at all.
    """

    ads: Array
    near: Array
    situation: Array
    chances: Array
    outlook: Array
    round: Array
    is_near: Array
    place: int
    country: int
    is_known: bool

    def score(self, groups: Array) -> tuple[Array, Array]:
        """How good the situation and the outlook are; more is better. groups: rows, -1 none.

        A county's chances stand in for a situation that is not told of it.
        """
        situations = np.array([_SITUATIONS.index(one) for one in SITUATIONS])
        meant = np.array([_SITUATIONS.index(_MEANS[one]) for one in CHANCES])
        outlooks = np.array([_OUTLOOKS.index(one) for one in OUTLOOKS])
        none = groups < 0
        situation = self.situation[groups]
        situation = np.where(situation > 0, situations[situation], meant[self.chances[groups]])
        return (
            np.where(none, _SITUATIONS.index(""), situation),
            np.where(none, _OUTLOOKS.index(""), outlooks[self.outlook[groups]]),
        )

    def reason(self, group: int, snapshot: Snapshot) -> Reason:
        """What is known of a group's market: ads and forecast, each with its place and period."""
        demand, edition = snapshot.demand, int(self.round[group])
        judged = self.place if self.is_near[group] else self.country
        return Reason.of(
            "market",
            ads=int(self.near[group]),
            place=snapshot.concepts.id[self.place] if self.place >= 0 else "",
            period=next(iter(demand.ads_period), ""),
            situation=SITUATIONS[int(self.situation[group])],
            chances=CHANCES[int(self.chances[group])],
            outlook=OUTLOOKS[int(self.outlook[group])],
            forecast_place=snapshot.concepts.id[judged] if edition >= 0 else "",
            forecast_round=demand.forecast_rounds[edition] if edition >= 0 else "",
        )


def market_in(region: int, snapshot: Snapshot) -> Market:
    """The market of a region (concept row; -1: the whole country)."""
    demand = snapshot.demand
    country = country_row(snapshot)
    ads = _at(demand.ads, country, demand.ads.evidence)
    place = region if region >= 0 else country
    told, of_region = _forecast_at(country, demand), _forecast_at(region, demand)
    days = np.array([day_number(edition_day(one)) for one in demand.forecast_rounds] + [NO_DATE])
    judged = np.flatnonzero(of_region[-1] >= 0)
    age = days[told[-1, judged]] - days[of_region[-1, judged]]
    judged = judged[age <= OUTDATED_DAYS]
    told[:, judged] = of_region[:, judged]
    is_near = np.zeros(told.shape[1], np.bool_)
    is_near[judged] = True
    situation, chances, outlook, edition = told
    near = _at(demand.ads, place, demand.ads.evidence)
    return Market(
        ads=ads,
        near=near,
        situation=situation,
        chances=chances,
        outlook=outlook,
        round=edition,
        is_near=is_near,
        place=place,
        country=country,
        is_known=len(demand.ads.target) > 0,
    )


def country_row(snapshot: Snapshot) -> int:
    """The country that the ads are counted in: the one with the most, -1 when there are none."""
    ads = snapshot.demand.ads
    is_country = snapshot.concepts.type[ads.target] == CONCEPT_TYPES.index("country")
    totals = np.bincount(ads.target[is_country], ads.evidence[is_country])
    return int(totals.argmax()) if len(totals) else -1


def _forecast_at(place: int, demand: Demand) -> Array:
    """int16 (4, concepts): situation, chances and outlook of each group at a place, 0 unknown, and
    the row of their round, -1 where nothing is told."""
    told = np.zeros((4, len(demand.ads.indptr) - 1), np.int16)
    told[-1] = -1
    for number, links in enumerate((demand.situation, demand.chances, demand.outlook)):
        groups, here = _ties_to(place, links)
        told[number, groups] = links.origin[here]
        told[-1, groups] = links.evidence[here]
    return told


def _at(links: Links, place: int, amounts: Array) -> Array:
    """The amount of each source row at a place, 0 where nothing is known."""
    found = np.zeros(len(links.indptr) - 1, np.int64)
    rows, here = _ties_to(place, links)
    found[rows] = amounts[here]
    return found


def _ties_to(place: int, links: Links) -> tuple[Array, Array]:
    """The source rows that are tied to a place, and where in `links` those ties are."""
    here = np.flatnonzero(links.target == place)
    return np.searchsorted(links.indptr, here, "right") - 1, here

"""How the market stands for every occupation, by its group."""

from dataclasses import dataclass

import numpy as np

from catalog.snapshot.arrays import Array, Links
from catalog.snapshot.snapshot import CONCEPT_TYPES, OUTLOOKS, SITUATIONS, Snapshot
from guidance.core.profile import Reason

FEW_ADS = 50  # fewer than one a week in the whole country
# Worst first. What nobody knows is never good news, nor the worst.
_SITUATIONS = ("överskott", "", "balans", "paradox", "brist")
_OUTLOOKS = ("minska", "", "vara oförändrad", "öka")


@dataclass(frozen=True)
class Market:
    """Per concept row; of interest where the row is a group.

    ads: int64 in the country · near: int64 in the region, the same as `ads` when there is none ·
    situation, outlook: uint8 into SITUATIONS and OUTLOOKS, the region's where it has a forecast ·
    is_situation_near, is_outlook_near: whether it is the region's · place, country: of `near` and
    `ads`, concept rows, -1 unknown · is_known: whether any ads are known at all.
    """

    ads: Array
    near: Array
    situation: Array
    outlook: Array
    is_situation_near: Array
    is_outlook_near: Array
    place: int
    country: int
    is_known: bool

    def score(self, groups: Array) -> tuple[Array, Array]:
        """How good the situation and the outlook are; more is better. groups: rows, -1 none."""
        situations = np.array([_SITUATIONS.index(one) for one in SITUATIONS])
        outlooks = np.array([_OUTLOOKS.index(one) for one in OUTLOOKS])
        none = groups < 0
        return (
            np.where(none, _SITUATIONS.index(""), situations[self.situation[groups]]),
            np.where(none, _OUTLOOKS.index(""), outlooks[self.outlook[groups]]),
        )

    def reason(self, group: int, snapshot: Snapshot) -> Reason:
        """What is known of a group's market, each part with its place, and period."""
        demand = snapshot.demand

        def named(is_near: Array) -> str:
            row = self.place if is_near[group] else self.country
            return str(snapshot.concepts.id[row]) if row >= 0 else ""

        return Reason.of(
            "market",
            ads=int(self.near[group]),
            place=snapshot.concepts.id[self.place] if self.place >= 0 else "",
            period=next(iter(demand.ads_period), ""),
            situation=SITUATIONS[int(self.situation[group])],
            situation_place=named(self.is_situation_near),
            outlook=OUTLOOKS[int(self.outlook[group])],
            outlook_place=named(self.is_outlook_near),
            forecast_round=next(iter(demand.forecast_round), ""),
        )


def market_in(region: int, snapshot: Snapshot) -> Market:
    """The market of a region (concept row; -1: the whole country)."""
    demand = snapshot.demand
    country = country_row(snapshot)
    ads = _at(demand.ads, country, demand.ads.evidence)
    place = region if region >= 0 else country
    situation = _at(demand.situation, country, demand.situation.origin)
    outlook = _at(demand.outlook, country, demand.outlook.origin)
    is_situation_near = is_outlook_near = np.zeros(len(situation), bool)
    if region >= 0:
        near_situation = _at(demand.situation, region, demand.situation.origin)
        near_outlook = _at(demand.outlook, region, demand.outlook.origin)
        is_situation_near, is_outlook_near = near_situation > 0, near_outlook > 0
        situation = np.where(is_situation_near, near_situation, situation)
        outlook = np.where(is_outlook_near, near_outlook, outlook)
    near = _at(demand.ads, place, demand.ads.evidence)
    return Market(
        ads=ads,
        near=near,
        situation=situation,
        outlook=outlook,
        is_situation_near=is_situation_near,
        is_outlook_near=is_outlook_near,
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


def _at(links: Links, place: int, amounts: Array) -> Array:
    """The amount of each source row at a place, 0 where nothing is known."""
    found = np.zeros(len(links.indptr) - 1, np.int64)
    here = np.flatnonzero(links.target == place)
    found[np.searchsorted(links.indptr, here, "right") - 1] = amounts[here]
    return found

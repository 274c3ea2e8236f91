"""Database → rows: ads, wages and forecasts per occupation group."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from catalog.editions import edition_order
from catalog.models import AdCount, Forecast, JobAd, Wage
from catalog.snapshot.mining import AdText
from catalog.snapshot.read_taxonomy import Taxonomy
from catalog.snapshot.rows import AdCountRow, ForecastRow, WageRow
from catalog.snapshot.snapshot import CHANCES, OUTLOOKS, SITUATIONS


def read_ad_counts(taxonomy: Taxonomy) -> tuple[list[AdCountRow], str]:
    """Counts of the latest period of published ads, and that period.

    Where the source gives municipalities only, regions and the country are their sums.
    """
    published = AdCount.objects.filter(withdrawn_at=None, kind=AdCount.Kind.PUBLISHED)
    period = max(published.values_list("period", flat=True).distinct(), default="")
    counts: Counter[tuple[str, str]] = Counter()
    for group, place, count in published.filter(period=period).values_list(
        "group_id", "place_id", "count"
    ):
        if group in taxonomy.followed and place in taxonomy.followed:
            counts[taxonomy.followed[group], taxonomy.followed[place]] += count
    for narrow, wide in (("municipality", "region"), ("region", "country")):
        if not any(taxonomy.concepts[place].type == wide for _, place in counts):
            sums: Counter[tuple[str, str]] = Counter()
            for (group, place), count in counts.items():
                row = taxonomy.concepts[place]
                above = taxonomy.country if wide == "country" else row.broader
                if row.type == narrow and above:
                    sums[group, above] += count
            counts |= sums
    return [AdCountRow(group, place, n) for (group, place), n in counts.items()], period


def read_wages(taxonomy: Taxonomy) -> list[WageRow]:
    """Wages; of several years of a group the latest."""
    columns = ("group_id", "percentile_10", "mean", "percentile_90", "year")
    latest: dict[str, WageRow] = {}
    for group, low, mean, high, year in (
        Wage.objects.filter(withdrawn_at=None).order_by("id").values_list(*columns)
    ):
        row = WageRow(taxonomy.followed.get(group, ""), low, mean, high, year)
        if row.group and (row.year or 0) >= (latest.get(row.group, row).year or 0):
            latest[row.group] = row
    return list(latest.values())


def read_forecasts(taxonomy: Taxonomy) -> list[ForecastRow]:
    """Forecasts of each group and place, of the latest round that has the group there.

    Counties and the country come in files of different rounds, so each row tells its own. Where the
    barometer's occupations of one group differ, the least promising one is told.
    """
    said: defaultdict[tuple[str, str], dict[str, list[tuple[str, str, str]]]] = defaultdict(dict)
    rows = Forecast.objects.filter(withdrawn_at=None).exclude(group=None)
    for group, place, edition, *judged in rows.values_list(
        "group_id", "place_id", "round", "situation", "chances", "outlook"
    ):
        if group in taxonomy.followed and place in taxonomy.followed:
            where = taxonomy.followed[group], taxonomy.followed[place]
            said[where].setdefault(edition, []).append((judged[0], judged[1], judged[2]))
    forecasts = []
    for (group, place), by_round in said.items():
        latest = max(by_round, key=edition_order)
        situations, chances, outlooks = zip(*by_round[latest], strict=True)
        forecasts.append(
            ForecastRow(
                group,
                place,
                situation=_least(situations, SITUATIONS),
                chances=_least(chances, CHANCES),
                outlook=_least(outlooks, OUTLOOKS),
                round=latest,
            )
        )
    return forecasts


def _least(said: Iterable[str], order: Sequence[str]) -> str:
    """The least promising of what is said; "" when nothing is."""
    return min(filter(None, said), key=order.index, default="")


def read_ad_texts(taxonomy: Taxonomy) -> Iterator[AdText]:
    """Ads whose group is known, in order of id."""
    columns = ("headline", "text", "group_id", "occupation_id", "municipality_code", "published")
    ads = JobAd.objects.filter(withdrawn_at=None).order_by("id").values_list(*columns)
    for headline, text, group, occupation, municipality, published in ads.iterator(chunk_size=500):
        known = taxonomy.followed.get(group or "") or _group_above(taxonomy, occupation or "")
        if known:
            yield AdText(
                text=f"{headline}\n\n{text}",
                group=known,
                region=taxonomy.by_code.get(("region", municipality[:2]), ""),
                published=published.isoformat() if published else "",
            )


def _group_above(taxonomy: Taxonomy, occupation: str) -> str:
    followed = taxonomy.followed.get(occupation, "")
    return taxonomy.concepts[followed].broader if followed else ""

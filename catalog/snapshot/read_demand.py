"""Database → rows: ads, wages and forecasts per occupation group."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from catalog.models import AdCount, Forecast, JobAd, Wage
from catalog.snapshot.mining import AdText
from catalog.snapshot.read_taxonomy import Taxonomy
from catalog.snapshot.rows import AdCountRow, ForecastRow, WageRow
from catalog.snapshot.snapshot import OUTLOOKS, SITUATIONS


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


def read_forecasts(taxonomy: Taxonomy) -> tuple[list[ForecastRow], str]:
    """Forecasts of the latest round, and that round.

    Where the barometer's occupations of one group differ, the least promising one is told.
    """
    rows = Forecast.objects.filter(withdrawn_at=None).exclude(group=None)
    latest = max(rows.values_list("round", flat=True).distinct(), default="")
    said: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for group, place, situation, outlook in rows.filter(round=latest).values_list(
        "group_id", "place_id", "situation", "outlook"
    ):
        if group in taxonomy.followed and place in taxonomy.followed:
            where = taxonomy.followed[group], taxonomy.followed[place]
            said[where].append((situation, outlook))
    return [
        ForecastRow(
            group,
            place,
            min((s for s, _ in both if s), key=SITUATIONS.index, default=""),
            min((o for _, o in both if o), key=OUTLOOKS.index, default=""),
        )
        for (group, place), both in said.items()
    ], latest


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

"""Counts rows by source and by provider, every rule of a subject in one pass of the database."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from catalog.quality.rule import Count, RowTest, Rule, Subject
from catalog.quality.subjects import row_subject, rows_of_provider

HOLDS, LACKS, UNKNOWN, OUTSIDE = 1, 2, 3, 0
# scope, key → rule → count; scope is "source" or "provider"
Tally = dict[tuple[str, str], dict[str, Count]]


def tally(subject: Subject, rules: Sequence[Rule], day: date) -> Tally:
    """Counts of the rows of a subject. Call it in a transaction; its table goes with it."""
    found: defaultdict[tuple[str, str], dict[str, Count]] = defaultdict(dict)
    names = [f"v{place}" for place in range(len(rules))]
    with connection.cursor() as cursor:
        sql, params = _judged(subject, rules, day).query.sql_with_params()
        columns = ", ".join(("id", "source", "provider", *names))
        cursor.execute("DROP TABLE IF EXISTS quality_rows")
        cursor.execute(
            f"CREATE TEMPORARY TABLE quality_rows ({columns}) ON COMMIT DROP AS {sql}", params
        )
        sums = ", ".join(
            f"count(*) FILTER (WHERE {name} = {code})"
            for name in names
            for code in (HOLDS, LACKS, UNKNOWN)
        )
        for scope, query in _groupings(subject, sums):
            cursor.execute(query)
            for key, *counts in cursor.fetchall():
                for rule, count in zip(rules, _counts_of(counts), strict=True):
                    if count.whole:
                        found[scope, key][rule.key] = count
        cursor.execute("DROP TABLE quality_rows")
    return dict(found)


def lacking(rule: Rule, provider_id: str, day: date) -> QuerySet[Any]:
    """A provider's own rows for which a rule does not hold, or cannot be judged; `verdict` says
    which. The very test that was counted."""
    rows = rows_of_provider(rule.subject, provider_id)
    if rule.subject == Subject.EVENT:
        rows = rows.select_related("education")  # an occasion is called what its education is
    judged: QuerySet[Any] = rows.annotate(verdict=verdict(rule, day))
    return judged.filter(verdict__in=(LACKS, UNKNOWN)).order_by("pk")


def verdict(rule: Rule, day: date) -> Case:
    """HOLDS, LACKS, UNKNOWN, or OUTSIDE for a row that the rule does not speak of."""
    if not isinstance(rule.test, RowTest):
        raise TypeError(f"{rule.key} is no test of rows")
    said = rule.test.conditions(day)
    held = Case(
        When(said.holds, then=Value(HOLDS)), default=Value(LACKS), output_field=IntegerField()
    )
    judged = Case(When(said.judged, then=held), default=Value(UNKNOWN), output_field=IntegerField())
    return Case(
        When(said.applies, then=judged), default=Value(OUTSIDE), output_field=IntegerField()
    )


def _judged(subject: Subject, rules: Sequence[Rule], day: date) -> QuerySet[Any]:
    found = row_subject(subject)
    provider = F(found.provider) if found.provider else Value("")
    verdicts = {f"v{place}": verdict(rule, day) for place, rule in enumerate(rules)}
    return found.rows.order_by().values_list(
        "pk", F("run__source_id"), provider, *verdicts.values()
    )


def _groupings(subject: Subject, sums: str) -> Iterator[tuple[str, str]]:
    yield "source", f"SELECT source, {sums} FROM quality_rows GROUP BY source"
    if subject == Subject.EDUCATION:
        offered = (
            "SELECT DISTINCT provider_id, education_id FROM catalog_educationevent "
            "WHERE provider_id IS NOT NULL AND withdrawn_at IS NULL AND NOT is_cancelled"
        )
        joined = f"quality_rows JOIN ({offered}) AS offered ON education_id = id"
        yield "provider", f"SELECT provider_id, {sums} FROM {joined} GROUP BY provider_id"
    elif row_subject(subject).provider:
        yield (
            "provider",
            f"SELECT provider, {sums} FROM quality_rows WHERE provider IS NOT NULL GROUP BY 1",
        )


def _counts_of(numbers: Sequence[int]) -> Iterator[Count]:
    for place in range(0, len(numbers), 3):
        held, lacks, unknown = numbers[place : place + 3]
        yield Count(held, held + lacks + unknown, unknown)

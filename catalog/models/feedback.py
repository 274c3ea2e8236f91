"""What people say does not fit: counts of clicks, and nothing else."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Max, Min, QuerySet, Sum

FEWEST_SHOWN = 5
KEPT = timedelta(days=2 * 365)


class ObjectionQuerySet(QuerySet["Objection"]):
    """Counting, telling and forgetting."""

    def count_one(self, kind: str, subject: str, reason: str, day: date) -> None:
        """One more click, in the week of a day. Two at once are two."""
        week = day - timedelta(days=day.weekday())
        key = f"{week}:{kind}:{reason}:{subject}"
        with transaction.atomic():
            self.bulk_create(
                [Objection(key=key, kind=kind, subject=subject, reason=reason, week=week)],
                ignore_conflicts=True,
            )
            self.filter(key=key).update(count=F("count") + 1)

    def told(self) -> Iterator[dict[str, Any]]:
        """What enough people have said: kind, subject, reason, total, and the first and last week.

        Fewer than `FEWEST_SHOWN` are never shown, so that nobody can follow one person's way.
        """
        return (
            self.values("kind", "subject", "reason")
            .annotate(total=Sum("count"), first=Min("week"), last=Max("week"))
            .filter(total__gte=FEWEST_SHOWN)
            .order_by("-total", "kind", "subject", "reason")
            .iterator()
        )

    def forget_old(self, today: date) -> int:
        """Delete the counts of weeks that ended more than two years ago; how many rows."""
        return self.filter(week__lt=today - KEPT).delete()[0]


class Objection(models.Model):
    """How often "Stämmer inte" was said of one thing of the catalogue, for one reason, in one week.

    No text, no session, no address and no time of day. The key is made of the columns: a running
    number would tell which things were objected to one after the other, and so perhaps by one
    person.
    """

    class Kind(models.TextChoices):
        SKILL = "skill"  # recognised, and it is something else · subject: concept
        GAP = "gap"  # a line of what a job asks for · subject: occupation|concept or credential
        WAY = "way"  # the plans to an occupation · subject: occupation
        EDUCATION = "education"  # subject: education
        OCCUPATION = "occupation"  # what is told of an occupation · subject: occupation

    class Reason(models.TextChoices):
        OTHER_MEANING = "other-meaning"
        UNCLEAR_NAME = "unclear-name"
        NOT_ASKED = "not-asked"
        MORE_IS_ASKED = "more-is-asked"
        WRONG_STEPS = "wrong-steps"
        WRONG_TIME = "wrong-time"
        WRONG_COST = "wrong-cost"
        WRONG_REQUIREMENT = "wrong-requirement"
        NOT_GIVEN = "not-given"
        WRONG_PLACE = "wrong-place"
        DEAD_LINK = "dead-link"
        WRONG_DESCRIPTION = "wrong-description"
        WRONG_MARKET = "wrong-market"
        WRONG_RULES = "wrong-rules"

    key = models.CharField(primary_key=True, max_length=320, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.CharField(max_length=250, help_text="Ids of the catalogue, never free text.")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    week = models.DateField(help_text="Its Monday.")
    count = models.PositiveIntegerField(default=0)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-count", "key"]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}, {self.reason}: {self.count}"

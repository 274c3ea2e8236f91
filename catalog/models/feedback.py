"""What people say does not fit: counts of clicks, and nothing else."""

from datetime import date, timedelta

from django.db import models, transaction
from django.db.models import F, Max, Min, OuterRef, QuerySet, Subquery, Sum
from django.utils.translation import gettext_lazy as _

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

    def told(self) -> "ObjectionQuerySet":
        """What enough people have said: the latest row of each thing and reason, with `total` over
        all weeks and the `first` of them.

        Fewer than `FEWEST_SHOWN` are never shown, so that nobody can follow one person's way.
        """
        alike = Objection.objects.order_by().filter(
            kind=OuterRef("kind"), subject=OuterRef("subject"), reason=OuterRef("reason")
        )
        whole = alike.values("kind", "subject", "reason")
        return self.annotate(
            total=Subquery(whole.annotate(answer=Sum("count")).values("answer")),
            first=Subquery(whole.annotate(answer=Min("week")).values("answer")),
            last=Subquery(whole.annotate(answer=Max("week")).values("answer")),
        ).filter(total__gte=FEWEST_SHOWN, week=F("last"))

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
        """What is objected to; the subject is one or two ids of the catalogue."""

        SKILL = "skill", _("Kunskap läst i ett cv")  # concept
        GAP = "gap", _("Krav för ett yrke")  # occupation|concept or credential
        WAY = "way", _("Vägar till ett yrke")  # occupation
        EDUCATION = "education", _("Utbildning")  # education
        OCCUPATION = "occupation", _("Sidan om ett yrke")  # occupation

    class Reason(models.TextChoices):
        """Why, in the words of whoever clicks."""

        OTHER_MEANING = "other-meaning", _("Orden betyder något annat")
        UNCLEAR_NAME = "unclear-name", _("Namnet är svårt att förstå")
        NOT_ASKED = "not-asked", _("Det behövs inte för jobbet")
        MORE_IS_ASKED = "more-is-asked", _("Det krävs mer än så")
        WRONG_STEPS = "wrong-steps", _("Stegen leder inte dit")
        WRONG_TIME = "wrong-time", _("Datum eller tid är fel")
        WRONG_COST = "wrong-cost", _("Kostnaden är fel")
        WRONG_REQUIREMENT = "wrong-requirement", _("Kraven för att komma in är fel")
        NOT_GIVEN = "not-given", _("Utbildningen finns inte")
        WRONG_PLACE = "wrong-place", _("Platsen är fel")
        DEAD_LINK = "dead-link", _("Länken fungerar inte")
        WRONG_DESCRIPTION = "wrong-description", _("Beskrivningen är fel")
        WRONG_MARKET = "wrong-market", _("Siffrorna om jobb eller lön är fel")
        WRONG_RULES = "wrong-rules", _("Reglerna är fel")

    key = models.CharField(primary_key=True, max_length=320, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.CharField(max_length=250, help_text="Ids of the catalogue, never free text.")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    week = models.DateField(help_text="Its Monday.")
    count = models.PositiveIntegerField(default=0)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-count", "key"]
        verbose_name = "Stämmer inte"
        verbose_name_plural = "Stämmer inte"

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}, {self.reason}: {self.count}"

"""What the labour market asks for: ads, wages, forecasts."""

from django.db import models

from catalog.models.provenance import Imported
from catalog.models.taxonomy import Concept


class JobAd(Imported):
    """A job ad without its contact persons; the text is masked before it is written."""

    id = models.CharField(primary_key=True, max_length=80)
    headline = models.CharField(max_length=300)
    text = models.TextField(help_text="Masked: no names of contacts, addresses or numbers.")
    occupation = models.ForeignKey(
        Concept, on_delete=models.PROTECT, null=True, blank=True, related_name="ads"
    )
    group = models.ForeignKey(
        Concept, on_delete=models.PROTECT, null=True, blank=True, related_name="group_ads"
    )
    municipality_code = models.CharField(max_length=4, blank=True)
    published = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    vacancies = models.PositiveIntegerField(default=1)
    url = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.headline


class AdCount(Imported):
    """Number of ads for an occupation group in a place."""

    class Kind(models.TextChoices):
        PUBLISHED = "published"  # during the period
        OPEN = "open"  # on the last day of the period
        ELSEWHERE = "elsewhere"  # open on the last day, and not in Platsbanken

    id = models.CharField(primary_key=True, max_length=160)
    group = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="ad_counts")
    place = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    period = models.CharField(max_length=21, help_text="ISO: 2024, or 2025-06-18.")
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.group_id} {self.place_id} {self.period}: {self.count}"


class Wage(Imported):
    """Monthly wage of an occupation group, SEK."""

    id = models.CharField(primary_key=True, max_length=80)
    group = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="wages")
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Null: the source does not say."
    )
    percentile_10 = models.PositiveIntegerField(null=True, blank=True)
    mean = models.PositiveIntegerField(null=True, blank=True)
    percentile_90 = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.group_id} {self.mean}"


class Forecast(Imported):
    """Yrkesbarometern: the recruitment situation now and the demand in five years."""

    class Situation(models.TextChoices):
        SURPLUS = "överskott"
        BALANCE = "balans"
        PARADOX = "paradox"
        SHORTAGE = "brist"

    class Chances(models.TextChoices):
        SMALL = "små"
        MEDIUM = "medelstora"
        LARGE = "stora"

    class Outlook(models.TextChoices):
        INCREASE = "öka"
        UNCHANGED = "vara oförändrad"
        DECREASE = "minska"

    id = models.CharField(primary_key=True, max_length=160)
    occupation = models.CharField(max_length=200, help_text="The barometer's own occupation name.")
    group = models.ForeignKey(
        Concept, on_delete=models.PROTECT, null=True, blank=True, related_name="forecasts"
    )
    place = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="+")
    round = models.CharField(max_length=10, help_text="2026-1 is the first round of 2026.")
    situation = models.CharField(max_length=12, choices=Situation.choices, blank=True)
    chances = models.CharField(max_length=12, choices=Chances.choices, blank=True)
    outlook = models.CharField(max_length=20, choices=Outlook.choices, blank=True)

    def __str__(self) -> str:
        return f"{self.occupation} {self.place_id} {self.round}"

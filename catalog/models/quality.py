"""The quality report as it was made for each snapshot, and what it read out of educations."""

from django.db import models

from catalog.models.education import Education
from catalog.models.provenance import SnapshotBuild


class QualityReport(models.Model):
    """One report. Its figures are kept, so that a trend can be told.

    missing: pieces of data that are missing, most useful first: {key, version, touched, of,
    records, examples} · sources: each source as it stood: {key, name, publisher, is_enabled,
    is_sample, read_at, edition, seen, refused, dangling}.
    """

    snapshot = models.OneToOneField(
        SnapshotBuild, on_delete=models.CASCADE, primary_key=True, related_name="quality_report"
    )
    catalogue_id = models.CharField(max_length=40, help_text="The snapshot's number and hash.")
    judged_on = models.DateField(help_text="The day that counts as today.")
    made_at = models.DateTimeField()
    seconds = models.FloatField(default=0.0)
    missing = models.JSONField(default=list)
    sources = models.JSONField(default=list)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"quality of {self.catalogue_id}"


class QualityFigures(models.Model):
    """Every rule's count for one scope: the whole catalogue, a source or a provider.

    figures: rule key → [version, part, whole, unknown]; a rule that says nothing of the scope has
    no entry.
    """

    class Scope(models.TextChoices):
        ALL = "all"
        SOURCE = "source"
        PROVIDER = "provider"

    report = models.ForeignKey(QualityReport, on_delete=models.CASCADE, related_name="figures")
    scope = models.CharField(max_length=8, choices=Scope.choices)
    key = models.CharField(max_length=120, blank=True, help_text="Empty for the whole catalogue.")
    name = models.CharField(max_length=300, blank=True)
    figures = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "scope", "key"], name="one_figure_per_scope")
        ]
        indexes = [models.Index(fields=["scope", "key", "report"])]

    def __str__(self) -> str:
        return f"{self.report_id} {self.scope} {self.key}"


class EducationReading(models.Model):
    """What our own readers made of an education when the last report was made.

    Written by the report only. An education that has none is not in the snapshot.
    """

    class Requirement(models.IntegerChoices):
        NOT_READ = -1  # nobody is named to read it
        NONE = 0  # there is no text
        PARTLY = 1
        WHOLLY = 2

    education = models.OneToOneField(
        Education, on_delete=models.CASCADE, primary_key=True, related_name="reading"
    )
    skills = models.PositiveIntegerField(help_text="Skills that it is recognised to give.")
    targets = models.PositiveIntegerField(help_text="Occupations and groups that it trains for.")
    requirement = models.SmallIntegerField(choices=Requirement.choices)
    is_training = models.BooleanField(help_text="Long enough, and of a kind, to train for a job.")
    is_repeat = models.BooleanField(help_text="An earlier id says the same of the same course.")

    def __str__(self) -> str:
        return self.education_id

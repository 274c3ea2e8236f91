"""Where each catalogue record came from, and how every run ended."""

from django.db import models


class Source(models.Model):
    """One publisher's data set, such as Susa-navet or the JobTech Taxonomy."""

    key = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=120)
    publisher = models.CharField(max_length=120)
    licence = models.CharField(max_length=120, blank=True)
    url = models.URLField(blank=True)
    is_enabled = models.BooleanField(default=True)

    class Meta:
        ordering = ["key"]
        verbose_name = "källa"
        verbose_name_plural = "källor"

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One attempt to bring the catalogue in line with a source."""

    class State(models.TextChoices):
        RUNNING = "running"
        COMPLETE = "complete"
        INCOMPLETE = "incomplete"  # everything good was loaded, something was not readable
        STOPPED = "stopped"  # a guard refused to apply; nothing was written
        FAILED = "failed"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="runs")
    origin = models.CharField(max_length=500, help_text="The path or address that was read.")
    is_sample = models.BooleanField(default=False)
    data_version = models.CharField(max_length=60, blank=True)
    is_full = models.BooleanField(
        default=True, help_text="The input was the whole of the source, not changes or a part."
    )
    since = models.DateTimeField(
        null=True, blank=True, help_text="What changes were asked for, in a delta from the source."
    )
    watermark = models.DateTimeField(
        null=True, blank=True, help_text="The source's clock when a fetch began; null for files."
    )
    validators = models.JSONField(
        default=dict, blank=True, help_text="Address to ETag and Last-Modified, to ask again with."
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    seen = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)
    repaired = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["source", "state"])]
        verbose_name = "körning"
        verbose_name_plural = "körningar"

    def __str__(self) -> str:
        return f"{self.source_id} #{self.pk} {self.state}"


class QuarantinedRecord(models.Model):
    """A record, or one field of it, that did not pass; kept so that the source can be told."""

    class Outcome(models.TextChoices):
        QUARANTINED = "quarantined"  # the record is not in the catalogue
        REPAIRED = "repaired"  # the record is in, with this field mended or left out

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="quarantine")
    kind = models.CharField(max_length=40)
    record_id = models.CharField(max_length=200)
    field = models.CharField(max_length=60)
    reason = models.CharField(max_length=60, help_text="A code; the reader words it.")
    detail = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)

    class Meta:
        ordering = ["pk"]
        verbose_name = "post i karantän"
        verbose_name_plural = "karantän"

    def __str__(self) -> str:
        return f"{self.record_id}: {self.field}"


class SnapshotBuild(models.Model):
    """One numbered state of the whole catalogue, compiled into files."""

    number = models.AutoField(primary_key=True)
    content_id = models.CharField(
        max_length=40, blank=True, help_text="Hash of the compiled arrays."
    )
    built_at = models.DateTimeField(auto_now_add=True)
    is_complete = models.BooleanField(default=False)
    seconds = models.FloatField(default=0.0)
    statistics = models.JSONField(default=dict, blank=True)
    runs = models.JSONField(
        default=dict, blank=True, help_text="Source key → the last applied run it was built from."
    )

    class Meta:
        ordering = ["-number"]
        verbose_name = "katalog"
        verbose_name_plural = "kataloger"

    def __str__(self) -> str:
        return f"katalog {self.number} {self.content_id}"


class Imported(models.Model):
    """Columns that every imported row carries; rows are withdrawn, never deleted."""

    run = models.ForeignKey(
        ImportRun,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The run that last wrote this row.",
    )
    fingerprint = models.BigIntegerField(help_text="Hash of the record; equal means unchanged.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

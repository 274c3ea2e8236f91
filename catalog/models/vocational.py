"""What the authority for vocational higher education (MYH) says of YH educations."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from catalog.models.provenance import Imported


class RegisteredQualification(Imported):
    """An entry of MYH's register of qualifications: its SeQF level and what a holder can do.

    It meets educations on the YH number; see `catalog.sources.yh_numbers`.
    """

    id = models.CharField(primary_key=True, max_length=80, help_text="The register's own id.")
    name = models.CharField(max_length=300)
    education_code = models.CharField(
        max_length=20, blank=True, help_text="YH number, with its year where it has one."
    )
    seqf_level = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=120, blank=True, help_text="Yrkeshögskolekvalifikation …")
    proof = models.CharField(max_length=120, blank=True, help_text="Yrkeshögskoleexamen …")
    body = models.CharField(max_length=300, blank=True, help_text="Who answers for it.")
    status = models.CharField(max_length=60, blank=True)
    knowledge = models.TextField(blank=True)
    skills = models.TextField(blank=True)
    responsibility = models.TextField(blank=True)
    area = models.CharField(max_length=120, blank=True)
    sun_code = models.CharField(max_length=6, blank=True)
    decided = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    url = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["education_code"])]

    def __str__(self) -> str:
        return self.name


class VocationalDecision(Imported):
    """One application to give a YH education, as decided by MYH, or one round that follows."""

    id = models.CharField(primary_key=True, max_length=160)
    name = models.CharField(max_length=300)
    case_number = models.CharField(max_length=40, blank=True, help_text="MYH 2024/4166.")
    education_code = models.CharField(max_length=20, blank=True, help_text="YH number.")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the application.")
    is_granted = models.BooleanField(null=True, blank=True, help_text="Null: not yet decided.")
    has_started = models.BooleanField(null=True, blank=True)
    area = models.CharField(max_length=120, blank=True)
    sun_code = models.CharField(max_length=6, blank=True)
    seqf_level = models.PositiveSmallIntegerField(null=True, blank=True)
    degree = models.CharField(max_length=120, blank=True)
    credits = models.FloatField(null=True, blank=True, help_text="YH points.")
    is_distance = models.BooleanField(null=True, blank=True)
    pace = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Percent of full time."
    )
    provider = models.CharField(max_length=300, blank=True)
    municipality_codes = ArrayField(models.CharField(max_length=4), default=list)
    places = models.PositiveIntegerField(null=True, blank=True, help_text="Granted, all rounds.")

    class Meta:
        indexes = [models.Index(fields=["education_code"])]

    def __str__(self) -> str:
        return f"{self.name} {self.year or ''}".strip()

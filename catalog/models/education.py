"""What can be studied, when and where, in the words of EMIL."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from catalog.models.provenance import Imported


class Provider(Imported):
    """An `educationProvider`: a university, a school, a municipality's komvux."""

    id = models.CharField(primary_key=True, max_length=120)
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=500, blank=True)
    municipality_code = models.CharField(max_length=4, blank=True)
    town = models.CharField(max_length=120, blank=True)
    body = models.CharField(max_length=20, blank=True, help_text="kommunal, statlig, enskild …")

    def __str__(self) -> str:
        return self.name


class Education(Imported):
    """An `educationInfo`: what is taught. Occasions to attend are its events."""

    class Form(models.TextChoices):
        HIGHER_EDUCATION = "HS"
        VOCATIONAL_HIGHER = "YH"
        ADULT_UPPER_SECONDARY = "VUXGY"
        ADULT_BASIC = "VUXGR"
        ADULT_SWEDISH = "VUXSFI"
        ADULT_ADAPTED_UPPER_SECONDARY = "VUXGYAN"
        ADULT_ADAPTED_BASIC = "VUXGRAN"
        FOLK_HIGH_SCHOOL = "FHS"
        LABOUR_MARKET_TRAINING = "AUB"
        ART_AND_CULTURE = "KKU"
        OTHER = "OTHER"  # other education for adults, such as a national agency's own
        SCHOOL = "SCHOOL"  # for children and the young; no adult applies for it here

    class Configuration(models.TextChoices):
        COURSE = "kurs"
        PACKAGE = "kurspaket"
        PROGRAMME = "program"

    id = models.CharField(primary_key=True, max_length=120)
    base = models.CharField(
        max_length=120, blank=True, help_text="educationBase: the same course over time."
    )
    code = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True)
    description = models.TextField(blank=True, help_text="Plain text, Swedish first.")
    url = models.CharField(max_length=500, blank=True)
    form = models.CharField(max_length=8, choices=Form.choices)
    configuration = models.CharField(max_length=10, choices=Configuration.choices, blank=True)
    levels = ArrayField(models.CharField(max_length=20), default=list)
    is_vocational = models.BooleanField(null=True)
    gives_degree = models.BooleanField(default=False)
    degree = models.CharField(max_length=300, blank=True)
    seqf_level = models.PositiveSmallIntegerField(null=True, blank=True)
    credits = models.FloatField(null=True, blank=True)
    credit_system = models.CharField(
        max_length=4, blank=True, help_text="hp, yh, gy, vp, fup, nyp."
    )
    weeks = models.FloatField(null=True, blank=True, help_text="Stated extent in full-time weeks.")
    eligibility = models.TextField(
        blank=True, help_text="Plain text, verbatim but for white space."
    )
    recommended = models.TextField(blank=True, help_text="Recommended prior knowledge.")
    student_aid = models.CharField(max_length=10, blank=True)
    sun_codes = ArrayField(models.CharField(max_length=6), default=list)
    subject_codes = ArrayField(
        models.CharField(max_length=20), default=list, help_text="SV_Subject and FH_Subject."
    )
    ssyk_codes = ArrayField(models.CharField(max_length=4), default=list, help_text="AUB_Subject.")
    last_edited = models.DateTimeField(null=True, blank=True)
    expires = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "utbildning"
        verbose_name_plural = "utbildningar"

    def __str__(self) -> str:
        return self.title


class EducationEvent(Imported):
    """An `educationEvent`: one occasion. A passed one stays here and is never offered."""

    class Condition(models.IntegerChoices):
        NOT_SET = 0
        DATED = 1
        STUDENT_DECIDES = 2
        PROVIDER_DECIDES = 3

    id = models.CharField(primary_key=True, max_length=140)
    education = models.ForeignKey(Education, on_delete=models.PROTECT, related_name="events")
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    title = models.CharField(max_length=400, blank=True)
    condition = models.PositiveSmallIntegerField(choices=Condition.choices)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    apply_first = models.DateField(null=True, blank=True)
    apply_last = models.DateField(null=True, blank=True)
    applies_continuously = models.BooleanField(default=False)
    application_code = models.CharField(max_length=60, blank=True)
    application_url = models.CharField(max_length=500, blank=True)
    pace = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Percent of full time."
    )
    municipality_code = models.CharField(max_length=4, blank=True)
    town = models.CharField(max_length=120, blank=True)
    is_distance = models.BooleanField(default=False)
    onsite_sessions = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Mandatory meetings in place; null when not said."
    )
    languages = ArrayField(models.CharField(max_length=3), default=list)
    time_of_study = models.CharField(max_length=20, blank=True)
    fee = models.FloatField(null=True, blank=True, help_text="SEK in all; null when not said.")
    places = models.PositiveIntegerField(null=True, blank=True)
    is_cancelled = models.BooleanField(default=False)
    only_in_programme = models.BooleanField(default=False)
    url = models.CharField(max_length=500, blank=True)
    expires = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["education", "start"])]

    def __str__(self) -> str:
        return f"{self.education_id} {self.start}"


class Qualification(Imported):
    """What an education leads to, with its level in Sweden's framework (SeQF 1–8)."""

    id = models.CharField(primary_key=True, max_length=160)
    name = models.CharField(max_length=300)
    seqf_level = models.PositiveSmallIntegerField(null=True, blank=True)
    education = models.ForeignKey(
        Education, on_delete=models.PROTECT, null=True, blank=True, related_name="qualifications"
    )

    def __str__(self) -> str:
        return self.name


class TrainsFor(Imported):
    """A register's own word that an education is for an occupation group or occupation."""

    class Origin(models.TextChoices):
        REGISTER = "register"  # AUB's SSYK code, Arbetsförmedlingen's labels
        CLASSIFICATION = "classification"  # SUN ↔ SSYK

    id = models.CharField(primary_key=True, max_length=200)
    origin = models.CharField(max_length=16, choices=Origin.choices)
    education = models.ForeignKey(
        Education, on_delete=models.PROTECT, null=True, blank=True, related_name="trains_for"
    )
    sun_code = models.CharField(max_length=6, blank=True)
    ssyk_code = models.CharField(max_length=4)

    def __str__(self) -> str:
        return f"{self.education_id or self.sun_code} → {self.ssyk_code}"

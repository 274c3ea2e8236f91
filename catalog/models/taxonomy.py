"""The controlled vocabulary: concepts, their labels and what ties them together."""

from django.db import models

from catalog.models.provenance import Imported


class Concept(Imported):
    """An entry of the JobTech Taxonomy or ESCO. Deprecated concepts stay and are followed."""

    class Type(models.TextChoices):
        OCCUPATION = "occupation-name"
        OCCUPATION_GROUP = "ssyk-level-4"
        OCCUPATION_FIELD = "occupation-field"
        JOB_TITLE = "job-title"
        KEYWORD = "keyword"
        SKILL = "skill"
        SKILL_HEADLINE = "skill-headline"
        ESCO_OCCUPATION = "esco-occupation"
        ESCO_SKILL = "esco-skill"
        LANGUAGE = "language"
        DRIVING_LICENCE = "driving-licence"
        TRAIT = "trait"
        REGION = "region"
        MUNICIPALITY = "municipality"
        COUNTRY = "country"
        SUN_FIELD = "sun-education-field-4"
        SUN_LEVEL = "sun-education-level-3"

    id = models.CharField(primary_key=True, max_length=60)
    type = models.CharField(max_length=30, choices=Type.choices)
    preferred_label = models.CharField(max_length=300, blank=True)
    definition = models.TextField(blank=True)
    code = models.CharField(
        max_length=36,
        blank=True,
        help_text="The code others use: SSYK, municipality, county, SUN, ISO, ESCO's UUID. Text, "
        "for its zeros.",
    )
    deprecated = models.BooleanField(default=False)
    first_version = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="First taxonomy version this concept was seen in here."
    )
    last_version = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Last taxonomy version this concept was active in."
    )

    class Meta:
        indexes = [models.Index(fields=["type", "code"])]
        verbose_name = "begrepp"
        verbose_name_plural = "begrepp"

    def __str__(self) -> str:
        return f"{self.preferred_label} ({self.type})"


class Place(Imported):
    """Where a municipality is. A table of its own: another source than the taxonomy says it."""

    id = models.CharField(
        primary_key=True, max_length=4, help_text="Municipality code; leading zeros matter."
    )
    municipality = models.ForeignKey(
        Concept, on_delete=models.PROTECT, related_name="places", help_text="The concept."
    )
    latitude = models.FloatField(help_text="Degrees, WGS 84.")
    longitude = models.FloatField(help_text="Degrees, WGS 84.")

    def __str__(self) -> str:
        return self.id


class ConceptLabel(Imported):
    """Another way to say a concept. Row id is derived from concept, kind, language and text."""

    class Kind(models.TextChoices):
        ALTERNATIVE = "alternative"
        HIDDEN = "hidden"
        TERM = "term"  # employers' own variants

    id = models.CharField(primary_key=True, max_length=40)
    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="labels")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    language = models.CharField(max_length=3, default="sv")
    text = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.text


class ConceptRelation(Imported):
    """A directed tie between two concepts. ESCO matches keep their kind."""

    class Kind(models.TextChoices):
        BROADER = "broader"
        RELATED = "related"
        REPLACED_BY = "replaced-by"
        EXACT_MATCH = "exact-match"
        CLOSE_MATCH = "close-match"
        BROAD_MATCH = "broad-match"
        NARROW_MATCH = "narrow-match"
        NEIGHBOUR = "neighbour"  # Arbetsförmedlingen's "närliggande yrken"; weight = -rank

    id = models.CharField(primary_key=True, max_length=120)
    source = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="relations")
    target = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    weight = models.FloatField(default=0.0)

    class Meta:
        indexes = [models.Index(fields=["kind"])]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class Substitutability(Imported):
    """How well someone from `source` can stand in for `target`: 75 high, 25 low; directed."""

    id = models.CharField(primary_key=True, max_length=120)
    source = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="substitutes")
    target = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="substituted_by")
    percentage = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id} {self.percentage}"


class OccupationSkill(Imported):
    """A skill that an occupation, or its whole group, uses. Origins are never merged."""

    class Origin(models.TextChoices):
        CURATED = "curated"  # editors of the taxonomy
        CALCULATED = "calculated"  # Arbetsförmedlingen, by way of ESCO
        GROUP = "group"  # said of the SSYK group only
        ADS = "ads"  # counted in job ads

    id = models.CharField(primary_key=True, max_length=140)
    occupation = models.ForeignKey(
        Concept,
        on_delete=models.PROTECT,
        related_name="skill_links",
        help_text="An occupation, or an occupation group where the source knows no more.",
    )
    skill = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    is_essential = models.BooleanField(default=False)
    weight = models.FloatField(default=1.0, help_text="0–1 within one origin.")

    def __str__(self) -> str:
        return f"{self.occupation_id} {self.origin} {self.skill_id}"

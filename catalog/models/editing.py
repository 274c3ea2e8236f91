"""What an editor of the catalogue decides: overrides of mappings, switches, and who did what."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models


class Override(models.Model):
    """One tie of the catalogue that an editor adds or suppresses, from the next snapshot on.

    subject and target are the catalogue's own ids and no foreign keys: what is decided outlives a
    record that is withdrawn and comes back. A decision is ended, never deleted.
    """

    class Kind(models.TextChoices):
        EDUCATION_OCCUPATION = "education-occupation", "Utbildning leder till yrke"
        EDUCATION_SKILL = "education-skill", "Utbildning ger kunskap"
        OCCUPATION_SKILL = "occupation-skill", "Yrke kräver kunskap"
        CONCEPT_ESCO = "concept-esco", "Begrepp motsvarar begrepp i ESCO"

    class Action(models.TextChoices):
        ADD = "add", "Lägg till"
        SUPPRESS = "suppress", "Ta bort"

    class How(models.TextChoices):
        """What more an added tie says: of a skill that it is essential, of ESCO how it matches."""

        PLAIN = "", "Inget mer"
        ESSENTIAL = "essential", "Kunskapen är nödvändig i yrket"
        EXACT = "exact", "Samma sak i ESCO"
        CLOSE = "close", "Nästan samma sak i ESCO"
        BROAD = "broad", "Vidare i ESCO"
        NARROW = "narrow", "Snävare i ESCO"

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Väntar på nästa katalog"
        APPLIED = "applied", "Gäller"
        NEEDLESS = "needless", "Behövs inte, katalogen säger samma sak"
        UNRESOLVED = "unresolved", "Går inte att följa, något finns inte längre"

    kind = models.CharField(max_length=24, choices=Kind.choices)
    action = models.CharField(max_length=8, choices=Action.choices)
    subject = models.CharField(
        max_length=120, help_text="Id of the education, occupation, group or concept."
    )
    target = models.CharField(
        max_length=60, help_text="Id of the occupation, group, skill or ESCO concept."
    )
    how = models.CharField(max_length=10, choices=How.choices, blank=True, default=How.PLAIN)
    reason = models.TextField(
        validators=[MinLengthValidator(10)],
        help_text="Why, for whoever reads it in a year. Nothing about a person.",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    is_active = models.BooleanField(default=True)
    outcome = models.CharField(
        max_length=10, choices=Outcome.choices, default=Outcome.WAITING, editable=False
    )
    outcome_detail = models.CharField(max_length=200, blank=True, editable=False)
    snapshot = models.PositiveIntegerField(
        null=True, blank=True, editable=False, help_text="The build that last looked at it."
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "target"],
                condition=models.Q(is_active=True),
                name="one_active_override_of_a_tie",
                violation_error_message="Det finns redan ett beslut om detta. Avsluta det först.",
            )
        ]
        verbose_name = "beslut"
        verbose_name_plural = "beslut om kopplingar"

    def __str__(self) -> str:
        done = f"{self.get_action_display()}: {self.get_kind_display()}"
        return f"{done} ({self.subject} → {self.target})"

    def clean(self) -> None:
        """Raises `ValidationError` when `how` does not fit the tie."""
        allowed = {""}
        if self.action == self.Action.ADD:
            allowed = _HOW.get(self.kind, allowed)
        if self.how not in allowed:
            names = ", ".join(self.How(one).label for one in sorted(allowed))
            raise ValidationError({"how": f"För det här beslutet går det att välja: {names}."})


_HOW: dict[str, set[str]] = {
    Override.Kind.OCCUPATION_SKILL: {"", "essential"},
    Override.Kind.CONCEPT_ESCO: {"exact", "close", "broad", "narrow"},
}


class Switch(models.Model):
    """A feature of the site that an editor has turned off or on again; absent means on."""

    class Key(models.TextChoices):
        SUGGESTIONS = "suggestions", "Förslag efter betydelse när ett cv läses"
        CODES = "codes", "Engångskod som visar en plan för någon annan"
        FEEDBACK = "feedback", "Knappen ”Stämmer inte”"
        FINANCE = "finance", "Pengar medan man studerar"
        PDF = "pdf", "Planen som pdf"
        OPEN_DATA = "open-data", "Öppna data och deras beskrivning"

    key = models.CharField(primary_key=True, max_length=24, choices=Key.choices)
    is_on = models.BooleanField(default=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["key"]
        verbose_name = "brytare"
        verbose_name_plural = "brytare"

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {'på' if self.is_on else 'av'}"


class AppendOnly(Exception):
    """The audit trail is written once; nothing in it is changed or removed."""


class _Trail(models.QuerySet["Edit"]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class Edit(models.Model):
    """One line of the audit trail: who changed what, when, and what it was before.

    The database refuses to change or delete a line as well (a trigger), whoever asks it.
    """

    class Action(models.TextChoices):
        ADDED = "added", "Lade till"
        CHANGED = "changed", "Ändrade"

    at = models.DateTimeField(auto_now_add=True)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=40)
    record = models.CharField(max_length=120)
    action = models.CharField(max_length=8, choices=Action.choices)
    before = models.JSONField(default=dict, help_text="Changed fields only, as they were.")
    after = models.JSONField(default=dict, help_text="The same fields, as they became.")

    objects = _Trail.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["table", "record"])]
        verbose_name = "ändring"
        verbose_name_plural = "vem som ändrade vad"

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.record}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the line, once. Raises `AppendOnly` for one that is written."""
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises `AppendOnly`."""
        raise AppendOnly

"""What a person can send. Every message says what is wrong and what to do."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from guidance.core.profile import Limits
from guidance.intake.document import MAX_BYTES
from guidance.intake.read import ACCEPT
from guidance.journey import MAX_NOTE

MAX_TEXT = 200_000
PACES = (
    (100, gettext_lazy("Heltid")),
    (75, gettext_lazy("Trekvartsfart")),
    (50, gettext_lazy("Halvfart")),
    (25, gettext_lazy("Kvartsfart")),
)
REACHES = (
    ("0", gettext_lazy("Bara i min egen kommun")),
    ("30", gettext_lazy("Högst 3 mil")),
    ("60", gettext_lazy("Högst 6 mil")),
    ("120", gettext_lazy("Högst 12 mil")),
    ("", gettext_lazy("Hur långt som helst")),
)
# How long until one could be there: years as text, "0" now.
WITHIN = (
    ("", gettext_lazy("Hur lång tid som helst")),
    ("0", gettext_lazy("Jag vill kunna söka nu")),
    ("1", gettext_lazy("Inom ett år")),
    ("2", gettext_lazy("Inom två år")),
    ("3", gettext_lazy("Inom tre år")),
    ("4", gettext_lazy("Inom fyra år")),
)
TOO_LONG = gettext_lazy("Texten är för lång. Klistra in högst 200 000 tecken.")


class CvForm(forms.Form):
    """A CV as a file or as pasted text; one of them is enough."""

    accept = ACCEPT

    document = forms.FileField(required=False, allow_empty_file=True)
    text = forms.CharField(
        required=False, max_length=MAX_TEXT, error_messages={"max_length": TOO_LONG}
    )

    def __init__(self, *args: Any, sent: int = 0, **kwargs: Any) -> None:
        """sent: bytes in the request; the server drops a file far too large before we see it."""
        super().__init__(*args, **kwargs)
        self.sent = sent

    def clean_document(self) -> Any:
        upload = self.cleaned_data["document"]
        size = upload.size if upload else self.sent
        if size > MAX_BYTES:
            raise forms.ValidationError(
                gettext_lazy(
                    "Filen är större än 5 megabyte. Ta bort bilder ur filen, eller klistra in "
                    "texten i rutan."
                )
            )
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        if not self.errors and not cleaned.get("document") and not cleaned.get("text", "").strip():
            self.add_error(
                "document",
                gettext_lazy("Välj en fil med ditt cv, eller klistra in texten i rutan."),
            )
        return cleaned


class AdForm(forms.Form):
    """A pasted job ad."""

    text = forms.CharField(
        max_length=MAX_TEXT,
        error_messages={
            "required": gettext_lazy("Klistra in annonsens text i rutan."),
            "max_length": TOO_LONG,
        },
    )


class AskedForm(forms.Form):
    """What a person has of what an ad asks for."""

    held = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Välj bland alternativen i listan.")},
    )

    def __init__(self, *args: Any, asked: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held"].choices = [(one, one) for one in asked]  # type: ignore[attr-defined]  # MultipleChoiceField


class SearchedWords(forms.CharField):
    """What a search box holds. Whatever it is, it is searched for, at most the first hundred
    characters: a paste that went wrong is answered, not passed over in silence."""

    def to_python(self, value: object) -> str:
        """The words to search for."""
        words = super().to_python(value) or ""
        return "".join(one if one.isprintable() else " " for one in words[:100]).strip()


class SearchForm(forms.Form):
    """Words to search for."""

    q = SearchedWords(required=False)


class AnswerForm(forms.Form):
    """A yes or a no to one skill, or "" to undo."""

    concept = forms.CharField(max_length=64)
    answer = forms.ChoiceField(choices=[("yes", ""), ("no", ""), ("undo", "")])


class ConceptForm(forms.Form):
    """One concept, by id."""

    concept = forms.CharField(max_length=64)


class PlanForm(forms.Form):
    """One plan, by key."""

    plan = forms.CharField(max_length=64)


class CompareForm(ConceptForm):
    """An occupation to lay beside others, or in the place of one of them."""

    instead = forms.CharField(required=False, max_length=64)


class SieveForm(forms.Form):
    """Which suggestions a person wants to see. A value that is not offered counts as none."""

    field = forms.ChoiceField(required=False)
    within = forms.ChoiceField(required=False, choices=WITHIN)
    region = forms.ChoiceField(required=False)

    def __init__(
        self,
        *args: Any,
        fields: list[tuple[str, str]],
        regions: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("field", fields), ("region", regions)):
            self.fields[name].choices = [("", ""), *choices]  # type: ignore[attr-defined]  # ChoiceField

    def wanted(self) -> dict[str, str]:
        """What was chosen, by name of the field; "" for all and for what is not offered."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}


class NextForm(forms.Form):
    """Where to go on."""

    next = forms.CharField(max_length=500)


class PlanFileForm(forms.Form):
    """A plan file."""

    document = forms.FileField(
        allow_empty_file=True,
        error_messages={
            "required": gettext_lazy("Välj din planfil. Den heter ofta min-plan.jsonld."),
        },
    )

    def __init__(self, *args: Any, sent: int = 0, **kwargs: Any) -> None:
        """sent: bytes in the request; the server drops a file far too large before we see it."""
        super().__init__(*args, **kwargs)
        if sent > MAX_BYTES:
            self.fields["document"].error_messages["required"] = gettext_lazy(
                "Filen är för stor för att vara en planfil. Välj en annan fil."
            )


class NoteForm(forms.Form):
    """A note to keep with the plan."""

    note = forms.CharField(
        max_length=MAX_NOTE,
        error_messages={
            "required": gettext_lazy("Skriv något i rutan först."),
            "max_length": gettext_lazy("Anteckningen är för lång. Skriv högst 1 000 tecken."),
        },
    )


class ModeForm(forms.Form):
    """What a code lets its reader do."""

    mode = forms.ChoiceField(
        choices=[("read", ""), ("edit", "")],
        error_messages={
            "required": gettext_lazy("Välj om den andra bara får läsa eller också ändra."),
            "invalid_choice": gettext_lazy("Välj om den andra bara får läsa eller också ändra."),
        },
    )


class CodeForm(forms.Form):
    """A code somebody was given."""

    code = forms.CharField(
        max_length=40,
        error_messages={
            "required": gettext_lazy("Skriv koden du har fått."),
            "max_length": gettext_lazy("Koden har tio tecken. Skriv bara dem."),
        },
    )


class HoldingsForm(forms.Form):
    """Schooling, courses and licences a person holds, and where they live."""

    credentials = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Välj bland alternativen i listan.")},
    )
    municipality = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Välj en kommun i listan.")},
    )

    def __init__(
        self,
        *args: Any,
        credentials: list[tuple[str, str]],
        municipalities: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credentials"].choices = credentials  # type: ignore[attr-defined]  # MultipleChoiceField
        self.fields["municipality"].choices = [("", ""), *municipalities]  # type: ignore[attr-defined]  # ChoiceField


class LifeForm(forms.Form):
    """What a person has done outside jobs, and languages they know."""

    done = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Välj bland alternativen i listan.")},
    )
    languages = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Välj bland språken i listan.")},
    )

    def __init__(
        self, *args: Any, done: Iterable[str], languages: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, keys in (("done", done), ("languages", languages)):
            self.fields[name].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]  # MultipleChoiceField


class LimitsForm(forms.Form):
    """What the person can manage, for the plans."""

    pace = forms.TypedChoiceField(
        choices=PACES,
        coerce=int,
        error_messages={
            "invalid_choice": gettext_lazy("Välj en studietakt i listan."),
            "required": gettext_lazy("Välj hur mycket du kan studera."),
        },
    )
    is_distance_ok = forms.BooleanField(required=False)
    reach_km = forms.ChoiceField(
        choices=REACHES,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Välj en sträcka i listan.")},
    )
    budget = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=10_000_000,
        error_messages={
            "invalid": gettext_lazy("Skriv kostnaden som ett helt tal, till exempel 5000."),
            "min_value": gettext_lazy("Skriv 0 eller mer."),
            "max_value": gettext_lazy("Skriv en mindre summa, eller lämna rutan tom."),
        },
    )
    may_move = forms.BooleanField(required=False)
    count_from = forms.DateField(
        required=False,
        input_formats=["%Y-%m", "%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Skriv år och månad, till exempel 2027-01.")},
    )

    def limits(self, before: Limits) -> Limits:
        """The limits as the core takes them; what the form does not ask for stays as it was."""
        said = self.cleaned_data
        return Limits(
            pace=said["pace"],
            reach_km=float(said["reach_km"]) if said["reach_km"] else None,
            is_distance_ok=said["is_distance_ok"],
            budget=None if said["budget"] is None else float(said["budget"]),
            horizon_years=before.horizon_years,
            may_move=said["may_move"],
        )


def typed(limits: Limits, count_from: str) -> dict[str, str]:
    """Limits as the fields of `LimitsForm` hold them; a box that is not ticked is not there."""
    fields = {
        "pace": str(limits.pace),
        "reach_km": "" if limits.reach_km is None else f"{limits.reach_km:g}",
        "budget": "" if limits.budget is None else f"{limits.budget:.0f}",
        "count_from": count_from[:7],
    }
    ticks = {"is_distance_ok": limits.is_distance_ok, "may_move": limits.may_move}
    return fields | {name: "on" for name, is_ticked in ticks.items() if is_ticked}


def errors_of(form: forms.Form) -> list[dict[str, str]]:
    """Every error with the id of its field, for the summary that links to them."""
    return [
        {"field": f"id_{name}" if name != "__all__" else "innehall", "text": str(message)}
        for name, messages in form.errors.items()
        for message in messages
    ]

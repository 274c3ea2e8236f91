"""What may be said not to fit, and why: closed lists, so that nothing of a person can be sent."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy

from catalog.models import Objection
from catalog.snapshot.snapshot import Snapshot
from guidance.core.gap import find_gap
from guidance.core.profile import Profile

Kind = Objection.Kind
Reason = Objection.Reason

REASONS: Mapping[str, tuple[Reason, ...]] = {
    Kind.SKILL: (Reason.OTHER_MEANING, Reason.UNCLEAR_NAME),
    Kind.GAP: (Reason.NOT_ASKED, Reason.MORE_IS_ASKED, Reason.UNCLEAR_NAME),
    Kind.WAY: (
        Reason.WRONG_STEPS,
        Reason.WRONG_TIME,
        Reason.WRONG_COST,
        Reason.WRONG_REQUIREMENT,
    ),
    Kind.EDUCATION: (
        Reason.NOT_GIVEN,
        Reason.WRONG_TIME,
        Reason.WRONG_PLACE,
        Reason.WRONG_REQUIREMENT,
        Reason.WRONG_COST,
        Reason.DEAD_LINK,
    ),
    Kind.OCCUPATION: (
        Reason.WRONG_DESCRIPTION,
        Reason.WRONG_MARKET,
        Reason.WRONG_RULES,
    ),
}


@dataclass(frozen=True)
class About:
    """What is objected to. kind: a value of `Objection.Kind` · subject: ids of the catalogue."""

    kind: str
    subject: str

    @property
    def place(self) -> str:
        """An id for its place on a page, the same wherever it is shown."""
        named = f"{self.kind}:{self.subject}".encode()
        return f"stammer-{hashlib.blake2b(named, digest_size=5).hexdigest()}"

    def is_in(self, snapshot: Snapshot) -> bool:
        """Whether the catalogue has it. What it has not is not counted, whatever was sent."""
        if self.kind == Kind.EDUCATION:
            return snapshot.educations.id.find(self.subject) >= 0
        if self.kind != Kind.GAP:
            return snapshot.concept(self.subject) >= 0
        target, _, key = self.subject.partition("|")
        if snapshot.concept(target) < 0:
            return False
        gap = find_gap(Profile(), target, snapshot, "")
        return any(item.key == key for item in (*gap.have, *gap.missing))


class ObjectionForm(forms.Form):
    """What is objected to, and once it has been asked for, why."""

    kind = forms.ChoiceField(choices=Kind.choices)
    subject = forms.CharField(max_length=250)
    reason = forms.ChoiceField(
        choices=Reason.choices,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Välj ett av skälen i listan.")},
    )

    def about(self) -> About:
        """Of a valid form."""
        return About(self.cleaned_data["kind"], self.cleaned_data["subject"])

    def clean(self) -> dict[str, str]:
        """A reason belongs to its kind."""
        said: dict[str, str] = self.cleaned_data
        kind, reason = said.get("kind", ""), said.get("reason", "")
        if reason and kind and reason not in REASONS[kind]:
            self.add_error("reason", gettext_lazy("Välj ett av skälen i listan."))
        return said

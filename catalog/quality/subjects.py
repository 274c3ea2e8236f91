"""The rows that rules look at, and how a row belongs to a source and to a provider."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from catalog.models import Education, EducationEvent, JobAd, Provider
from catalog.quality.rule import Subject


def not_passed(day: date) -> Q:
    """Events that have neither begun nor ended and whose record is in force."""
    return (
        (Q(start=None) | Q(start__gte=day))
        & (Q(end=None) | Q(end__gte=day))
        & (Q(expires=None) | Q(expires__gte=day))
    )


@dataclass(frozen=True)
class RowSubject:
    """rows: every row that is looked at · provider: how a row names its provider, "" when it
    belongs to none or to several."""

    rows: QuerySet[Any]
    provider: str = ""


def row_subject(subject: Subject) -> RowSubject:
    """Rows of a subject that the database holds. Raises `KeyError` for another subject."""
    if subject == Subject.EDUCATION:
        return RowSubject(
            Education.objects.filter(withdrawn_at=None).exclude(form=Education.Form.SCHOOL)
        )
    if subject == Subject.EVENT:
        events = EducationEvent.objects.filter(withdrawn_at=None, is_cancelled=False)
        return RowSubject(
            events.exclude(education__form=Education.Form.SCHOOL), provider="provider_id"
        )
    if subject == Subject.PROVIDER:
        return RowSubject(Provider.objects.filter(withdrawn_at=None), provider="id")
    if subject == Subject.AD:
        return RowSubject(JobAd.objects.filter(withdrawn_at=None))
    raise KeyError(subject)


def rows_of_provider(subject: Subject, provider_id: str) -> QuerySet[Any]:
    """The rows of a subject that are one provider's."""
    found = row_subject(subject)
    if subject == Subject.EDUCATION:
        offered = row_subject(Subject.EVENT).rows.filter(provider_id=provider_id)
        return found.rows.filter(pk__in=offered.values(one=F("education_id")))
    return found.rows.filter(**{found.provider: provider_id})

"""Database reads by key, for pages that show one thing in full. Lists come from the snapshot."""

from dataclasses import dataclass
from datetime import datetime

from catalog.models import (
    Education,
    EducationEvent,
    ImportRun,
    Provider,
    Qualification,
    RegisteredQualification,
)
from catalog.sources.yh_numbers import YhNumber, is_same, yh_number


class NoSuchRecord(LookupError):
    """There is no record with this id, or it has been withdrawn."""


@dataclass(frozen=True)
class EducationDetail:
    """An education with everything its page shows.

    events: neither withdrawn nor cancelled, by start, undated last · registered: what MYH's
    register says of a YH education · fetched_at: when the run that last wrote the record ended,
    None while it runs.
    """

    education: Education
    events: tuple[EducationEvent, ...]
    providers: tuple[Provider, ...]
    qualifications: tuple[Qualification, ...]
    registered: tuple[RegisteredQualification, ...]
    run: ImportRun
    fetched_at: datetime | None


def education_detail(education_id: str) -> EducationDetail:
    """One education by id; three queries however many events, and one more for a YH education.
    Raises `NoSuchRecord`."""
    education = (
        Education.objects.select_related("run__source")
        .filter(pk=education_id, withdrawn_at=None)
        .first()
    )
    if education is None:
        raise NoSuchRecord(education_id)
    events = tuple(
        education.events.select_related("provider")
        .filter(withdrawn_at=None, is_cancelled=False)
        .order_by("start", "id")
    )
    by_id = {event.provider.pk: event.provider for event in events if event.provider is not None}
    providers = sorted(by_id.values(), key=lambda provider: (provider.name, provider.pk))
    return EducationDetail(
        education=education,
        events=events,
        providers=tuple(providers),
        qualifications=tuple(
            education.qualifications.filter(withdrawn_at=None).order_by("name", "id")
        ),
        registered=registered_qualifications(education),
        run=education.run,
        fetched_at=education.run.finished_at,
    )


def registered_qualifications(education: Education) -> tuple[RegisteredQualification, ...]:
    """What MYH's register says of a YH education: level and learning outcomes; one query, none for
    other forms. They meet on the YH number, see `catalog.sources.yh_numbers`."""
    number = yh_number(education.code)
    if education.form != Education.Form.VOCATIONAL_HIGHER or number is None:
        return ()
    found = []
    rows = RegisteredQualification.objects.select_related("run__source").filter(
        withdrawn_at=None, education_code__startswith=str(YhNumber(number.number))
    )
    for row in rows.order_by("name", "id"):
        other = yh_number(row.education_code)
        if other and is_same(number, other, name=education.title, other_name=row.name):
            found.append(row)
    return tuple(found)


def event_with_education(event_id: str) -> EducationEvent:
    """One occasion with its education, provider and source; one query. Raises `NoSuchRecord`."""
    event = (
        EducationEvent.objects.select_related("education", "provider", "run__source")
        .filter(pk=event_id, withdrawn_at=None, education__withdrawn_at=None)
        .first()
    )
    if event is None:
        raise NoSuchRecord(event_id)
    return event


def provider_detail(provider_id: str) -> Provider:
    """One provider with its source; one query. Raises `NoSuchRecord`."""
    provider = (
        Provider.objects.select_related("run__source")
        .filter(pk=provider_id, withdrawn_at=None)
        .first()
    )
    if provider is None:
        raise NoSuchRecord(provider_id)
    return provider


def last_runs() -> tuple[ImportRun, ...]:
    """The last run of every source, by source key; one query."""
    return tuple(
        ImportRun.objects.select_related("source")
        .order_by("source_id", "-pk")
        .distinct("source_id")
    )

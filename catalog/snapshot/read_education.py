"""Database → rows: providers, educations with what they give, and their events.

The heavy tables are read as tuples, never as model instances.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.utils import timezone

from catalog.models import Education, EducationEvent, ImportRun, Provider, TrainsFor
from catalog.snapshot.outcomes import outcomes
from catalog.snapshot.read_taxonomy import Taxonomy
from catalog.snapshot.recognised import Found
from catalog.snapshot.rows import EducationRow, EventRow, ProviderRow, TrainsForRow
from catalog.snapshot.snapshot import SourceState
from catalog.snapshot.standins import STAND_INS, left_out
from catalog.snapshot.training import Course, OccupationNames, trains_for

# Occasions that began earlier than this before the build are left out. Those of the last year stay,
# so that "why not this one?" can be answered with "it has passed".
REMEMBERED = timedelta(days=365)
_CHUNK = 5000


def read_sources() -> tuple[dict[int, str], list[SourceState]]:
    """Source key by run id, and every source as its last run that loaded something left it."""
    loaded = {ImportRun.State.COMPLETE, ImportRun.State.INCOMPLETE}
    source_of: dict[int, str] = {}
    states: dict[str, SourceState] = {}
    for run in ImportRun.objects.select_related("source").order_by("pk"):
        source_of[run.pk] = run.source_id
        if run.state in loaded:
            finished = run.finished_at or run.started_at
            states[run.source_id] = SourceState(
                key=run.source_id,
                name=run.source.name,
                publisher=run.source.publisher,
                licence=run.source.licence,
                data_version=run.data_version,
                fetched_at=timezone.localtime(finished).isoformat(timespec="seconds"),
                records=run.seen,
                is_sample=run.is_sample,
            )
    return source_of, list(states.values())


def read_providers(taxonomy: Taxonomy) -> list[ProviderRow]:
    """Everyone who gives educations."""
    return [
        ProviderRow(one, name, taxonomy.place_of(municipality))
        for one, name, municipality in Provider.objects.filter(withdrawn_at=None).values_list(
            "id", "name", "municipality_code"
        )
    ]


def read_events(
    taxonomy: Taxonomy, providers: Iterable[ProviderRow], built_on: date
) -> Iterator[EventRow]:
    """Occasions that may still be offered or began during the last year, of known educations.

    Cancelled and withdrawn ones are left out, those whose record has left the register without ever
    having begun, and those of a stand-in where the register has the like. The place is the event's
    own, else the provider's when it is not distance.
    """
    place_of_provider = {provider.id: provider.municipality for provider in providers}
    told_better = left_out(built_on)
    columns = (
        "id", "education_id", "provider_id", "condition", "start", "end", "apply_first",
        "apply_last", "expires", "pace", "municipality_code", "is_distance", "onsite_sessions",
        "fee", "applies_continuously", "only_in_programme", "languages",
    )  # fmt: skip
    events = EducationEvent.objects.filter(
        withdrawn_at=None, is_cancelled=False, education__withdrawn_at=None
    ).exclude(education__form=Education.Form.SCHOOL)
    for row in events.values_list(*columns).iterator(chunk_size=_CHUNK):
        (one, education, provider, condition, start, end, first, last, expires, *rest) = row
        pace, municipality, is_distance, onsite, fee, is_continuous, only_in, languages = rest
        if one in told_better or (start is not None and start < built_on - REMEMBERED):
            continue
        has_begun = start is not None and start < built_on
        if expires is not None and expires < built_on and not has_begun:
            continue
        known_provider = provider if provider in place_of_provider else ""
        place = taxonomy.place_of(municipality)
        if not place and not is_distance and known_provider:
            place = place_of_provider[known_provider]
        yield EventRow(
            one,
            education,
            known_provider,
            condition,
            start,
            end,
            first,
            last,
            expires,
            pace,
            place,
            is_distance,
            onsite,
            fee,
            is_continuous,
            only_in,
            not languages or "swe" in languages,
        )


def read_educations(
    taxonomy: Taxonomy,
    names: OccupationNames,
    recognised: Callable[[str], Iterable[Found]],
    source_of: Mapping[int, str],
    with_events: frozenset[str],
    built_on: date,
) -> Iterator[EducationRow]:
    """Educations with their skills and targets; one whose record has expired, one of another form
    than the usual, and one of a source that stands in for the register, needs a live event."""
    registered, classified, ssyk_of_sun = _read_trains_for()
    groups = {code: one for (kind, code), one in taxonomy.by_code.items() if kind == "ssyk-level-4"}
    columns = (
        "id", "title", "form", "base", "code", "title_en", "configuration", "credits",
        "credit_system", "weeks", "seqf_level", "levels", "gives_degree", "degree", "sun_codes",
        "eligibility", "student_aid", "url", "run_id", "description", "is_vocational",
        "ssyk_codes", "expires",
    )  # fmt: skip
    labels = {one: concept.label for one, concept in taxonomy.concepts.items()}
    goals: dict[Course, tuple[TrainsForRow, ...]] = {}
    educations = Education.objects.filter(withdrawn_at=None).exclude(form=Education.Form.SCHOOL)
    for row in educations.values_list(*columns).iterator(chunk_size=1000):
        (one, title, form, base, code, title_en, configuration, credit, system, weeks, *rest) = row
        seqf, levels, gives_degree, degree, sun, eligibility, aid, url, run, *rest = rest
        description, is_vocational, ssyk, expires = rest
        is_over = expires is not None and expires < built_on
        is_spare = source_of.get(run, "") in STAND_INS
        if (is_over or is_spare or form == Education.Form.OTHER) and one not in with_events:
            continue
        course = Course(
            title=title,
            form=form,
            configuration=configuration,
            credits=credit,
            weeks=weeks,
            is_vocational=is_vocational,
            degree=degree,
            sun=tuple(sun),
            registered=tuple(sorted({*ssyk, *registered.get(one, ())})),
            classified=tuple(sorted(classified.get(one, ()))),
        )
        if course not in goals:
            goals[course] = trains_for(course, names, groups, ssyk_of_sun)
        text = f"{title}\n\n{description}"
        yield EducationRow(
            id=one,
            title=title,
            form=form,
            base=base,
            code=code,
            title_en=title_en,
            configuration=configuration,
            credits=credit,
            credit_system=system,
            weeks=weeks,
            seqf=seqf,
            levels=tuple(levels),
            gives_degree=gives_degree,
            degree=degree,
            sun=tuple(sun),
            requirement=eligibility,
            student_aid=aid,
            url=url,
            source=source_of.get(run, ""),
            skills=outcomes(
                recognised(text), labels, title_length=len(title), gives_degree=gives_degree
            ),
            trains_for=goals[course],
        )


def _read_trains_for() -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, list[str]]]:
    """SSYK codes: of an education by a register, of one by a classification, of a SUN code."""
    registered: defaultdict[str, set[str]] = defaultdict(set)
    classified: defaultdict[str, set[str]] = defaultdict(set)
    by_sun: defaultdict[str, set[str]] = defaultdict(set)
    columns = ("origin", "education_id", "sun_code", "ssyk_code")
    for origin, education, sun, ssyk in TrainsFor.objects.filter(withdrawn_at=None).values_list(
        *columns
    ):
        if education:
            is_register = origin == TrainsFor.Origin.REGISTER
            (registered if is_register else classified)[education].add(ssyk)
        elif sun:
            by_sun[sun].add(ssyk)
    return registered, classified, {sun: sorted(codes) for sun, codes in by_sun.items()}

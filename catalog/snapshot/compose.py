"""Rows → arrays: sorts, indexes and packs a catalogue into a snapshot, in memory.

The order of the rows never matters: equal content gives equal bytes, so an equal content hash.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from catalog.editions import edition_order
from catalog.snapshot.arrays import Array, Links, Strings, day_number
from catalog.snapshot.rows import CatalogueRows, ConceptRow, EducationRow, EventRow
from catalog.snapshot.snapshot import (
    CHANCES,
    CONCEPT_TYPES,
    CONFIGURATIONS,
    CREDIT_SYSTEMS,
    FORMS,
    OUTLOOKS,
    SITUATIONS,
    TABLES,
    Concepts,
    Demand,
    Educations,
    EscoTies,
    Events,
    Occupations,
    Providers,
    Requirements,
    Snapshot,
    SourceState,
    Terms,
)

Tie = tuple[int, int, float, int, int]


class DanglingReference(Exception):
    """A row points to something that is not among the rows."""


class _Index(dict[str, int]):
    """Id → row; a missing id raises `DanglingReference`, the empty id is row -1."""

    def __init__(self, what: str, ids: Iterable[str]) -> None:
        super().__init__((one, row) for row, one in enumerate(ids))
        self.what = what
        self[""] = -1

    def __missing__(self, key: str) -> int:
        raise DanglingReference(f"no {self.what} with id {key!r}")


def compose(
    rows: CatalogueRows,
    *,
    number: int,
    built_at: str,
    sources: Sequence[SourceState],
    folder: Path,
) -> Snapshot:
    """The snapshot of `rows`; nothing is written to `folder` yet (`save_snapshot` does that).

    Raises `DanglingReference` when a row names an id that is not there, ValueError when a code is
    not in its list or an id occurs twice.
    """
    sources = tuple(sorted(sources, key=lambda source: source.key))
    concept_rows = _sorted_by_id(rows.concepts)
    concept = _Index("concept", (row.id for row in concept_rows))
    provider_rows = _sorted_by_id(rows.providers)
    provider = _Index("provider", (row.id for row in provider_rows))
    education_rows = _sorted_by_id(rows.educations)
    education = _Index("education", (row.id for row in education_rows))
    events, first_event = _events(rows.events, education, provider, concept)
    requirements = sorted({row.requirement for row in education_rows if row.requirement})
    tables: dict[str, Any] = {
        "concepts": _concepts(rows, concept_rows, concept),
        "esco": _esco(concept_rows, concept),
        "terms": _terms(rows, concept),
        "occupations": _occupations(rows, concept),
        "demand": _demand(rows, concept),
        "providers": Providers(
            Strings.of(row.id for row in provider_rows),
            Strings.of(row.name for row in provider_rows),
            _ints((concept[row.municipality] for row in provider_rows), np.int32),
        ),
        "educations": _educations(education_rows, concept, requirements, sources, first_event),
        "events": events,
        "requirements": Requirements(Strings.of(requirements)),
    }
    return Snapshot(
        id=f"{number}-{content_hash(tables)}",
        number=number,
        built_at=built_at,
        sources=sources,
        folder=folder,
        **tables,
    )


def content_hash(tables: Mapping[str, Any]) -> str:
    """Eight hex digits over every array of the tables, by name."""
    digest = hashlib.blake2b(digest_size=4)
    for name in TABLES:
        _feed(digest.update, name, tables[name])
    return digest.hexdigest()


def _feed(update: Callable[[bytes | memoryview], None], name: str, value: Any) -> None:
    if isinstance(value, np.ndarray):
        update(f"{name} {value.dtype} {value.shape}".encode())
        update(np.ascontiguousarray(value).data.cast("B") if value.size else b"")
    elif isinstance(value, Strings):
        _feed(update, f"{name}.blob", value.blob)
        _feed(update, f"{name}.offsets", value.offsets)
    else:
        for field in fields(value):
            _feed(update, f"{name}.{field.name}", getattr(value, field.name))


def _concepts(rows: CatalogueRows, ordered: list[ConceptRow], index: _Index) -> Concepts:
    latitude = np.full(len(ordered), np.nan, np.float32)
    longitude = np.full(len(ordered), np.nan, np.float32)
    for place in rows.places:
        latitude[index[place.concept]] = place.latitude
        longitude[index[place.concept]] = place.longitude
    return Concepts(
        id=Strings.of(row.id for row in ordered),
        type=_codes((row.type for row in ordered), CONCEPT_TYPES),
        label=Strings.of(row.label for row in ordered),
        definition=Strings.of(row.definition for row in ordered),
        code=Strings.of(row.code for row in ordered),
        is_deprecated=_bools(row.is_deprecated for row in ordered),
        broader=_ints((index[row.broader] for row in ordered), np.int32),
        replaced_by=_links(
            len(ordered),
            (
                (index[row.id], index[target], 1.0, 0, 0)
                for row in ordered
                for target in row.replaced_by
            ),
        ),
        latitude=latitude,
        longitude=longitude,
    )


def _esco(ordered: list[ConceptRow], index: _Index) -> EscoTies:
    ties = (
        (index[row.id], index[other], 1.0, int(how), 0)
        for row in ordered
        for other, how in row.esco
    )
    return EscoTies(_links(len(ordered), ties))


def _terms(rows: CatalogueRows, index: _Index) -> Terms:
    ordered = sorted({(t.text, int(t.kind), index[t.concept], t.language) for t in rows.terms})
    return Terms(
        text=Strings.of(term[0] for term in ordered),
        concept=_ints((term[2] for term in ordered), np.int32),
        kind=_ints((term[1] for term in ordered), np.uint8),
        language=Strings.of(term[3] for term in ordered),
    )


def _occupations(rows: CatalogueRows, index: _Index) -> Occupations:
    n = len(index) - 1

    def skills(only_essential: bool) -> Links:
        return _links(
            n,
            (
                (index[row.occupation], index[row.skill], row.weight, row.origin, row.evidence)
                for row in rows.occupation_skills
                if row.is_essential or not only_essential
            ),
        )

    return Occupations(
        skills=skills(only_essential=False),
        essential=skills(only_essential=True),
        substitutes=_links(
            n, ((index[r.source], index[r.target], r.weight, 0, 0) for r in rows.substitutes)
        ),
        neighbours=_links(
            n, ((index[r.source], index[r.target], 1 / r.rank, 0, 0) for r in rows.neighbours)
        ),
    )


def _demand(rows: CatalogueRows, index: _Index) -> Demand:
    n = len(index) - 1
    mined = sorted(
        (index[r.group], index[r.place], index[r.skill], r.required, r.merit)
        for r in rows.skill_ads
    )
    wages = {name: np.full(n, np.nan, np.float32) for name in ("p10", "mean", "p90")}
    wage_year = np.zeros(n, np.int16)
    for wage in sorted(rows.wages, key=lambda w: (w.group, w.year or 0)):
        row = index[wage.group]
        wages["p10"][row] = _or_nan(wage.percentile_10)
        wages["mean"][row] = _or_nan(wage.mean)
        wages["p90"][row] = _or_nan(wage.percentile_90)
        wage_year[row] = wage.year or 0

    def counted(ties: Iterable[Any]) -> Links:
        return _links(
            n, ((index[t.group], index[t.place], float(t.count), 0, t.count) for t in ties)
        )

    rounds = sorted({r.round for r in rows.forecasts}, key=edition_order)

    def coded(codes: Sequence[str], name: str) -> Links:
        return _links(
            n,
            (
                (
                    index[r.group],
                    index[r.place],
                    1.0,
                    codes.index(getattr(r, name)),
                    rounds.index(r.round),
                )
                for r in rows.forecasts
                if getattr(r, name)
            ),
        )

    return Demand(
        ads=counted(rows.ad_counts),
        ads_period=Strings.of([rows.ads_period]),
        mined_ads=counted(rows.mined_ads),
        mined_period=Strings.of([rows.mined_period]),
        skill_ads_group=_ints((m[0] for m in mined), np.int32),
        skill_ads_place=_ints((m[1] for m in mined), np.int32),
        skill_ads_skill=_ints((m[2] for m in mined), np.int32),
        skill_ads_required=_ints((m[3] for m in mined), np.int32),
        skill_ads_merit=_ints((m[4] for m in mined), np.int32),
        wage_p10=wages["p10"],
        wage_mean=wages["mean"],
        wage_p90=wages["p90"],
        wage_year=wage_year,
        situation=coded(SITUATIONS, "situation"),
        chances=coded(CHANCES, "chances"),
        outlook=coded(OUTLOOKS, "outlook"),
        forecast_rounds=Strings.of(rounds),
    )


def _educations(
    ordered: list[EducationRow],
    concept: _Index,
    requirements: list[str],
    sources: Sequence[SourceState],
    first_event: Array,
) -> Educations:
    requirement = _Index("requirement", requirements)
    source = _Index("source", (one.key for one in sources))
    return Educations(
        id=Strings.of(row.id for row in ordered),
        base=Strings.of(row.base for row in ordered),
        code=Strings.of(row.code for row in ordered),
        title=Strings.of(row.title for row in ordered),
        title_en=Strings.of(row.title_en for row in ordered),
        form=_codes((row.form for row in ordered), FORMS),
        configuration=_codes((row.configuration for row in ordered), CONFIGURATIONS),
        credits=_floats(row.credits for row in ordered),
        credit_system=_codes((row.credit_system for row in ordered), CREDIT_SYSTEMS),
        weeks=_floats(row.weeks for row in ordered),
        seqf=_ints((row.seqf or 0 for row in ordered), np.uint8),
        level=Strings.of(" ".join(sorted(row.levels)) for row in ordered),
        gives_degree=_bools(row.gives_degree for row in ordered),
        degree=Strings.of(row.degree for row in ordered),
        sun=Strings.of(" ".join(sorted(row.sun)) for row in ordered),
        requirement=_ints((requirement[row.requirement] for row in ordered), np.int32),
        student_aid=Strings.of(row.student_aid for row in ordered),
        url=Strings.of(row.url for row in ordered),
        source=_ints((source[row.source] for row in ordered), np.int16),
        skills=_links(
            len(ordered),
            (
                (place, concept[skill.concept], skill.strength, skill.origin, 0)
                for place, row in enumerate(ordered)
                for skill in row.skills
            ),
        ),
        trains_for=_links(
            len(ordered),
            (
                (place, concept[goal.target], goal.strength, goal.origin, 0)
                for place, row in enumerate(ordered)
                for goal in row.trains_for
            ),
        ),
        first_event=first_event,
    )


def _events(
    rows: Sequence[EventRow], education: _Index, provider: _Index, concept: _Index
) -> tuple[Events, Array]:
    ordered = sorted(
        rows, key=lambda event: (education[event.education], day_number(event.start), event.id)
    )
    owner = _ints((education[event.education] for event in ordered), np.int32)
    first_event = np.zeros(len(education), np.int64)  # the index holds one entry more than rows
    np.cumsum(np.bincount(owner, minlength=len(education) - 1), out=first_event[1:])
    table = Events(
        id=Strings.of(event.id for event in ordered),
        education=owner,
        provider=_ints((provider[event.provider] for event in ordered), np.int32),
        start=_days(event.start for event in ordered),
        end=_days(event.end for event in ordered),
        apply_first=_days(event.apply_first for event in ordered),
        apply_last=_days(event.apply_last for event in ordered),
        expires=_days(event.expires for event in ordered),
        condition=_ints((event.condition for event in ordered), np.uint8),
        pace=_ints((min(event.pace or 0, 255) for event in ordered), np.uint8),
        municipality=_ints((concept[event.municipality] for event in ordered), np.int32),
        is_distance=_bools(event.is_distance for event in ordered),
        onsite=_ints((-1 if e.onsite is None else e.onsite for e in ordered), np.int16),
        fee=_floats(event.fee for event in ordered),
        applies_continuously=_bools(event.applies_continuously for event in ordered),
        only_in_programme=_bools(event.only_in_programme for event in ordered),
        in_swedish=_bools(event.in_swedish for event in ordered),
    )
    return table, first_event


def _sorted_by_id(rows: Sequence[Any]) -> list[Any]:
    """By UTF-8 bytes, as `Strings.find` expects (code point order is the same order)."""
    ordered = sorted(rows, key=lambda row: row.id)
    for row, after in pairwise(ordered):
        if row.id == after.id:
            raise ValueError(f"two {type(row).__name__} have the id {row.id!r}")
    return ordered


def _links(rows: int, ties: Iterable[Tie]) -> Links:
    """Links without repeats: of equal (source, target, origin) the strongest stays."""
    strongest: dict[tuple[int, int, int], tuple[float, int]] = {}
    for source, target, weight, origin, evidence in ties:
        key = (source, target, int(origin))
        mine = (float(weight), int(evidence))
        if mine > strongest.get(key, (-1.0, -1)):
            strongest[key] = mine
    return Links.of(
        rows,
        ((key[0], key[1], value[0], key[2], value[1]) for key, value in strongest.items()),
    )


def _codes(values: Iterable[str], codes: Sequence[str]) -> Array:
    index = {code: place for place, code in enumerate(codes)}
    try:
        return np.array([index[value] for value in values], np.uint8)
    except KeyError as error:
        raise ValueError(f"{error.args[0]!r} is not one of {', '.join(codes)}") from error


def _ints(values: Iterable[int], kind: type[np.integer[Any]]) -> Array:
    return np.array([int(value) for value in values], kind)


def _bools(values: Iterable[bool]) -> Array:
    return np.array(list(values), np.bool_)


def _days(values: Iterable[date | None]) -> Array:
    return np.array([day_number(value) for value in values], np.int32)


def _floats(values: Iterable[float | None]) -> Array:
    return np.array([_or_nan(value) for value in values], np.float32)


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value

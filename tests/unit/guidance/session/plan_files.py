"""Journeys and plan files of every shape, for property tests."""

from datetime import UTC, date, datetime
from typing import get_args

from hypothesis import strategies as st

from guidance.core.profile import Limits
from guidance.journey import KEPT_KINDS, Choice, Journey, Note, Origin
from guidance.kept_plan import KeptLeg, KeptPlan
from guidance.session.plan_file import PlanFile

# What a text field of a journey can hold: no control characters, no lone surrogates.
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
ids = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(date.isoformat)
days_or_none = days | st.just("")
amounts = st.floats(0, 1e6) | st.integers(0, 10**6).map(float)

choices = st.builds(
    Choice,
    concept=ids,
    kind=st.sampled_from(sorted(KEPT_KINDS)),
    quote=texts,
    origin=st.sampled_from(get_args(Origin)),
    because=ids | st.just(""),
    is_suggestion=st.booleans(),
    answer=st.sampled_from(["", "yes", "no"]),
    months=st.none() | st.integers(1, 600),
)
journeys = st.builds(
    Journey,
    choices=st.lists(choices, max_size=6, unique_by=lambda one: one.concept).map(tuple),
    removed=st.lists(st.tuples(texts, st.integers(0, 99)), max_size=4).map(tuple),
    has_read=st.booleans(),
    wished=st.lists(ids, max_size=6).map(tuple),
    asked=st.lists(st.tuples(ids, st.booleans()), max_size=4).map(tuple),
    offered=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    credentials=st.frozensets(texts, max_size=5),
    municipality=st.sampled_from(["", "2180"]),
    target=ids | st.just(""),
    compared=st.lists(ids, max_size=3, unique=True).map(tuple),
    limits=st.builds(
        Limits,
        pace=st.integers(0, 100),
        reach_km=st.none() | amounts,
        is_distance_ok=st.booleans(),
        budget=st.none() | amounts,
        horizon_years=st.integers(0, 20),
        may_move=st.booleans(),
    ),
    count_from=days_or_none,
    plan=texts,
    notes=st.lists(st.builds(Note, days, texts), max_size=3).map(tuple),
)
legs = st.builds(
    KeptLeg,
    kind=st.sampled_from(["study", "complement", "validation", "licence"]),
    name=texts,
    start=days,
    end=days,
    is_estimated=st.booleans(),
    education_id=texts,
    event_id=texts,
    form=st.sampled_from(["", "HS", "VUXGY"]),
    provider=texts,
    place=texts,
    is_distance=st.booleans(),
    apply_by=days_or_none,
    pace=st.integers(0, 100),
    cost=amounts,
    is_cost_assumed=st.booleans(),
    requirement=texts,
    source=texts,
    fetched_at=texts,
)
plans = st.builds(
    KeptPlan,
    key=texts,
    names=st.lists(st.sampled_from(["fastest", "cheapest"]), max_size=2).map(tuple),
    arrival=days,
    weeks=amounts,
    cost=amounts,
    legs=st.lists(legs, max_size=4).map(tuple),
)
plan_files = st.builds(
    PlanFile,
    journey=journeys,
    saved=st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
    snapshot_id=texts,
    plan=st.none() | plans,
)

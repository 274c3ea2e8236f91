"""Small problems of every kind, as hypothesis draws and shrinks them."""

from dataclasses import replace

from hypothesis import strategies as st

from guidance.core.search.problem import UNLIMITED, Activity, Entry, Option, Options, Problem
from tests.reference.brute_force import placements_of
from tests.reference.rules import closed

BITS = 4
EVENTS = 12
PLANS = 6_000  # combinations that brute force goes through at most
TODAY = 2
TERM = 4  # days
RULES = ((), ((0b0011, 0b0100),), ((0b0001, 0b1010), (0b0011, 0b0100)))


def next_term(day: int) -> int:
    """The first day of a term from a day on: here every fourth day."""
    return -(-day // TERM) * TERM


def masks(*counts: int) -> st.SearchStrategy[int]:
    """Masks of so many bits, as often as their number is named; fewer is simpler."""
    alike = {n: [m for m in range(1 << BITS) if m.bit_count() == n] for n in range(BITS + 1)}
    return st.sampled_from(sorted(counts)).flatmap(lambda count: st.sampled_from(alike[count]))


@st.composite
def options(draw: st.DrawFn) -> Option:
    """An occasion, dated or rolling, termly or not; some have passed or end too late."""
    start, days = draw(st.integers(TODAY - 1, 8)), draw(st.integers(0, 3))
    kind = draw(st.sampled_from(("dated", "dated", "rolling", "termly")))
    return Option(
        start=start,
        end=start + days,
        pace=draw(st.sampled_from((50, 25, 100, 75))),
        km=draw(st.sampled_from((0.0, 10.0, 20.5))),
        fee=draw(st.sampled_from((0.0, 5.0, 9.5))),
        bottlenecks=draw(st.integers(0, 1)),
        weeks=float(days),
        is_loose=kind != "dated",
        latest=0 if kind == "dated" else draw(st.integers(start, start + 4)),
        is_termly=kind == "termly",
    )


@st.composite
def steps(draw: st.DrawFn) -> Option:
    """A step outside school: takes no pace and may begin on any day."""
    return Option(
        start=TODAY,
        end=TODAY + draw(st.integers(0, 3)),
        fee=draw(st.sampled_from((0.0, 5.0))),
        bottlenecks=draw(st.integers(0, 1)),
        is_loose=True,
        latest=20,
    )


@st.composite
def activities(draw: st.DrawFn, skills: int) -> Activity:
    """A study of one or two entries, or a step."""
    is_step = draw(st.integers(0, 4)) == 4
    entries = tuple(
        Entry(
            draw(masks(0, 0, 1, 2)),
            Options.of(
                draw(steps() if is_step else options())
                for _ in range(1 if is_step else draw(st.integers(1, 3)))
            ),
        )
        for _ in range(draw(st.sampled_from((1, 1, 2))))
    )
    strengths = [draw(st.sampled_from((1.0, 0.0, 0.9, 0.5))) for _ in range(skills)]
    covers = tuple((skill, one) for skill, one in enumerate(strengths) if one)
    return Activity("", entries, draw(masks(0, 1, 1, 1, 2)), covers)


@st.composite
def small_problems(draw: st.DrawFn) -> Problem:
    """At most 12 occasions, 6 skills and 4 credentials."""
    skills = draw(st.sampled_from((0, 1, 2, 0, 3, 6, 0)))
    offered = [draw(activities(skills)) for _ in range(draw(st.integers(1, 6)))]
    held = draw(masks(0, 1))
    rules = draw(st.sampled_from(RULES))
    reachable = held
    for activity in offered:
        reachable |= activity.gives
    problem = Problem(
        activities=tuple(replace(one, key=str(number)) for number, one in enumerate(offered)),
        held=held,
        goal=draw(masks(1, 2, 3)) & closed(reachable, rules),
        today=TODAY,
        horizon=draw(st.sampled_from((12, 10, 14))),
        rules=rules,
        weights=tuple(draw(st.sampled_from((1.0, 0.5))) for _ in range(skills)),
        covered=tuple(draw(st.sampled_from((0.0, 0.0, 1.0))) for _ in range(skills)),
        share=draw(st.sampled_from((0.8, 0.5))),
        together=draw(st.sampled_from((3, 64, 2, 1))),
        pace=draw(st.sampled_from((100, 75, 50))),
        budget=draw(st.sampled_from((UNLIMITED, 15.0))),
        next_term=next_term,
    )
    return small_enough(problem)


def small_enough(problem: Problem) -> Problem:
    """The problem without the last activities, if there are too many occasions or plans."""
    events, plans, kept = 0, 1, 0
    for number, activity in enumerate(problem.activities):
        events += sum(len(entry.options) for entry in activity.entries)
        plans *= 1 + len(placements_of(number, problem))
        if events > EVENTS or plans > PLANS:
            break
        kept += 1
    return replace(problem, activities=problem.activities[:kept])

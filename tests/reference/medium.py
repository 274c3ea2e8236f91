"""Seeded problems of the size and shape of a real question: a trade, what leads there, and when.

A ladder of upper-secondary courses makes general eligibility; programmes ask for some of it, cover
part of the skills and give the degree; short courses cover the rest; a licence crowns it.
"""

from dataclasses import dataclass
from random import Random

from guidance.core.search.problem import UNLIMITED, Activity, Entry, Option, Options, Problem

TODAY = 20_781
YEAR = 365
HORIZON = TODAY + 6 * YEAR
_TERM_STARTS = (55, 280)  # days from today: the middle of January and the end of August
_LADDERS = 4  # subjects
_STEPS = 3  # levels of each
_EXAM, _GENERAL, _DEGREE, _LICENCE, _PROOF = range(_LADDERS * _STEPS, _LADDERS * _STEPS + 5)


def next_term(day: int) -> int:
    """The first term start on or after a day."""
    starts = (year * YEAR + start for year in range(20) for start in _TERM_STARTS)
    return next(TODAY + start for start in starts if TODAY + start >= day)


def medium_problem(seed: int, *, is_schooled: bool = True) -> Problem:
    """About 200 options of 20–60 activities, with chains, rules, part-time and partial coverage.

    Whoever is not schooled lacks most courses, and may need ten legs and more.
    """
    random = Random(seed)
    skills = random.randint(4, 12)
    offered = [
        *_courses(random),
        *(_programme(skills, random) for _ in range(random.randint(5, 16))),
        *(_short_course(skills, random) for _ in range(random.randint(2, 12))),
        *_steps(random),
    ]
    random.shuffle(offered)
    is_guarded = random.random() < 0.6
    return Problem(
        activities=tuple(offered),
        held=_held(random, (1, 2, 2, 3) if is_schooled else (0, 1, 1, 2)),
        goal=1 << _LICENCE if is_guarded else random.choice((0, 1 << _DEGREE)),
        today=TODAY,
        horizon=HORIZON,
        rules=_RULES,
        weights=tuple(random.choice((0.2, 0.5, 1.0)) for _ in range(skills)),
        covered=tuple(random.choice((0.0, 0.0, 1.0)) for _ in range(skills)),
        share=0.8,
        together=3,
        pace=random.choice((50, 75, 100, 100)),
        budget=random.choice((UNLIMITED, UNLIMITED, 20_000.0)),
        next_term=next_term,
    )


def _course_bit(subject: int, level: int) -> int:
    return 1 << subject * _STEPS + level


# The last level of a subject implies those below; exam and two subjects make general eligibility.
_RULES = (
    *(
        (_course_bit(subject, level), _course_bit(subject, level - 1))
        for subject in range(_LADDERS)
        for level in range(_STEPS - 1, 0, -1)
    ),
    (1 << _EXAM | _course_bit(0, 2) | _course_bit(1, 1), 1 << _GENERAL),
    (1 << _LICENCE, 1 << _PROOF),
)


def _held(random: Random, levels: tuple[int, ...]) -> int:
    """Schooling as it may be: so many levels of each subject, often the exam."""
    held = 1 << _EXAM if random.random() < 0.8 else 0
    for subject in range(_LADDERS):
        for level in range(random.choice(levels)):
            held |= _course_bit(subject, level)
    return held


def _courses(random: Random) -> list[Activity]:
    """One per subject and level, each asking for the level below, and the exam as a package."""
    found = []
    for subject in range(_LADDERS):
        for level in range(_STEPS):
            needs = _course_bit(subject, level - 1) if level else 0
            options = _occasions(random.choice((5, 10)), random.randint(3, 9), random)
            found.append(
                Activity(
                    f"course {subject}.{level}",
                    (Entry(needs, Options.of(options)),),
                    _course_bit(subject, level),
                )
            )
    options = _occasions(40, random.randint(1, 3), random)
    found.append(Activity("exam", (Entry(0, Options.of(options)),), 1 << _EXAM))
    return found


def _programme(skills: int, random: Random) -> Activity:
    weeks = random.choice((40, 60, 80, 120))
    needs = 1 << (_GENERAL if random.random() < 0.6 else _EXAM)
    for _ in range(random.randint(0, 2)):
        needs |= _course_bit(random.randrange(_LADDERS), random.randrange(_STEPS))
    entries = [Entry(needs, Options.of(_occasions(weeks, random.randint(3, 10), random)))]
    if random.random() < 0.2:  # another way in, for whoever has another degree
        entries.append(Entry(1 << _DEGREE, entries[0].options))
    gives = 1 << _DEGREE if weeks >= 80 and random.random() < 0.8 else 0
    covers = _covered(skills, random.uniform(0.6, 1.0), random)
    return Activity(f"programme of {weeks} weeks", tuple(entries), gives, covers)


def _short_course(skills: int, random: Random) -> Activity:
    needs = random.choice((0, 1 << _EXAM, 1 << _GENERAL, _course_bit(random.randrange(4), 1)))
    weeks = random.choice((5, 10, 20))
    options = _occasions(weeks, random.randint(2, 8), random)
    return Activity(
        f"short course of {weeks} weeks",
        (Entry(needs, Options.of(options)),),
        0,
        _covered(skills, random.uniform(0.1, 0.4), random),
    )


def _steps(random: Random) -> list[Activity]:
    """The licence, for the degree or for a proof of experience that takes long."""

    def step(key: str, days: int, gives: int, *needs: int, is_uncertain: bool = False) -> Activity:
        option = Option(
            TODAY, TODAY + days, fee=870.0, bottlenecks=int(is_uncertain), is_loose=True,
            latest=HORIZON,
        )  # fmt: skip
        return Activity(key, tuple(Entry(one, Options.of([option])) for one in needs), gives)

    proof = _course_bit(random.randrange(_LADDERS), 2) | 1 << _EXAM
    return [
        step("licence", random.choice((21, 60)), 1 << _LICENCE, 1 << _DEGREE, 1 << _PROOF),
        step("proof", random.choice((200, 540)), 1 << _PROOF, proof, is_uncertain=True),
    ]


def _covered(skills: int, share: float, random: Random) -> tuple[tuple[int, float], ...]:
    strengths = {skill: random.choice((0.6, 0.8, 0.9, 1.0)) for skill in range(skills)}
    return tuple((skill, one) for skill, one in strengths.items() if random.random() < share)


@dataclass(frozen=True)
class _Setting:
    """Where and how something is taught."""

    km: float
    fee: float
    bottlenecks: int


def _occasions(weeks: int, count: int, random: Random) -> list[Option]:
    """Dated ones by term, others rolling, at the paces that are usual."""
    found = []
    for _ in range(count):
        pace = random.choice((25, 50, 50, 100, 100)) if weeks <= 20 else random.choice((50, 100))
        setting = _Setting(
            random.choice((0.0, 0.0, round(random.uniform(1, 300), 1))),
            0.0 if random.random() < 0.9 else random.choice((4_900.0, 18_500.0)),
            int(weeks > 20),
        )
        found.append(_occasion(weeks, pace, setting, random))
    return found


def _occasion(weeks: int, pace: int, setting: _Setting, random: Random) -> Option:
    days = weeks * 7 * 100 // pace - 3
    if random.random() < 0.3:
        start = TODAY + random.choice((14, 30, 60))
        return Option(
            start, start + days, pace, setting.km, setting.fee, setting.bottlenecks, float(weeks),
            is_loose=True, latest=HORIZON, is_termly=weeks > 20,
        )  # fmt: skip
    term = random.randrange(2) + 2 * random.randrange(4)
    start = TODAY + YEAR * (term // 2) + _TERM_STARTS[term % 2] + random.choice((0, 0, 0, 35, 70))
    return Option(
        start, start + days, pace, setting.km, setting.fee, setting.bottlenecks, float(weeks)
    )

"""Career moves: their order and reasons, and that no way arrives before the day they tell."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.snapshot.arrays import day_number
from catalog.snapshot.rows import AdCountRow
from catalog.snapshot.snapshot import Snapshot
from guidance.core.eligibility.credentials import DEGREE_OF_UNKNOWN_FIELD, closure
from guidance.core.eligibility.evaluate import openings
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.moves import Move, Sieve, rank_moves, ranking_of
from guidance.core.moves.demanded import FREE, compile_requirements
from guidance.core.moves.index import move_index_of
from guidance.core.moves.survey import Survey
from guidance.core.occupation import demand_of
from guidance.core.paths import find_paths
from guidance.core.paths.candidates import candidates_for
from guidance.core.paths.goal import Goal
from guidance.core.paths.occasions import ground_of
from guidance.core.profile import HeldOccupation, Limits, Profile
from guidance.core.search.every import NEVER
from guidance.core.standing import Standing, standing_of
from guidance.templatetags.move_words import move_reason
from tests.snapshots import (
    ASSISTANT_NURSE,
    BACKEND_DEVELOPER,
    CARE_ASSISTANT,
    COOK,
    ELECTRICIAN,
    NURSE,
    OCCUPATIONS,
    TEACHER,
    TRUCK_DRIVER,
    WELDER,
    make_rows,
    make_snapshot,
    skill,
)

TODAY = date(2026, 11, 24)
NOBODY = Standing(frozenset(), frozenset(), (), ())
VOCATIONAL = "exam:gymnasium:vocational"
SKILLS = sorted({one for *_, skills in OCCUPATIONS.values() for one in skills.split(", ")})


@pytest.fixture(scope="module")
def listed(tmp_path_factory):
    """Every occupation has a curated list."""
    return make_snapshot(tmp_path_factory.mktemp("listed"), TODAY)


@pytest.fixture(scope="module")
def derived(tmp_path_factory):
    """None has: what is asked for most stands in for a list."""
    rows = make_rows(TODAY)
    skills = [replace(one, is_essential=False) for one in rows.occupation_skills]
    changed = replace(rows, occupation_skills=skills)
    return make_snapshot(tmp_path_factory.mktemp("derived"), TODAY, changed)


@pytest.fixture(params=["listed", "derived"])
def snapshot(request):
    return request.getfixturevalue(request.param)


def survey_of(profile: Profile, limits: Limits, snapshot: Snapshot) -> Survey:
    index = move_index_of(snapshot)
    ground = ground_of(profile, limits, snapshot, index.paths, TODAY)
    return Survey(standing_of(profile, snapshot), ground, index)


def moves_of(snapshot: Snapshot, profile: Profile, limits: Limits | None = None) -> dict[str, Move]:
    moves = rank_moves(profile, limits or Limits(), snapshot, TODAY)
    return {move.occupation: move for move in moves}


def facts_of(move: Move, code: str) -> dict[str, str | int | float]:
    return next(reason.facts for reason in move.reasons if reason.code == code)


PROFILES = st.builds(
    lambda skills, worked, months, credentials, home: Profile(
        frozenset(skill(one) for one in skills),
        tuple(HeldOccupation(one, months) for one in worked),
        frozenset(credentials),
        municipality=home,
    ),
    st.sets(st.sampled_from(SKILLS), max_size=6),
    st.sets(st.sampled_from(sorted(OCCUPATIONS)), max_size=2),
    st.sampled_from((None, 3, 60)),
    st.sets(
        st.sampled_from(
            (
                "exam:gymnasium", VOCATIONAL, "exam:gymnasium:preparatory", "basic:HS",
                "course:engelska 6", "course:svenska 3", "degree:kandidatexamen", "driving:B",
                "degree:sjuksköterskeexamen", "licence:sjuksköterska", "certificate:truck",
            )
        ),
        max_size=4,
    ),
    st.sampled_from(("", "2080", "2180")),
)  # fmt: skip
LIMITS = st.builds(
    Limits,
    pace=st.sampled_from((0, 25, 50, 100)),
    reach_km=st.sampled_from((None, 0.0, 60.0)),
    is_distance_ok=st.booleans(),
    budget=st.sampled_from((None, 0.0, 5000.0)),
    horizon_years=st.sampled_from((0, 1, 6)),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PROFILES, LIMITS, st.sampled_from(sorted(OCCUPATIONS)))
def test_no_way_arrives_before_the_day_told(snapshot, profile, limits, target):
    survey = survey_of(profile, limits, snapshot)
    number = int(survey.targets.number[snapshot.concept(target)])
    answer = find_paths(profile, target, limits, snapshot, TODAY)
    ways = [path for path in answer.paths if path.names]
    arrival = min((day_number(path.arrival) for path in ways), default=NEVER)
    assert survey.arrival[number] <= arrival
    assert bool(survey.is_reached[number]) == any(path.is_apply_now for path in ways)
    assert (survey.arrival[number] == day_number(TODAY)) >= survey.is_reached[number]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PROFILES)
def test_what_is_held_is_what_one_goal_says(snapshot, profile):
    survey = survey_of(profile, Limits(), snapshot)
    for number, row in enumerate(survey.targets.rows.tolist()):
        goal = Goal(demand_of(row, snapshot), survey.standing, snapshot)
        assert survey.is_reached[number] == goal.is_reached
        assert survey.has_level[number] == goal.has_level
        assert survey.held_count[number] == len(goal.held)
        assert set(survey.missing.get(number, ())) == goal.missing_needs


def test_every_occupation_demands_what_it_does_alone(snapshot):
    targets = move_index_of(snapshot).targets
    for number, row in enumerate(targets.rows.tolist()):
        demand = demand_of(row, snapshot)
        span = slice(int(targets.first[number]), int(targets.first[number + 1]))
        weights = dict(
            zip(targets.skill[span].tolist(), targets.weight[span].tolist(), strict=True)
        )
        assert weights == Goal(demand, NOBODY, snapshot).weights
        assert targets.demands[number] == replace(demand, skills=(), ads_read=0)


def test_every_training_is_one_that_a_goal_finds(snapshot):
    index = move_index_of(snapshot)
    for number, row in enumerate(index.targets.rows.tolist()):
        goal = Goal(demand_of(row, snapshot), NOBODY, snapshot)
        if goal.missing_needs:  # what gives a credential is no training here
            continue
        trained = [one for one in candidates_for(goal, index.paths) if one.training]
        pairs = index.pairs
        here = (pairs.occupation == number) & (pairs.strength > 0)
        educations, strengths = pairs.education[here].tolist(), pairs.strength[here].tolist()
        found = dict(zip(educations, strengths, strict=True))
        assert found == {one.row: one.strength for one in trained}


@pytest.mark.parametrize(
    "held",
    [frozenset(), frozenset({"course:matematik 2b", "basic:HS"}), frozenset({"basic:YH"})],
)
def test_requirements_are_met_on_the_day_their_easiest_way_is(held):
    texts = [
        "Grundläggande behörighet samt Matematik 2b och Engelska 6",
        "Engelska 6 eller Engelska 7. Lägst betyget E i Matematik 3b eller 3c",
        "Intresse för ämnet",
        "",
        "Körkort B eller examen från gymnasieskolan och Svenska 3",
    ]
    expressions = [parse_requirement(text).expression for text in texts]
    compiled = compile_requirements(expressions, ())
    days = {key: 100 + 7 * place for place, key in enumerate(compiled.keys)}
    had = np.array([0 if key in held else days[key] for key in compiled.keys])
    told = compiled.days(had, compiled.free(held)).tolist()
    for expression, day in zip(expressions, told, strict=True):
        ways = [[days[key] for key in one.keys] for one in openings(expression, held)]
        assert day == min(max(way, default=FREE) for way in ways)


def test_experience_that_stands_in_comes_first_and_says_for_what(listed):
    profile = Profile(
        occupations=(HeldOccupation(ASSISTANT_NURSE, 60),), credentials=frozenset({VOCATIONAL})
    )
    moves = rank_moves(profile, Limits(), listed, TODAY)
    best = next(move for move in moves if move.occupation == CARE_ASSISTANT)
    assert best.is_now
    assert best.earliest == TODAY
    assert moves[0].is_now
    told = facts_of(best, "stands_in_for")
    assert told == {"occupation": ASSISTANT_NURSE, "degree": "high"}
    assert facts_of(best, "arrives") == {"day": "now", "basis": "experience"}
    assert facts_of(best, "covers") == {"held": 2, "needed": 2}
    now = [move.is_now for move in moves]
    assert now == sorted(now, reverse=True)


def test_the_jobs_one_has_had_are_no_moves(listed):
    profile = Profile(occupations=(HeldOccupation(COOK, 60), HeldOccupation(WELDER, 2)))
    assert not {COOK, WELDER} & moves_of(listed, profile).keys()


@pytest.mark.parametrize(
    "profile", [Profile(), Profile(credentials=frozenset({VOCATIONAL, "basic:HS"}))]
)
def test_nothing_is_suggested_without_ground(snapshot, profile):
    assert rank_moves(profile, Limits(), snapshot, TODAY, includes_rare=True) == ()


def test_a_regulated_occupation_says_what_is_missing(listed):
    profile = Profile(skills=frozenset({skill("Omvårdnad")}), credentials=frozenset({VOCATIONAL}))
    nurse = moves_of(listed, profile)[NURSE]
    told = facts_of(nurse, "regulated")
    assert told["credential"] == "licence:sjuksköterska"
    assert told["is_missing"]
    assert told["authority"] == "Socialstyrelsen"
    market = facts_of(nurse, "market")
    assert (market["situation"], market["outlook"]) == ("brist", "öka")
    assert market["ads"] == 400


def test_the_region_tells_its_own_market(listed):
    profile = Profile(skills=frozenset({skill("Omvårdnad")}), municipality="2080")
    market = facts_of(moves_of(listed, profile)[NURSE], "market")
    assert (market["outlook"], market["ads"], market["place"]) == (
        "vara oförändrad", 60, "place-20",
    )  # fmt: skip
    assert (market["situation"], market["chances"]) == ("", "stora")
    assert (market["forecast_place"], market["forecast_round"]) == ("place-20", "2025-12")


def test_what_is_said_of_the_country_is_not_said_of_the_region(listed):
    profile = Profile(skills=frozenset({skill("MAG-svetsning")}), municipality="2080")
    reasons = [
        reason
        for move in moves_of(listed, profile).values()
        for reason in move.reasons
        if reason.code == "market" and reason.facts["situation"] == "paradox"
    ]
    assert reasons
    for reason in reasons:
        assert (reason.facts["place"], reason.facts["forecast_place"]) == ("place-20", "place-SE")
        assert move_reason(reason, listed).count("I hela landet: ") == 1
        assert "Bedömningen är från första omgången 2026." in move_reason(reason, listed)


def test_what_nothing_leads_to_says_so_and_comes_last(listed):
    profile = Profile(skills=frozenset({skill("Elsäkerhet"), skill("Undervisning")}))
    moves = rank_moves(profile, Limits(pace=0), listed, TODAY)
    assert {move.occupation for move in moves} >= {ELECTRICIAN, TEACHER}
    assert moves[-1].earliest is None
    assert "no_way_in_sight" in {reason.code for reason in moves[-1].reasons}
    assert "arrives" not in {reason.code for reason in moves[-1].reasons}


def test_hardly_any_ads_is_left_out_unless_asked_for(tmp_path):
    rows = make_rows(TODAY)
    group = OCCUPATIONS[WELDER][1]
    ads = [
        AdCountRow(one.group, one.place, 49 if one.group == group else 400)
        for one in rows.ad_counts
    ]
    made = make_snapshot(tmp_path, TODAY, replace(rows, ad_counts=ads))
    profile = Profile(skills=frozenset({skill("MAG-svetsning"), skill("SQL")}))
    assert WELDER not in moves_of(made, profile)
    assert BACKEND_DEVELOPER in moves_of(made, profile)
    rare = rank_moves(profile, Limits(), made, TODAY, includes_rare=True)
    assert WELDER in {move.occupation for move in rare}


def test_where_no_ads_are_known_none_is_left_out(tmp_path):
    made = make_snapshot(tmp_path, TODAY, replace(make_rows(TODAY), ad_counts=[]))
    profile = Profile(skills=frozenset({skill("MAG-svetsning")}))
    assert WELDER in moves_of(made, profile)


def test_the_order_of_rows_changes_nothing(tmp_path):
    rows = make_rows(TODAY)
    turned = replace(
        rows,
        **{
            name: list(getattr(rows, name))[::-1]
            for name in rows.__dataclass_fields__
            if not isinstance(getattr(rows, name), str)
        },
    )
    profile = Profile(
        skills=frozenset({skill("SQL"), skill("Pedagogik"), skill("Omvårdnad")}),
        occupations=(HeldOccupation(TRUCK_DRIVER, 24),),
        municipality="2180",
    )
    one = make_snapshot(tmp_path / "one", TODAY, rows)
    other = make_snapshot(tmp_path / "other", TODAY, turned)
    moves = rank_moves(profile, Limits(), one, TODAY)
    assert moves
    assert moves == rank_moves(profile, Limits(), other, TODAY)


def test_at_most_as_many_as_asked_for(listed):
    profile = Profile(skills=frozenset(skill(one) for one in SKILLS))
    every = rank_moves(profile, Limits(), listed, TODAY)
    assert len(every) > 3
    assert rank_moves(profile, Limits(), listed, TODAY, most=3) == every[:3]
    assert rank_moves(profile, Limits(), listed, TODAY, most=-1) == ()


def test_odd_questions_are_answered(listed):
    odd = Profile(
        skills=frozenset({"no-such-skill", skill("SQL")}),
        occupations=(HeldOccupation("no-such-job", 60), HeldOccupation("old-nurse", 60)),
        municipality="9999",
    )
    for limits in (Limits(horizon_years=0), Limits(pace=-5, budget=-1.0), Limits(reach_km=0.0)):
        assert rank_moves(odd, limits, listed, TODAY)
    assert rank_moves(odd, Limits(), listed, date(9998, 12, 31))


def test_a_sieve_leaves_out_and_never_reorders(listed: Snapshot) -> None:
    profile = Profile(
        skills=frozenset(skill(one) for one in ("Omvårdnad", "Äldreomsorg", "SQL", "Matlagning")),
        occupations=(HeldOccupation(ASSISTANT_NURSE, 60),),
    )
    every = ranking_of(profile, Limits(), listed, TODAY, includes_rare=True, most=99)
    assert every.found == every.unsieved == len(every.moves) > 3
    now = ranking_of(profile, Limits(), listed, TODAY, Sieve(by=TODAY), includes_rare=True)
    assert now.moves == tuple(one for one in every.moves if one.is_now)
    assert now.unsieved == every.found
    for years in (1, 2, 4):
        by = TODAY.replace(year=TODAY.year + years)
        some = ranking_of(profile, Limits(), listed, TODAY, Sieve(by=by), includes_rare=True)
        wanted = [one for one in every.moves if one.earliest and one.earliest <= by]
        assert list(some.moves) == wanted[:20]
        assert some.found == len(wanted)
    none = ranking_of(profile, Limits(), listed, TODAY, Sieve(field="borta"), includes_rare=True)
    assert (none.moves, none.found) == ((), 0)
    assert none.unsieved == every.found


@pytest.mark.parametrize(
    "held",
    [
        frozenset(),
        frozenset({"driving:B", "course:matematik 2b"}),
        frozenset({"hp:omvårdnad:30", "thesis:15"}),
        frozenset({"degree:examen", "degree:sjuksköterskeexamen"}),
        frozenset({DEGREE_OF_UNKNOWN_FIELD, "degree:examen"}),
    ],
)
def test_what_is_free_is_what_each_demand_says_by_itself(
    listed: Snapshot, held: frozenset[str]
) -> None:
    """Credits are looked at only for those who have any; the answer is the same."""
    texts = [
        "60 hp i omvårdnad", "Sjuksköterskeexamen", "Examensarbete om 15 hp", "180 hp",
        "Grundläggande behörighet samt 30 hp i matematik", "Matematik 2b och 90 hp i kemi",
    ]  # fmt: skip
    read = [parse_requirement(text).expression for text in texts]
    requirements = compile_requirements(read, ())
    closed = closure(held)
    alone = [any(not way.keys for way in openings(one, closed)) for one in requirements.atoms]
    assert requirements.free(closed).tolist() == alone

"""The earliest arrival as OR-Tools CP-SAT finds and proves it: another mind, the same question."""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from ortools.sat.python import cp_model

from guidance.core.search.problem import UNLIMITED, Activity, Option, Problem, bits_of

_SECONDS = 60.0


def earliest_arrival(problem: Problem) -> int | None:
    """The last day of the plan that is over first; -1 when nothing need be done.

    None when there is no plan. Raises RuntimeError when nothing is proved within a minute.
    """
    return Question(problem).arrival()


class Question:
    """A problem as a CP-SAT model.

    done, starts, ends: per activity whether and when it is done · held, since: per bit whether it
    is held, and the day by whose end it is.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        count = len(problem.activities)
        self.done = [self.model.new_bool_var("") for _ in range(count)]
        self.starts = [self._day() for _ in range(count)]
        self.ends = [self._day() for _ in range(count)]
        self.held: dict[int, cp_model.IntVar] = {}
        self.since: dict[int, cp_model.IntVar] = {}
        self._choose_options()
        for bit in bits_of(problem.goal & ~problem.held):
            self.model.add(self._hold(bit) == 1)
        self._cover_enough()
        arrival = self._day()
        for literal, end in zip(self.done, self.ends, strict=True):
            self.model.add(arrival >= end).only_enforce_if(literal)
        self.model.minimize(arrival)

    def arrival(self) -> int | None:
        """See `earliest_arrival`."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = _SECONDS
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise RuntimeError(f"CP-SAT proved nothing: {solver.status_name(status)}")
        arrival = round(solver.objective_value)
        return arrival if arrival >= self.problem.today else -1

    def _day(self) -> cp_model.IntVar:
        return self.model.new_int_var(self.problem.today - 1, self.problem.horizon, "")

    def _choose_options(self) -> None:
        """Each activity done has one option of one entry; paces and fees add up."""
        intervals, paces, fees = [], [], []
        for number, activity in enumerate(self.problem.activities):
            literals = []
            for needs, option in _options_of(activity):
                literal = self.model.new_bool_var("")
                interval = self._begin(number, option, literal)
                if interval is None:
                    continue
                self._ask_for(needs, number, literal)
                literals.append(literal)
                intervals.append(interval)
                paces.append(option.pace)
                fees.append(round(option.fee * 100) * literal)
            self.model.add(sum(literals) == self.done[number])
        self.model.add_cumulative(intervals, paces, self.problem.pace)
        if self.problem.budget < UNLIMITED:
            self.model.add(sum(fees) <= int(self.problem.budget * 100))

    def _begin(
        self, number: int, option: Option, literal: cp_model.IntVar
    ) -> cp_model.IntervalVar | None:
        """The days of an option, if it is chosen; None when it can never be."""
        days = [
            day
            for day in _first_days(option, self.problem)
            if self.problem.today <= day <= self.problem.horizon - option.days
        ]
        if not days:
            return None
        domain = cp_model.Domain.from_values(days)
        start = self.model.new_int_var_from_domain(domain, "")
        self.model.add(self.starts[number] == start).only_enforce_if(literal)
        self.model.add(self.ends[number] == start + option.days).only_enforce_if(literal)
        size = option.days + 1
        return self.model.new_optional_interval_var(start, size, start + size, literal, "")

    def _ask_for(self, needs: int, number: int, literal: cp_model.IntVar) -> None:
        """What is needed is held the day before the activity begins."""
        for bit in bits_of(needs & ~self.problem.held):
            self.model.add_implication(literal, self._hold(bit))
            self.model.add(self.starts[number] > self.since[bit]).only_enforce_if(literal)

    def _hold(self, bit: int) -> cp_model.IntVar:
        """The literal of a bit: an activity that gives it is over, or what a rule asks is held."""
        if bit in self.held:
            return self.held[bit]
        literal = self.held[bit] = self.model.new_bool_var("")
        since = self.since[bit] = self._day()
        supports = []
        for number, activity in enumerate(self.problem.activities):
            if activity.gives >> bit & 1:
                support = self.model.new_bool_var("")
                self.model.add_implication(support, self.done[number])
                self.model.add(since >= self.ends[number]).only_enforce_if(support)
                supports.append(support)
        for needs, gives in self.problem.rules:
            if gives >> bit & 1:
                support = self.model.new_bool_var("")
                for one in bits_of(needs & ~self.problem.held):
                    self.model.add_implication(support, self._hold(one))
                    self.model.add(since >= self.since[one]).only_enforce_if(support)
                supports.append(support)
        self.model.add_bool_or([~literal, *supports])
        return literal

    def _cover_enough(self) -> None:
        """Of each skill the best strength that is held or given counts."""
        problem = self.problem
        if not sum(problem.weights):
            return
        counted = [self.model.new_bool_var("") for _ in self.done]
        self.model.add(sum(counted) <= problem.together)
        for one, done in zip(counted, self.done, strict=True):
            self.model.add_implication(one, done)
        covered: list[tuple[Fraction, cp_model.IntVar | None]] = []
        for skill, weight in enumerate(problem.weights):
            held = _exact(problem.covered[skill])
            covered.append((_exact(weight) * held, None))
            takers = []
            for number, activity in enumerate(problem.activities):
                more = _exact(dict(activity.covers).get(skill, 0.0)) - held
                if more > 0:
                    taker = self.model.new_bool_var("")
                    self.model.add_implication(taker, counted[number])
                    covered.append((_exact(weight) * more, taker))
                    takers.append(taker)
            self.model.add_at_most_one(takers)
        wanted = _exact(problem.share) * sum(_exact(weight) for weight in problem.weights)
        whole = lcm(wanted.denominator, *(amount.denominator for amount, _ in covered))
        self.model.add(
            sum(int(amount * whole) * (1 if taker is None else taker) for amount, taker in covered)
            >= int(wanted * whole)
        )


def _options_of(activity: Activity) -> Iterator[tuple[int, Option]]:
    """What each option needs, and the option."""
    for entry in activity.entries:
        for option in entry.options.rows():
            yield entry.needs, option


def _first_days(option: Option, problem: Problem) -> Iterator[int]:
    """Every day on which an option may begin."""
    if not option.is_loose:
        yield option.start
    elif not option.is_termly:
        yield from range(option.start, min(option.latest, problem.horizon) + 1)
    else:
        day = problem.next_term(option.start)
        while day <= min(option.latest, problem.horizon):
            yield day
            day = problem.next_term(day + 1)


def _exact(number: float) -> Fraction:
    """A figure of few decimals, without rounding."""
    return Fraction(str(number))

"""What is looked up instead of searched for must find the same."""

import re

from hypothesis import given
from hypothesis import strategies as st

from guidance.core.eligibility.credentials import closure
from guidance.core.eligibility.evaluate import looks_at, marks_of, openings
from guidance.core.eligibility.expression import AllOf, AnyOf, Atom
from guidance.core.paths.index import TitleWords

titles = st.text("abå –/-", max_size=9)


@given(st.lists(titles), st.lists(titles.filter(str.strip), max_size=4))
def test_a_name_is_found_in_every_title_that_holds_it_as_whole_words(drawn, names):
    rows = {number * 3: title for number, title in enumerate(drawn)}
    pattern = "|".join(rf"\b{re.escape(name)}\b" for name in names)
    wanted = {row for row, title in rows.items() if names and re.search(pattern, title)}
    found = TitleWords.of(rows).may_hold(names)
    assert wanted <= set(found)
    assert found == sorted(found)


atoms = st.sampled_from([
    Atom.of("course", "Matematik 2"), Atom.of("course", "Svenska 1", grade="C"),
    Atom.of("basic", "YH"), Atom.of("degree", "gymnasieexamen"),
    Atom.of("degree", "examen", degree_field=("vård",)),
    Atom.of("subject_hp", "psykologi", hp=30), Atom.of("total_hp", 60),
    Atom.of("experience_months", 12, field="vård och omsorg"), Atom.of("licence", "B"),
    Atom.of("legitimation", "Sjuksköterska"), Atom.of("language", "Svenska", level="C1"),
])  # fmt: skip
demands = st.recursive(
    atoms,
    lambda parts: (
        st.lists(parts, min_size=1, max_size=3)
        .map(tuple)
        .flatmap(lambda some: st.sampled_from([AllOf(some), AnyOf(some)]))
    ),
    max_leaves=5,
)
credentials = st.frozensets(
    st.sampled_from([
        "course:matematik 2b", "course:svenska 2", "basic:HS", "exam:gymnasium", "degree:examen",
        "degree:examen:vård", "hp:psykologi:30", "thesis:15", "experience:undersköterska:24",
        "experience:vård:3", "driving:B", "driving:C", "licence:sjuksköterska",
        "language:svenska:C1", "sfi:D",
    ]), max_size=3,
)  # fmt: skip


@given(demands, credentials)
def test_who_holds_nothing_that_is_looked_at_is_judged_as_who_holds_nothing(demand, held):
    held = closure(held)
    if looks_at(demand).isdisjoint(marks_of(held)):
        assert openings(demand, held) == openings(demand, frozenset())

"""Of occasions that differ in nothing but place, one is enough."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from guidance.core.paths.activities import nearest

places = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from([0.0, 0.1, 12.3, 12.4, 1e9])), max_size=30
)


@given(places)
def test_of_those_alike_the_nearest_and_then_the_first_is_kept(drawn):
    alike = np.array([one for one, _ in drawn], np.int64)
    km = np.array([far for _, far in drawn], np.float64)
    best = {}
    for place, (one, far) in enumerate(drawn):
        if one not in best or far < drawn[best[one]][1]:
            best[one] = place
    assert nearest(alike, km).tolist() == sorted(best.values())


def test_kinds_too_many_to_be_told_apart_in_one_number_are_all_kept():
    alike = np.array([1 << 50, 1 << 50, 3], np.int64)
    assert nearest(alike, np.zeros(3)).tolist() == [0, 1, 2]

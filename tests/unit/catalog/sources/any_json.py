"""Whatever JSON may stand where a source's payload should be."""

from hypothesis import strategies as st

_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["", "2027-01-18", "0180", "ja", "7,5", "www.x.se", "YH00001-2024", "\ud800"]),
)


def any_json(*keys: str) -> st.SearchStrategy:
    """Any value; its objects have these keys, so that wrong values reach below the first level."""
    return st.recursive(
        _LEAVES,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(keys), inner, max_size=6)
        ),
        max_leaves=10,
    )

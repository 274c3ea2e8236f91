"""Whatever stands in a field, the outcome is a record or a `BadRecord`, never a crash."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.sources.job_ads.records import from_payload as ad_from_payload
from catalog.sources.record import BadRecord, Parsed, RawItem
from tests.unit.catalog.sources.susa_navet.elements import event, info, parse, provider

CONTENTS = {"event": event(), "info": info(), "provider": provider()}
EXTRA = {
    "event": ("extensions", "distance", "fees", "title", "url", "keywords"),
    "info": ("recommendedPriorKnowledge", "extensions"),
    "provider": ("visitAddresses",),
}
# Keys of nested objects, so that wrong values reach below the first level.
KEYS = st.sampled_from(
    ["strings", "urls", "lang", "value", "type", "code", "areaCode", "town", "condition", "start",
     "end", "first", "last", "credits", "system", "length", "unit", "percentage", "totalAmount",
     "currency", "noOfMandatorySessions", "applicationDetails", "closeDate", "itdistance", "url",
     "concept_id", "name", "text"]
)  # fmt: skip
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=True),
    st.text(max_size=12),
    st.sampled_from(["", "swe", "2027-01-18", "0180", "ja", "7,5", "www.x.se", "<p>a", "\ud800"]),
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


def outcome(parse_it, *arguments):
    try:
        return parse_it(*arguments)
    except BadRecord as bad:
        return bad


def assert_storable(record):
    """A database takes the texts of a record: UTF-8, and no null character."""
    for value in vars(record).values():
        for text in value if isinstance(value, tuple) else [value]:
            if isinstance(text, str):
                assert b"\x00" not in text.encode()


@given(st.data())
def test_any_value_in_any_field(data):
    kind = data.draw(st.sampled_from(sorted(CONTENTS)))
    field = data.draw(st.sampled_from([*CONTENTS[kind], *EXTRA[kind]]))
    found = outcome(parse, kind, CONTENTS[kind] | {field: data.draw(ANYTHING)})
    assert isinstance(found, Parsed | BadRecord)
    if isinstance(found, Parsed):
        for record in found.records:
            assert_storable(record)


@given(st.dictionaries(st.sampled_from(["id", "headline", "description", "occupation",
    "occupation_group", "workplace_address", "application_contacts", "publication_date",
    "number_of_vacancies", "webpage_url", "removed"]), ANYTHING))  # fmt: skip
def test_any_ad(payload):
    found = outcome(ad_from_payload, RawItem("ad", "1", payload))
    assert isinstance(found, Parsed | BadRecord)
    if isinstance(found, Parsed):
        for record in found.records:
            assert_storable(record)

"""Whatever a payload is, a source's records code gives records or refuses it; it never crashes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.sources.record import BadRecord, Parsed, RawItem
from catalog.sources.registry import SOURCES
from tests.unit.catalog.sources.any_json import any_json

# Kinds and fields that each source's code looks for.
KINDS = {
    "susa-navet": ("provider", "info", "event"),
    "emil2": ("provider", "info", "event"),
    "planned-educations": ("vuxgy", "yhprogram"),
    "myh-decisions": ("programme", "course", "round"),
    "trains-for": ("label", "sun_key", "sun_counted"),
}
FIELDS = {
    "taxonomy": (
        "id", "type", "preferred_label", "definition", "alternative_labels", "hidden_labels",
        "terms", "broader", "related", "replaced_by", "neighbours", "substitutes", "essential",
        "optional", "group_skills", "weight", "deprecated", "first_version", "ssyk_code_2012",
        "substitutability_percentage",
    ),
    "places": ("label", "latitud", "longitud", "kommunkod", "places", "type"),
    "occupation-skills": ("taxonomy", "calculated_skills", "group_skills", "regulated_skills"),
    "ad-counts": ("kind", "period", "places", "aaaa_gro_001"),
    "wages": ("year", "figures"),
    "forecast": ("yb_yrke", "lan", "place", "omgang", "ssyk", "ssyk_text", "prognos"),
    "susa-navet": ("id", "status", "content", "superseded", "identifier", "title", "type"),
    "trains-for": ("id", "ssyk", "basis", "sun2020", "sun4", "antal_program", "ssyk_scb"),
    "job-ads": (
        "id", "headline", "description", "text", "occupation", "concept_id", "removed", "broken",
        "occupation_group", "workplace_address", "municipality_code", "webpage_url",
    ),
}  # fmt: skip


# What a good payload is, so that one odd field meets the code that reads it.
GOOD = {
    "taxonomy": {"id": "a", "type": "skill", "preferred_label": "A"},
    "forecast": {"yb_yrke": "Bagare", "lan": "00", "omgang": "2026-1"},
    "ad-counts": {"kind": "open", "period": "2026", "places": {}},
    "wages": {"year": 2025, "figures": [1, 2, 3]},
    "trains-for": {
        "id": "i", "ssyk": "2512", "basis": "x", "sun2020": "481a", "sun4": "481a",
        "antal_program": "5",
    },
    "places": {"places": [{"label": "Lund", "latitud": 55.7, "longitud": 13.2}]},
    "job-ads": {"id": "1", "headline": "A", "description": {"text": "B"}},
}  # fmt: skip


@pytest.mark.parametrize("key", SOURCES)
@settings(max_examples=60)
@given(data=st.data())
def test_any_payload(key, data):
    entry = SOURCES[key]
    fields = FIELDS.get(key) or FIELDS["ad-counts"]
    payload = data.draw(any_json(*fields))
    if isinstance(payload, dict) and data.draw(st.booleans()):
        payload = GOOD.get(key, {}) | payload
    kind = data.draw(st.sampled_from(KINDS.get(key, ("x",))))
    try:
        found = entry.from_payload(RawItem(kind, "x.1", payload))
    except BadRecord:
        return
    assert isinstance(found, Parsed)
    for record in found.records:
        assert record.table in entry.tables
        assert isinstance(record.fingerprint(), int)

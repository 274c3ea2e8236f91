"""One version of the taxonomy over HTTP: query files, GraphQL, what changed, what replaces what."""

import json

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.sources.record import SourceUnavailable
from catalog.sources.taxonomy import client
from catalog.sources.taxonomy.changes import Change, changes_in, compared, replacements, summary
from catalog.sources.taxonomy.records import from_payload
from tests.unit.catalog.sources.answers import http_to, streamed

FILES = "https://files.example/taxonomy/version/31/query"
API = "https://api.example/v1/taxonomy"
BAKER = {"id": "aaaa_bak_001", "type": "occupation-name", "preferred_label": "Bagare"}
SKILL = {"id": "ssss_ski_001", "type": "skill", "preferred_label": "Degberedning"}
REPLACED = [
    {
        "taxonomy/version": 30,
        "taxonomy/concept": {
            "taxonomy/id": "oooo_old_001",
            "taxonomy/type": "occupation-name",
            "taxonomy/preferred-label": "Brödbagare",
            "taxonomy/replaced-by": [{"taxonomy/id": "aaaa_bak_001"}],
        },
    }
]
CHANGES = [
    {
        "taxonomy/event-type": "CREATED",
        "taxonomy/version": 31,
        "taxonomy/latest-version-of-concept": {
            "taxonomy/id": "aaaa_bak_001",
            "taxonomy/type": "occupation-name",
            "taxonomy/preferred-label": "Bagare",
        },
    }
]


def publisher(whole=None, graphql=None, versions=(30, 31), files=True):
    """Answers as the two hosts do; every question is kept."""
    asked = []

    def answer(request):
        asked.append(request)
        path = request.url.path
        value = None
        if path.endswith("concepts-and-common-relations.json") and files:
            value = {"data": {"concepts": whole if whole is not None else [BAKER, SKILL]}}
        elif "/query/" in path and files:
            value = {"data": {"concepts": []}}
        elif path.endswith("/graphql"):
            question = json.loads(request.content)["query"]
            concepts = (graphql or (lambda _question: []))(question)
            value = {"data": {"concepts": concepts}} if concepts is not None else {"errors": ["x"]}
        elif path.endswith("/versions"):
            value = [{"taxonomy/version": number} for number in versions]
        elif path.endswith("/replaced-by-changes"):
            value = REPLACED
        elif path.endswith("/concept/changes"):
            value = CHANGES
        return httpx2.Response(404) if value is None else streamed(json.dumps(value).encode())

    answer.asked = asked
    return answer


def fetch(into, answer, **addresses):
    with http_to(answer, **({"TAXONOMY_URL": FILES, "TAXONOMY_API_URL": API} | addresses)) as http:
        return client.fetch(http, into, progress=lambda _step: None)


def concepts(folder):
    return {item.id: item.payload for item in client.read(folder)}


def test_the_pinned_version_and_its_checksums(tmp_path):
    fetched = fetch(tmp_path, publisher())

    assert (fetched.edition, fetched.is_full) == ("31", True)
    assert concepts(tmp_path)["aaaa_bak_001"]["last_version"] == 31
    parts = json.loads((tmp_path / "manifest.json").read_text())["parts"]
    assert len(parts["concepts-and-common-relations.v31.json"]["sha256"]) == 64


def test_a_deprecated_concept_leads_to_its_successor(tmp_path):
    fetch(tmp_path, publisher())

    old = concepts(tmp_path)["oooo_old_001"]

    assert old["deprecated"]
    [concept, relation] = from_payload(
        next(item for item in client.read(tmp_path) if item.id == "oooo_old_001")
    ).records
    assert (concept.preferred_label, concept.deprecated) == ("Brödbagare", True)
    assert (relation.kind, relation.target) == ("replaced-by", "aaaa_bak_001")


def test_what_the_version_changed_is_told(tmp_path):
    notes = " ".join(fetch(tmp_path, publisher()).notes)

    assert "Version 31: 1 concepts created, 0 updated, 0 deprecated" in notes


def test_a_newer_version_is_told_and_not_taken(tmp_path):
    fetched = fetch(tmp_path, publisher(versions=(31, 32)))

    assert fetched.edition == "31"
    assert any("Version 32 is published" in note for note in fetched.notes)


def test_without_a_pin_the_newest_version_is_taken(tmp_path):
    answer = publisher(versions=(30, 32))

    fetched = fetch(tmp_path, answer, TAXONOMY_URL="https://files.example/taxonomy")

    assert fetched.edition == "32"
    assert any("/taxonomy/version/32/query/" in request.url.path for request in answer.asked)


def test_without_a_pin_and_without_versions_there_is_nothing_to_ask(tmp_path):
    with pytest.raises(SourceUnavailable, match="TAXONOMY_URL"):
        fetch(tmp_path, publisher(versions=()), TAXONOMY_URL="https://files.example/taxonomy")


def test_graphql_is_the_second_way(tmp_path):
    def by_type(question):
        return [one for one in (BAKER, SKILL) if f'type: "{one["type"]}"' in question]

    fetched = fetch(tmp_path, publisher(files=False, graphql=by_type))

    assert any("GraphQL" in note for note in fetched.notes)
    assert {"aaaa_bak_001", "ssss_ski_001"} <= concepts(tmp_path).keys()


def test_a_type_that_no_file_lists_is_asked_for(tmp_path):
    licence = {"id": "llll_lic_001", "type": "driving-licence", "preferred_label": "B"}

    fetch(tmp_path, publisher(graphql=lambda q: [licence] if '"driving-licence"' in q else []))

    assert "llll_lic_001" in concepts(tmp_path)


def test_graphql_that_answers_with_errors_has_not_answered(tmp_path):
    with pytest.raises(SourceUnavailable):
        fetch(tmp_path, publisher(files=False, graphql=lambda _question: None))


def test_tables_of_this_machine_are_read_with_the_version(tmp_path):
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "termer_koncept_formaga.csv").write_text(
        "term;uuid;concept;type;term_uuid;term_misspelled;version\n"
        "noggrann;trait-1;Noggrann;FORMAGA;1;False;1\n",
        encoding="utf-8",
    )

    fetch(tmp_path / "in", publisher(), TAXONOMY_TABLES=str(tables))

    assert concepts(tmp_path / "in")["trait-1"]["preferred_label"] == "Noggrann"


def test_neighbours_come_along_and_are_not_needed(tmp_path):
    fetched = fetch(tmp_path, publisher(), NEIGHBOURS_URL="https://af.example/gone.json")

    assert any("Närliggande yrken did not come" in note for note in fetched.notes)


def test_two_versions_compared():
    before = {
        "a": {"preferred_label": "A", "type": "skill"},
        "b": {"preferred_label": "B", "type": "skill", "alternative_labels": ["b", "c"]},
        "d": {"preferred_label": "D", "type": "skill"},
        "e": {"preferred_label": "E", "type": "skill", "alternative_labels": ["x", "y"]},
    }
    after = {
        "a": {"preferred_label": "A2", "type": "skill"},
        "c": {"preferred_label": "C", "type": "skill"},
        "d": {"preferred_label": "D", "type": "skill", "deprecated": True,
              "replaced_by": [{"id": "c"}]},
        "e": {"preferred_label": "E", "type": "skill", "alternative_labels": ["y", "x"]},
    }  # fmt: skip

    found = compared(before, after)

    assert [(one.kind, one.id, one.successors) for one in found] == [
        ("updated", "a", ()), ("deprecated", "b", ()), ("created", "c", ()),
        ("deprecated", "d", ("c",)),
    ]  # fmt: skip
    assert (
        summary(found) == "1 concepts created, 1 updated, 2 deprecated, 1 of them with a successor"
    )


@pytest.mark.parametrize("key", ["taxonomy/concept", "taxonomy/changed-concept", "concept"])
def test_a_change_in_the_spellings_the_service_has_had(key):
    concept = {"taxonomy/id": "a", "taxonomy/type": "skill", "taxonomy/preferred-label": "A"}

    [found] = changes_in(
        [{"taxonomy/event-type": "DEPRECATED", "taxonomy/version": 5, key: concept}]
    )

    assert found == Change("deprecated", "a", "skill", "A", 5)


KEYS = st.sampled_from(
    ["taxonomy/id", "taxonomy/type", "taxonomy/event-type", "taxonomy/concept", "concept",
     "taxonomy/replaced-by", "taxonomy/version", "taxonomy/preferred-label", "data", "concepts"]
)  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("DEPRECATED"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)


@given(ANYTHING)
def test_any_answer_is_a_change_or_passed_by(value):
    for change in changes_in(value):
        assert change.id
    list(replacements(changes_in(value)))


@given(ANYTHING)
def test_any_file_is_read_or_told(tmp_path_factory, value):
    folder = tmp_path_factory.mktemp("taxonomy")
    (folder / "skills.v31.json").write_text(json.dumps({"data": {"concepts": [BAKER]}}))
    (folder / "more.v31.json").write_text(json.dumps(value))

    assert "aaaa_bak_001" in concepts(folder)

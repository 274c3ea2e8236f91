"""Taxonomy files → concepts: shapes, versions, labels, relations."""

import json

import pytest

from catalog.sources.record import BadRecord, RawItem, SourceUnavailable, Unreadable
from catalog.sources.taxonomy import client
from catalog.sources.taxonomy.records import from_payload
from catalog.sources.versions import version_of

BAKER, COOK, GROUP, FIELD = "aaaa_bak_001", "aaaa_coo_002", "bbbb_gro_001", "cccc_fie_001"
DOUGH, OVEN, TITLE = "dddd_dou_001", "dddd_ove_002", "eeee_tit_001"


def concept(one, kind, label, **more):
    return {"id": one, "type": kind, "preferred_label": label, **more}


def write(folder, name, value):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def official(folder, concepts, name="concepts-and-common-relations.json"):
    return write(folder, name, {"data": {"concepts": concepts}})


def payloads(path):
    return {item.id: item.payload for item in client.read(path)}


def records(path, table):
    return [
        record
        for item in client.read(path)
        for record in from_payload(item).records
        if record.table == table
    ]


def ties(path, table="ConceptRelation"):
    return {(one.source, one.kind, one.target) for one in records(path, table)}


def test_one_official_file_is_a_whole_taxonomy(tmp_path):
    path = official(
        tmp_path,
        [
            concept(FIELD, "occupation-field", "Livsmedel"),
            concept(
                GROUP,
                "ssyk-level-4",
                "Bagare",
                ssyk_code_2012="7612",
                broader=[concept(FIELD, "occupation-field", "Livsmedel")],
            ),
            concept(
                BAKER,
                "occupation-name",
                "Bagare",
                alternative_labels=["Brödbagare", "Bagare"],
                hidden_labels=["Bagge", "Brödbagare"],
                definition="Bakar.",
                broader=[{"id": GROUP, "type": "ssyk-level-4"}],
                essential=[{"id": DOUGH, "type": "skill"}],
                optional=[{"id": OVEN, "type": "skill"}, {"id": DOUGH, "type": "skill"}],
                substitutes=[
                    {"id": COOK, "type": "occupation-name", "substitutability_percentage": 25}
                ],
            ),
            concept(
                COOK, "occupation-name", "Kock", broader=[{"id": GROUP, "type": "ssyk-level-4"}]
            ),
            concept(
                DOUGH, "skill", "Degberedning", related=[{"id": GROUP, "type": "ssyk-level-4"}]
            ),
            concept(OVEN, "skill", "Ugnar"),
            concept(
                TITLE,
                "job-title",
                "Surdegsbagare",
                related=[{"id": BAKER, "type": "occupation-name"}],
            ),
        ],
    )

    concepts = {one.id: one for one in records(path, "Concept")}
    assert concepts.keys() == {BAKER, COOK, GROUP, FIELD, DOUGH, OVEN, TITLE}
    assert not any(one.deprecated for one in concepts.values())
    assert concepts[GROUP].code == "7612"
    assert concepts[BAKER].definition == "Bakar."
    assert concepts[BAKER].last_version is None  # the path does not say
    assert {(one.kind, one.text) for one in records(path, "ConceptLabel")} == {
        ("alternative", "Brödbagare"),
        ("hidden", "Bagge"),
    }
    assert ties(path) == {
        (GROUP, "broader", FIELD),
        (BAKER, "broader", GROUP),
        (COOK, "broader", GROUP),
        (TITLE, "related", BAKER),
    }
    [stand_in] = records(path, "Substitutability")
    assert (stand_in.source, stand_in.target, stand_in.percentage) == (BAKER, COOK, 25)
    assert {
        (one.occupation, one.skill, one.origin, one.is_essential)
        for one in records(path, "OccupationSkill")
    } == {
        (BAKER, DOUGH, "curated", True),
        (BAKER, OVEN, "curated", False),
        (GROUP, DOUGH, "group", False),
    }


def test_a_relation_told_from_either_end_is_one_relation(tmp_path):
    path = official(
        tmp_path,
        [
            concept(
                GROUP,
                "ssyk-level-4",
                "Bagare",
                narrower=[concept(BAKER, "occupation-name", "Bagare")],
            ),
            concept(
                BAKER,
                "occupation-name",
                "Bagare",
                broader=[{"id": GROUP, "type": "ssyk-level-4"}],
                related=[concept(TITLE, "job-title", "Brödmästare")],
                substituted_by=[
                    {"id": COOK, "type": "occupation-name", "substitutability_percentage": 75}
                ],
            ),
            concept(
                TITLE,
                "job-title",
                "Brödmästare",
                related=[{"id": BAKER, "type": "occupation-name"}],
            ),
            concept(
                COOK,
                "occupation-name",
                "Kock",
                substitutes=[
                    {"id": BAKER, "type": "occupation-name", "substitutability_percentage": 75}
                ],
            ),
        ],
    )

    assert ties(path) == {(BAKER, "broader", GROUP), (TITLE, "related", BAKER)}
    [stand_in] = records(path, "Substitutability")
    assert (stand_in.source, stand_in.target) == (COOK, BAKER)


def test_what_only_older_files_have_is_deprecated_and_followed(tmp_path):
    old = "zzzz_old_001"
    official(
        tmp_path,
        [
            concept(old, "occupation-name", "bagare"),
            concept(COOK, "occupation-name", "Kock, gammal"),
        ],
        "v28/occupations.json",
    )
    official(
        tmp_path,
        [concept(BAKER, "occupation-name", "Bagare"), concept(COOK, "occupation-name", "Kock")],
        "version/30/occupations.json",
    )

    concepts = {one.id: one for one in records(tmp_path, "Concept")}

    assert concepts[old].deprecated
    assert (concepts[old].first_version, concepts[old].last_version) == (28, 28)
    assert not concepts[COOK].deprecated
    assert (concepts[COOK].first_version, concepts[COOK].last_version) == (28, 30)
    assert concepts[COOK].preferred_label == "Kock"
    assert ties(tmp_path) == {(old, "replaced-by", BAKER)}
    assert client.edition(tmp_path) == "30"


def test_a_stated_successor_stands_above_a_shared_label(tmp_path):
    old = "zzzz_old_001"
    path = official(
        tmp_path,
        [
            concept(
                old,
                "occupation-name",
                "Bagare",
                deprecated=True,
                replaced_by=[{"id": COOK, "type": "occupation-name"}],
            ),
            concept(BAKER, "occupation-name", "Bagare", deprecated=False),
            concept(COOK, "occupation-name", "Kock"),
        ],
    )

    assert ties(path) == {(old, "replaced-by", COOK)}
    assert [one.id for one in records(path, "Concept") if one.deprecated] == [old]


def test_a_type_that_only_an_old_file_lists_stays_active(tmp_path):
    write(
        tmp_path,
        "2020-01/legacy.json",
        {
            "driving-license": {"1": {"conceptId": "ffff_lic_001", "preferredTerm": "B"}},
            "municipality": {
                "0114": {"conceptId": "gggg_mun_001", "preferredTerm": "Upplands Väsby"}
            },
        },
    )
    official(tmp_path, [concept(BAKER, "occupation-name", "Bagare")], "v30/occupations.json")

    concepts = {one.id: one for one in records(tmp_path, "Concept")}

    assert concepts["ffff_lic_001"].type == "driving-licence"
    assert concepts["gggg_mun_001"].code == "0114"
    assert not any(one.deprecated for one in concepts.values())


def test_the_newest_groups_replace_older_ones(tmp_path):
    other = "bbbb_gro_002"
    write(tmp_path, "v2025-10/map.json", {BAKER: {"ssyk_id": other, "ssyk_name": "Annat"}})
    write(tmp_path, "v30/map.json", {"taxonomyVersion": "30", "mappings": {BAKER: GROUP}})
    official(
        tmp_path,
        [
            concept(BAKER, "occupation-name", "Bagare"),
            concept(GROUP, "ssyk-level-4", "Bagare"),
            concept(other, "ssyk-level-4", "Annat"),
        ],
        "2025-12/all.json",
    )

    assert ties(tmp_path) == {(BAKER, "broader", GROUP)}


def test_terms_belong_to_active_occupations_and_titles_of_that_label(tmp_path):
    official(
        tmp_path, [concept(BAKER, "occupation-name", "Bagare"), concept(DOUGH, "skill", "Kock")]
    )
    (tmp_path / "termer_koncept_yrke.csv").write_text(
        "term;uuid;concept;type\nbagarn;1;bagare;YRKE\nBagare;2;bagare;YRKE\nkocken;3;kock;YRKE\n",
        encoding="utf-8",
    )

    assert [(one.concept, one.kind, one.text) for one in records(tmp_path, "ConceptLabel")] == [
        (BAKER, "term", "bagarn")
    ]


def test_neighbours_keep_their_rank(tmp_path):
    official(
        tmp_path,
        [concept(BAKER, "occupation-name", "Bagare"), concept(COOK, "occupation-name", "Kock")],
    )
    shape = {
        BAKER: {"preferred_label": "Bagare", "similar": [{"id": COOK, "preferred_label": "Kock"}]}
    }
    about = {"title": "Närliggande yrken", "labour_market_taxonomy_version": "29"}
    write(tmp_path, "neighbours.json", {"metadata": about, "data": shape})
    write(tmp_path, "other.json", {"metadata": {"title": "Närliggande yrken GYR"}, "data": shape})

    [one] = records(tmp_path, "ConceptRelation")

    assert (one.source, one.kind, one.target, one.weight) == (BAKER, "neighbour", COOK, -1.0)


def test_a_half_file_gives_its_first_concepts(tmp_path):
    path = official(
        tmp_path,
        [concept(BAKER, "occupation-name", "Bagare"), concept(COOK, "occupation-name", "Kock")],
    )
    path.write_text(path.read_text()[:-30])

    broken, baker = list(client.read(path))

    assert isinstance(broken.payload, Unreadable)
    assert baker.id == BAKER


def test_a_folder_without_taxonomy_says_so(tmp_path):
    write(tmp_path, "other.json", {"x": 1})

    with pytest.raises(SourceUnavailable, match="no taxonomy file"):
        list(client.read(tmp_path))


def test_regions_of_other_countries_and_foreign_types_are_left_out(tmp_path):
    path = official(
        tmp_path,
        [
            concept("hhhh_reg_001", "region", "Oder-Spree", national_nuts_level_3_code_2019=None),
            concept("hhhh_reg_002", "region", "Skåne län", national_nuts_level_3_code_2019="12"),
            {"preferred_label": "Gruvor", "type": "sni-level-1"},
        ],
    )

    assert list(payloads(path)) == ["hhhh_reg_002"]


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        ({"type": "skill", "preferred_label": "Ugnar"}, "id"),
        ({"id": OVEN, "preferred_label": "Ugnar"}, "type"),
        ({"id": OVEN, "type": "skill", "preferred_label": ""}, "preferred_label"),
        ("text", ""),
    ],
)
def test_a_concept_without_its_parts_is_refused(payload, field):
    with pytest.raises(BadRecord) as caught:
        from_payload(RawItem("concept", "x", payload))

    assert caught.value.field == field


def test_concepts_without_an_id_are_items_of_their_own(tmp_path):
    path = official(
        tmp_path,
        [
            concept(BAKER, "occupation-name", "Bagare"),
            {"type": "skill", "preferred_label": "Ugnar"},
            None,
        ],
    )

    assert len(payloads(path)) == 3


def test_a_label_longer_than_the_column_is_left_out_and_noted():
    parsed = from_payload(
        RawItem("concept", OVEN, concept(OVEN, "skill", "Ugnar", alternative_labels=["u" * 301]))
    )

    assert [record.table for record in parsed.records] == ["Concept"]
    assert [(repair.field, repair.reason) for repair in parsed.repairs] == [
        ("alternative_labels", "too_long")
    ]


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("data/version/31/query/skills/skills.json", 31),
        ("taxonomy/v29-2026-02/occupation-skills.json.gz", 29),
        ("x/skills.v30.json.gz", 30),
        ("taxonomy/v2025-10/a.json", 28),
        ("taxonomy/queries-2025-12/a.json", 28),
        ("taxonomy/2024-10/a.json", 22),
        ("driving-licence_v2.json", 0),
        ("sample/concepts.json", 0),
    ],
)
def test_versions_come_from_paths(path, version, tmp_path):
    assert version_of(tmp_path / path, tmp_path) == version


@pytest.mark.parametrize(
    ("path", "root", "version"),
    [
        ("2024-10/v12/data/skills.json", "2024-10/v12/data", 0),
        ("2024-10/clone/sample/concepts.json", "2024-10/clone/sample/concepts.json", 0),
        ("version/31/query/skills/skills.json", "version/31/query/skills/skills.json", 31),
        ("taxonomy/v29-2026-02/skills.json", "taxonomy/v29-2026-02", 29),
        ("taxonomy/v29-2026-02/skills.json", "taxonomy/v29-2026-02/skills.json", 29),
    ],
)
def test_where_a_machine_keeps_its_files_is_no_version(path, root, version, tmp_path):
    assert version_of(tmp_path / path, tmp_path / root) == version

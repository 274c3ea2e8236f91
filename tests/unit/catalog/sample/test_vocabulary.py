"""The sample's concepts: enough of them, unique, and tied to one another only."""

from collections import Counter
from typing import Any

from tests.unit.catalog.sample.conftest import Sample

RELATIONS = (
    "broader", "related", "substitutes", "essential", "optional", "replaced_by", "exact_match",
    "close_match", "broad_match", "narrow_match",
)  # fmt: skip
REGULATED = {
    "Sjuksköterska, grundutbildad": "Legitimation som sjuksköterska",
    "Läkare": "Legitimation som läkare",
    "Tandläkare": "Legitimation som tandläkare",
    "Tandhygienist": "Legitimation som tandhygienist",
    "Barnmorska": "Legitimation som barnmorska",
    "Biomedicinsk analytiker/BMA": "Legitimation som biomedicinsk analytiker",
    "Fysioterapeut": "Legitimation som fysioterapeut",
    "Arbetsterapeut": "Legitimation som arbetsterapeut",
    "Psykolog": "Legitimation som psykolog",
    "Hälso- och sjukvårdskurator": "Legitimation som hälso- och sjukvårdskurator",
    "Förskollärare": "Förskollärarlegitimation",
    "Grundlärare, 4-6": "Lärarlegitimation",
    "Ämneslärare, gymnasieskolan": "Lärarlegitimation",
    "Undersköterska, hemtjänst, äldreboende och habilitering": (
        "Bevis om skyddad yrkestitel som undersköterska"
    ),
    "Distributionsförare": "Yrkeskompetensbevis för förare (YKB)",
    "Bussförare": "Yrkeskompetensbevis för förare (YKB)",
    "Taxiförare": "Taxiförarlegitimation",
    "Fastighetsmäklare": "Registrerad fastighetsmäklare",
    "Advokat": "Medlemskap i Advokatsamfundet",
    "Väktare": "Väktarutbildning (grundutbildning)",
    "Ordningsvakt": "Ordningsvaktsförordnande",
    "Lokförare": "Lokförarbevis",
}


def test_there_is_enough_of_everything(sample: Sample) -> None:
    assert len(sample.of_type("occupation-name")) >= 80
    assert len(sample.of_type("skill")) >= 600
    assert len(sample.of_type("job-title")) >= 150
    assert len(sample.of_type("occupation-field")) == 21
    assert len(sample.of_type("region")) == 21
    assert len(sample.of_type("keyword")) >= 2
    assert len(sample.of_type("trait")) >= 4
    assert len(sample.of_type("municipality")) == 290
    assert sum(one["deprecated"] for one in sample.concepts) >= 5


def test_every_kind_of_match_is_shown(sample: Sample) -> None:
    esco = [*sample.of_type("esco-occupation"), *sample.of_type("esco-skill")]
    kinds = {kind for one in esco for kind in one if kind.endswith("_match")}
    assert kinds == {"exact_match", "close_match", "broad_match", "narrow_match"}
    assert all(one["english_labels"] for one in esco)


def test_every_field_has_an_occupation(sample: Sample) -> None:
    parents = {
        one["id"]: one["broader"][0]["id"]
        for one in sample.concepts
        if one["type"] in ("occupation-name", "ssyk-level-4")
    }
    fields = {parents[parents[one["id"]]] for one in sample.of_type("occupation-name")}
    assert fields == {one["id"] for one in sample.of_type("occupation-field")}


def test_ids_are_unique(sample: Sample) -> None:
    counts = Counter(one["id"] for one in sample.concepts)
    assert [one for one, count in counts.items() if count > 1] == []


def test_labels_are_unique_within_a_type(sample: Sample) -> None:
    counts = Counter((one["type"], one["preferred_label"]) for one in sample.concepts)
    assert [one for one, count in counts.items() if count > 1] == []


def test_every_relation_points_into_the_sample(sample: Sample) -> None:
    types = {one["id"]: one["type"] for one in sample.concepts}
    dangling = [
        (one["preferred_label"], relation, other)
        for one in sample.concepts
        for relation in RELATIONS
        for other in one.get(relation, ())
        if types.get(other["id"]) != other["type"]
    ]
    assert dangling == []


def test_a_deprecated_occupation_leads_to_an_active_one(sample: Sample) -> None:
    active = {one["id"] for one in sample.of_type("occupation-name")}
    for one in sample.concepts:
        if one["deprecated"]:
            assert [other["id"] in active for other in one["replaced_by"]] == [True]


def test_occupations_are_told_in_the_projects_own_words(sample: Sample) -> None:
    for one in sample.of_type("occupation-name"):
        assert one["definition"].endswith("."), one["preferred_label"]
        assert one["alternative_labels"], one["preferred_label"]


def test_skills_of_occupations_are_labels_of_skills(sample: Sample) -> None:
    labels = {one["preferred_label"] for one in sample.of_type("skill")}
    occupations = {one["id"] for one in sample.of_type("occupation-name")}
    assert sample.occupation_skills.keys() == occupations
    for said in sample.occupation_skills.values():
        own = said["taxonomy"] + said["calculated_skills"]
        assert len(own) == len(set(own)), said["preferred_label"]
        assert 6 <= len(own) <= 16, said["preferred_label"]
        assert {*own, *said["group_skills"]} <= labels


def test_regulated_occupations_have_their_licence_as_essential(sample: Sample) -> None:
    found: dict[str, list[str]] = {
        one["preferred_label"]: [skill["preferred_label"] for skill in one["essential"]]
        for one in sample.of_type("occupation-name")
    }
    for occupation, licence in REGULATED.items():
        assert licence in found[occupation]


def test_places_are_municipalities_in_sweden(sample: Sample) -> None:
    codes = {one["lau_2_code_2015"] for one in sample.of_type("municipality")}
    assert {place["kommunkod"] for place in sample.places} == codes
    for place in sample.places:
        assert 55 < place["latitud"] < 69.5
        assert 10.5 < place["longitud"] < 24.5


def test_municipalities_lie_in_the_county_of_their_code(sample: Sample) -> None:
    counties: dict[str, Any] = {
        one["id"]: one["national_nuts_level_3_code_2019"] for one in sample.of_type("region")
    }
    for one in sample.of_type("municipality"):
        assert one["lau_2_code_2015"][:2] == counties[one["broader"][0]["id"]]

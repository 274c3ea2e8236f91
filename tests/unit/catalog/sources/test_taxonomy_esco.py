"""ESCO's own tables, traits and titles without ids, beside an official file."""

import gzip
import json

from catalog.sources.record import Unreadable
from catalog.sources.taxonomy import client
from catalog.sources.taxonomy.records import from_payload

BAKER, DOUGH = "aaaa_bak_001", "dddd_dou_001"
ESCO_DOUGH = "ffff_esc_001"
ONE, TWO, THREE = (f"0000000{n}-0000-4000-8000-000000000000" for n in (1, 2, 3))
OCCUPATION = "http://data.europa.eu/esco/occupation/"
SKILL = "http://data.europa.eu/esco/skill/"
CONCEPT = "http://data.jobtechdev.se/taxonomy/concept/"
HEADER = (
    "Classification 1 URI,Classification 1 PrefLabel,Classification 1 URL,"
    "Classification 2 URI,Classification 2 PrefLabel,Classification 2 URL,Mapping relation,Note"
)


def official(folder):
    concepts = [
        {"id": BAKER, "type": "occupation-name", "preferred_label": "Bagare"},
        {"id": DOUGH, "type": "skill", "preferred_label": "Degberedning"},
        {"id": ESCO_DOUGH, "type": "esco-skill", "preferred_label": "bereda deg"},
    ]
    write(folder, "concepts.json", json.dumps({"data": {"concepts": concepts}}))


def write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def crosswalk(folder):
    rows = [
        "Mapping project name,ESCO - SE NOC,,,,,,",
        HEADER,
        f'{OCCUPATION}{ONE},"bagare, bröd",,{CONCEPT}{BAKER},Bagare,,skos:exactMatch,',
        f"{OCCUPATION}{TWO},surdegsbagare,,{CONCEPT}{BAKER},Bagare,,skos:broadMatch,",
        f"{OCCUPATION}{THREE},kock,,{CONCEPT}zzzz_zzz_zzz,Kock,,skos:exactMatch,",
        f"{OCCUPATION}{THREE},kock,,,,,no relation,",
    ]
    write(folder, "occupations-to-esco.csv", "\n".join(rows))


def skill_crosswalk(folder):
    """Each row as it is published: one cell of a table with semicolons."""
    row = f'"{SKILL}{ONE},bereda deg,,{CONCEPT}{DOUGH},""Degberedning, jäst"",,skos:closeMatch,";'
    write(folder, "skills-to-esco.csv", f"\ufeffMapping project name,ESCO;\n{HEADER};\n{row}\n")


def payloads(folder):
    return {item.id: item.payload for item in client.read(folder)}


def records(folder, table):
    found = [one for item in client.read(folder) for one in from_payload(item).records]
    return [one for one in found if one.table == table]


def test_an_esco_occupation_keeps_its_match_and_its_names(tmp_path):
    official(tmp_path)
    crosswalk(tmp_path)
    write(tmp_path, "labels.corpus.tsv", "C000001_sv_000\tbagare, bröd\nC000001_sv_001\tbrödbagare")
    write(
        tmp_path,
        "labels.uris.tsv",
        f"C000001_sv_000\t{OCCUPATION}{ONE}\nC000001_sv_001\t{OCCUPATION}{ONE}",
    )
    english = f'ORIGINURI,PREFERREDLABEL,ALTLABELS\n{OCCUPATION}{ONE},baker,"bread baker\nBaker"\n'
    (tmp_path / "occupations.csv.gz").write_bytes(gzip.compress(english.encode()))

    assert {
        (one.source, one.kind, one.target)
        for one in records(tmp_path, "ConceptRelation")
        if one.kind.endswith("match")
    } == {(ONE, "exact-match", BAKER), (TWO, "broad-match", BAKER)}
    assert {
        (one.language, one.kind, one.text)
        for one in records(tmp_path, "ConceptLabel")
        if one.concept == ONE
    } == {
        ("sv", "alternative", "brödbagare"),
        ("en", "alternative", "baker"),
        ("en", "hidden", "bread baker"),
    }
    concepts = {one.id: one for one in records(tmp_path, "Concept")}
    assert (concepts[ONE].type, concepts[ONE].preferred_label) == (
        "esco-occupation",
        "bagare, bröd",
    )
    assert not concepts[ONE].deprecated
    assert concepts[ONE].code == ONE
    assert THREE not in concepts  # tied to nothing that is held


def test_an_esco_skill_of_the_taxonomy_keeps_its_own_id(tmp_path):
    official(tmp_path)
    skill_crosswalk(tmp_path)
    write(tmp_path, "skills-en.csv", f"id,label\n{ONE},prepare dough\n")
    found = payloads(tmp_path)
    assert ONE not in found
    assert found[ESCO_DOUGH]["close_match"] == [{"id": DOUGH, "type": "skill", "weight": 0.0}]
    assert found[ESCO_DOUGH]["english_labels"] == ["prepare dough"]
    assert not found[ESCO_DOUGH]["deprecated"]
    codes = {one.id: one.code for one in records(tmp_path, "Concept")}
    assert codes[ESCO_DOUGH] == ONE  # its address in ESCO, which the taxonomy's id is not
    assert codes[DOUGH] == ""


def test_a_damaged_table_is_listed_and_the_rest_is_read(tmp_path):
    official(tmp_path)
    crosswalk(tmp_path)
    file = tmp_path / "occupations-to-esco.csv"
    whole = gzip.compress(file.read_bytes())
    file.unlink()
    (tmp_path / "occupations-to-esco.csv.gz").write_bytes(whole[:-4])
    found = payloads(tmp_path)
    assert isinstance(found["occupations-to-esco.csv.gz"], Unreadable)
    assert ONE in found


def test_tables_of_something_else_are_passed_by(tmp_path):
    official(tmp_path)
    write(tmp_path, "other.csv", "a,b\n1,2\n")
    write(tmp_path, "other.tsv", "a\tb\n1\t2\n")
    assert payloads(tmp_path).keys() == {BAKER, DOUGH, ESCO_DOUGH}


def test_traits_come_with_the_ways_to_write_them(tmp_path):
    official(tmp_path)
    write(
        tmp_path,
        "termer_koncept_formaga.csv",
        f"term;uuid;concept;type;term_uuid;term_misspelled;version\n"
        f"noggrann;{ONE};Noggrann;FORMAGA;x;False;1\n"
        f"noggranhet;{ONE};Noggrann;FORMAGA;x;True;1\n",
    )
    [trait] = [one for one in records(tmp_path, "Concept") if one.type == "trait"]
    assert (trait.id, trait.preferred_label, trait.deprecated) == (ONE, "Noggrann", False)
    labels = {(one.kind, one.text) for one in records(tmp_path, "ConceptLabel")}
    assert labels == {("term", "noggrann"), ("hidden", "noggranhet")}


def test_displayed_titles_are_hidden_labels(tmp_path):
    official(tmp_path)
    titles = {"Surdegsbagare (Bagare)": BAKER, "Bagare": BAKER}
    write(tmp_path, "occupationsId.json", json.dumps(titles))
    labels = {(one.concept, one.kind, one.text) for one in records(tmp_path, "ConceptLabel")}
    assert labels == {(BAKER, "hidden", "Surdegsbagare")}

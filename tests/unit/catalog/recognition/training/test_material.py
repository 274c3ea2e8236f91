"""What may be trained on, and what is left out."""

import gzip
import json
from pathlib import Path

import pytest

from catalog.recognition.training.material import (
    EMPLOYERS,
    ESCO,
    JOBTECH,
    Material,
    MaterialUnreadable,
    read_excluded,
    read_files,
)

URI = "http://data.europa.eu/esco/"


def write(file: Path, text: str) -> Path:
    file.write_bytes(gzip.compress(text.encode()) if file.suffix == ".gz" else text.encode())
    return file


def test_a_text_that_differs_only_in_case_is_the_same() -> None:
    material = Material()
    for text in ("Svetsare", "svetsare ", "Licenssvetsare", "", "…"):
        material.add_label("weld", text, "sv", JOBTECH)
    assert material.labels == {"weld": [("Svetsare", "sv"), ("Licenssvetsare", "sv")]}


def test_excluded_texts_stay_out_however_they_are_written(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.txt", "Bagare/Konditor\n")
    table = write(tmp_path / "q.tsv.gz", "qid\ttext\n1\tKock, storhushåll\n")
    material = Material(excluded=read_excluded([plain, table]))
    for text in ("bagare konditor", "kock storhushåll", "Bagare"):
        material.add_label("c", text, "sv", JOBTECH)
    assert material.labels == {"c": [("Bagare", "sv")]}
    assert material.left_out == 2


def test_an_excluded_text_is_no_synonym_but_may_have_some() -> None:
    material = Material(excluded=frozenset({"bagare"}))
    for name, other in (
        ("Bagare", "brödbagare"),
        ("Kock", "bagare"),
        ("Kock", "kock"),
        ("Kock", "kocken"),
    ):
        material.add_synonym(name, other)
    assert material.synonyms == [("Bagare", "brödbagare"), ("Kock", "kocken")]


def test_groups_that_share_a_text_are_one() -> None:
    material = Material()
    for group, texts in {"a": "Kock Cook", "b": "cook köksa", "c": "Bagare", "d": "Baker"}.items():
        for text in texts.split():
            material.add_label(group, text, "sv", ESCO if group == "b" else JOBTECH)
        material.add_definition(group, f"{group} explained")
    material.ties = [("b", "a"), ("b", "c"), ("c", "gone")]
    merged = material.merged()
    assert {group: [text for text, _ in texts] for group, texts in merged.labels.items()} == {
        "a": ["Kock", "Cook", "köksa"],
        "c": ["Bagare"],
        "d": ["Baker"],
    }
    assert merged.definitions["a"] == ["a explained", "b explained"]
    assert merged.ties == [("a", "c")]
    assert merged.vocabularies["a"] == {ESCO, JOBTECH}
    assert merged.vocabularies["c"] == {JOBTECH}


def test_what_explains_a_group_without_labels_explains_what_it_is_tied_to() -> None:
    material = Material(excluded=frozenset({"bagare"}))
    material.add_label("bake", "Bagare", "sv", JOBTECH)
    material.add_label("food", "Livsmedelsarbetare", "sv", JOBTECH)
    material.add_definition("bake", "Bakar bröd.")
    material.add_definition("gone", "Ingen vet.")
    material.ties = [("bake", "food"), ("bake", "work")]
    assert material.merged().definitions == {"food": ["Bakar bröd."]}


def test_a_text_of_too_many_groups_joins_none() -> None:
    material = Material()
    for group in "abcd":
        material.add_label(group, "assistent", "sv", JOBTECH)
        material.add_label(group, f"assistent {group}", "sv", JOBTECH)
    assert len(material.merged().labels) == 4


def test_a_description_copied_through_a_crosswalk_stays_out() -> None:
    material = Material()
    material.add_definition(
        "c", "Yrkesbeskrivning som är hämtad från relaterat ESCO-yrke: Gör bröd"
    )
    material.add_definition("c", "Bakar bröd.")
    material.add_definition("c", "Ingen information tillgänglig")
    assert material.definitions == {"c": ["Bakar bröd."]}


def test_carried_files_meet_in_the_uri(tmp_path: Path) -> None:
    files = [
        write(
            tmp_path / "occupations.csv.gz",
            "ORIGINURI,ISCOGROUPCODE,PREFERREDLABEL,ALTLABELS,DESCRIPTION\n"
            f'{URI}occupation/1,7512,baker,"bread maker\ndough maker",Bakes bread.\n',
        ),
        write(tmp_path / "labels.tsv", "K1\tbagare\nK2\tbageriyrken\n"),
        write(tmp_path / "uris.tsv", f"K1\t{URI}occupation/1\nK2\t{URI}isco/C7512\n"),
        write(tmp_path / "skills-en.csv", "id,label\nabc,bake bread\n"),
        write(tmp_path / "skills-sv.tsv", f"cid\ttext\tesco_uri\nabc\tbaka bröd\t{URI}skill/abc\n"),
        write(tmp_path / "terms.csv", "term;uuid;concept;type\nbrödbagare;u1;Bagare;YRKE\n"),
    ]
    material = Material()
    read_files(files, material)
    assert material.labels == {
        f"{URI}occupation/1": [
            *(("baker", "en"), ("bread maker", "en"), ("dough maker", "en"), ("bagare", "sv")),
        ],
        f"{URI}isco/C7512": [("bageriyrken", "sv")],
        f"{URI}skill/abc": [("bake bread", "en"), ("baka bröd", "sv")],
        "u1": [("Bagare", "sv"), ("brödbagare", "sv")],
    }
    assert material.synonyms == [("Bagare", "brödbagare")]
    assert material.definitions == {f"{URI}occupation/1": ["Bakes bread."]}
    assert material.ties == [(f"{URI}occupation/1", f"{URI}isco/C7512")]
    assert material.vocabularies == {
        **{f"{URI}{key}": {ESCO} for key in ("occupation/1", "isco/C7512", "skill/abc")},
        "u1": {EMPLOYERS},
    }


def test_texts_about_groups_and_skills_become_definitions(tmp_path: Path) -> None:
    material = Material()
    material.add_label("s1", "Vinprovning, avsmakning", "sv", JOBTECH)
    material.add_label("o1", "Bagare", "sv", JOBTECH)
    material.add_label("e1", "bagare", "sv", ESCO)
    isco = {"data": {"concepts": [{"isco_code_08": "7512", "definition": "Bakar bröd."}]}}
    by_key = {
        "vinprovning, avsmakning": "Vinprovning, avsmakning avser kompetens inom att smaka på vin.",
        "o1": "Bagare bakar.",
        "okänd": "Sägs inte.",
    }
    files = [
        write(tmp_path / f"{n}.json.gz", json.dumps(one)) for n, one in enumerate((isco, by_key))
    ]
    read_files(files, material)
    assert material.definitions == {
        f"{URI}isco/C7512": ["Bakar bröd."],
        "s1": ["att smaka på vin."],
        "o1": ["Bagare bakar."],
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Classification 1 URI,Classification 2 URI,Mapping relation\nu,v,skos:exactMatch\n",
            "cross",
        ),
        ("a,b,c\n1,2,3\n", "none of the shapes"),
        ('{"data": {"concepts": [{"definition": "Bakar"}]}}', "none of the shapes"),
        ('{"o1": ["Bakar"]}', "none of the shapes"),
        ('{"o1"', "none of the shapes"),
        ("K1\tbagare\n", "no URI"),
    ],
)
def test_other_files_are_refused_by_name(tmp_path: Path, text: str, reason: str) -> None:
    file = write(tmp_path / "some.csv", text)
    with pytest.raises(MaterialUnreadable, match=reason):
        read_files([file], Material())

"""Corrections that can hardly mean anything else."""

import pytest

from catalog.recognition.misspellings import correction_tables, corrections_of

TABLES = correction_tables(
    ["tapetsering", "äldreboende", "undersköterska", "lossning", "sociologi", "kock"]
)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("tapettsering", "tapetsering"),
        ("aldreboende", "äldreboende"),
        ("undersköteska", "undersköterska"),
        ("undersköetrska", "undersköterska"),
        ("lösning", None),  # another word: who writes ö does not mean o
        ("sociologisk", None),  # another ending is another word
        ("kook", None),
        ("helt-annat", None),
        ("", None),
    ],
)
def test_corrects(word, meant):
    assert corrections_of([word], TABLES).get(word) == meant


def test_two_candidates_are_none():
    assert corrections_of(["malarena"], correction_tables(["målarena", "mälarena"])) == {}

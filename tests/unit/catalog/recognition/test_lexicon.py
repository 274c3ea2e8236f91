"""Compiling, saving and loading."""

import json
import random

import numpy as np
import pytest

from catalog.recognition.fingerprints import NumberTable
from catalog.recognition.lexicon import Term, compile_lexicon, load_lexicon, save_lexicon
from catalog.recognition.recognise import recognise
from catalog.snapshot.arrays import SnapshotDamaged
from tests.unit.catalog.recognition.conftest import terms

TEXT = "Undersköterska i hemtjänsten, B-körkort, programmerar Python och talar engelska."


def test_order_of_terms_does_not_matter(lexicon):
    shuffled = terms()
    random.Random(4).shuffle(shuffled)
    other = compile_lexicon(shuffled)
    for name in ("edge_from", "edge_to", "sense_concept", "sense_method"):
        assert np.array_equal(getattr(lexicon.tables, name), getattr(other.tables, name))


def test_loaded_recognises_as_compiled(lexicon, tmp_path):
    save_lexicon(lexicon, tmp_path / "lexicon")
    loaded = load_lexicon(tmp_path / "lexicon")
    assert recognise(TEXT, loaded, "cv") == recognise(TEXT, lexicon, "cv") != ()


def test_saving_twice_gives_the_same_bytes(lexicon, tmp_path):
    for name in ("one", "two"):
        save_lexicon(lexicon, tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        other = tmp_path / "two" / file.name
        assert file.is_dir() or file.read_bytes() == other.read_bytes()


def test_other_types_are_left_out(lexicon):
    assert recognise("Silversmide", lexicon, "cv") == ()


def test_no_terms_give_a_lexicon_that_finds_nothing():
    assert recognise(TEXT, compile_lexicon([]), "cv") == ()


def test_missing_file_is_named(lexicon, tmp_path):
    save_lexicon(lexicon, tmp_path)
    (tmp_path / "edge_to.npy").unlink()
    with pytest.raises(SnapshotDamaged, match=r"edge_to\.npy.*build_snapshot"):
        load_lexicon(tmp_path)


def test_truncated_file_is_named(lexicon, tmp_path):
    save_lexicon(lexicon, tmp_path)
    file = tmp_path / "sense_node.npy"
    file.write_bytes(file.read_bytes()[:90])
    with pytest.raises(SnapshotDamaged, match=r"sense_node\.npy.*build_snapshot"):
        load_lexicon(tmp_path)


def test_other_version_is_refused(lexicon, tmp_path):
    save_lexicon(lexicon, tmp_path)
    (tmp_path / "lexicon.json").write_text(json.dumps({"layout": 99, "rules": "lexical-v9"}))
    with pytest.raises(SnapshotDamaged, match="build_snapshot"):
        load_lexicon(tmp_path)


def test_a_description_that_is_none_is_refused(lexicon, tmp_path):
    save_lexicon(lexicon, tmp_path)
    (tmp_path / "lexicon.json").write_text("[]")
    with pytest.raises(SnapshotDamaged, match=r"lexicon\.json.*build_snapshot"):
        load_lexicon(tmp_path)


def test_files_of_two_lexicons_are_refused(lexicon, tmp_path):
    save_lexicon(lexicon, tmp_path)
    file = tmp_path / "edge_to.npy"
    np.save(file, np.load(file)[:-1])
    with pytest.raises(SnapshotDamaged, match=r"do not fit together.*build_snapshot"):
        load_lexicon(tmp_path)


def test_no_folder_is_named(tmp_path):
    with pytest.raises(SnapshotDamaged, match=r"lexicon\.json.*build_snapshot"):
        load_lexicon(tmp_path / "nowhere")


def test_preferred_label_beats_a_title():
    lexicon = compile_lexicon(
        [
            Term("Trafikledare", "a", "Trafikledare", "occupation-name", "preferred"),
            Term("Trafikledare", "b", "Transportplanerare", "occupation-name", "title"),
        ]
    )
    (mention,) = recognise("Trafikledare", lexicon, "cv")
    assert (mention.concept_id, mention.method) == ("a", "label")


def test_a_loose_name_never_stands_over_a_sure_one():
    lexicon = compile_lexicon(
        [
            Term("Truckkörning", "truck", "Truckkörning", "skill", "preferred"),
            Term("köra truck", "truck", "Truckkörning", "skill", "alternative"),
            Term("köra truck på lager", "store", "Lagerarbete", "skill", "broad_match"),
            Term("god vana av truckkörning", "trait", "Vana", "trait", "preferred"),
            Term("packa lådor", "store", "Lagerarbete", "skill", "broad_match"),
        ]
    )
    text = "Köra truck på lager. God vana av truckkörning. Packa lådor."
    found = recognise(text, lexicon, "cv")
    assert [(one.surface, one.method) for one in found] == [
        ("Köra truck", "alternative"),
        ("truckkörning", "label"),
        ("Packa lådor", "broad-match"),
    ]
    assert [one.is_suggestion for one in found] == [False, False, True]


def test_traits_are_found_where_persons_are_spoken_of():
    lexicon = compile_lexicon([Term("Noggrann", "t", "Noggrann", "trait", "preferred")])
    assert [len(recognise("noggrann", lexicon, kind)) for kind in ("cv", "ad", "education")] == [
        1, 1, 0,
    ]  # fmt: skip


def numbered(cells, number):
    return np.where(cells == NumberTable.NONE, cells, number)


@pytest.mark.parametrize("name", ["form_cells", "step_cells"])
@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda cells: cells[1:], id="not a power of two"),
        pytest.param(lambda cells: cells.ravel()[:, None], id="another shape"),
        pytest.param(lambda cells: np.zeros_like(cells), id="no empty cell"),
        pytest.param(lambda cells: numbered(cells, 10**9), id="too far"),
        pytest.param(lambda cells: numbered(cells, -(10**9)), id="too low"),
    ],
)
def test_a_spoilt_table_is_told_before_it_is_looked_into(name, spoil, lexicon, tmp_path):
    save_lexicon(lexicon, tmp_path)
    np.save(tmp_path / f"{name}.npy", spoil(getattr(lexicon.tables, name)))
    with pytest.raises(SnapshotDamaged, match=r"do not fit together.*build_snapshot"):
        load_lexicon(tmp_path)

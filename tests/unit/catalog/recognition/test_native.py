"""What is written in C says what the arrays say, and does without where it is not there."""

import subprocess
import sys
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.recognition import build_native, native
from catalog.recognition.cues import CUE_TABLES
from catalog.recognition.folding import fold
from catalog.recognition.glance import glance_by_arrays, glance_natively
from catalog.recognition.lexicon import COMPOUND, LONGER, PHRASE
from catalog.recognition.matcher import read
from catalog.recognition.passages import _ends_of, ends_by_arrays, passages_of
from catalog.recognition.words import bounds_by_arrays, cut
from tests.unit.catalog.recognition.test_places import LEXICON, written

pytestmark = pytest.mark.skipif(
    native.LIBRARY is None, reason="glance.c is not compiled: no C compiler was there"
)
NEEDED = {"build_native.py", "glance.c"}
KINDS = st.sampled_from(["cv", "ad", "education"])
ANYTHING = st.one_of(
    written(),
    st.text(max_size=200),
    st.text("aåé漢 .!?:;,-/+#\n•\u200b", max_size=80),
    st.sampled_from(["c++ c# .net c++x", "el-", "a", "leg. usk t.ex. bl.a. ca. 5.", "-/el", "?"]),
)


@settings(deadline=None, max_examples=300)
@given(ANYTHING, KINDS)
def test_a_glance_is_the_same(text, kind):
    reading = read(text)
    if not reading.words:
        return
    slow, fast = glance_by_arrays(reading, LEXICON, kind), glance_natively(reading, LEXICON, kind)
    assert fast.numbers.tolist() == slow.numbers.tolist()
    assert fast.firsts.tolist() == slow.firsts.tolist()
    # C looks further: it tells phrases, or that there is none after all.
    longer = np.uint16(LONGER | PHRASE)
    unlike = longer | np.uint16(COMPOUND)
    # And not as closely at what may be a compound.
    assert not (slow.marks & ~fast.marks & COMPOUND).any()
    assert (fast.marks & ~unlike).tolist() == (slow.marks & ~unlike).tolist()
    assert not (fast.marks & longer > 0)[slow.marks & longer == 0].any()
    assert astuple(fast)[4:] == astuple(slow)[4:]


@settings(deadline=None, max_examples=300)
@given(ANYTHING, KINDS)
def test_cues_and_ends_are_the_same(text, kind):
    reading = read(text)
    assert _ends_of(reading.folded) == ends_by_arrays(reading.folded)
    starts = passages_of(reading.folded, kind).starts
    if reading.words:
        table = CUE_TABLES[kind]
        assert table.places(reading, starts) == table.places_by_arrays(reading, starts)


@settings(deadline=None)
@given(ANYTHING)
def test_words_are_the_same(text):
    folded = fold(text)
    words, bounds = cut(folded)
    assert len(bounds) == 2 * len(words)
    assert [folded.text[a:b] for a, b in bounds.reshape(-1, 2)] == list(words)
    plain = folded.codes
    if not set("#+.") & set(text):
        assert bounds.tolist() == bounds_by_arrays(plain).tolist()


@pytest.mark.parametrize("compiler", ["", "nothing-of-this-name", "false"])
def test_without_a_compiler_that_is_said_and_no_error(compiler, tmp_path):
    folder = tmp_path / "catalog" / "recognition"
    folder.mkdir(parents=True)
    for name in NEEDED:
        (folder / name).write_bytes((build_native.SOURCE.parent / name).read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "catalog.recognition.build_native"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path), "CC": compiler, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "recognition works all the same" in done.stderr
    assert {one.name for one in folder.iterdir()} == NEEDED

"""A fingerprint is that of the word, wherever it stands; a sieve never says no to a member."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from catalog.recognition.fingerprints import (
    Fingerprints,
    NumberTable,
    Sieve,
    prints_of,
    prints_of_pairs,
)
from catalog.recognition.folding import fold
from catalog.recognition.words import cut

WORDS = st.lists(st.text("abcåäöé漢ж19", min_size=1, max_size=70), min_size=1, max_size=30)


@given(WORDS, st.sampled_from([" ", ", ", "\n", " \u200b "]))
def test_words_of_a_text_have_the_fingerprints_they_have_alone(words, gap):
    folded = fold(gap.join(words).upper())
    found, bounds = cut(folded)
    prints = Fingerprints(folded.codes).of(bounds[0::2], bounds[1::2])
    assert prints.tolist() == prints_of(found).tolist()


def test_a_long_text_has_the_same_fingerprints():
    folded = fold("kock " * 60_000)
    _, bounds = cut(folded)
    prints = Fingerprints(folded.codes).of(bounds[0::2], bounds[1::2])
    assert set(prints.tolist()) == set(prints_of(["kock"]).tolist())


def test_many_words_have_the_same_fingerprints_as_few():
    words = [f"ord{number}" for number in range(20_000)]
    prints = prints_of(words)
    assert len(set(prints.tolist())) == len(words)
    assert prints[19_000:].tolist() == prints_of(words[19_000:]).tolist()


def test_no_words_have_no_fingerprints():
    assert prints_of([]).tolist() == []


def test_two_words_as_one():
    folded = fold("projekt ledning")
    _, bounds = cut(folded)
    prints = Fingerprints(folded.codes)
    first, second = prints.of(bounds[0::2], bounds[1::2])
    both = prints.joined(np.array([first]), np.array([7]), np.array([second]))
    assert both.tolist() == prints_of(["projektledning"]).tolist()


def test_a_sieve_lets_its_members_through_and_little_else():
    members, others = (prints_of([f"{name}{i}" for i in range(5000)]) for name in ("ja", "nej"))
    sieve = Sieve(members)
    assert sieve.may_hold(members).all()
    assert sieve.may_hold(others).mean() < 0.1
    assert not Sieve(prints_of([])).may_hold(members).any()


def test_a_table_tells_the_number_of_each_member_and_of_nothing_else():
    prints = prints_of([f"ord{number}" for number in range(5000)])
    table = NumberTable.of(prints[:4000], np.arange(4000) - 2000)
    assert table.numbers_of(prints[:4000]).tolist() == list(range(-2000, 2000))
    assert (table.numbers_of(prints[4000:]) == NumberTable.NONE).all()


def test_members_that_meet_in_one_cell_stand_side_by_side():
    # The same upper half, so that all want one cell, at the very end of the table.
    prints = np.arange(2**64 - 40, 2**64, 2, dtype=np.uint64)
    table = NumberTable.of(prints, np.arange(20))
    assert table.numbers_of(prints).tolist() == list(range(20))
    assert (table.numbers_of(prints + np.uint64(1)) == NumberTable.NONE).all()


def test_a_table_may_be_empty():
    assert NumberTable.of(prints_of([]), np.zeros(0, np.int32)).numbers_of(
        prints_of(["ett"])
    ).tolist() == [NumberTable.NONE]


def test_pairs_have_fingerprints_of_their_own():
    first, second = np.divmod(np.arange(40_000, dtype=np.int32), 200)
    prints = prints_of_pairs(first, second - 100)
    assert len(set(prints.tolist())) == 40_000

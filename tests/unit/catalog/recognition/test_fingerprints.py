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


def test_a_table_tells_numbers_or_that_it_cannot():
    prints = prints_of([f"ord{number}" for number in range(5000)])
    table = NumberTable(prints[:4000], np.arange(4000))
    found = table.numbers_of(prints, -1)
    is_crowded = found == NumberTable.CROWDED
    assert is_crowded[:4000].mean() < 0.2
    assert (found[:4000] == np.arange(4000))[~is_crowded[:4000]].all()
    assert (found[4000:] == -1)[~is_crowded[4000:]].all()


def test_what_stands_for_two_numbers_is_never_one_of_them():
    twice = np.append(prints_of(["ett"]), prints_of(["ett"]))
    assert (
        NumberTable(twice, np.array([1, 2])).numbers_of(twice, -1).tolist()
        == [NumberTable.CROWDED] * 2
    )


def test_pairs_have_fingerprints_of_their_own():
    first, second = np.divmod(np.arange(40_000, dtype=np.int32), 200)
    prints = prints_of_pairs(first, second - 100)
    assert len(set(prints.tolist())) == 40_000

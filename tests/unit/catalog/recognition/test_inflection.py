"""Forms of lexicon words."""

import pytest

from catalog.recognition.inflection import compound_stems, inflect, singulars_of, verbs_of


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        (
            "sjuksköterska",
            ("sjuksköterskan", "sjuksköterskor", "sjuksköterskorna", "sjuksköterskas"),
        ),
        ("svetsare", ("svetsaren", "svetsarna", "svetsares")),
        ("tekniker", ("teknikern", "teknikerna")),
        ("montör", ("montören", "montörer", "montörerna")),
        ("utbildning", ("utbildningen", "utbildningar", "utbildningens")),
        ("maskiner", ("maskin", "maskinen", "maskinerna")),
        ("palliativ", ("palliativt", "palliativa")),
        ("program", ("programmet", "programmen")),
        ("hjälpmedel", ("hjälpmedlet", "hjälpmedlen")),
        ("bageri", ("bageriet", "bagerier")),
        ("boende", ("boendet", "boenden")),
    ],
)
def test_makes_the_forms_people_write(word, forms):
    assert set(forms) <= set(inflect(word))
    assert inflect(word)[0] == word


@pytest.mark.parametrize("word", ["far", "cnc", "c1e", "b", "iso9001"])
def test_short_words_and_codes_are_left_alone(word):
    assert inflect(word) == (word,)


def test_verbs_behind_nouns():
    assert "svarvade" in verbs_of("svarvning")
    assert "monterar" in verbs_of("montering")
    assert verbs_of("redovisa") == ()


def test_first_parts_of_compounds():
    assert "sköterske" in compound_stems("sköterska")
    assert "läkar" in compound_stems("läkare")


def test_plural_labels_have_a_singular():
    assert "koordinatmätmaskin" in singulars_of("koordinatmätmaskiner")
    assert singulars_of("elektriker") == ("elektriker",)


def test_who_does_something_in_english_is_no_plural():
    assert "develop" not in inflect("developer")
    assert "developers" in inflect("developer")
    assert "maskin" in inflect("maskiner")

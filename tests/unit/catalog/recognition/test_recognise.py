"""Swedish as written, and words that only look like labels."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.recognition.lexicon import compile_lexicon
from catalog.recognition.mention import TextKind
from catalog.recognition.recognise import recognise
from tests.unit.catalog.recognition.conftest import terms

LEXICON = compile_lexicon(terms())


def found(text: str, kind: TextKind = "cv") -> set[tuple[str, str]]:
    return {(one.surface, one.label) for one in recognise(text, LEXICON, kind)}


@pytest.mark.parametrize(
    ("text", "surface", "label"),
    [
        ("Jag är svetsare.", "svetsare", "Svetsare"),
        ("Svetsarnas verkstad", "Svetsarnas", "Svetsare"),
        ("Kock a la carte i Växjö", "Kock a la carte", "Kock à la carte"),
        ("kock på en krog", "kock", "Kock à la carte"),
        ("konditor", "konditor", "Bagare/Konditor"),
        ("elektriker sedan 2001", "elektriker", "Installationselektriker"),
        ("usk", "usk", "Undersköterska, hemtjänst, äldreboende och habilitering"),
        (
            "nattundersköterska",
            "nattundersköterska",
            "Undersköterska, hemtjänst, äldreboende och habilitering",
        ),
        (
            "undersköterskevikarie",
            "undersköterskevikarie",
            "Undersköterska, hemtjänst, äldreboende och habilitering",
        ),
        ("leg. sjuksköterska", "leg. sjuksköterska", "Legitimation som sjuksköterska"),
        ("leg. sjuksköterska", "sjuksköterska", "Sjuksköterska, grundutbildad"),
        ("enhetschef i hemtjänsten", "enhetschef i hemtjänsten", "Enhetschef, hemtjänst"),
        (
            "palliativa vården",
            "palliativa vården",
            "Palliativ vård, specialistområde för sjuksköterska",
        ),
        ("omvårdnadsarbete", "omvårdnadsarbete", "Omvårdnad"),
        ("el- och rörinstallationer", "el", "Elinstallation"),
        ("el- och rörinstallationer", "rörinstallationer", "Rörinstallation"),
        ("projekt ledning", "projekt ledning", "Projektledning, erfarenhet"),
        (
            "under\u00adsköterska",
            "under\u00adsköterska",
            "Undersköterska, hemtjänst, äldreboende och habilitering",
        ),
        ("heta arbeten", "heta arbeten", "Certifikat, heta arbeten"),
        ("gesällbrev som målare", "gesällbrev som målare", "Gesällbrev, målare"),
        ("agronomutbildning", "agronomutbildning", "Agronomexamen"),
        ("YKB", "YKB", "Yrkeskompetensbevis för förare (YKB)"),
        ("tapettsering", "tapettsering", "Tapetsering, väggar"),
        ("lagrade och Excel", "Excel", "MS Excel"),
        ("svarvade axlar", "svarvade", "Svarvning, konventionell maskin"),
        ("C-programmering", "C-programmering", "C, programmeringsspråk"),
        ("affärssystemet Monitor", "Monitor", "Monitor, affärssystem"),
        ("talar flytande engelska", "engelska", "Engelska"),
        ("Languages: Polish, English", "Polish", "Polska"),
    ],
)
def test_recognises(text, surface, label):
    assert (surface, label) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "Vi hade roligt",
        "Det gick far väl",
        "Elin Bagare ringde",
        "Måleri: Sten Målare & Söner",
        "Skärmen var en monitor",
        "svenska företag",
        "Swedish licence holders",
        "Bor på C-gatan, uppgång B",
        "CE-märkning av maskiner",
        "Hann inte ta felsökning",
    ],
)
def test_does_not_recognise(text):
    assert found(text) == set()


def test_learning_verbs_are_no_skills():
    assert found("redovisa sina slutsatser", "education") == set()


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("B-körkort", {"B"}),
        ("körkort B, C och CE", {"B", "C", "CE"}),
        ("Körkort: C, CE", {"C", "CE"}),
        ("körkort finns", {"B"}),
        ("Chaufför C/CE", {"C", "CE"}),
        ("vitamin C och plan B", set()),
    ],
)
def test_driving_licences(text, classes):
    mentions = recognise(text, LEXICON, "cv")
    assert {one.label for one in mentions if one.type == "driving-licence"} == classes


def test_weak_methods_are_suggestions():
    (mention,) = recognise("svarvade", LEXICON, "cv")
    assert mention.method == "verb"
    assert mention.is_suggestion
    (mention,) = recognise("Svetsare", LEXICON, "cv")
    assert mention.method == "label"
    assert not mention.is_suggestion


def test_says_which_text_matched():
    (mention,) = recognise("TIG-svetsningen", LEXICON, "cv")
    assert (mention.method, mention.matched) == ("label", "TIG-svetsning")


words = st.sampled_from(
    [
        "jag",
        "är",
        "inte",
        "svetsare",
        "kock",
        "B-körkort",
        "och",
        "körkort",
        "C",
        "vill",
        "bli",
        "undersköterska,",
        "engelska",
        ".",
        "\n",
        "el-",
        "rörinstallation",
        "Elin",
        "Bagare",
        "min",
        "chef",
        "har",
        "arbetat",
        "som",
        "Python",
        "Monitor",
        "MS",
        "Excel",
        "heta",
        "arbeten",
        "under\xadsköterska",
        "Å",
        "🙂",
        "مرحبا",
    ]
)
texts = st.one_of(st.text(max_size=200), st.lists(words, max_size=40).map(" ".join))
kinds = st.sampled_from(["cv", "ad", "education"])


@settings(deadline=None)
@given(texts, kinds)
def test_spans_are_valid_and_answers_repeat(text, kind):
    mentions = recognise(text, LEXICON, kind)
    assert mentions == recognise(text, LEXICON, kind)
    assert list(mentions) == sorted(mentions, key=lambda one: (one.start, one.end, one.concept_id))
    for one in mentions:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.surface


@settings(deadline=None)
@given(texts, kinds)
def test_unrelated_text_after_keeps_what_was_found(text, kind):
    before = {(one.start, one.end, one.concept_id) for one in recognise(text, LEXICON, kind)}
    longer = text + "\n\n\nSolen sken hela dagen lång.\n"
    after = {(one.start, one.end, one.concept_id) for one in recognise(longer, LEXICON, kind)}
    assert before <= after or text.islower()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "kock " * 5_000,
        "- " * 50_000,
        "a" + "\u0301" * 50_000,
        "\u202eكهربائي \u200fשלום " * 3_000,
        "k\u200bo\u200bc\u200bk\ufeff" * 5_000,
        "el- och " * 5_000,
        "C++C#.net" * 5_000,
        "jag vill inte bli kock, men " * 2_000,
        "\x00\x1f\ud800\U0010ffff" * 5_000,
    ],
)
def test_noise_raises_nothing(text):
    for kind in ("cv", "ad", "education"):
        recognise(text, LEXICON, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Läs mer på https://example.org/jobb/svetsare/kock",
        "mejla kock@example.se",
        "www.svetsare.example",
        "svetsare.se",
        "(se svetsare.com)",
    ],
)
def test_words_of_an_address_are_no_skills(text):
    assert found(text) == set()


def test_words_beside_an_address_are():
    text = "Svetsare, se example.se. Kock i ASP.NET-miljö."
    assert {surface for surface, _ in found(text)} == {"Svetsare", "Kock"}


@pytest.mark.parametrize("text", ["kontakt@example.se|Kock", "Kock;https://example.org/cv,x"])
def test_what_a_mark_parts_from_an_address_is_read(text):
    assert {surface for surface, _ in found(text)} == {"Kock"}

"""A small lexicon of real labels; every sentence in these tests is the project's own."""

import pytest

from catalog.recognition.lexicon import Lexicon, Term, compile_lexicon

LABELS = {
    "occupation-name": (
        "Undersköterska, hemtjänst, äldreboende och habilitering",
        "Undersköterska, vård- och specialavdelning och mottagning",
        "Sjuksköterska, grundutbildad",
        "Kock à la carte",
        "Bagare/Konditor",
        "Målare",
        "Installationselektriker",
        "Serviceelektriker, installation",
        "Lärare i grundskolan, årskurs 1-6",
        "Enhetschef, hemtjänst",
        "Svetsare",
        "Distributionsförare",
        "Lagerarbetare/Terminalarbetare",
    ),
    "skill": (
        "Python, programmeringsspråk",
        "C, programmeringsspråk",
        "R, programmeringsspråk",
        "Vi, texteditor",
        "Monitor, affärssystem",
        "FaR (Fysisk aktivitet på recept)",
        "Certifikat, heta arbeten",
        "Legitimation som sjuksköterska",
        "Gesällbrev, målare",
        "Receptionsvana",
        "Elinstallation",
        "Rörinstallation",
        "Projektledning, erfarenhet",
        "Hemtjänst",
        "Palliativ vård, specialistområde för sjuksköterska",
        "Svarvning, konventionell maskin",
        "TIG-svetsning",
        "ADR, styckegods (grundkurs)",
        "Yrkeskompetensbevis för förare (YKB)",
        "Tapetsering, väggar",
        "Omvårdnad",
        "Redovisning",
        "MS Excel",
        "Felsökning, fordonsmekanik",
        "Felsökning, elektronik",
        "Felsökning, VVS",
        "Agronomexamen",
        "Genomförandeplaner inom socialt arbete",
    ),
    "language": ("Engelska", "Svenska", "Arabiska", "Polska"),
    "driving-licence": ("B", "BE", "C", "CE", "D"),
    "keyword": ("Silversmide",),
}


def terms() -> list[Term]:
    return [
        Term(label, f"{kind}:{label}", label, kind, "preferred")
        for kind, labels in LABELS.items()
        for label in labels
    ]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return compile_lexicon(terms())

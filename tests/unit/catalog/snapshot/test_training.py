"""What an education trains for, by its name, its degree and its codes; and what it does not."""

from dataclasses import replace

import pytest

from catalog.snapshot.rows import ConceptRow, TermRow
from catalog.snapshot.snapshot import TermKind, TrainsForOrigin
from catalog.snapshot.training import Course, OccupationNames, occupation_names, trains_for

GROUPS = {
    "2221": "Grundutbildade sjuksköterskor",
    "2222": "Barnmorskor",
    "2225": "Intensivvårdssjuksköterskor",
    "2330": "Gymnasielärare",
    "2341": "Grundskollärare",
    "3240": "Biomedicinska analytiker m.fl.",
    "5120": "Kockar och kallskänkor",
    "5321": "Undersköterskor, hemtjänst",
    "5323": "Undersköterskor, vårdavdelning",
    "7212": "Svetsare och gasskärare",
    "7411": "Installations- och serviceelektriker",
    "8332": "Lastbilsförare m.fl.",
    "9999": "Drifttekniker, IT",
}
OCCUPATIONS = {
    "Sjuksköterska, grundutbildad": "2221",
    "Barnmorska": "2222",
    "Intensivvårdssjuksköterska": "2225",
    "Ämneslärare, gymnasieskolan": "2330",
    "Ämneslärare, 7-9": "2341",
    "Grundlärare, 4-6": "2341",
    "Grundlärare, förskoleklass och 1-3": "2341",
    "Biomedicinsk analytiker/BMA": "3240",
    "Kock storhushåll": "5120",
    "Kock à la carte": "5120",
    "Kock, fartyg": "5120",
    "Kocksteward": "5120",
    "Kallskänka": "5120",
    "Grillkock": "9999",
    "Undersköterska, hemtjänst": "5321",
    "Undersköterska, vårdavdelning": "5323",
    "Svetsare": "7212",
    "Installationselektriker": "7411",
    "Fjärrbilsförare": "8332",
    "Stödpedagog": "9999",
    "Servicetekniker, elkraft": "7411",
    "Nätverkstekniker": "9999",
}
GROUP_OF_SSYK = {code: code for code in GROUPS}
PROGRAMME = Course("", "HS", "program", 180.0)
PACKAGE = Course("", "VUXGY", "kurspaket", 1000.0)
YH = Course("", "YH", "program", 400.0)


@pytest.fixture(scope="module")
def names() -> OccupationNames:
    concepts = [ConceptRow(code, "ssyk-level-4", label, code) for code, label in GROUPS.items()]
    concepts += [
        ConceptRow(label, "occupation-name", label, broader=code)
        for label, code in OCCUPATIONS.items()
    ]
    concepts.append(ConceptRow("old", "occupation-name", "Plåtslagare", is_deprecated=True))
    cooks = [label for label in OCCUPATIONS if "Kock" in label or "kock" in label]
    terms = [TermRow("Kock", label, TermKind.TITLE) for label in cooks]
    terms.append(TermRow("Drift", "Svetsare", TermKind.TERM))
    return occupation_names(concepts, terms)


def targets(course: Course, names: OccupationNames, title: str, **more: object) -> set[str]:
    one = replace(course, title=title, **more)  # type: ignore[arg-type]  # columns by name
    return {row.target for row in trains_for(one, names, GROUP_OF_SSYK, {})}


@pytest.mark.parametrize(
    ("course", "title", "expected"),
    [
        (PROGRAMME, "Sjuksköterskeprogrammet", {"Sjuksköterska, grundutbildad"}),
        (PROGRAMME, "Sjuksköterskeprogrammet, distans", {"Sjuksköterska, grundutbildad"}),
        (PROGRAMME, "Sjuksköterskeutbildning, 180 hp", {"Sjuksköterska, grundutbildad"}),
        (PROGRAMME, "Barnmorskeprogrammet", {"Barnmorska"}),
        (PROGRAMME, "Biomedicinska analytikerprogrammet", {"3240"}),
        (
            PROGRAMME,
            "Ämneslärarprogrammet med inriktning mot arbete i gymnasieskolan, Kemi",
            {"Ämneslärare, gymnasieskolan"},
        ),
        (
            PROGRAMME,
            "Grundlärarprogrammet, inriktning mot arbete i grundskolans årskurs 4-6",
            {"Grundlärare, 4-6"},
        ),
        (PROGRAMME, "Grundlärarprogrammet, inriktning mot arbete i fritidshem", set()),
        (
            PROGRAMME,
            "Specialistsjuksköterskeprogrammet, inriktning intensivvård",
            {"Intensivvårdssjuksköterska"},
        ),
        (PROGRAMME, "Specialistsjuksköterskeprogrammet, inriktning medicinsk vård", set()),
        (PACKAGE, "Svetsare", {"Svetsare"}),
        (PACKAGE, "Internationell svetsare - lärling", {"Svetsare"}),
        (PACKAGE, "Svetsare i kombination med sfi", {"Svetsare"}),
        (PACKAGE, "Svetsare 1300 p GY25", {"Svetsare"}),
        (PACKAGE, "Elteknik: Installationselektriker", {"Installationselektriker"}),
        (PACKAGE, "Undersköterska", {"Undersköterska, hemtjänst", "Undersköterska, vårdavdelning"}),
        (PACKAGE, "Kock", {"5120"}),
        (PACKAGE, "Kock/kallskänka", {"5120", "Kallskänka"}),
        (PACKAGE, "Lastbilsförare", {"8332"}),
        (YH, "Stödpedagog inom funktionshinderområdet", {"Stödpedagog"}),
        (YH, "Servicetekniker", set()),
        (YH, "Servicetekniker, elkraft", {"Servicetekniker, elkraft"}),
        (YH, "Drifttekniker inom fastighet", set()),
        (YH, "Nätverkstekniker - lärling", {"Nätverkstekniker"}),
        (PACKAGE, "Drift", set()),
        (PACKAGE, "Plåtslagare", set()),
    ],
)
def test_a_training_is_for_the_occupation_it_names(
    names: OccupationNames, course: Course, title: str, expected: set[str]
) -> None:
    assert targets(course, names, title) == expected


@pytest.mark.parametrize(
    ("course", "title"),
    [
        (Course("", "HS", "kurs", 7.5), "Sjuksköterska"),
        (PROGRAMME, "Kompletterande utbildning för sjuksköterskor"),
        (PROGRAMME, "Ledarskap för svetsare"),
        (Course("", "YH", "kurs", 30.0), "Svetsare"),
        (Course("", "VUXGY", "kurs", 100.0), "Svetsare"),
        (Course("", "VUXGY", "kurspaket", 100.0), "Svetsare"),
        (PACKAGE, "Svetsare, fortbildning"),
        (PACKAGE, "Validering svetsare"),
        (PROGRAMME, "Tekniskt basår"),
        (Course("", "FHS", "kurs", weeks=3.0), "Svetsare"),
        (Course("", "VUXGR", "kurs", 600.0), "Svetsare"),
        (PROGRAMME, ""),
    ],
)
def test_a_short_course_or_one_for_the_trade_does_not_train(
    names: OccupationNames, course: Course, title: str
) -> None:
    assert targets(course, names, title) == set()


def test_the_degree_speaks_where_the_title_is_silent(names: OccupationNames) -> None:
    assert targets(PROGRAMME, names, "Vård och omsorg", degree="Sjuksköterskeexamen") == {
        "Sjuksköterska, grundutbildad"
    }
    assert targets(PROGRAMME, names, "Vård", degree="Filosofie kandidatexamen") == set()


def test_registers_and_classifications_keep_their_origin(names: OccupationNames) -> None:
    course = replace(PACKAGE, title="Svetsare", sun=("521c",), registered=("7212", "0000"))
    rows = trains_for(course, names, GROUP_OF_SSYK, {"521": ["7411"]})
    assert [(row.target, row.origin, row.strength) for row in rows] == [
        ("7212", TrainsForOrigin.REGISTER, 1.0),
        ("7411", TrainsForOrigin.CLASSIFICATION, 0.6),
        ("Svetsare", TrainsForOrigin.TITLE, 0.9),
    ]
    own = replace(PACKAGE, title="x", classified=("7212",))
    (row,) = trains_for(own, names, GROUP_OF_SSYK, {})
    assert row.origin == TrainsForOrigin.CLASSIFICATION


@pytest.mark.parametrize(
    ("course", "codes", "expected"),
    [
        (PACKAGE, ["7212"], {"7212"}),
        (PACKAGE, ["2221"], set()),  # no package of komvux makes a nurse
        (YH, ["2221"], set()),
        (PROGRAMME, ["2221"], {"2221"}),
        (PROGRAMME, ["7212"], set()),
        (replace(PROGRAMME, credits=60.0), ["2221"], set()),
        (replace(PACKAGE, is_vocational=False), ["7212"], set()),
        (YH, ["7212", "7411", "8332", "5120", "5321", "5323", "9999"], set()),
    ],
)
def test_a_field_counts_only_at_the_level_of_the_group(
    names: OccupationNames, course: Course, codes: list[str], expected: set[str]
) -> None:
    one = replace(course, title="Inriktning", sun=("521ca",))
    found = trains_for(one, names, GROUP_OF_SSYK, {"521c": codes})
    assert {row.target for row in found} == expected

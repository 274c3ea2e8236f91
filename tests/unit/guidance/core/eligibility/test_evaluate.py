"""Every kind of demand: when it is satisfied, when it is missing, and when nobody here can say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.core.eligibility.credentials import CREDENTIAL_CHOICES, closure, label_of, opened
from guidance.core.eligibility.evaluate import judge, keys_of
from guidance.core.eligibility.expression import Atom, leaves
from guidance.core.eligibility.parse import parse_requirement


def judged(text: str, *held: str):
    return judge(parse_requirement(text).expression, closure(opened(frozenset(held))))


@pytest.mark.parametrize(
    ("text", "enough", "short"),
    [
        ("Gymnasieexamen eller motsvarande.", "exam:gymnasium:preparatory", "driving:B"),
        ("Gymnasieexamen från yrkesprogram.", "exam:gymnasium:vocational",
         "exam:gymnasium:preparatory"),
        ("Högskoleförberedande examen.", "exam:gymnasium:preparatory", "exam:gymnasium:vocational"),
        ("Grundläggande behörighet för yrkeshögskolan.", "exam:gymnasium:vocational", "sfi:D"),
        ("Grundläggande behörighet.", "degree:kandidatexamen", "exam:gymnasium:vocational"),
        ("Matematik 2a, 2b eller 2c", "course:matematik 3b", "course:matematik 1c"),
        ("Matematik 2c", "course:matematik 3c", "course:matematik 2b"),
        ("Matematik – fortsättning nivå 1c", "course:matematik 3c", "course:matematik 2c"),
        ("Fysik nivå 2", "course:fysik 2", "course:fysik 1a"),
        ("Engelska nivå 2", "course:engelska 6", "course:engelska 5"),
        ("Matematik C", "course:matematik 3c", "course:matematik 2c"),
        ("Svenska 2", "course:svenska som andraspråk 3", "course:svenska 1"),
        ("Svenska som andraspråk 2", "course:svenska 2", "course:svenska som andraspråk 1"),
        ("Samhällskunskap 1b eller 1a1+1a2", "course:samhällskunskap 1b",
         "course:samhällskunskap 1a1"),
        ("Lägst betyget E i Engelska 5.", "course:engelska 5", "exam:gymnasium"),
        ("Kandidatexamen i informatik.", "degree:kandidatexamen:informatik",
         "degree:kandidatexamen:psykologi"),
        ("Avlagd kandidatexamen om minst 180 hp.", "degree:sjuksköterskeexamen",
         "degree:yrkeshögskoleexamen"),
        ("Minst 90 hp i omvårdnad.", "hp:omvårdnad:90", "hp:omvårdnad:60"),
        ("Svensk legitimation som sjuksköterska.", "licence:sjuksköterska",
         "degree:sjuksköterskeexamen"),
        ("C-körkort", "driving:CE", "driving:B"),
        ("Truckkort.", "certificate:truck", "driving:B"),
        ("Minst två års yrkeserfarenhet som snickare.", "experience:snickare:24",
         "experience:snickare:12"),
        ("SFI kurs C", "sfi:D", "sfi:B"),
        ("Svenska på nivå B2", "language:svenska:C1", "language:svenska:B1"),
        ("Svenska på nivå B1", "sfi:D", "sfi:C"),
        ("Svenska för grundläggande behörighet.", "course:svenska 3", "course:svenska 2"),
        ("Utbildad undersköterska.", "training:undersköterska", "exam:gymnasium"),
    ],
)  # fmt: skip
def test_each_kind_of_credential_satisfies_and_falls_short(text, enough, short):
    assert parse_requirement(text).is_wholly_read
    assert judged(text, enough).judgement == "satisfied"
    assert judged(text, short).judgement == "missing"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Du måste uppfylla hälsokraven för lokförare.", ""),
        ("Utdrag ur polisens belastningsregister lämnas. Utdrag ur belastningsregistret.", ""),
        ("Säkerhetsprövning.", ""),
        ("Antagen till Psykologprogrammet.", ""),
        ("Kursen får endast sökas av anställda hos uppdragsgivaren.", ""),
        ("Godkända studier om 60 hp från termin 1 och 2.", "degree:kandidatexamen"),
        ("Lägst betyget C i Engelska 6.", "course:engelska 6"),
        ("Yrkeserfarenhet inom området.", ""),
        ("1300 poäng från vård- och omsorgsprogrammet.", "exam:gymnasium:vocational"),
    ],
)
def test_what_somebody_else_must_judge_is_unjudged_and_named(text, held):
    verdict = judged(text, *([held] if held else []))
    assert verdict.judgement == "unjudged"
    assert all(verdict.verbatim)


def test_a_relevant_field_is_the_schools_to_judge():
    text = "Kandidatexamen om minst 180 hp inom ett för utbildningen relevant huvudområde."
    verdict = judged(text, "degree:kandidatexamen:psykologi")
    assert verdict.judgement == "unjudged"
    assert "relevant huvudområde" in verdict.verbatim[0]
    lacking = judged(text)
    assert lacking.judgement == "missing"
    assert lacking.lacking == ({"degree:kandidatexamen"},)
    assert "relevant huvudområde" in lacking.verbatim[0]


def test_credits_in_a_degree_whose_field_was_not_said_are_unjudged():
    text = "Kandidatexamen i datateknik samt minst 15 hp matematik."
    assert judged(text, "degree:kandidatexamen").judgement == "unjudged"
    assert judged(text, "degree:sjuksköterskeexamen").judgement == "missing"
    both = judged(text, "degree:kandidatexamen", "degree:sjuksköterskeexamen")
    assert both.judgement == "unjudged"


def test_a_test_of_english_stands_beside_the_course():
    text = (
        "Engelska B, alternativt dokumenterade resultat från något av följande internationella "
        "engelsktest: TOEFL test med minsta poäng 550. IELTS test med minst 6,5 poäng."
    )
    assert judged(text, "language:engelska:B2").judgement == "satisfied"
    assert judged(text, "course:engelska 6").judgement == "satisfied"
    assert judged(text, "course:engelska 5").judgement == "missing"


def test_a_package_of_courses_named_only_by_number_is_shown_verbatim():
    verdict = judged("Grundläggande behörighet + Områdesbehörighet A5", "degree:examen")
    assert verdict.judgement == "unjudged"
    assert verdict.verbatim == ("Områdesbehörighet A5",)


def test_or_equivalent_alone_never_makes_a_demand_free():
    assert judged("Kandidatexamen. Eller motsvarande.").judgement == "missing"


KEYS = [key for key, _ in CREDENTIAL_CHOICES] + [
    "degree:kandidatexamen:datateknik",
    "hp:matematik:30",
    "experience:snickare:36",
]
TEXTS = [
    "Kandidatexamen i datateknik samt minst 15 hp matematik.",
    "Grundläggande behörighet + Fysik B och Matematik C. Eller: Fysik 2, Matematik 3b/3c",
    "Lägst betyget C i Engelska 6 samt tre års yrkeserfarenhet som snickare.",
    "Legitimation som sjuksköterska eller kandidatexamen inom relevant område.",
    "60 hp på programmet Civilingenjör i datateknik, inkluderande Diskret matematik, 7,5 hp",
]


@given(st.sampled_from(TEXTS), st.sets(st.sampled_from(KEYS)), st.sampled_from(KEYS))
def test_holding_more_never_makes_any_kind_of_requirement_harder(text, held, one_more):
    order = ["satisfied", "unjudged", "missing"]
    before, after = judged(text, *held), judged(text, *held, one_more)
    assert order.index(after.judgement) <= order.index(before.judgement)


@given(st.sets(st.text(max_size=30)), st.sampled_from(TEXTS))
def test_credentials_that_nobody_knows_are_held_and_mean_nothing(odd, text):
    keys = frozenset(odd) | {f"{kind}:{one}" for one in odd for kind in ("course", "hp", "degree")}
    verdict = judge(
        parse_requirement(text).expression, closure(opened(keys | {"experience:x:y:z"}))
    )
    assert verdict.judgement in ("satisfied", "missing", "unjudged")
    assert all(isinstance(label_of(key), str) for key in keys)


@given(st.sets(st.sampled_from(KEYS)))
def test_every_alternative_that_is_named_satisfies(held):
    for text in TEXTS:
        expression = parse_requirement(text).expression
        closed = closure(opened(frozenset(held)))
        for lacking in judge(expression, closed).lacking:
            after = judge(expression, closure(closed | lacking))
            assert after.judgement in ("satisfied", "unjudged"), (text, lacking)


def test_keys_are_named_for_every_demand_that_a_credential_answers():
    text = "Grundläggande behörighet, Matematik 2b, B-körkort, SFI D och Truckkort."
    atoms = [leaf for leaf in leaves(parse_requirement(text).expression) if isinstance(leaf, Atom)]
    assert [keys_of(atom) for atom in atoms] == [
        ("basic:HS",), ("course:matematik 2b",), ("driving:B",), ("sfi:D",), ("certificate:truck",),
    ]  # fmt: skip

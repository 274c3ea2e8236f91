"""`manage.py guide`: a CV in, dated plans out; what is wrong is said with exit code 2."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from catalog.recognition.lexicon import Lexicon, Term, compile_lexicon
from catalog.snapshot.snapshot import Snapshot, TermKind
from guidance.core.paths.check import faults_of
from guidance.core.paths.find import find_paths
from guidance.core.profile import Limits, Profile
from guidance.management.commands import guide
from tests.snapshots import CARE_ASSISTANT, COOK, WELDER, make_snapshot

TODAY = date(2026, 11, 24)
CV = "Anna Andersson\nanna@example.com\n\nKock storhushåll 2015-2020. Matlagning och specialkost.\n"


def lexicon_of(made: Snapshot) -> Lexicon:
    """The lexicon of every term of a snapshot, as a build compiles it."""
    terms, concepts = made.terms, made.concepts
    return compile_lexicon(
        Term(
            text=terms.text[i],
            concept_id=concepts.id[int(terms.concept[i])],
            label=concepts.label[int(terms.concept[i])],
            type=made.type_of(int(terms.concept[i])),
            kind=TermKind(int(terms.kind[i])).name.lower(),  # type: ignore[arg-type]  # same names
            language=terms.language[i],
        )
        for i in range(len(terms.text))
    )


@pytest.fixture
def snapshot(tmp_path, monkeypatch):
    made = make_snapshot(tmp_path / "snapshots", TODAY)
    lexicon = lexicon_of(made)
    monkeypatch.setattr(guide, "current_snapshot", lambda: made)
    monkeypatch.setattr(guide, "current_lexicon", lambda: lexicon)
    return made


@pytest.fixture
def cv(tmp_path):
    file = tmp_path / "cv.txt"
    file.write_text(CV, encoding="utf-8")
    return str(file)


def ask(*args: str) -> str:
    out = io.StringIO()
    call_command("guide", *args, "--today", TODAY.isoformat(), stdout=out, stderr=out)
    return out.getvalue()


def test_the_whole_answer_is_in_the_json(snapshot, cv):
    answer = json.loads(ask("--cv", cv, "--target", "Svetsare", "--json"))
    assert answer["snapshot_id"] == snapshot.id
    assert answer["document"]["removed"]["email"] == 1
    assert {mention["label"] for mention in answer["mentions"]} >= {"Matlagning"}
    assert answer["gap"]["target"] == answer["plans"]["target"] == WELDER
    leg = next(one for one in answer["plans"]["paths"][0]["legs"] if one["kind"] != "wait")
    assert leg["event_id"]
    assert leg["start"] >= TODAY.isoformat()


def test_identity_is_in_no_part_of_the_answer(snapshot, cv):
    text = ask("--cv", cv, "--target", WELDER, "--json") + ask("--cv", cv, "--target", WELDER)
    assert "anna@example.com" not in text
    assert "Andersson" not in text


def test_same_question_same_bytes(snapshot, cv):
    asked = ("--cv", cv, "--target", WELDER, "--json", "--municipality", "2080")
    assert ask(*asked) == ask(*asked)


def test_readable_summary_names_the_plans(snapshot, cv):
    text = ask("--cv", cv, "--target", "Svetsare", "--credential", "exam:gymnasium:vocational")
    assert "Snabbast" in text
    assert "Svetsarprövning" in text


def test_unknown_target_names_the_closest_and_ends_with_2(snapshot, cv):
    err = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("guide", "--cv", cv, "--target", "svetsarre", stdout=err, stderr=err)
    assert error.value.returncode == 2
    assert "Svetsare" in err.getvalue()


@pytest.mark.parametrize(
    "data", [b"", b"   \n", bytes(range(256)) * 8, b"a" * (5 * 1024 * 1024 + 1)]
)
def test_what_cannot_be_read_ends_with_2(snapshot, tmp_path, data):
    file = tmp_path / "cv"
    file.write_bytes(data)
    with pytest.raises(CommandError) as error:
        ask("--cv", str(file), "--target", WELDER)
    assert error.value.returncode == 2


def test_moves_need_no_target_and_are_ranked(snapshot, tmp_path):
    file = tmp_path / "cv.txt"
    file.write_text("Vårdbiträde 2015-2020. Omvårdnad, pedagogik, SQL och specialkost.")
    cv = str(file)
    answer = json.loads(ask("--cv", cv, "--moves", "--json"))
    assert {"gap", "plans"}.isdisjoint(answer)
    assert answer["moves"]
    for move in answer["moves"]:
        assert move["occupation"] != CARE_ASSISTANT
        codes = {reason["code"] for reason in move["reasons"]}
        assert codes & {"arrives", "no_way_in_sight"}
    now = [move["is_now"] for move in answer["moves"]]
    assert now == sorted(now, reverse=True)
    text = ask("--cv", cv, "--moves")
    assert "Yrken nära dig" in text
    assert answer["moves"][0]["label"] in text


def test_moves_beside_a_target(snapshot, cv):
    answer = json.loads(ask("--cv", cv, "--moves", "--target", WELDER, "--json"))
    assert {"gap", "plans", "moves"} <= answer.keys()


def test_who_has_said_nothing_is_suggested_nothing(snapshot, tmp_path):
    file = tmp_path / "cv.txt"
    file.write_text("Jag drömmer om ett nytt liv.")
    assert json.loads(ask("--cv", str(file), "--moves", "--json"))["moves"] == []
    assert "Vi vet för lite" in ask("--cv", str(file), "--moves")


def test_neither_target_nor_moves_ends_with_2(snapshot, cv):
    with pytest.raises(CommandError, match="--moves"):
        ask("--cv", cv)


def test_missing_file_ends_with_2(snapshot):
    with pytest.raises(CommandError) as error:
        ask("--cv", "/no/such/file", "--target", WELDER)
    assert error.value.returncode == 2


def test_cases_are_answered_line_by_line(snapshot, tmp_path):
    case = {
        "id": "c1",
        "persona": {
            "skills": [],
            "occupations": [{"concept_id": COOK, "years": 5}],
            "credentials": ["gymnasieexamen (yrkesprogram)", "B-körkort"],
            "municipality": {"concept_id": "place-2080"},
            "limits": {},
        },
        "target": {"concept_id": WELDER},
    }
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(case) + "\n" + json.dumps({**case, "id": "c2"}) + "\n")
    rows = [json.loads(line) for line in ask("--cases", str(file), "--json").splitlines()]
    assert [row["id"] for row in rows] == ["c1", "c2"]
    kinds = {leg["kind"] for path in rows[0]["paths"] for leg in path["legs"]}
    assert {"study_komvux", "licence"} <= kinds


def test_what_the_cv_says_of_school_counts(snapshot, tmp_path):
    file = tmp_path / "cv.txt"
    file.write_text("Gymnasieexamen från omvårdnadsprogrammet. Läser Engelska 6. Engelska 5.")
    answer = json.loads(ask("--cv", str(file), "--target", WELDER, "--json"))
    assert answer["profile"]["credentials"] == ["course:engelska 5", "exam:gymnasium:vocational"]


def test_a_broken_case_is_named_by_its_line(snapshot, tmp_path):
    file = tmp_path / "cases.jsonl"
    file.write_text("{}\n")
    with pytest.raises(CommandError, match="1"):
        ask("--cases", str(file))


def test_requirements_are_read_from_a_file(tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_text(json.dumps({"id": "a", "text": "Engelska 6"}) + "\n", encoding="utf-8")
    out = io.StringIO()
    call_command("parse_eligibility", str(file), "--jsonl", stdout=out)
    assert json.loads(out.getvalue())["gold"] == {"all": [{"course": "Engelska 6"}]}


def test_the_command_gives_what_the_engine_gives(snapshot):
    answer = find_paths(Profile(), WELDER, Limits(), snapshot, TODAY)
    assert faults_of(answer, Profile(), snapshot) == []

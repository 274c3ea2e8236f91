"""What is written comes back; whatever else somebody sends is refused by name."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from catalog.snapshot.rows import ConceptRow
from catalog.snapshot.snapshot import EscoMatch, Snapshot
from guidance.journey import Choice, Journey, from_dict, to_dict
from guidance.kept_plan import KeptLeg, KeptPlan
from guidance.session.plan_file import (
    CONCEPT,
    MAX_BYTES,
    MAX_ESCO,
    PlanFile,
    PlanFileError,
    opened_journey,
    read_plan_file,
    write_plan_file,
)
from tests.snapshots import NURSE, make_rows, make_snapshot
from tests.unit.guidance.session.plan_files import plan_files

SCHEMA = json.loads((settings.BASE_DIR / "docs" / "plan-file.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
LEG = KeptLeg("study", "Engelska 6", "2027-01-11", "2027-05-20", education_id="i.vux.english6",
              event_id="e1", form="VUXGY", apply_by="2026-12-01")  # fmt: skip
# Whole plan files are slow to make up, on a busy machine very: forty of them, and no clock.
few = examples(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FILE = PlanFile(
    Journey(
        choices=(Choice(NURSE, "occupation-name", quote="sjuksköterska", answer="yes"),),
        credentials=frozenset({"basic:HS"}),
        municipality="2180",
        target=NURSE,
        plan="abc",
    ),
    "2026-11-24T15:40+01:00",
    "1-0123456789ab",
    KeptPlan("abc", ("fastest",), "2027-05-20", 5.0, 0.0, (LEG,)),
)


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    content = json.loads(write_plan_file(FILE))
    change(content)
    return json.dumps(content).encode()


def foreign(change: Callable[[dict[str, Any]], object]) -> bytes:
    """Changed, and claimed to be another site's, whose signature we cannot check."""

    def both(content: dict[str, Any]) -> None:
        change(content)
        content["signature"]["site"] = "another"

    return changed(both)


def code_of(data: bytes) -> str:
    with pytest.raises(PlanFileError) as caught:
        read_plan_file(data)
    return caught.value.code


@few
@given(plan_files)
def test_what_is_written_comes_back(file: PlanFile) -> None:
    assert read_plan_file(write_plan_file(file)) == (file, "ours")


@few
@given(plan_files)
def test_what_is_written_follows_the_schema(file: PlanFile) -> None:
    VALIDATOR.validate(json.loads(write_plan_file(file)))


def test_the_schema_is_one_and_refuses_what_is_none() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for wrong in (
        {},
        {**json.loads(write_plan_file(FILE)), "name": "Anna"},
        {**json.loads(write_plan_file(FILE)), "version": 2},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, SCHEMA)


@few
@given(plan_files, st.sampled_from(["ours", "unchecked"]))
def test_an_opened_journey_survives_the_session(file: PlanFile, check: Any) -> None:
    journey = opened_journey(file, check)
    assert from_dict(json.loads(json.dumps(to_dict(journey)))) == journey


def test_concepts_are_addresses_with_labels(tmp_path: Path) -> None:
    snapshot = make_snapshot(tmp_path, date(2026, 11, 24))
    content = json.loads(write_plan_file(FILE, snapshot))
    assert content["target"] == {"@id": CONCEPT + NURSE, "label": "Sjuksköterska, grundutbildad"}
    assert content["@context"]["@vocab"].startswith("urn:")
    jsonschema.validate(content, SCHEMA)
    assert read_plan_file(write_plan_file(FILE, snapshot))[0] == FILE


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.update(target={"@id": CONCEPT + "another"}),
        lambda c: c["plan"]["legs"][0].update(apply_by="2027-01-01"),
        lambda c: c.update(name="Anna"),
        lambda c: c["credentials"].append("licence:läkare"),
        lambda c: c["signature"].update(value="0" * 64),
        lambda c: c["signature"].update(value="å"),
        lambda c: c["signature"].update(value=None),
        lambda c: c.update(signature=None),
        lambda c: c.pop("signature"),
        lambda c: c.pop("notes"),
    ],
)
def test_tampering_is_noticed(change: Callable[[dict[str, Any]], object]) -> None:
    assert code_of(changed(change)) == "changed"


@few
@given(st.data())
def test_any_changed_sign_of_the_content_is_noticed(data: st.DataObject) -> None:
    text = write_plan_file(FILE).decode()
    place = data.draw(st.integers(0, text.index('"signature"')))
    other = text[:place] + data.draw(st.sampled_from("aZ09ö")) + text[place + 1 :]
    if json_or_none(other) == json.loads(text):
        assert read_plan_file(other.encode()) == (FILE, "ours")  # only the spacing differs
    else:
        assert code_of(other.encode()) in {"changed", "damaged", "not_a_plan", "newer"}


def json_or_none(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def test_the_order_and_spelling_of_json_do_not_matter() -> None:
    content = json.loads(write_plan_file(FILE))
    turned = json.dumps(dict(reversed(content.items())), indent=4).encode()
    assert read_plan_file(b"\xef\xbb\xbf" + turned) == (FILE, "ours")


def test_another_sites_file_opens_unchecked() -> None:
    assert read_plan_file(foreign(lambda c: None)) == (FILE, "unchecked")


def test_a_new_key_of_the_site_still_knows_its_old_files(settings: Any) -> None:
    data = write_plan_file(FILE)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    assert read_plan_file(data) == (FILE, "ours")
    settings.SECRET_KEY_FALLBACKS = []
    assert read_plan_file(data) == (FILE, "unchecked")


@pytest.mark.parametrize("length", [300, 900, -2])
def test_a_file_that_was_cut_off_is_said(length: int) -> None:
    assert code_of(write_plan_file(FILE)[:length]) == "damaged"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_plan"),
        (b"%PDF-1.7", "not_a_plan"),
        (b"\xff\xfe\x00", "not_a_plan"),
        (b"[]", "not_a_plan"),
        (b"null", "not_a_plan"),
        (b'{"type": "Resume"}', "not_a_plan"),
        (b'{"type": "PlanFile"}', "not_a_plan"),
        (b'{"type": ["PlanFile"], "version": 1}', "not_a_plan"),
        (b'{"type": "PlanFile", "version": "1"}', "not_a_plan"),
        (b'{"type": "PlanFile", "version": 2}', "newer"),
        (b'{"type": "PlanFile", "version": 1e999}', "not_a_plan"),
        (b'{"type": "PlanFile", "version": NaN}', "damaged"),
        (b'{"type": "PlanFile", "version": ' + b"9" * 5000 + b"}", "damaged"),
        (b'{"type": "PlanFile", "version": 1, "a": "\\ud800"}', "damaged"),
        (b"[" * 200_000, "not_a_plan"),
        (b'{"type": "PlanFile", "a": ' + b"[" * 200_000, "damaged"),
        (b" " * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_plan_file_is_called_what_it_is(data: bytes, code: str) -> None:
    assert code_of(data) == code


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.update(choices=c["choices"] * 400),
        lambda c: c.update(choices=c["choices"] * 2),
        lambda c: c.update(choices={}),
        lambda c: c["choices"][0].update({"@id": "javascript:alert(1)"}),
        lambda c: c["choices"][0].update({"@id": CONCEPT}),
        lambda c: c["choices"][0].update({"@id": CONCEPT + "%ff"}),
        lambda c: c["choices"][0].update(kind="person"),
        lambda c: c["choices"][0].update(origin="spy"),
        lambda c: c["choices"][0].update(answer=["yes"]),
        lambda c: c["choices"][0].update(months=0),
        lambda c: c["choices"][0].update(months=601),
        lambda c: c["choices"][0].update(months=True),
        lambda c: c["choices"][0].update(quote="a" * 10_000),
        lambda c: c["choices"][0].update(quote="a\x00b"),
        lambda c: c.update(choices=[None]),
        lambda c: c.update(municipality="21800"),
        lambda c: c.update(target=7),
        lambda c: c.update(limits={}),
        lambda c: c["limits"].update(pace=101),
        lambda c: c["limits"].update(pace=True),
        lambda c: c["limits"].update(budget=-1),
        lambda c: c["limits"].update(budget=1e300),
        lambda c: c["limits"].update(may_move="ja"),
        lambda c: c["limits"].update(horizon_years=10**9),
        lambda c: c.update(countFrom="20270101"),
        lambda c: c.update(countFrom="2027-13-01"),
        lambda c: c.update(saved="i går"),
        lambda c: c.update(plan=[]) or c.update(plan=[1]),
        lambda c: c["plan"].update(names=["bäst"]),
        lambda c: c["plan"].update(legs=c["plan"]["legs"] * 50),
        lambda c: c["plan"]["legs"][0].update(start=""),
        lambda c: c["plan"]["legs"][0].update(kind="teleport"),
        lambda c: c["plan"]["legs"][0].update(form="X"),
        lambda c: c["plan"]["legs"][0].pop("name"),
        lambda c: c.update(notes=[{"written": "2026-11-24", "text": "a" * 2000}]),
        lambda c: c.pop("notes"),
    ],
)
def test_a_value_that_cannot_be_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    assert code_of(foreign(change)) == "wrong"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@few
@given(st.data(), json_values)
def test_any_value_anywhere_opens_or_is_refused_by_name(data: st.DataObject, value: Any) -> None:
    def put(content: dict[str, Any]) -> None:
        place: Any = content
        while True:
            keys = [k for k in place if k != "signature"] if isinstance(place, dict) else [0]
            key = data.draw(st.sampled_from(keys))
            inner = place[key]
            if not inner or not isinstance(inner, dict | list) or data.draw(st.booleans()):
                place[key] = value
                return
            place = inner

    try:
        file, _ = read_plan_file(foreign(put))
    except PlanFileError:
        return
    assert read_plan_file(write_plan_file(file))[0] == file


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_by_name(data: bytes) -> None:
    assert code_of(data) in {"not_a_plan", "damaged"}


TODAY = date(2026, 11, 24)
ESCO = "http://data.europa.eu/esco/occupation/"


def uuid(number: int) -> str:
    return f"{number:08d}-0000-4000-8000-000000000000"


@pytest.fixture
def with_esco(tmp_path: Path) -> Snapshot:
    """A catalogue whose nurse has one ESCO occupation of each kind, and a dozen narrower ones."""
    rows = make_rows(TODAY)
    kinds = [*EscoMatch, *[EscoMatch.NARROW] * 12]
    esco = [
        ConceptRow(f"esco-{number}", "esco-occupation", "x", code=uuid(number))
        for number in range(len(kinds))
    ]
    ties = tuple((one.id, how) for one, how in zip(esco, kinds, strict=True))
    concepts = [
        replace(row, esco=ties) if row.id == NURSE else row for row in [*rows.concepts, *esco]
    ]
    return make_snapshot(tmp_path, TODAY, replace(rows, concepts=concepts))


def test_concepts_bear_their_esco_addresses_by_kind_of_match(with_esco: Snapshot) -> None:
    data = write_plan_file(FILE, with_esco)
    content = json.loads(data)
    VALIDATOR.validate(content)
    target = content["target"]
    assert target["@id"] == CONCEPT + NURSE
    assert target["exactMatch"] == [ESCO + uuid(0)]
    assert target["closeMatch"] == [ESCO + uuid(1)]
    assert target["broadMatch"] == [ESCO + uuid(2)]
    assert len(target["narrowMatch"]) == MAX_ESCO - 3
    assert content["choices"][0]["exactMatch"] == [ESCO + uuid(0)]
    assert content["@context"]["exactMatch"] == {
        "@id": "http://www.w3.org/2004/02/skos/core#exactMatch", "@type": "@id",
    }  # fmt: skip
    assert read_plan_file(data) == (FILE, "ours")
    assert write_plan_file(read_plan_file(data)[0], with_esco) == data


def test_addresses_in_esco_are_signed_too(with_esco: Snapshot) -> None:
    data = write_plan_file(FILE, with_esco)
    assert code_of(data.replace(uuid(0).encode(), uuid(99).encode())) == "changed"


def test_a_file_from_before_ads_were_kept_is_opened(with_esco: Snapshot) -> None:
    def older(content: dict[str, Any]) -> None:
        del content["asked"]
        for choice in content["choices"]:
            del choice["months"]
        content["@context"] = {"@version": 1.1, "@vocab": content["@context"]["@vocab"]}

    assert read_plan_file(foreign(older))[0] == FILE

"""Each format becomes the text a person would have written, and nothing of who wrote it."""

import base64
import gzip
import hashlib
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from django.conf import settings

from guidance.intake import worker
from guidance.intake.read import read_document
from guidance.intake.readers.html import plain_text
from guidance.intake.readers.sections import span
from tests.unit.guidance.intake.samples import (
    BADGE,
    CANARIES,
    CANDIDATE,
    EDC,
    GOOD,
    PASSPORT_JSON,
    PASSPORT_XML,
    as_bytes,
    pdf_of,
    pdf_with_attachment,
)

EXPECTED = {
    "odt": ["Undersköterska\t2014 till 2018", "cell"],
    "rtf": ["Undersköterska på natten", "Kock"],
    "html": ["Jag är undersköterska sedan 2014.", "Omvårdnad", "Dokumentation", "ny"],
    "europass_candidate": [
        "Arbetslivserfarenhet",
        "- Undersköterska, Solgården (2018-08–nu)",
        "- Omvårdnad",
        "- Vård- och omsorg, Vuxenskolan, EQF 4 (2012–2014)",
        "- Somaliska, modersmål",
        "- Engelska, B2",
        "- Körkort: B",
        "- Fotbollstränare",
    ],
    "europass_xml": [
        "Söker jobb som",
        "- Diskare, Krogen (2001-08–nu)",
        "- Svenska, modersmål",
        "- Tyska, B1",
        "- Körkort: B, BE",
        "- Hygien",
    ],
    "europass_json": ["- Diskare, Krogen (2001-08–nu)", "- och lagar", "- Körkort: B, BE"],
    "json_resume": [
        "- Programmerare",
        "- Utvecklare, Bolaget (2019-02–nu)",
        "- Kandidat, Datavetenskap, Uni",
        "- Webb, HTML, CSS",
        "- Svenska, modersmål",
    ],
    "linkedin": [
        "- Vårdbiträde, Hemmet (Jun 2014–Jul 2018)",
        '- Natt, "jour"',
        "- Demensvård",
        "- Finska, Elementary proficiency",
    ],
    "elmo": [
        "- Biologi, Lärosätet, 180 ECTS (2009-01–2012-06)",
        "Pågående utbildning",
        "- Statistik, Lärosätet",
    ],
    "credential": [
        "- Webbkurs, Example School, 2 poäng (2023-05–2023-06)",
        "- Bygga webbsidor",
        "- använda HTML",
    ],
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_format_is_told_by_its_content_and_read(kind: str):
    document = read_document(GOOD[kind])
    assert document.format == kind
    assert not [line for line in EXPECTED.get(kind, []) if line not in document.text.splitlines()]


@pytest.mark.parametrize("kind", [*GOOD, "badge"])
def test_who_the_person_is_and_whom_they_know_is_not_read(kind: str):
    data = as_bytes(BADGE) if kind == "badge" else GOOD[kind]
    answer = json.dumps(worker.read_one(data), ensure_ascii=False)
    assert not [canary for canary in CANARIES if canary.lower() in answer.lower()]


def test_a_failed_course_is_no_merit():
    assert "Kemi" not in read_document(GOOD["elmo"]).text


def test_every_format_with_sections_speaks_recognitions_language():
    for kind in ("europass_candidate", "europass_json", "json_resume", "linkedin"):
        assert "Arbetslivserfarenhet\n- " in read_document(GOOD[kind]).text


@pytest.mark.parametrize("attachment", [CANDIDATE, PASSPORT_XML])
def test_the_attachment_of_a_europass_pdf_is_read_first(attachment: bytes):
    data = pdf_with_attachment(pdf_of("Qvanta Zyrelius"), "attachment.xml", attachment)
    document = read_document(data)
    assert document.format == "pdf"
    assert "Arbetslivserfarenhet\n- " in document.text
    assert "Qvanta" not in document.text


@pytest.mark.parametrize("attachment", [b"<Candidate><broken", b"MZ\x90", b"<other/>"])
def test_another_attachment_is_left_alone(attachment: bytes):
    document = read_document(pdf_with_attachment(pdf_of("Svetsare"), "cv.xml", attachment))
    assert document.text.strip() == "Svetsare"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_structured_files_may_carry_a_mark_of_encoding(encoding: str):
    text = CANDIDATE.decode().replace('encoding="UTF-8"', "")
    assert worker.read_one(text.encode(encoding))["format"] == "europass_candidate"
    assert worker.read_one(PASSPORT_JSON.decode().encode(encoding))["format"] == "europass_json"


def test_html_is_lines_of_what_is_seen():
    assert plain_text("<p>a <i>b</i>\nc<p>d<script>e</script>") == "a b c\nd"
    assert plain_text("") == ""


@pytest.mark.parametrize(
    ("start", "end", "is_current", "expected"),
    [
        ("2018-08-15", "2020-01-31", False, "2018-08–2020-01"),
        ("2018", "", True, "2018–nu"),
        ("", "2020", False, "2020"),
        ("", "", True, ""),
        ("", "", False, ""),
    ],
)
def test_a_period_is_short(start: str, end: str, is_current: bool, expected: str):
    assert span(start, end, is_current=is_current) == expected


# --- signatures -------------------------------------------------------------------------------

KEY = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(raw: bytes) -> str:
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = ALPHABET[rest] + text
    return text


DID = "did:key:z" + base58(b"\xed\x01" + KEY.public_key().public_bytes_raw())


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def token(credential: dict[str, Any], header: dict[str, Any]) -> str:
    signed = f"{b64(as_bytes(header))}.{b64(as_bytes(credential))}"
    return f"{signed}.{b64(KEY.sign(signed.encode()))}"


def state_of(data: bytes) -> list[str]:
    return [one.signature for one in read_document(data).credentials]


HEADER = {"alg": "EdDSA", "kid": f"{DID}#key"}
OWN = {**BADGE, "issuer": {"id": DID, "name": "Märkesgivaren"}}


def test_issuer_and_claim_are_told():
    (shown,) = read_document(as_bytes(BADGE)).credentials
    assert (shown.issuer, shown.claim) == ("Märkesgivaren", "Hjärt-lungräddning")
    (shown,) = read_document(as_bytes(EDC)).credentials
    assert (shown.issuer, shown.claim) == ("Example School", "Webbkurs")


def test_a_signature_by_the_key_that_the_issuers_id_is_counts_as_verified():
    assert state_of(token(OWN, HEADER).encode()) == ["verified"]


def test_a_changed_claim_is_not_verified():
    head, _, signature = token(OWN, HEADER).split(".")
    changed = json.loads(json.dumps(OWN))
    changed["credentialSubject"]["achievement"]["name"] = "Läkare"
    forged = f"{head}.{b64(as_bytes(changed))}.{signature}"
    assert state_of(forged.encode()) == ["not_verified"]


def test_no_signature_and_no_algorithm_are_not_verified():
    assert state_of(as_bytes(BADGE)) == ["not_verified"]
    assert state_of(token(OWN, {"alg": "none"}).encode()) == ["not_verified"]


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "EdDSA", "kid": "https://example.org/keys#1"},
        {"alg": "EdDSA", "jwk": {"kty": "OKP", "crv": "Ed25519", "x": "kaput"}},
        {"alg": "HS256", "kid": DID},
        {"alg": "EdDSA", "x5c": ["AAAA"]},
    ],
)
def test_a_key_that_only_the_network_knows_could_not_be_checked(header: dict[str, Any]):
    assert state_of(token(BADGE, header).encode()) == ["could_not_check"]


def test_a_right_signature_by_somebody_elses_key_says_nothing_about_the_issuer():
    assert state_of(token(BADGE, HEADER).encode()) == ["could_not_check"]


def test_signatures_as_json_and_inside_a_token_claim_are_read():
    head, payload, signature = token(OWN, HEADER).split(".")
    general = {"payload": payload, "signatures": [{"protected": head, "signature": signature}]}
    flattened = {"payload": payload, "protected": head, "signature": signature}
    assert state_of(as_bytes(general)) == state_of(as_bytes(flattened)) == ["verified"]
    inner = {key: value for key, value in OWN.items() if key != "issuer"}
    assert state_of(token({"iss": DID, "vc": inner}, HEADER).encode()) == ["verified"]


def proven(credential: dict[str, Any], suite: str = "eddsa-jcs-2022") -> dict[str, Any]:
    def digest(value: Any) -> bytes:
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).digest()

    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "verificationMethod": f"{DID}#{DID.removeprefix('did:key:')}",
    }
    value = "z" + base58(KEY.sign(digest(options) + digest(credential)))
    return {**credential, "proof": {**options, "proofValue": value}}


def test_a_proof_over_canonical_json_can_be_checked_and_others_cannot():
    assert state_of(as_bytes(proven(OWN))) == ["verified"]
    assert state_of(as_bytes({**proven(OWN), "name": "x"})) == ["not_verified"]
    assert state_of(as_bytes(proven(OWN, "eddsa-rdfc-2022"))) == ["could_not_check"]


# --- the samples of the formats' owners ---------------------------------------------------------

DATA = settings.BASE_DIR.parent / "shared" / "data" / "education"
OFFICIAL = {
    "cv/Europass_CV_ESP_CL_LP_V3.4.0_Example.xml.gz": ("europass_xml", "Martial Arts Instructor"),
    "cv/Europass_CV_V3.4.0_Example.xml.gz": ("europass_xml", "Körkort: A, B, BE"),
    "cv/Europass_LP_V.3.4.0_Example.xml.gz": ("europass_xml", "Engelska"),
    "cv/Europass_JSON_V3.4.0_ECV_Example.json.gz": ("europass_json", "Independent consultant"),
    "cv/europass_candidate_anonymised.xml.gz": ("europass_candidate", "Exempelyrke 2"),
    "cv/europass_candidate_anonymised_embedded.pdf": ("pdf", "Arbetslivserfarenhet"),
    "cv/jsonresume_sample.json.gz": ("json_resume", "CEO/President"),
    "cv/linkedin_export_synthetic_sv.zip": ("linkedin", "Läkemedelshantering"),
    "formats/elm_v3_sample_microcredential_signed.jsonld.gz": ("credential", "digital content"),
    "formats/elm_v3_sample_microcredential_unsigned.jsonld.gz": ("credential", "digital content"),
    "formats/openbadges_v3_full_example.json.gz": ("credential", "University Degree"),
    "formats/elmo_example.xml.gz": ("elmo", "Compiler construction"),
}
NAMES_IN_THEM = (
    "norris", "chuck@", "hendriks", "exempelsson", "betty", "rygielski", "wojciech", "andromeda",
    "1940", "1983", "student@", "nordmann",
)  # fmt: skip


@pytest.mark.shared_data
@pytest.mark.parametrize("name", OFFICIAL)
def test_an_official_sample_is_read_without_the_person(name: str):
    if not DATA.exists():
        pytest.skip(f"{DATA} is not there")
    data = (DATA / name).read_bytes()
    document = read_document(gzip.decompress(data) if name.endswith(".gz") else data)
    kind, phrase = OFFICIAL[name]
    assert document.format == kind
    assert phrase in document.text
    assert not [one for one in NAMES_IN_THEM if one in document.text.lower()]

"""European Digital Credentials (ELM 3) and Open Badges 3.0, as JSON-LD, as a JSON Web Signature
around it, or as a compact token. Who it was given to is never read."""

import json
import re
from collections.abc import Iterator
from typing import Any

from guidance.intake.document import ShownCredential, Signature, UnreadableDocument
from guidance.intake.readers import sections
from guidance.intake.readers.json_text import (
    Object,
    as_object,
    at,
    objects,
    parse_json,
    string,
    strings,
)
from guidance.intake.readers.sections import Section, fact, long_text, span
from guidance.intake.readers.signature import check_jws, check_proofs, decode
from guidance.intake.readers.text import read_text

TYPES = frozenset({"VerifiableCredential", "EuropeanDigitalCredential", "OpenBadgeCredential"})
_TOKEN = re.compile(rb"\s*eyJ[\w-]+\.[\w-]+\.[\w-]*\s*")
_PREFERRED = ("sv", "en")
_DEEPEST = 10


def is_token(data: bytes) -> bool:
    """Whether the file is one compact JSON Web Signature."""
    return _TOKEN.fullmatch(data) is not None


def is_credential(value: Any) -> bool:
    """Whether a JSON object is a credential or a signature around one."""
    found = as_object(value)
    if isinstance(found.get("payload"), str) and ("signatures" in found or "signature" in found):
        return True
    return bool(TYPES & set(strings(found.get("type"))))


def read_credential(data: bytes) -> tuple[str, tuple[ShownCredential, ...]]:
    """(text, what to show of each claim). Raises `UnreadableDocument`: damaged, unknown_format."""
    credential, state = _opened(data)
    if not TYPES & set(strings(credential.get("type"))):
        raise UnreadableDocument("unknown_format")
    issuer = _issuer_name(credential.get("issuer"))
    achievements = [
        claim
        for subject in objects(credential.get("credentialSubject"))
        for claim in _claims(subject)
    ]
    names = _subject_names(credential)
    shown = tuple(
        ShownCredential(
            sections.without_names(issuer, names),
            sections.without_names(_title(claim), names),
            state,
        )
        for claim in achievements
    )
    skills = list(dict.fromkeys(s for claim in achievements for s in _skills(claim)))
    found = [
        Section(sections.EDUCATION, [_line(claim, issuer) for claim in achievements]),
        Section(sections.SKILLS, skills),
    ]
    return sections.text_of(found, names=names), shown


def _opened(data: bytes) -> tuple[Object, Signature]:
    """The credential inside whatever is around it, and the state of its signature."""
    if is_token(data):
        protected, payload, signature = read_text(data).strip().split(".")
        credential = _payload(payload)
        return credential, check_jws(protected, payload, signature, _issuer_id(credential))
    outer = as_object(parse_json(data))
    if not isinstance(outer.get("payload"), str):
        return outer, check_proofs(outer, _issuer_id(outer))
    payload = outer["payload"]
    credential = _payload(payload)
    issuer = _issuer_id(credential)
    states = [
        check_jws(string(s.get("protected")), payload, string(s.get("signature")), issuer)
        for s in objects(outer.get("signatures", outer))
    ]
    for state in ("not_verified", "verified"):
        if state in states:
            return credential, state
    return credential, "could_not_check" if states else "not_verified"


def _payload(payload: str) -> Object:
    try:
        text = payload if payload.lstrip().startswith("{") else decode(payload).decode()
        claims = as_object(json.loads(text))
    except ValueError as error:
        raise UnreadableDocument("damaged") from error
    # In the older form of a token the credential is a claim beside the issuer.
    inner = as_object(claims.get("vc"))
    return {"issuer": claims.get("iss"), **inner} if inner else claims


def _claims(subject: Object) -> Iterator[Object]:
    """Achievements of either model, parts included."""
    for badge in objects(subject.get("achievement")):
        yield {**badge, "_period": _badge_period(subject)}
    waiting = [(claim, 0) for claim in objects(subject.get("hasClaim"))]
    while waiting:
        claim, depth = waiting.pop(0)
        yield claim
        if depth < _DEEPEST:
            waiting += [(part, depth + 1) for part in objects(claim.get("hasPart"))]


def _line(claim: Object, issuer: str) -> str:
    body = _words(at(claim, "awardedBy", "awardingBody", "legalName")) or issuer
    points = string(at(claim, "specifiedBy", "creditPoint", "point"))
    level = _words(at(claim, "specifiedBy", "eqfLevel", "prefLabel"))
    temporal = at(claim, "influencedBy", "temporal")
    period = string(claim.get("_period")) or span(
        string(at(temporal, "startDate")), string(at(temporal, "endDate"))
    )
    what = fact(_title(claim), body, f"{points} poäng" if points else "", level, period=period)
    description = _words(claim.get("description")) or _words(
        at(claim, "specifiedBy", "description")
    )
    return f"{what}\n{long_text(description)}"


def _title(claim: Object) -> str:
    return (
        _words(claim.get("title"))
        or _words(at(claim, "specifiedBy", "title"))
        or _words(claim.get("name"))
    )


def _skills(claim: Object) -> Iterator[str]:
    for specified in objects(claim.get("specifiedBy")):
        for outcome in objects(specified.get("learningOutcome")):
            yield _words(outcome.get("title"))
            for skill in objects(outcome.get("relatedESCOSkill")):
                yield _words(skill.get("prefLabel"))
    for alignment in objects(claim.get("alignment")):
        yield string(alignment.get("targetName"))
    yield from strings(claim.get("tag"))


def _badge_period(subject: Object) -> str:
    return span(string(subject.get("activityStartDate")), string(subject.get("activityEndDate")))


def _issuer_id(credential: Object) -> str:
    issuer = credential.get("issuer")
    return string(as_object(issuer).get("id")) or string(issuer)


def _issuer_name(issuer: Any) -> str:
    found = as_object(issuer)
    return _words(found.get("legalName")) or _words(found.get("name")) or _issuer_of_id(issuer)


def _issuer_of_id(issuer: Any) -> str:
    """An issuer without a name: its id, unless that is only a key."""
    found = string(issuer) or string(as_object(issuer).get("id"))
    return "" if found.startswith(("did:", "urn:")) else found


def _subject_names(credential: Object) -> list[str]:
    keys = ("givenName", "familyName", "fullName", "name")
    return [_words(s.get(k)) for s in objects(credential.get("credentialSubject")) for k in keys]


def _words(value: Any) -> str:
    """A text, or the preferred language of a map of texts."""
    if isinstance(value, dict):
        found = [value[language] for language in _PREFERRED if language in value]
        value = (found or list(value.values()) or [""])[0]
    return (strings(value) or [""])[0]

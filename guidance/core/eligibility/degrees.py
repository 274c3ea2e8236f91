"""Readers of degrees and of the independent work in them."""

import re

from guidance.core.eligibility.expression import Atom, Expression, all_of, any_of
from guidance.core.eligibility.measures import HP, NUMBER, compiled, fields_of, number, tidy


def _degree(found: re.Match[str]) -> Expression:
    names = [n.lower().rstrip("-") for n in re.split(r"\s*(?:,|\beller\b|/)\s*", found["degree"])]
    names = [n if n.endswith("examen") else f"{n}examen" for n in names if n]
    hp = found.groupdict().get("hp") or found.groupdict().get("hp2")
    shared = {
        "degree_field": fields_of(found.groupdict().get("field")),
        "hp": number(hp) if hp else None,
    }
    return any_of([Atom.of("degree", name, **shared) for name in names])


def _exam(programmes: str) -> Expression:
    return Atom.of("degree", "gymnasieexamen", degree_field=(programmes,))


def _plain_degree(found: re.Match[str]) -> Expression:
    hp = found.groupdict().get("hp")
    return Atom.of("degree", "examen", hp=number(hp) if hp else None)


def _degree_with_subject(found: re.Match[str]) -> Expression:
    """`Kandidatexamen med 90 hp i huvudområdet statsvetenskap`: the degree and hp in its field."""
    name, fields = found["degree"].lower(), fields_of(found["field"])
    hp = number(found["hp"])
    subject = any_of([Atom.of("subject_hp", one, hp=hp) for one in fields])
    total = found.groupdict().get("total")
    degree = Atom.of("degree", name, degree_field=fields, hp=number(total) if total else None)
    return all_of([degree, subject])


def _specialist(found: re.Match[str]) -> Expression:
    return Atom.of(
        "degree", "specialistutbildning", degree_field=(tidy(found["field"]).lower(),),
        hp=number(found["hp"]),
    )  # fmt: skip


def _thesis(found: re.Match[str]) -> Expression:
    groups = found.groupdict()
    hp = groups.get("hp") or groups.get("hp2")
    return Atom.of(
        "thesis_hp", number(hp) if hp else None, level="kandidat",
        degree_field=fields_of(groups.get("field")),
    )  # fmt: skip


_NAMES = (
    r"kandidat|högskoleingenjörs|civilingenjörs|ingenjörs|magister|master|lärar|förskollärar"
    r"|grundlärar|ämneslärar|yrkeslärar|sjuksköterske|socionom|högskole|psykolog|läkar|tandläkar"
    r"|barnmorske|juris kandidat|jurist|socialpedagog|fritidspedagog|specialpedagog|speciallärar"
    r"|licentiat|doktors|yrkeshögskole|gymnasie|fysioterapeut|arbetsterapeut|apotekar|receptarie"
    r"|yrkes|röntgensjuksköterske|biomedicinsk analytiker|tandhygienist|logoped|audionom|dietist"
    r"|civilekonom|arkitekt"
)
_ONE = rf"(?:{_NAMES})(?:-|examen\b|\s+examen\b)"
# Where the fields of a thesis or degree end.
_FIELDS_END = (
    r"(?=[.;]|\s*$|,?\s+(?:samt|varav|dessutom|inklusive|med|om)\b|,?\s+och\s+(?:minst"
    r"|sammanlagt|totalt|\d)"
    r"|,?\s+(?:eller|alternativt?|alt\.)\s+(?:motsvarande|avlagd|en\s|ett\s|annat|examen|\d|minst)"
    r"|,?\s+alternativt\b|\s+(?:Engelska|Svenska)\b)"
)
_FOREIGN = r"(?:\s*,?\s+eller\s+motsvarande(?:\s+utländsk)?(?:\s+examen)?)"
_IN = (
    r"(?:i|inom)\s+(?:inom\s+)?(?:det\s+|ett\s+för\s+utbildningen\s+(?=relevant))?"
    r"(?:(?:något|någon|några|ett)\s+(?:eller\s+(?:flera|några)\s+)?av\s+)?"
    r"(?:huvudområde(?:t|na)|huvudämne[tn]a?|ämne(?:t|na)|områdena|området)?\s*"
)
_FIELD = rf"(?P<field>(?!annat\b)[^.;:\d()]{{2,240}}?){_FIELDS_END}"
_WORK = (
    r"(?:ett\s+)?(?:självständigt\s+arbete\s*,?\s*\(?)?"
    r"(?:examensarbete|självständigt\s+arbete|vetenskapligt\s+arbete|[BCD]-uppsats)\)?"
)

DEGREE_READERS = compiled([
    (
        (r"gymnasieexamen\s+från\s+(?:ett\s+)?(?P<field>yrkesprogram|högskoleförberedande\s+"
        r"program)\w*"),
        lambda m: _exam(tidy(m["field"]).lower()), True,
    ),
    (
        r"(?:en\s+)?högskoleförberedande\s+examen",
        lambda m: _exam("högskoleförberedande program"), True,
    ),
    (
        r"(?:avlagd\s+)?(?P<degree>(?:kandidat|magister|master)examen)(?:\s*\(?(?:om\s+)?"
        r"(?:minst\s+)?(?P<total>" + NUMBER + r")\s*hp\)?)?,?\s+(?:med|varav)\s+(?:minst\s+)?"
        + HP + r",?(?:\s*GR)?(?:\s*\([A-C,\s–-]+\))?,?(?:\s*inklusive[^,]{0,120}?,)?"
        r"\s*(?:i|inom)\s+(?:huvudområdet|huvudämnet|området)\s+(?P<field>[^.;]{2,200}?)"
        r"(?=[.;]|\s+samt|\s+eller\s+(?:motsvarande|avlagd|annat)|,\s+(?:samt|varav)|\s*$)",
        _degree_with_subject, True,
    ),
    (
        r"specialistutbildning,?\s+(?P<field>[a-zåäö]+)\s+" + HP,
        _specialist, True,
    ),
    (
        r"(?:annan\s+)?(?P<degree>specialistutbildning)(?:\s+om\s+(?:minst\s+)?" + HP + r")?",
        lambda m: Atom.of(
            "degree", "specialistutbildning", hp=number(m["hp"]) if m["hp"] else None
        ),
        True,
    ),
    (
        r"(?:en\s+)?(?:avlagd\s+)?(?P<degree>" + _ONE + r"(?:(?:\s*,\s*|\s+eller\s+|/)"
        + _ONE + r")*(?<=examen))(?:,?\s*\(?(?:om\s+|på\s+)?(?:minst\s+)?(?P<hp>"
        + NUMBER
        + r")\s*(?:hp|högskolepoäng)\)?)?(?:" + _FOREIGN
        + r"?,?\s+(?:i|inom|med\s+inriktning\s+mot)\s+(?!annat)(?P<field>"
        r"(?:huvudområdet\s+)?[^.;\d]{2,300}?)(?=[.;]|\s+samt|,?\s+eller\s+motsvarande|"
        r"\s+alternativt|\s+med\s+|\s+om\s+minst|,?\s+varav|,\s+inkl|,\s+alternativt|\s*$))?",
        _degree, True,
    ),
    (
        r"(?:en\s+)?(?:avlagd\s+)?(?P<degree>examen)\s+(?:på\s+(?:grund|avancerad\s+)nivå\s+)?"
        r"om\s+minst\s+(?P<hp>" + NUMBER + r")\s*hp\s+i\s+(?:huvudområdet|ämnet)\s+(?P<field>"
        r"[^.,;\d]{2,120}?)(?=[.,;]|\s+samt|\s+eller|\s*$)",
        _degree, True,
    ),
    (
        r"(?:en\s+)?(?:avlagd\s+)?(?:akademisk\s+)?examen\s+(?:på\s+(?:grund|avancerad\s+)nivå\s+)?"
        r"om\s+minst\s+" + HP + r"(?:\s+eller\s+motsvarande(?:\s+utländsk)?\s+examen)?",
        _plain_degree, True,
    ),
    (
        r"utbildning\s+om\s+" + HP + r"\s+till\s+(?P<value>[a-zåäö]+)",
        lambda m: Atom.of("occupation_training", m["value"].lower(), hp=number(m["hp"])), True,
    ),
    # independent work
    (
        _WORK + r"\s*,?\s*(?:omfattande\s+|om\s+|på\s+)?(?:minst\s+)?" + HP
        + r"(?:\s+på\s+kandidatnivå)?(?:" + _FOREIGN + r"?,?\s+" + _IN + _FIELD + r")?",
        _thesis, True,
    ),
    (
        HP + r"\s+(?:utgörs\s+av\s+)?" + _WORK
        + r"(?:\s+på\s+kandidatnivå)?(?:" + _FOREIGN + r"?,?\s+" + _IN + _FIELD + r")?",
        _thesis, True,
    ),
    (
        r"(?:avklarat\s+|genomfört\s+|godkänt\s+)*" + _WORK
        + r"\s+(?:i|inom)\s+(?:huvudområdet\s+)?(?P<field>[a-zåäö-]+)\s+om\s+(?:minst\s+)?" + HP,
        _thesis, True,
    ),
])  # fmt: skip

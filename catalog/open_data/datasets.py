"""What we derive and give away: one dataset per table, as rows of codes, labels and counts.

No text that was written by somebody leaves here: labels are those of the registers. What a rule
says no to (a tie of weight 0) is no tie.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from catalog.models import QualityReport
from catalog.quality.published import REPORT_COLUMNS, report_rows
from catalog.snapshot.snapshot import (
    FORMS,
    OutcomeOrigin,
    Snapshot,
    TrainsForOrigin,
)

Kind = Literal["string", "integer", "number"]
Cell = str | int | float | None
Row = tuple[Cell, ...]
_SUN_FIELD = "sun-education-field-4"


@dataclass(frozen=True)
class Basis:
    """What the rows are made from. report: the quality report of this snapshot, if there is one."""

    snapshot: Snapshot
    report: QualityReport | None


@dataclass(frozen=True)
class Column:
    """words: what is in it, in Swedish."""

    name: str
    kind: Kind
    words: str


@dataclass(frozen=True)
class Dataset:
    """period: the ISO interval, year or day that the rows are about; "" the day of the snapshot."""

    key: str
    title: str
    title_en: str
    description: str
    description_en: str
    keywords: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Basis], Iterator[Row]]
    period: Callable[[Snapshot], str] = lambda snapshot: ""
    is_of_report: bool = False


def education_skills(basis: Basis) -> Iterator[Row]:
    """One row per education, skill and origin."""
    snapshot = basis.snapshot
    educations, ids, labels = snapshot.educations, *_concepts(snapshot)
    for row, (key, title) in enumerate(zip(educations.id, educations.title, strict=True)):
        form = FORMS[int(educations.form[row])]
        for skill, strength, origin, _ in educations.skills.of_row(row):
            word = OutcomeOrigin(origin).name.lower()
            yield key, title, form, ids[skill], labels[skill], word, round(strength, 3)


def education_occupations(basis: Basis) -> Iterator[Row]:
    """One row per education, occupation or group, and origin."""
    snapshot = basis.snapshot
    educations, ids, labels = snapshot.educations, *_concepts(snapshot)
    for row, (key, title) in enumerate(zip(educations.id, educations.title, strict=True)):
        form = FORMS[int(educations.form[row])]
        for target, strength, origin, _ in educations.trains_for.of_row(row):
            if strength:
                kind = snapshot.type_of(target)
                ssyk = _ssyk_of(snapshot, target)
                word = TrainsForOrigin(origin).name.lower()
                yield (
                    *(key, title, form, ids[target], labels[target], kind, ssyk, word),
                    round(strength, 3),
                )


def occupation_demand(basis: Basis) -> Iterator[Row]:
    """One row per occupation group and place that has ads."""
    snapshot = basis.snapshot
    ids, labels = _concepts(snapshot)
    codes, demand = snapshot.concepts.code, snapshot.demand
    period = _only(demand.ads_period)
    for group in _groups(snapshot):
        read = {place: count for place, _, _, count in demand.mined_ads.of_row(group)}
        for place, _, _, count in demand.ads.of_row(group):
            yield (
                *(ids[group], codes[group], labels[group], ids[place], codes[place]),
                *(labels[place], snapshot.type_of(place), period, count, read.get(place, 0)),
            )


def occupation_skill_demand(basis: Basis) -> Iterator[Row]:
    """One row per occupation group, place and skill that the ads read ask for."""
    snapshot = basis.snapshot
    ids, labels = _concepts(snapshot)
    codes, demand = snapshot.concepts.code, snapshot.demand
    period = _only(demand.mined_period)
    read = {
        (group, place): count
        for group in _groups(snapshot)
        for place, _, _, count in demand.mined_ads.of_row(group)
    }
    columns = (
        demand.skill_ads_group, demand.skill_ads_place, demand.skill_ads_skill,
        demand.skill_ads_required, demand.skill_ads_merit,
    )  # fmt: skip
    for group, place, skill, required, merit in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        yield (
            *(ids[group], codes[group], labels[group], ids[place], labels[place]),
            *(ids[skill], labels[skill], period, required, merit, read.get((group, place), 0)),
        )


def sun_ssyk(basis: Basis) -> Iterator[Row]:
    """One row per SUN field and occupation group: how many educations of the field lead there."""
    snapshot = basis.snapshot
    educations, concepts = snapshot.educations, snapshot.concepts
    of_field: Counter[str] = Counter()
    ties: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row, text in enumerate(educations.sun):
        fields = sorted(set(text.split()))
        of_field.update(fields)
        by_group: defaultdict[str, set[str]] = defaultdict(set)
        for target, strength, origin, _ in educations.trains_for.of_row(row):
            if strength and (ssyk := _ssyk_of(snapshot, target)):
                by_group[ssyk].add(TrainsForOrigin(origin).name.lower())
        for field in fields:
            for ssyk, origins in by_group.items():
                ties[field, ssyk].update({"educations", *origins})
    of_code = {
        (snapshot.type_of(row), concepts.code[row]): concepts.label[row]
        for row in range(len(concepts.id))
        if concepts.code[row] and snapshot.type_of(row) in {_SUN_FIELD, "ssyk-level-4"}
    }
    for (field, ssyk), counts in sorted(ties.items()):
        yield (
            *(field, of_code.get((_SUN_FIELD, field), "")),
            *(ssyk, of_code.get(("ssyk-level-4", ssyk), "")),
            *(counts["educations"], of_field[field]),
            round(counts["educations"] / of_field[field], 4),
            *(counts[origin.name.lower()] for origin in TrainsForOrigin),
        )


def quality(basis: Basis) -> Iterator[Row]:
    """The quality report, a row per scope and rule; none when it has not been made."""
    if basis.report is not None:
        for row in report_rows(basis.report):
            yield tuple(row[name] for name in REPORT_COLUMNS)


def _concepts(snapshot: Snapshot) -> tuple[list[str], list[str]]:
    """Ids and labels by row, decoded once."""
    return list(snapshot.concepts.id), list(snapshot.concepts.label)


def _groups(snapshot: Snapshot) -> list[int]:
    return [
        row for row in range(len(snapshot.concepts.id)) if snapshot.type_of(row) == "ssyk-level-4"
    ]


def _ssyk_of(snapshot: Snapshot, target: int) -> str:
    """SSYK code of a group, or of an occupation's group; "" when it has none."""
    if snapshot.type_of(target) != "ssyk-level-4":
        target = int(snapshot.concepts.broader[target])
    return str(snapshot.concepts.code[target]) if target >= 0 else ""


def _only(texts: Iterable[str]) -> str:
    return " ".join(texts)


_Words = tuple[str, Kind, str]


def _columns(*columns: _Words) -> tuple[Column, ...]:
    return tuple(Column(*one) for one in columns)


_EDUCATION: tuple[_Words, ...] = (
    ("education_id", "string", "Utbildningens id i Susa-navet"),
    ("education_title", "string", "Utbildningens namn"),
    ("school_form", "string", "Skolform, som kod enligt EMIL"),
)
_GROUP: tuple[_Words, ...] = (
    ("group_id", "string", "Yrkesgruppens id i JobTech Taxonomy"),
    ("ssyk_code", "string", "Yrkesgruppens kod i SSYK 2012, fyra siffror"),
    ("group_label", "string", "Yrkesgruppens namn"),
)
_QUALITY_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("version", "holds", "lacks", "unknown", "of"), "integer"),
    "share": "number",
}
_QUALITY_WORDS = {
    "catalogue": "Katalogens nummer och kontrollsumma",
    "judged_on": "Dagen som räknas som i dag",
    "scope": "Hela katalogen, en källa eller en anordnare",
    "scope_key": "Källans eller anordnarens id",
    "scope_name": "Källans eller anordnarens namn",
    "rule": "Regelns namn",
    "version": "Regelns version",
    "topic": "Regelns område",
    "subject": "Vad regeln räknar",
    "holds": "Antal där regeln håller",
    "lacks": "Antal där den inte håller",
    "unknown": "Antal som inte går att bedöma",
    "of": "Antal i allt",
    "share": "Andel där regeln håller, 0 till 1",
    "state": "Vad andelen säger, mätt mot regelns egen gräns",
}

DATASETS = (
    Dataset(
        "education-skills",
        "Utbildningar och de kunskaper de ger",
        "Educations and the skills they give",
        "Kunskaper ur JobTech Taxonomy som en utbildning ger, lästa ur dess namn och beskrivning i "
        "Susa-navet med öppna regler. Varje rad säger hur vi vet det och hur säkert det är.",
        "Skills of the JobTech Taxonomy that an education gives, read from its name and its "
        "description in Susa-navet by open rules. Each row says how we know and how sure it is.",
        ("utbildning", "kompetens", "kunskaper", "Susa-navet", "JobTech Taxonomy"),
        _columns(
            *_EDUCATION,
            ("skill_id", "string", "Kunskapens id i JobTech Taxonomy"),
            ("skill_label", "string", "Kunskapens namn"),
            ("origin", "string", "Hur vi vet: title, description eller editor (redaktionen)"),
            ("strength", "number", "Hur säkert det är, 0 till 1"),
        ),
        education_skills,
    ),
    Dataset(
        "education-occupations",
        "Utbildningar och de yrken de leder till",
        "Educations and the occupations they lead to",
        "Yrken och yrkesgrupper som en utbildning leder till: för att ett register säger det, för "
        "att utbildningens namn gör det eller för att dess inriktning enligt SUN brukar göra det.",
        "Occupations and occupation groups that an education leads to: because a register says so, "
        "because its name does, or because its SUN field usually does.",
        ("utbildning", "yrke", "SSYK", "SUN", "Susa-navet"),
        _columns(
            *_EDUCATION,
            ("target_id", "string", "Yrkets eller yrkesgruppens id i JobTech Taxonomy"),
            ("target_label", "string", "Yrkets eller yrkesgruppens namn"),
            ("target_type", "string", "occupation-name (yrke) eller ssyk-level-4 (yrkesgrupp)"),
            ("ssyk_code", "string", "Yrkesgruppens kod i SSYK 2012"),
            ("origin", "string", "Hur vi vet: register, title, classification eller editor"),
            ("strength", "number", "Hur säkert det är, 0 till 1"),
        ),
        education_occupations,
    ),
    Dataset(
        "occupation-demand",
        "Platsannonser per yrkesgrupp och plats",
        "Job ads by occupation group and place",
        "Antal annonser i Platsbanken per yrkesgrupp och plats, och hur många av dem som vi har "
        "läst. Bara antal: ingen annonstext och ingen arbetsgivare.",
        "Number of ads in Platsbanken by occupation group and place, and how many we have read. "
        "Counts only: no ad text and no employer.",
        ("platsannonser", "efterfrågan", "yrke", "SSYK", "arbetsmarknad"),
        _columns(
            *_GROUP,
            ("place_id", "string", "Platsens id i JobTech Taxonomy"),
            ("place_code", "string", "Kommunens, länets eller landets kod"),
            ("place_label", "string", "Platsens namn"),
            ("place_type", "string", "municipality, region eller country"),
            ("period", "string", "Tiden som annonserna gäller"),
            ("ads", "integer", "Antal publicerade annonser"),
            ("ads_read", "integer", "Antal annonser vars text vi har läst"),
        ),
        occupation_demand,
        lambda snapshot: _only(snapshot.demand.ads_period),
    ),
    Dataset(
        "occupation-skill-demand",
        "Kunskaper som platsannonser frågar efter",
        "Skills that job ads ask for",
        "Hur många av de lästa annonserna för en yrkesgrupp som kräver en kunskap eller ser den "
        "som en merit. Bara antal: ingen annonstext och ingen arbetsgivare.",
        "How many of the ads read for an occupation group require a skill or count it a merit. "
        "Counts only: no ad text and no employer.",
        ("platsannonser", "efterfrågan", "kompetens", "SSYK", "arbetsmarknad"),
        _columns(
            *_GROUP,
            ("place_id", "string", "Platsens id i JobTech Taxonomy"),
            ("place_label", "string", "Platsens namn"),
            ("skill_id", "string", "Kunskapens id i JobTech Taxonomy"),
            ("skill_label", "string", "Kunskapens namn"),
            ("period", "string", "Tiden som annonserna gäller"),
            ("required", "integer", "Antal annonser som kräver kunskapen"),
            ("merit", "integer", "Antal annonser som ser den som en merit"),
            ("ads_read", "integer", "Antal lästa annonser för gruppen på platsen"),
        ),
        occupation_skill_demand,
        lambda snapshot: _only(snapshot.demand.mined_period),
    ),
    Dataset(
        "sun-ssyk",
        "Nyckel mellan SUN och SSYK",
        "Key between SUN and SSYK",
        "Uträknad nyckel: hur många utbildningar med en viss inriktning enligt SUN som leder till "
        "en viss yrkesgrupp enligt SSYK 2012, och hur vi vet det. Ett register kan ha sagt det "
        "samtidigt som namnet gör det, så delarna kan vara fler än helheten.",
        "A computed key: how many educations of a SUN field lead to an SSYK 2012 occupation group, "
        "and how we know. A register and a name may say the same, so parts can exceed the whole.",
        ("SUN", "SSYK", "klassifikation", "utbildning", "yrke"),
        _columns(
            ("sun_code", "string", "Inriktning enligt SUN"),
            ("sun_label", "string", "Inriktningens namn, tomt när det inte finns i taxonomin"),
            ("ssyk_code", "string", "Yrkesgruppens kod i SSYK 2012"),
            ("ssyk_label", "string", "Yrkesgruppens namn"),
            ("educations", "integer", "Utbildningar med inriktningen som leder till yrkesgruppen"),
            ("educations_of_field", "integer", "Alla utbildningar med inriktningen"),
            ("share", "number", "Den första delad med den andra, 0 till 1"),
            ("by_register", "integer", "Av dem: ett register säger det"),
            ("by_title", "integer", "Av dem: utbildningens namn säger det"),
            ("by_classification", "integer", "Av dem: inriktningen brukar leda dit"),
            ("by_editor", "integer", "Av dem: redaktionen har bedömt det"),
        ),
        sun_ssyk,
    ),
    Dataset(
        "quality-report",
        "Kvaliteten i utbildnings- och yrkesdata",
        "Quality of education and occupation data",
        "Kvalitetsrapporten för katalogen: per regel, källa och anordnare hur många poster som "
        "håller, inte håller och inte går att bedöma.",
        "The catalogue's quality report: by rule, source and provider, how many records hold, lack "
        "and cannot be judged.",
        ("datakvalitet", "utbildning", "Susa-navet", "öppna data"),
        tuple(
            Column(name, _QUALITY_KINDS.get(name, "string"), _QUALITY_WORDS[name])
            for name in REPORT_COLUMNS
        ),
        quality,
        is_of_report=True,
    ),
)
BY_KEY = {dataset.key: dataset for dataset in DATASETS}

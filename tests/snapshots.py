"""A small catalogue for tests, dated from a given day: `make_snapshot(tmp_path, today)`.

Occupations and groups bear their real ids and codes, skills are `skill-<label>`, places
`place-<code>`. `make_rows` gives the rows to change with `dataclasses.replace` before composing:

    rows = make_rows(today)
    snapshot = make_snapshot(tmp_path, today, replace(rows, events=[...]))
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from catalog.snapshot.compose import compose
from catalog.snapshot.rows import (
    AdCountRow,
    CatalogueRows,
    ConceptRow,
    EducationRow,
    EventRow,
    ForecastRow,
    MinedAdsRow,
    NeighbourRow,
    OccupationSkillRow,
    OutcomeRow,
    PlaceRow,
    ProviderRow,
    SkillAdsRow,
    SubstituteRow,
    TermRow,
    TrainsForRow,
    WageRow,
)
from catalog.snapshot.snapshot import (
    OutcomeOrigin,
    SkillOrigin,
    Snapshot,
    SourceState,
    TermKind,
    TrainsForOrigin,
    load_snapshot,
    save_snapshot,
)

NURSE = "bXNH_MNX_dUR"
OLD_NURSE = "old-nurse"  # deprecated, replaced by NURSE
ASSISTANT_NURSE = "bSEB_VKd_Ub3"
WARD_ASSISTANT_NURSE = "PQkQ_Dmk_ZF8"
CARE_ASSISTANT = "4zLr_jP5_peZ"
WELDER = "rxrQ_Nyy_k6y"
ELECTRICIAN = "84Uc_bhA_s47"
BACKEND_DEVELOPER = "7wdX_4rv_33z"
SOFTWARE_TESTER = "843H_Mp1_EVL"
CHILD_CARER = "rM7G_ge7_XhP"
COOK = "Vg3d_Azf_p5Y"
TRUCK_DRIVER = "BNz8_F9J_y2L"
TEACHER = "S9LC_4m4_yza"
FIELD = "field-work"  # one field for all, the sample catalogue has the real ones

# occupation: label, group id, SSYK code, group label, skills (the first two are essential)
OCCUPATIONS: dict[str, tuple[str, str, str, str, str]] = {
    NURSE: (
        "Sjuksköterska, grundutbildad",
        "Z8ci_bBE_tmx",
        "2221",
        "Grundutbildade sjuksköterskor",
        "Omvårdnad, Läkemedelshantering, Patientsäkerhet, Journalföring",
    ),
    ASSISTANT_NURSE: (
        "Undersköterska, hemtjänst, äldreboende och habilitering",
        "jY19_knH_MJp",
        "5321",
        "Undersköterskor, hemtjänst, hemsjukvård, äldreboende och habilitering",
        "Omvårdnad, Äldreomsorg, Demensvård, Hemtjänst",
    ),
    WARD_ASSISTANT_NURSE: (
        "Undersköterska, vård- och specialavdelning och mottagning",
        "LP4Z_ABV_gRm",
        "5323",
        "Undersköterskor, vård- och specialavdelning och mottagning",
        "Omvårdnad, Provtagning, Vårdhygien",
    ),
    CARE_ASSISTANT: (
        "Vårdbiträde",
        "tAJS_JNb_hDH",
        "5330",
        "Vårdbiträden",
        "Äldreomsorg, Hemtjänst, Städning",
    ),
    WELDER: (
        "Svetsare",
        "wQ1E_Bzk_ZyA",
        "7212",
        "Svetsare och gasskärare",
        "MAG-svetsning, TIG-svetsning, Ritningsläsning, Gasskärning",
    ),
    ELECTRICIAN: (
        "Installationselektriker",
        "yyF7_jsW_EeP",
        "7411",
        "Installations- och serviceelektriker",
        "Elinstallation, Elsäkerhet, Ritningsläsning, Felsökning",
    ),
    BACKEND_DEVELOPER: (
        "Backend-utvecklare",
        "DJh5_yyF_hEM",
        "2512",
        "Mjukvaru- och systemutvecklare m.fl.",
        "Java, SQL, Git, Systemutveckling, Python",
    ),
    SOFTWARE_TESTER: (
        "Mjukvarutestare",
        "D9SL_mtn_vGM",
        "2514",
        "Systemtestare och testledare",
        "Testautomatisering, Kravhantering, SQL, Git",
    ),
    CHILD_CARER: (
        "Barnskötare",
        "Hi9c_iTe_gHH",
        "5311",
        "Barnskötare",
        "Barnomsorg, Pedagogik, Utomhuspedagogik",
    ),
    COOK: (
        "Kock storhushåll",
        "BStc_SJh_DKG",
        "5120",
        "Kockar och kallskänkor",
        "Matlagning, Livsmedelshygien, Specialkost, Menyplanering",
    ),
    TRUCK_DRIVER: (
        "Fjärrbilsförare",
        "3MBw_pDA_P2F",
        "8332",
        "Lastbilsförare m.fl.",
        "Lastsäkring, Godstransporter, Fordonsunderhåll",
    ),
    TEACHER: (
        "Grundlärare, 4-6",
        "oQUQ_D11_HPx",
        "2341",
        "Grundskollärare",
        "Undervisning, Bedömning, Pedagogik, Specialpedagogik",
    ),
}
MORE_SKILLS = "Truckkörning, Kundservice, Excel, Bokföring, Projektledning, Hjärt-lungräddning"

# code: name, latitude, longitude
REGIONS = {"01": "Stockholms län", "20": "Dalarnas län", "21": "Gävleborgs län"}
MUNICIPALITIES = {
    "0180": ("Stockholm", 59.329, 18.069),
    "2080": ("Falun", 60.607, 15.633),
    "2081": ("Borlänge", 60.485, 15.437),
    "2180": ("Gävle", 60.675, 17.142),
}

TERMS = (
    ("usk", ASSISTANT_NURSE, TermKind.TERM, "swe"),
    ("undersköterska", ASSISTANT_NURSE, TermKind.TITLE, "swe"),
    ("sjuksköterska", NURSE, TermKind.ALTERNATIVE, "swe"),
    ("nurse", NURSE, TermKind.MATCH, "eng"),
    ("welder", WELDER, TermKind.MATCH, "eng"),
    ("lastbilschaufför", TRUCK_DRIVER, TermKind.TITLE, "swe"),
    ("HLR", "skill-hjärt-lungräddning", TermKind.HIDDEN, "swe"),
)


def skill(label: str) -> str:
    """Concept id of a skill of this catalogue."""
    return "skill-" + label.lower().replace(" ", "-")


def place(code: str) -> str:
    """Concept id of a municipality, a region, or the country (`SE`)."""
    return f"place-{code}"


@dataclass(frozen=True)
class Course:
    """An education with its occasions: (first day counted from today, days, municipality code).

    An empty code means distance study; a first day of None means no dates (the student decides).
    """

    id: str
    title: str
    form: str
    credits: float
    system: str
    occasions: tuple[tuple[int | None, int, str], ...]
    configuration: str = "kurs"
    code: str = ""
    requirement: str = ""
    skills: str = ""
    goal: str = ""
    goal_origin: TrainsForOrigin = TrainsForOrigin.TITLE
    degree: str = ""
    fee: float | None = None
    pace: int = 100


_BASIC = "Grundläggande behörighet"
_NURSING = f"{_BASIC} samt Matematik 2a / 2b / 2c, Naturkunskap 2, Samhällskunskap 1b / 1a1 + 1a2"
_TEACHING = f"{_BASIC} samt Matematik 2a, Naturkunskap 1b, Samhällskunskap 1b"
_TWO_TOWNS = ((60, 110, "2180"), (60, 110, "2080"), (250, 110, "2180"))
_ONLINE = ((20, 70, ""), (55, 140, "2081"), (None, 0, ""))
_YEARLY = ((55, 1000, "2180"), (280, 1000, "0180"), (420, 1000, "2180"))

COURSES = (
    Course("i.uoh.nurse", "Sjuksköterskeprogrammet", "HS", 180, "hp", _YEARLY, "program",
           requirement=_NURSING, skills="Omvårdnad, Läkemedelshantering, Patientsäkerhet",
           goal=NURSE, degree="Sjuksköterskeexamen"),
    Course("i.uoh.nurse.distance", "Sjuksköterskeprogrammet, distans", "HS", 180, "hp",
           ((280, 1000, ""), (-40, 1000, "")), "program", requirement=_NURSING,
           skills="Omvårdnad, Läkemedelshantering", goal=NURSE, degree="Sjuksköterskeexamen"),
    Course("i.uoh.teacher", "Grundlärarprogrammet 4-6", "HS", 240, "hp",
           ((55, 1330, "2080"), (280, 1330, "0180")), "program", requirement=_TEACHING,
           skills="Undervisning, Bedömning, Pedagogik", goal=TEACHER, degree="Grundlärarexamen"),
    Course("i.uoh.java", "Programmering i Java", "HS", 7.5, "hp",
           ((55, 70, ""), (280, 70, "0180")), requirement=_BASIC, skills="Java"),
    Course("i.uoh.sql", "Databaser", "HS", 7.5, "hp", ((130, 70, ""), (55, 140, "2080")),
           requirement=_BASIC, skills="SQL", pace=50),
    Course("i.uoh.geriatrics", "Läkemedelshantering för sjuksköterskor", "HS", 7.5, "hp",
           ((55, 140, ""),), requirement="Sjuksköterskeexamen om 180 hp",
           skills="Läkemedelshantering", pace=25),
    Course("i.myh.backend", "Backendutvecklare", "YH", 400, "yh",
           ((280, 620, "0180"), (280, 620, "")), "program",
           requirement="Grundläggande behörighet för yrkeshögskolan samt Programmering 1",
           skills="Java, SQL, Git, Systemutveckling", goal=BACKEND_DEVELOPER),
    Course("i.myh.tester", "Mjukvarutestare", "YH", 200, "yh",
           ((270, 300, "0180"), (-300, 300, "0180")), "program",
           requirement="Grundläggande behörighet för yrkeshögskolan",
           skills="Testautomatisering, Kravhantering", goal=SOFTWARE_TESTER),
    Course("i.myh.testing", "Testautomatisering", "YH", 30, "yh", ((90, 42, ""), (200, 84, "")),
           requirement="Ett års arbete med systemutveckling eller test.",
           skills="Testautomatisering"),
    Course("i.myh.dementia", "Specialistundersköterska inom demensvård", "YH", 200, "yh",
           ((75, 560, ""), (440, 560, "2180")), "program", skills="Demensvård, Omvårdnad",
           requirement="Examen från vård- och omsorgsprogrammet och 12 månaders arbete.", pace=50),
    Course("i.vux.assistant", "Undersköterska", "VUXGY", 1500, "gy",
           ((35, 520, "2180"), (35, 520, "2080"), (150, 700, "0180"), (60, 700, "")), "kurspaket",
           skills="Omvårdnad, Äldreomsorg, Hemtjänst", goal=ASSISTANT_NURSE),
    Course("i.vux.care", "Vårdbiträde", "VUXGY", 800, "gy",
           ((35, 280, "2180"), (35, 280, "2081"), (80, 280, "")), "kurspaket",
           skills="Äldreomsorg, Hemtjänst", goal=CARE_ASSISTANT),
    Course("i.vux.welder", "Svetsare", "VUXGY", 900, "gy", ((30, 320, "2081"), (90, 320, "2180")),
           "kurspaket", skills="MAG-svetsning, TIG-svetsning, Ritningsläsning", goal=WELDER),
    Course("i.vux.electrician", "Elektriker, installation", "VUXGY", 1200, "gy",
           ((50, 430, "2080"), (280, 430, "0180")), "kurspaket",
           skills="Elinstallation, Elsäkerhet, Ritningsläsning", goal=ELECTRICIAN),
    Course("i.vux.child", "Barnskötare", "VUXGY", 1250, "gy",
           ((45, 430, "2180"), (45, 430, ""), (200, 430, "2080")), "kurspaket",
           skills="Barnomsorg, Pedagogik", goal=CHILD_CARER),
    Course("i.vux.cook", "Kock", "VUXGY", 1000, "gy", ((40, 360, "0180"), (40, 360, "2080")),
           "kurspaket", skills="Matlagning, Livsmedelshygien, Specialkost", goal=COOK),
    Course("i.vux.truck", "Lastbilsförare", "VUXGY", 800, "gy",
           ((30, 280, "2081"), (120, 280, "2180")), "kurspaket",
           requirement="Körkort B", skills="Lastsäkring, Godstransporter", goal=TRUCK_DRIVER),
    Course("i.vux.english6", "Engelska 6", "VUXGY", 100, "gy", (*_TWO_TOWNS, *_ONLINE),
           code="ENGENG06", requirement="Engelska 5"),
    Course("i.vux.english5", "Engelska 5", "VUXGY", 100, "gy", (*_TWO_TOWNS, *_ONLINE),
           code="ENGENG05"),
    Course("i.vux.maths2", "Matematik 2a", "VUXGY", 100, "gy", (*_TWO_TOWNS, *_ONLINE),
           code="MATMAT02a", requirement="Matematik 1a"),
    Course("i.vux.science2", "Naturkunskap 2", "VUXGY", 100, "gy", (*_TWO_TOWNS, (20, 70, "")),
           code="NAKNAK02", requirement="Naturkunskap 1b", pace=50),
    Course("i.vux.society1", "Samhällskunskap 1b", "VUXGY", 100, "gy", ((20, 70, ""),),
           code="SAMSAM01b"),
    Course("i.vux.programming1", "Programmering 1", "VUXGY", 100, "gy", _ONLINE,
           code="PRRPRR01", skills="Systemutveckling"),
    Course("i.vuxgr.english", "Engelska", "VUXGR", 600, "vp",
           ((15, 120, "2180"), (None, 0, "2080")), code="GRNENG2"),
    Course("i.sfi.d", "Svenska för invandrare, kurs D", "VUXSFI", 0, "",
           ((None, 0, "2180"), (10, 150, "2080")), code="SFI D"),
    Course("i.vuxgyan.english", "Engelska 1", "VUXGYAN", 100, "gy", ((30, 150, "2180"),)),
    Course("i.vuxgran.swedish", "Svenska", "VUXGRAN", 100, "", ((30, 150, "2180"),)),
    Course("i.fhs.leader", "Friluftsledare med utomhuspedagogik", "FHS", 0, "",
           ((280, 280, "2080"), (650, 280, "2080")), "program", skills="Utomhuspedagogik",
           fee=4500.0),
    Course("i.aub.welder", "Svetsare, arbetsmarknadsutbildning", "AUB", 0, "",
           ((20, 140, "2081"), (80, 140, "2180")), "program", skills="MAG-svetsning, Gasskärning",
           goal=WELDER, goal_origin=TrainsForOrigin.REGISTER),
    Course("i.kku.ceramics", "Keramik", "KKU", 0, "", ((280, 280, "0180"),), fee=12000.0),
)  # fmt: skip


def make_snapshot(
    folder: Path, today: date, rows: CatalogueRows | None = None, *, number: int = 1
) -> Snapshot:
    """Compose, save below `folder`/<number> and map again, as a request sees it."""
    composed = compose(
        make_rows(today) if rows is None else rows,
        number=number,
        built_at=f"{today.isoformat()}T03:00:00+01:00",
        sources=make_sources(today),
        folder=folder / str(number),
    )
    save_snapshot(composed)
    return load_snapshot(composed.folder)


def make_sources(today: date) -> tuple[SourceState, ...]:
    """One source of educations and one of concepts, fetched the day before."""
    fetched = f"{(today - timedelta(days=1)).isoformat()}T02:00:00+01:00"
    return (
        SourceState(
            "susa", "Susa-navet", "Skolverket", "CC0-1.0", "2026-11-22", fetched, 110, True
        ),
        SourceState(
            "taxonomy", "JobTech Taxonomy", "Arbetsförmedlingen", "CC0-1.0", "30", fetched, 90, True
        ),
    )


def make_rows(today: date) -> CatalogueRows:
    """The rows of the small catalogue."""
    concepts = list(_concepts())
    links = list(_occupation_skills())
    return CatalogueRows(
        concepts=concepts,
        places=[
            PlaceRow(place(code), latitude, longitude)
            for code, (_, latitude, longitude) in MUNICIPALITIES.items()
        ],
        terms=[
            *(TermRow(c.label, c.id) for c in concepts if not c.is_deprecated),
            TermRow("Sjuksköterska, allmän", NURSE, TermKind.ALTERNATIVE),
            *(TermRow(*term) for term in TERMS),
        ],
        occupation_skills=links,
        substitutes=[
            SubstituteRow(ASSISTANT_NURSE, WARD_ASSISTANT_NURSE, 0.75),
            SubstituteRow(NURSE, ASSISTANT_NURSE, 0.75),
            SubstituteRow(ASSISTANT_NURSE, CARE_ASSISTANT, 0.75),
            SubstituteRow(BACKEND_DEVELOPER, SOFTWARE_TESTER, 0.25),
        ],
        neighbours=[
            NeighbourRow(CARE_ASSISTANT, ASSISTANT_NURSE, 1),
            NeighbourRow(CARE_ASSISTANT, CHILD_CARER, 2),
        ],
        ad_counts=[
            AdCountRow(group, place(where), 400 - 25 * rank if where == "SE" else 60 - 4 * rank)
            for rank, (_, group, *_rest) in enumerate(OCCUPATIONS.values())
            for where in ("SE", *REGIONS)
        ],
        mined_ads=[MinedAdsRow("Z8ci_bBE_tmx", place("SE"), 180)]
        + [MinedAdsRow("wQ1E_Bzk_ZyA", place(where), n) for where, n in (("SE", 90), ("20", 12))],
        skill_ads=[
            SkillAdsRow("Z8ci_bBE_tmx", place("SE"), skill("Läkemedelshantering"), 62, 20),
            SkillAdsRow("Z8ci_bBE_tmx", place("SE"), skill("Journalföring"), 31, 44),
            SkillAdsRow("wQ1E_Bzk_ZyA", place("SE"), skill("MAG-svetsning"), 55, 10),
            SkillAdsRow("wQ1E_Bzk_ZyA", place("20"), skill("MAG-svetsning"), 8, 1),
            SkillAdsRow("wQ1E_Bzk_ZyA", place("SE"), skill("Truckkörning"), 4, 30),
        ],
        wages=[
            WageRow("Z8ci_bBE_tmx", 33_500, 39_800, 47_000, 2024),
            WageRow("jY19_knH_MJp", 26_000, 29_900, 34_000, 2024),
            WageRow("wQ1E_Bzk_ZyA", 28_000, 32_400, None, 2024),
        ],
        forecasts=[
            ForecastRow("Z8ci_bBE_tmx", place("SE"), "brist", "öka", "stora", "2026-1"),
            ForecastRow("Z8ci_bBE_tmx", place("20"), "", "vara oförändrad", "stora", "2025-12"),
            ForecastRow("wQ1E_Bzk_ZyA", place("SE"), "paradox", "vara oförändrad", "", "2026-1"),
        ],
        providers=[
            ProviderRow(f"p.{code}", f"Utbildning i {name}", place(code))
            for code, (name, *_where) in MUNICIPALITIES.items()
        ],
        educations=[_education(course) for course in COURSES],
        events=[event for course in COURSES for event in _events(course, today)],
        ads_period="2024",
        mined_period="2025-11-01/2026-10-31",
    )


def _concepts() -> Iterator[ConceptRow]:
    yield ConceptRow(place("SE"), "country", "Sverige", code="SE")
    for code, name in REGIONS.items():
        yield ConceptRow(place(code), "region", name, code=code, broader=place("SE"))
    for code, (name, *_where) in MUNICIPALITIES.items():
        yield ConceptRow(place(code), "municipality", name, code=code, broader=place(code[:2]))
    yield ConceptRow(FIELD, "occupation-field", "Alla yrken")
    for occupation, (label, group, code, group_label, _) in OCCUPATIONS.items():
        yield ConceptRow(group, "ssyk-level-4", group_label, code=code, broader=FIELD)
        yield ConceptRow(occupation, "occupation-name", label, broader=group)
    yield ConceptRow(
        OLD_NURSE,
        "occupation-name",
        "Sjuksköterska, allmän",
        is_deprecated=True,
        broader="Z8ci_bBE_tmx",
        replaced_by=(NURSE,),
    )
    for language in ("Svenska", "Engelska", "Arabiska"):
        yield ConceptRow(f"language-{language.lower()}", "language", language)
    yield ConceptRow("driving-b", "driving-licence", "B", code="B")
    labels = {label for *_, skills in OCCUPATIONS.values() for label in skills.split(", ")}
    for label in sorted(labels | set(MORE_SKILLS.split(", "))):
        yield ConceptRow(skill(label), "skill", label)


def _occupation_skills() -> Iterator[OccupationSkillRow]:
    for occupation, (_, group, _, _, skills) in OCCUPATIONS.items():
        for rank, label in enumerate(skills.split(", ")):
            yield OccupationSkillRow(
                occupation, skill(label), weight=1.0 if rank < 2 else 0.5, is_essential=rank < 2
            )
        yield OccupationSkillRow(group, skill("Kundservice"), SkillOrigin.GROUP, 0.2)
    yield OccupationSkillRow(
        "wQ1E_Bzk_ZyA", skill("Truckkörning"), SkillOrigin.ADS, 34 / 90, evidence=34
    )


def _education(course: Course) -> EducationRow:
    skills = [label for label in course.skills.split(", ") if label]
    return EducationRow(
        id=course.id,
        title=course.title,
        form=course.form,
        code=course.code,
        configuration=course.configuration,
        credits=course.credits or None,
        credit_system=course.system,
        gives_degree=bool(course.degree),
        degree=course.degree,
        requirement=course.requirement,
        student_aid="ja" if course.form in {"HS", "YH", "VUXGY"} else "",
        source="susa",
        skills=tuple(OutcomeRow(skill(s), OutcomeOrigin.DESCRIPTION, 0.8) for s in skills),
        trains_for=((TrainsForRow(course.goal, course.goal_origin, 0.9),) if course.goal else ()),
    )


def _events(course: Course, today: date) -> Iterator[EventRow]:
    for number, (first, days, code) in enumerate(course.occasions):
        start = None if first is None else today + timedelta(days=first)
        yield EventRow(
            id=f"e{course.id[1:]}.{number}",
            education=course.id,
            provider=f"p.{code or '0180'}",
            condition=2 if start is None else 1,
            start=start,
            end=start and start + timedelta(days=days),
            apply_first=start and start - timedelta(days=90),
            apply_last=start and start - timedelta(days=14),
            expires=(start or today) + timedelta(days=max(days, 365)),
            pace=course.pace,
            municipality=place(code) if code else "",
            is_distance=not code,
            onsite=None if code else 0,
            fee=course.fee,
            applies_continuously=start is None,
        )

"""Database → snapshot: what gets in, what stays out, and what a failure leaves behind."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, Settings

from catalog import models, selectors
from catalog.recognition.recognise import recognise
from catalog.snapshot import build, current
from catalog.snapshot.build import NothingToBuild, build_snapshot
from catalog.snapshot.current import current_lexicon, current_snapshot
from catalog.snapshot.esco import esco_addresses
from catalog.snapshot.search import find_occupation, search_occupations
from catalog.snapshot.snapshot import (
    EscoMatch,
    OutcomeOrigin,
    SkillOrigin,
    Snapshot,
    TrainsForOrigin,
)
from catalog.snapshot.store import number_in_service, numbers

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db
ESCO_TIG = "3e5bc6a1-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def var(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.VAR_DIR = tmp_path
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"
    monkeypatch.setattr(current, "_loaded", None)
    return tmp_path


@pytest.fixture
def run() -> models.ImportRun:
    source = models.Source.objects.create(key="susa-navet", name="Susa-navet", publisher="S")
    return models.ImportRun.objects.create(
        source=source, origin="file", state="complete", seen=7, data_version="2026-11-22"
    )


@pytest.fixture
def add(run: models.ImportRun) -> Callable[..., Any]:
    """Creates an imported row: `add(models.Wage, id=…, …)`."""

    def create(model: Any, **columns: Any) -> Any:
        return model.objects.create(run=run, fingerprint=0, **columns)

    return create


@pytest.fixture
def catalogue(add: Callable[..., Any]) -> None:
    """Two occupations of one group, their skills, five educations and an ad or three."""

    def concept(one: str, kind: str, label: str, code: str = "", **more: Any) -> None:
        add(models.Concept, id=one, type=kind, preferred_label=label, code=code, **more)

    def tie(source: str, target: str, kind: str, weight: float = 0.0) -> None:
        one = f"{source} {kind} {target}"
        add(
            models.ConceptRelation,
            id=one,
            source_id=source,
            target_id=target,
            kind=kind,
            weight=weight,
        )

    concept("se", "country", "Sverige", "SE")
    concept("dalarna", "region", "Dalarnas län", "20")
    concept("falun", "municipality", "Falun", "2080")
    tie("falun", "dalarna", "broader")
    add(models.Place, id="2080", municipality_id="falun", latitude=60.6, longitude=15.6)
    concept("industry", "occupation-field", "Industriell tillverkning")
    concept("welders", "ssyk-level-4", "Svetsare och gasskärare", "7212")
    tie("welders", "industry", "broader")
    concept("welder", "occupation-name", "Svetsare")
    concept("cutter", "occupation-name", "Gasskärare")
    concept("old-welder", "occupation-name", "Licenssvetsare", deprecated=True)
    concept("lost-smith", "occupation-name", "Nitare", deprecated=True)
    for one in ("welder", "cutter", "old-welder", "lost-smith"):
        tie(one, "welders", "broader")
    tie("old-welder", "welder", "replaced-by")
    tie("welder", "cutter", "neighbour", -2.0)
    concept("title", "job-title", "Plåtsvetsare")
    tie("title", "welder", "related")
    concept("mag", "skill", "MAG-svetsning")
    concept("drawing", "skill", "Ritningsläsning")
    concept("truck", "skill", "Truckkörning")
    concept("old-mag", "skill", "MAG-svets, äldre", deprecated=True)
    tie("old-mag", "mag", "replaced-by")
    concept("esco-tig", "esco-skill", "TIG-teknik", ESCO_TIG)
    concept("esco-hull", "esco-occupation", "skrovsvetsare")
    concept("esco-metal", "esco-occupation", "metallarbetare")
    concept("esco-near", "esco-skill", "ritteknik")
    tie("esco-tig", "mag", "exact-match")
    tie("esco-hull", "welder", "broad-match")
    tie("welder", "esco-metal", "broad-match")  # ESCO's is the wider one
    tie("esco-near", "drawing", "close-match")
    concept("eyes", "skill", "Ögonsjukdomar, specialistkompetens för läkare")
    concept("esco-eyes", "esco-skill", "oftalmologi")
    tie("esco-eyes", "eyes", "exact-match")
    concept("boss", "skill", "JBoss, applikationsplattform")
    concept("esco-boss", "esco-skill", "WildFly")
    tie("esco-boss", "boss", "exact-match")
    concept("smedja", "keyword", "Smedja")
    tie("smedja", "welder", "related")
    concept("careful", "trait", "Noggrann")
    for number, (one, text) in enumerate(
        (("esco-tig", "inert gas welding"), ("esco-hull", "torch hand"), ("esco-hull", "HW"))
    ):
        add(
            models.ConceptLabel,
            id=f"e{number}",
            concept_id=one,
            kind="alternative",
            language="en",
            text=text,
        )
    add(models.ConceptLabel, id="l1", concept_id="drawing", kind="alternative", text="läsa ritning")
    for occupation, skill, origin in (
        ("welder", "old-mag", "curated"),
        ("welder", "drawing", "calculated"),
        ("welders", "truck", "group"),
    ):
        add(
            models.OccupationSkill,
            id=f"{occupation} {skill}",
            occupation_id=occupation,
            skill_id=skill,
            origin=origin,
            is_essential=origin == "curated",
            weight=0.5,
        )
    add(models.Substitutability, id="s", source_id="cutter", target_id="welder", percentage=75)
    add(
        models.AdCount,
        id="a",
        group_id="welders",
        place_id="falun",
        kind="published",
        period="2025",
        count=40,
    )
    add(models.Wage, id="w", group_id="welders", year=2024, mean=32000)
    for name, place, edition, situation, chances in (
        ("Svetsare", "se", "2026-1", "brist", "stora"),
        ("Gasskärare", "se", "2026-1", "balans", "medelstora"),
        ("Svetsare", "se", "2025-05", "överskott", "små"),
        ("Svetsare", "dalarna", "2025-05", "", "stora"),
        ("Gasskärare", "dalarna", "2024-2", "överskott", "små"),
    ):
        add(
            models.Forecast,
            id=f"{name} {place} {edition}",
            occupation=name,
            group_id="welders",
            place_id=place,
            round=edition,
            situation=situation,
            chances=chances,
            outlook="öka",
        )
    for number, text in enumerate(
        ("Du måste kunna MAG-svetsning.", "Krav: MAG-svetsning.", "Vi är ett glatt gäng.")
    ):
        add(
            models.JobAd,
            id=f"ad{number}",
            headline="Svetsare sökes",
            text=f"Vi söker en svetsare.\n\nKvalifikationer\n{text}",
            occupation_id="old-welder",
            municipality_code="2080",
            published=date(2026, 10, 1 + number),
        )
    add(models.Provider, id="p.1", name="Falu lärcenter", municipality_code="2080")
    add(models.TrainsFor, id="t", origin="classification", sun_code="521c", ssyk_code="7212")

    def education(one: str, title: str, **columns: Any) -> None:
        given: dict[str, Any] = {"form": "VUXGY", "configuration": "kurspaket", "credits": 900}
        add(models.Education, id=one, title=title, **{**given, **columns})

    text = "Du lär dig MAG-svetsning och ritningsläsning."
    education("i.package", "Svetsare", description=text, eligibility="Svenska 1")
    education("i.sun", "Industri, inriktning plåt", sun_codes=["521c"], is_vocational=True)
    education("i.aub", "Verkstad", form="AUB", ssyk_codes=["7212"])
    education("i.short", "Ritningsläsning för svetsare", form="HS", configuration="kurs", credits=3)
    education("i.gone", "Svetsare, gammal", expires=TODAY - timedelta(days=40))
    education("i.school", "Förskoleklass", form="SCHOOL")
    education("i.other", "Skydd mot olyckor", form="OTHER", configuration="program")
    education("i.other.idle", "Brandskydd", form="OTHER")

    def event(one: str, days: int | None, **columns: Any) -> None:
        start = None if days is None else TODAY + timedelta(days=days)
        given: dict[str, Any] = {"education_id": "i.package", "provider_id": "p.1", "condition": 1}
        add(models.EducationEvent, id=one, start=start, **{**given, **columns})

    event("e.soon", 30, pace=100, languages=["eng"])
    event("e.passed", -30, expires=TODAY - timedelta(days=20))
    event("e.long-ago", -400)
    event("e.open", None, condition=2, is_distance=True)
    event("e.lapsed", None, condition=2, expires=TODAY - timedelta(days=1))
    event("e.cancelled", 40, is_cancelled=True)
    event("e.gone", 50, withdrawn_at="2026-11-20T00:00:00Z")
    event("e.school", 50, education_id="i.school")
    event("e.other", 50, education_id="i.other")


def built() -> Snapshot:
    return build_snapshot(lambda line: None, TODAY).snapshot


def ties_of(snapshot: Snapshot, links: Any, row: int) -> dict[str, tuple[float, int, int]]:
    return {
        snapshot.concepts.id[target]: (round(weight, 3), origin, evidence)
        for target, weight, origin, evidence in links.of_row(row)
    }


def test_the_built_snapshot_is_in_service(catalogue: None) -> None:
    snapshot = built()
    assert current_snapshot().id == snapshot.id
    assert current_lexicon() is current_lexicon()
    record = models.SnapshotBuild.objects.get()
    assert record.is_complete
    assert record.content_id == snapshot.id
    (source,) = snapshot.sources
    assert (source.key, source.records, source.data_version) == ("susa-navet", 7, "2026-11-22")
    assert not snapshot.is_sample


def test_only_occasions_that_may_be_offered_or_have_just_passed(catalogue: None) -> None:
    events = built().events
    assert set(events.id) == {"e.soon", "e.passed", "e.open", "e.other"}
    by_id = {one: row for row, one in enumerate(events.id)}
    snapshot = current_snapshot()
    falun = snapshot.concept("falun")
    assert events.municipality[by_id["e.soon"]] == falun
    assert events.municipality[by_id["e.open"]] == -1
    assert not events.in_swedish[by_id["e.soon"]]
    assert events.in_swedish[by_id["e.open"]]


def test_what_has_expired_schools_and_other_forms_without_occasions_stay_out(
    catalogue: None,
) -> None:
    assert set(built().educations.id) == {"i.package", "i.sun", "i.aub", "i.short", "i.other"}


def test_names_lead_to_active_concepts(catalogue: None) -> None:
    snapshot = built()
    welder, group = snapshot.concept("welder"), snapshot.concept("welders")
    for said in ("Svetsare", "Plåtsvetsare", "Licenssvetsare", "old-welder"):
        assert find_occupation(snapshot, said) == welder, said
    for said in ("Nitare", "lost-smith", "7212"):
        assert find_occupation(snapshot, said) == group, said
    assert search_occupations(snapshot, "licenssvetsare")[0].label == "Svetsare"
    assert snapshot.followed(snapshot.concept("lost-smith")) == -1


def test_links_are_followed_and_keep_their_origin(catalogue: None) -> None:
    snapshot = built()
    welder, group = snapshot.concept("welder"), snapshot.concept("welders")
    occupations = snapshot.occupations
    assert ties_of(snapshot, occupations.skills, welder) == {
        "mag": (0.5, SkillOrigin.CURATED, 0),
        "drawing": (0.5, SkillOrigin.CALCULATED, 0),
    }
    assert set(ties_of(snapshot, occupations.essential, welder)) == {"mag"}
    assert ties_of(snapshot, occupations.skills, group) == {
        "truck": (0.5, SkillOrigin.GROUP, 0),
        "mag": (0.667, SkillOrigin.ADS, 2),
    }
    cutter = snapshot.concept("cutter")
    assert ties_of(snapshot, occupations.substitutes, cutter) == {"welder": (0.75, 0, 0)}
    assert ties_of(snapshot, occupations.neighbours, welder) == {"cutter": (0.5, 0, 0)}


def test_esco_concepts_are_tied_as_seen_from_ours(catalogue: None) -> None:
    snapshot = built()

    def esco(concept: str) -> dict[str, int]:
        ties = ties_of(snapshot, snapshot.esco.matches, snapshot.concept(concept))
        return {other: how for other, (_, how, _) in ties.items()}

    assert esco("mag") == {"esco-tig": EscoMatch.EXACT}
    assert esco("drawing") == {"esco-near": EscoMatch.CLOSE}
    assert esco("welder") == {"esco-hull": EscoMatch.NARROW, "esco-metal": EscoMatch.BROAD}
    assert esco("esco-tig") == esco("truck") == {}
    assert esco_addresses(snapshot, snapshot.concept("mag")) == (
        (EscoMatch.EXACT, f"http://data.europa.eu/esco/skill/{ESCO_TIG}"),
    )
    assert esco_addresses(snapshot, snapshot.concept("welder")) == ()  # no source told addresses
    assert esco_addresses(snapshot, -1) == ()


def test_what_an_education_gives(catalogue: None) -> None:
    snapshot = built()
    educations = snapshot.educations
    given = ties_of(snapshot, educations.skills, educations.id.find("i.package"))
    assert set(given) == {"mag", "drawing"}
    assert {origin for _, origin, _ in given.values()} == {OutcomeOrigin.DESCRIPTION}
    short = ties_of(snapshot, educations.skills, educations.id.find("i.short"))
    assert short["drawing"][1] == OutcomeOrigin.TITLE
    row = educations.requirement[educations.id.find("i.package")]
    assert snapshot.requirements.text[row] == "Svenska 1"


def test_what_an_education_trains_for(catalogue: None) -> None:
    snapshot = built()
    educations = snapshot.educations

    def targets(one: str) -> dict[str, tuple[float, int, int]]:
        return ties_of(snapshot, educations.trains_for, educations.id.find(one))

    assert targets("i.package") == {"welder": (0.9, TrainsForOrigin.TITLE, 0)}
    assert targets("i.aub") == {"welders": (1.0, TrainsForOrigin.REGISTER, 0)}
    assert targets("i.sun") == {"welders": (0.6, TrainsForOrigin.CLASSIFICATION, 0)}
    assert targets("i.short") == {}


def test_demand_is_summed_counted_and_cautious(catalogue: None) -> None:
    snapshot = built()
    demand, group = snapshot.demand, snapshot.concept("welders")
    ads = ties_of(snapshot, demand.ads, group)
    assert {place: count for place, (_, _, count) in ads.items()} == {
        "falun": 40,
        "dalarna": 40,
        "se": 40,
    }
    assert list(demand.ads_period) == ["2025"]
    assert demand.wage_mean[group] == 32000
    rounds = list(demand.forecast_rounds)
    assert rounds == ["2025-05", "2026-1"]
    assert ties_of(snapshot, demand.situation, group) == {"se": (1, 2, 1)}  # balans, not brist
    # Each place tells its own latest round, and nothing of an earlier one.
    assert ties_of(snapshot, demand.chances, group) == {"se": (1, 2, 1), "dalarna": (1, 3, 0)}
    assert ties_of(snapshot, demand.outlook, group) == {"se": (1, 3, 1), "dalarna": (1, 3, 0)}
    mined = ties_of(snapshot, demand.mined_ads, group)
    assert {place: count for place, (_, _, count) in mined.items()} == {"dalarna": 3, "se": 3}
    assert list(demand.mined_period) == ["2026-10-01/2026-10-03"]
    assert demand.skill_ads_required.tolist() == [2, 2]


def test_the_same_database_gives_the_same_bytes(catalogue: None) -> None:
    first, second = built(), built()
    assert first.id.split("-")[1] == second.id.split("-")[1]
    assert second.number == first.number + 1
    for path in sorted(first.folder.rglob("*.npy")):
        other = second.folder / path.relative_to(first.folder)
        assert path.read_bytes() == other.read_bytes(), path


def test_a_rebuild_reads_only_changed_texts(catalogue: None, add: Callable[..., Any]) -> None:
    first = build_snapshot(lambda line: None, TODAY).counts
    assert first["texts_read_anew"] == first["texts"] + first["ads_read"] == 8
    assert build_snapshot(lambda line: None, TODAY).counts["texts_read_anew"] == 0
    models.Education.objects.filter(pk="i.sun").update(description="Du lär dig truckkörning.")
    assert build_snapshot(lambda line: None, TODAY).counts["texts_read_anew"] == 1


def test_a_failed_build_leaves_the_old_one_in_service(
    catalogue: None, var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built()

    def broken(*args: Any, **named: Any) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(build, "save_snapshot", broken)
    with pytest.raises(OSError, match="no space"):
        built()
    assert number_in_service(var / "snapshots") == first.number
    assert sorted(path.name for path in (var / "snapshots").iterdir()) == [
        str(first.number),
        "current",
    ]
    assert models.SnapshotBuild.objects.filter(is_complete=True).count() == 1


def test_numbers_rise_above_what_is_on_disk(catalogue: None, var: Path) -> None:
    (var / "snapshots" / "900").mkdir(parents=True)
    assert built().number == 901
    assert built().number == 902


def test_old_snapshots_are_removed(catalogue: None, var: Path, settings: Settings) -> None:
    settings.SNAPSHOTS_KEPT = 3
    made = [built().number for _ in range(5)]
    assert numbers(var / "snapshots") == made[-3:]


def test_an_empty_catalogue_is_said(var: Path) -> None:
    with pytest.raises(NothingToBuild, match="sync"):
        built()
    with pytest.raises(CommandError, match="no concepts"):
        call_command("build_snapshot", stdout=StringIO())
    assert number_in_service(var / "snapshots") is None


def test_the_command_prints_counts_and_memory(catalogue: None) -> None:
    out = StringIO()
    call_command("build_snapshot", stdout=out)
    assert "in service" in out.getvalue()
    assert "peak memory" in out.getvalue()


def test_an_education_can_be_inspected(catalogue: None) -> None:
    built()
    out, err = StringIO(), StringIO()
    call_command("inspect_education", "i.package", stdout=out)
    for part in (
        "MAG-svetsning  [description",
        "Svetsare  (occupation-name) [title 0.90]",
        "credentials:",
        "level ",
        "e.soon",
    ):
        assert part in out.getvalue()
    with pytest.raises(SystemExit) as stopped:
        call_command("inspect_education", "i.missing", stderr=err)
    assert stopped.value.code == 2
    assert "i.missing" in err.getvalue()


def test_inspecting_without_a_snapshot_names_the_command() -> None:
    err = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("inspect_education", "i.package", stderr=err)
    assert stopped.value.code == 2
    assert "build_snapshot" in err.getvalue()


@pytest.mark.parametrize("more", [0, 20])
def test_an_education_page_reads_the_same_few_queries(
    catalogue: None,
    add: Callable[..., Any],
    more: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(more):
        add(models.Provider, id=f"p.x{number}", name=f"Skola {number}")
        add(
            models.EducationEvent,
            id=f"e.x{number}",
            education_id="i.package",
            provider_id=f"p.x{number}",
            condition=1,
            start=TODAY,
        )
    with django_assert_num_queries(3):
        detail = selectors.education_detail("i.package")
        assert detail.education.run.source.key == "susa-navet"
        assert len([event.provider for event in detail.events if event.provider]) == more + 5
        assert len(detail.providers) == more + 1
    assert {event.pk for event in detail.events}.isdisjoint({"e.cancelled", "e.gone"})


def test_other_reads_by_key(
    catalogue: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        event = selectors.event_with_education("e.soon")
        assert (event.education.title, event.run.source.name) == ("Svetsare", "Susa-navet")
    with django_assert_num_queries(1):
        assert selectors.provider_detail("p.1").name == "Falu lärcenter"
    with django_assert_num_queries(1):
        assert [run.source.key for run in selectors.last_runs()] == ["susa-navet"]
    for read, one in (
        (selectors.education_detail, "i.missing"),
        (selectors.event_with_education, "e.gone"),
        (selectors.provider_detail, "p.missing"),
    ):
        with pytest.raises(selectors.NoSuchRecord):
            read(one)


def test_the_lexicon_keeps_the_kind_of_every_name(catalogue: None) -> None:
    build_snapshot(today=TODAY)
    lexicon = current_lexicon()
    text = (
        "Noggrann skrovsvetsare och torch hand, TIG-teknik, inert gas welding. "
        "Ritteknik. HW. Metallarbetare. Smedja. Plåtsvetsare. Oftalmologi. WildFly."
    )
    assert {(one.surface, one.method, one.label) for one in recognise(text, lexicon, "cv")} == {
        ("Noggrann", "label", "Noggrann"),
        ("skrovsvetsare", "broad-match", "Svetsare"),
        ("torch hand", "broad-match", "Svetsare"),
        ("TIG-teknik", "match", "MAG-svetsning"),
        ("inert gas welding", "match", "MAG-svetsning"),
        ("Smedja", "keyword", "Svetsare"),
        ("Plåtsvetsare", "title", "Svetsare"),
    }

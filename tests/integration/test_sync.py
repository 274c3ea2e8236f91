"""`manage.py sync` and the import behind it, over real tables."""

import gzip
import io
import json

import pytest
from django.core.management import call_command

from catalog.ingest.run import UnknownSource, run_import
from catalog.models import (
    AdCount,
    Concept,
    ConceptLabel,
    ConceptRelation,
    ImportRun,
    OccupationSkill,
    Place,
    QuarantinedRecord,
    Source,
    Wage,
)
from catalog.sources.record import SourceUnavailable
from catalog.sources.registry import SOURCES

pytestmark = pytest.mark.django_db

GROUP = "bbbb_gro_001"
SWEDEN = "i46j_HmG_v64"


def occupation(number, label, **more):
    return {
        "id": f"aaaa_occ_{number:03}",
        "type": "occupation-name",
        "preferred_label": label,
        "broader": [{"id": GROUP, "type": "ssyk-level-4"}],
        **more,
    }


def skill(number, label):
    return {"id": f"dddd_ski_{number:03}", "type": "skill", "preferred_label": label}


def taxonomy(folder, concepts):
    group = {
        "id": GROUP,
        "type": "ssyk-level-4",
        "preferred_label": "Bagare och konditorer",
        "ssyk_code_2012": "7612",
    }
    country = {"id": SWEDEN, "type": "country", "preferred_label": "Sverige"}
    path = folder / "concepts-and-common-relations.json"
    path.write_text(json.dumps({"data": {"concepts": [group, country, *concepts]}}))
    return path


def many(count=10):
    return [occupation(number, f"Yrke {number}") for number in range(count)]


def write(folder, name, value):
    path = folder / name
    path.write_text(json.dumps(value))
    return path


def live(model):
    return model.objects.filter(withdrawn_at=None)


def sync(*arguments):
    """(exit code, standard output, standard error) of the command."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("sync", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_first_run_adds_and_a_second_writes_nothing(tmp_path):
    path = taxonomy(tmp_path, [*many(), skill(1, "Ugnar")])

    first = run_import("taxonomy", path)
    rows = list(Concept.objects.order_by("id").values())
    second = run_import("taxonomy", path)

    assert (first.tables["Concept"].added, first.tables["ConceptRelation"].added) == (13, 10)
    assert first.run.state == ImportRun.State.COMPLETE
    assert second.written == 0
    assert second.tables["Concept"].unchanged == 13
    assert list(Concept.objects.order_by("id").values()) == rows
    assert {row["run_id"] for row in rows} == {first.run.pk}


def test_a_changed_record_changes_its_row_and_no_other(tmp_path):
    run_import("taxonomy", taxonomy(tmp_path, many()))

    outcome = run_import("taxonomy", taxonomy(tmp_path, [occupation(0, "Nytt namn"), *many()[1:]]))

    assert outcome.tables["Concept"].changed == 1
    assert outcome.written == 1
    changed = Concept.objects.get(id="aaaa_occ_000")
    assert changed.preferred_label == "Nytt namn"
    assert changed.run == outcome.run


def test_a_concept_that_left_is_deprecated_and_keeps_its_labels_and_group(tmp_path):
    leaving = occupation(0, "Yrke 0", alternative_labels=["Gammalt ord"])
    run_import("taxonomy", taxonomy(tmp_path, [leaving, *many()[1:]]))
    path = taxonomy(tmp_path, many()[1:])

    outcome = run_import("taxonomy", path)
    again = run_import("taxonomy", path)

    gone = Concept.objects.get(id="aaaa_occ_000")
    assert gone.deprecated
    assert gone.withdrawn_at is None
    assert live(ConceptLabel).get().text == "Gammalt ord"
    assert live(ConceptRelation).filter(source=gone).exists()
    assert outcome.tables["Concept"].withdrawn == 1
    assert again.written == 0


def test_a_deprecated_concept_that_comes_back_is_active_again(tmp_path):
    run_import("taxonomy", taxonomy(tmp_path, many()))
    run_import("taxonomy", taxonomy(tmp_path, many()[1:]))

    outcome = run_import("taxonomy", taxonomy(tmp_path, many()))

    assert not Concept.objects.get(id="aaaa_occ_000").deprecated
    assert outcome.tables["Concept"].changed == 1


def test_a_label_that_left_its_concept_is_withdrawn_and_revived(tmp_path):
    with_label = [
        occupation(0, "Yrke 0", alternative_labels=["Ett", "Två", "Tre", "Fyra", "Fem", "Sex"]),
        *many()[1:],
    ]
    without = [
        occupation(0, "Yrke 0", alternative_labels=["Ett", "Två", "Tre", "Fyra", "Fem"]),
        *many()[1:],
    ]
    run_import("taxonomy", taxonomy(tmp_path, with_label))

    outcome = run_import("taxonomy", taxonomy(tmp_path, without))
    assert outcome.tables["ConceptLabel"].withdrawn == 1
    assert live(ConceptLabel).count() == 5
    assert ConceptLabel.objects.count() == 6  # withdrawn, never deleted

    revived = run_import("taxonomy", taxonomy(tmp_path, with_label))
    assert revived.tables["ConceptLabel"].added == 1
    assert live(ConceptLabel).count() == 6


def test_a_fall_of_more_than_a_fifth_stops_the_run_before_anything_is_written(tmp_path):
    run_import("taxonomy", taxonomy(tmp_path, many(20)))
    path = taxonomy(tmp_path, [*many(10), skill(1, "Ugnar")])

    code, out, _ = sync("taxonomy", "--from", path)

    assert code == 1
    assert "Concept would fall from 22 to 13 rows" in out
    assert not Concept.objects.filter(type="skill").exists()
    assert not Concept.objects.filter(deprecated=True).exists()
    assert ImportRun.objects.first().state == ImportRun.State.STOPPED
    assert ImportRun.objects.first().added == 0

    code, _, _ = sync("taxonomy", "--from", path, "--allow-drop")

    assert code == 0
    assert Concept.objects.filter(deprecated=True).count() == 10
    assert Concept.objects.filter(type="skill").count() == 1


def test_a_dry_run_counts_and_writes_nothing(tmp_path):
    path = taxonomy(tmp_path, [*many(), skill(1, "")])

    outcome = run_import("taxonomy", path, dry_run=True)

    assert outcome.tables["Concept"].added == 12
    assert outcome.run.quarantined == 1
    for model in (Concept, ConceptRelation, ImportRun, QuarantinedRecord, Source):
        assert not model.objects.exists()


def test_bad_records_are_listed_and_the_rest_is_loaded(tmp_path):
    bad = [
        skill(1, ""),
        {"id": "dddd_ski_002", "preferred_label": "Utan typ", "type": "skill", "related": 3},
        skill(3, "x" * 301),
        skill(4, "noll\x00tecken"),
        {"type": "skill", "preferred_label": "Utan id"},
        {"id": "dddd_ski_005", "type": "skill", "preferred_label": {"sv": "Ugn"}},
    ]

    code, out, _ = sync("taxonomy", "--from", taxonomy(tmp_path, [*many(), *bad]), "--json")
    told = json.loads(out)

    assert code == 1
    assert told["state"] == "complete"
    found = {(finding["id"], finding["field"], finding["reason"]) for finding in told["findings"]}
    assert ("dddd_ski_001", "preferred_label", "missing_required") in found
    assert ("dddd_ski_003", "preferred_label", "too_long") in found
    assert ("dddd_ski_004", "preferred_label", "null_character") in found
    assert ("dddd_ski_005", "preferred_label", "not_a_text") in found
    assert ("unidentified 1", "related", "not_a_list") in found
    assert ("unidentified 2", "id", "missing_required") in found
    assert Concept.objects.filter(type="occupation-name").count() == 10
    assert QuarantinedRecord.objects.count() == len(told["findings"])


def test_a_relation_to_nothing_is_quarantined(tmp_path):
    path = taxonomy(
        tmp_path, [*many(), occupation(90, "Ny", related=[{"id": "xxxx_xxx_xxx", "type": "skill"}])]
    )

    outcome = run_import("taxonomy", path)

    # The other end is a concept without a label, so neither of them can be shown.
    assert {finding.reason for finding in outcome.findings} == {
        "missing_required",
        "dangling_reference",
    }
    assert not ConceptRelation.objects.filter(target_id="xxxx_xxx_xxx").exists()


def test_a_half_file_loads_its_half_and_withdraws_nothing(tmp_path):
    path = taxonomy(tmp_path, many())
    run_import("taxonomy", path)
    text = path.read_text()
    path.write_text(text[: text.index("aaaa_occ_005")].replace("Yrke 1", "Ändrat"))

    code, out, _ = sync("taxonomy", "--from", path)

    assert code == 1
    assert "taxonomy: incomplete" in out
    assert "not_json" in out
    assert Concept.objects.get(id="aaaa_occ_001").preferred_label == "Ändrat"
    assert not Concept.objects.filter(deprecated=True).exists()
    assert ImportRun.objects.first().state == ImportRun.State.INCOMPLETE


def test_a_cut_gzip_file_does_not_stop_the_others(tmp_path):
    taxonomy(tmp_path, many())
    cut = gzip.compress(json.dumps({"data": {"concepts": many(50)}}).encode())[:-40]
    (tmp_path / "cut.json.gz").write_bytes(cut)

    code, _, _ = sync("taxonomy", "--from", tmp_path)

    assert code == 1
    assert Concept.objects.filter(type="occupation-name").count() >= 10
    assert QuarantinedRecord.objects.get(record_id="cut.json.gz").reason == "file_damaged"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("nonsense", "--from", "."), "choose from taxonomy"),
        (("taxonomy", "--from", "/no/such/path"), "does not exist"),
        (("taxonomy", "--from", "/etc/hostname"), "no taxonomy file"),
    ],
)
def test_wrong_arguments_are_told_and_leave_no_trace(arguments, hint):
    code, out, err = sync(*arguments)

    assert code == 2
    assert hint in err
    assert out == ""
    assert not Concept.objects.exists()


def test_the_function_raises_what_the_command_tells(tmp_path):
    with pytest.raises(UnknownSource):
        run_import("nonsense", tmp_path)
    with pytest.raises(SourceUnavailable):
        run_import("taxonomy", tmp_path / "none")


def test_a_source_row_says_what_the_registry_says(tmp_path):
    run_import("taxonomy", taxonomy(tmp_path, many()))

    source = Source.objects.get(key="taxonomy")

    assert source.publisher == SOURCES["taxonomy"].publisher


def test_natural_keys_become_ids_and_unknown_ones_are_listed(tmp_path):
    run_import("taxonomy", taxonomy(tmp_path, many()))
    figures = {"7612": ["25000", "31500", "40000"], "9999": ["1", "2", "3"]}

    outcome = run_import("wages", write(tmp_path, "ssyk-salary.json", figures))

    assert Wage.objects.get().group_id == GROUP
    [finding] = outcome.findings
    assert (finding.record_id, finding.reason) == ("9999", "dangling_reference")


def test_an_ambiguous_label_is_not_guessed(tmp_path):
    concepts = [*many(), skill(1, "Ugnar"), skill(2, "ugnar"), skill(3, "Deg")]
    run_import("taxonomy", taxonomy(tmp_path, concepts))
    lists = {"aaaa_occ_000": {"taxonomy": ["Ugnar", "Deg"]}}

    outcome = run_import("occupation-skills", write(tmp_path, "occupation-skills.json", lists))

    assert [finding.reason for finding in outcome.findings] == ["ambiguous_reference"]
    assert OccupationSkill.objects.get().skill_id == "dddd_ski_003"


def test_two_sources_in_one_table_leave_each_other_alone(tmp_path):
    essential = [{"id": "dddd_ski_001", "type": "skill"}]
    concepts = [occupation(0, "Yrke 0", essential=essential), *many()[1:], skill(1, "Ugnar")]
    path = taxonomy(tmp_path, concepts)
    run_import("taxonomy", path)
    lists = {"aaaa_occ_000": {"taxonomy": ["Ugnar"]}}
    skills = write(tmp_path, "occupation-skills.json", lists)

    run_import("occupation-skills", skills)

    assert live(OccupationSkill).count() == 2
    assert run_import("taxonomy", path).written == 0
    assert run_import("occupation-skills", skills).written == 0


def test_a_new_period_adds_to_the_old_ones(tmp_path):
    run_import("taxonomy", taxonomy(tmp_path, many()))
    counts = {GROUP: {SWEDEN: 7}}

    run_import("ad-counts", write(tmp_path, "x-ads-2023.json", counts))
    outcome = run_import("ad-counts", write(tmp_path, "x-ads-2024.json", counts))

    assert outcome.run.withdrawn == 0 or live(AdCount).count() == 2
    assert {one.period for one in live(AdCount)} == {"2023", "2024"}


def test_real_data_takes_the_place_of_the_sample(tmp_path):
    sample = taxonomy(tmp_path, [*many(10), skill(1, "Bara i exemplet")])
    run_import("taxonomy", sample, is_sample=True)

    outcome = run_import("taxonomy", taxonomy(tmp_path, many(3)))

    assert outcome.run.state == ImportRun.State.COMPLETE
    assert live(Concept).filter(type="occupation-name").count() == 3
    assert not live(Concept).filter(run__is_sample=True).exists()
    assert not live(ConceptRelation).filter(run__is_sample=True).exists()
    assert run_import("taxonomy", taxonomy(tmp_path, many(3))).written == 0


def test_the_sample_does_not_take_the_place_of_real_data(tmp_path):
    run_import("taxonomy", taxonomy(tmp_path, many(10)))

    outcome = run_import("taxonomy", taxonomy(tmp_path, many(3)), is_sample=True)

    assert outcome.run.state == ImportRun.State.STOPPED
    assert live(Concept).filter(type="occupation-name").count() == 10


def test_a_municipality_gets_its_point(tmp_path):
    lund = {
        "id": "gggg_mun_001",
        "type": "municipality",
        "preferred_label": "Lund",
        "lau_2_code_2015": "1281",
    }
    run_import("taxonomy", taxonomy(tmp_path, [*many(), lund]))
    points = [{"label": "Lund", "latitud": 55.7, "longitud": 13.2, "kommunkod": "1281"}]

    run_import("places", write(tmp_path, "platser.json", points))

    place = Place.objects.get(id="1281")
    assert place.municipality_id == "gggg_mun_001"
    assert (place.latitude, place.longitude) == (55.7, 13.2)


@pytest.mark.parametrize("count", [1, 200])
def test_the_number_of_queries_does_not_grow_with_the_input(
    count, tmp_path, django_assert_num_queries
):
    path = taxonomy(tmp_path, many(count))

    with django_assert_num_queries(90):
        run_import("taxonomy", path)


def test_a_run_that_fails_is_stored_as_failed(tmp_path, monkeypatch):
    def break_off(_self, _progress, _path=None):
        raise RuntimeError("power cut")

    monkeypatch.setattr("catalog.ingest.run.Load.write", lambda _self: break_off(None, None))

    with pytest.raises(RuntimeError):
        run_import("taxonomy", taxonomy(tmp_path, many()))

    run = ImportRun.objects.get()
    assert run.state == ImportRun.State.FAILED
    assert run.message == "RuntimeError: power cut"
    assert not Concept.objects.exists()


def test_the_help_of_the_command_is_printed(capsys):
    with pytest.raises(SystemExit, match="0"):
        call_command("sync", "--help")

    assert "--allow-drop" in capsys.readouterr().out

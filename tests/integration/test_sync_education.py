"""Educations, keys and job ads through the whole import, over real tables."""

import json
from datetime import date

import pytest
from django.conf import settings

from catalog.ingest.run import run_import
from catalog.models import Education, EducationEvent, JobAd, Provider, Qualification, TrainsFor
from tests.unit.catalog.sources.susa_navet.elements import (
    coded,
    element,
    event,
    info,
    provider,
    words,
)

pytestmark = pytest.mark.django_db

SMALL = settings.BASE_DIR.parent / "shared/data/education/emil3_snapshot/small"
OCCUPATION, GROUP = "aaaa_occ_001", "bbbb_gro_001"


def write(folder, name, *elements):
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in elements), encoding="utf-8")
    return path


def catalogue(folder, *events, infos=None):
    """A folder of one provider, one or more educations and the events."""
    write(folder, "providers.jsonl", element("p.test.1", provider()))
    write(folder, "infos.jsonl", *(infos or [element("i.test.1", info())]))
    write(folder, "events.jsonl", *events)
    return folder


def taxonomy(folder):
    group = {"id": GROUP, "type": "ssyk-level-4", "preferred_label": "Bagare och konditorer"}
    occupation = {
        "id": OCCUPATION,
        "type": "occupation-name",
        "preferred_label": "Bagare",
        "broader": [{"id": GROUP, "type": "ssyk-level-4"}],
    }
    concepts = [group | {"ssyk_code_2012": "7612"}, occupation]
    path = folder / "concepts-and-common-relations.json"
    path.write_text(json.dumps({"data": {"concepts": concepts}}))
    return path


def reasons(outcome):
    return sorted(f"{one.record_id} {one.field} {one.reason}" for one in outcome.findings)


def live(model):
    return model.objects.filter(withdrawn_at=None)


def test_an_education_with_its_occasions(tmp_path):
    path = catalogue(tmp_path, element("e.test.1", event()))
    outcome = run_import("susa-navet", path)
    assert (outcome.exit_code, reasons(outcome)) == (0, [])
    found = EducationEvent.objects.get()
    assert (found.education.title, found.provider.name) == (
        "Bagare och konditor",
        "Ekdala folkhögskola",
    )
    assert (found.start, found.languages) == (date(2027, 1, 18), ["swe"])
    assert Education.objects.get().sun_codes == ["541e"]
    assert Qualification.objects.get().education_id == "i.test.1"


def test_a_second_run_writes_nothing(tmp_path):
    path = catalogue(tmp_path, element("e.test.1", event()), element("e.test.2", event()))
    assert run_import("susa-navet", path).written == 5
    assert run_import("susa-navet", path).written == 0


def test_an_occasion_of_no_education_stays_out_and_an_unknown_provider_is_cleared(tmp_path):
    path = catalogue(
        tmp_path,
        element("e.test.1", event(providers=["p.test.9"])),
        element("e.test.2", event(identifier="e.test.2", education="i.test.9")),
    )
    outcome = run_import("susa-navet", path)
    assert outcome.exit_code == 1
    assert reasons(outcome) == [
        "e.test.1 provider dangling_reference",
        "e.test.2 education dangling_reference",
    ]
    found = live(EducationEvent).get()
    assert (found.id, found.provider) == ("e.test.1", None)


def test_an_education_that_is_gone_takes_its_occasions_with_it(tmp_path):
    infos = [element(f"i.test.{n}", info(identifier=f"i.test.{n}")) for n in range(1, 9)]
    events = [
        element(f"e.test.{n}", event(identifier=f"e.test.{n}", education=f"i.test.{n}"))
        for n in range(1, 9)
    ]
    run_import("susa-navet", catalogue(tmp_path, *events, infos=infos))
    infos[0] = element("i.test.1", None, status="DELETED")
    run_import("susa-navet", catalogue(tmp_path, *events, infos=infos))
    assert live(Education).count() == live(EducationEvent).count() == 7
    assert not live(Qualification).filter(education_id="i.test.1").exists()
    assert Education.objects.count() == 8


def test_a_cut_file_withdraws_nothing(tmp_path):
    events = [element(f"e.test.{n}", event(identifier=f"e.test.{n}")) for n in range(1, 4)]
    path = catalogue(tmp_path, *events)
    run_import("susa-navet", path)
    write(path, "events.jsonl", events[0])
    with (path / "events.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id":"e.test.2","status":"ACT')
    outcome = run_import("susa-navet", path)
    assert outcome.exit_code == 1
    assert live(EducationEvent).count() == 3


def test_labour_market_training_is_tied_to_its_group_by_the_register(tmp_path):
    content = info(type=coded("AUB"), subjects=[coded("7612", "AUB_Subject")], degrees=None)
    run_import("susa-navet", catalogue(tmp_path, infos=[element("i.test.1", content)]))
    found = TrainsFor.objects.get()
    assert (found.origin, found.education_id, found.ssyk_code) == ("register", "i.test.1", "7612")


def test_labels_for_educations_that_are_here(tmp_path):
    run_import("susa-navet", catalogue(tmp_path))
    labels = tmp_path / "labels_ssyk.tsv"
    labels.write_text("id\tssyk\tbasis\ni.test.1\t7612\tguidance list\ni.x\t7612\tguidance list\n")
    outcome = run_import("trains-for", labels)
    assert reasons(outcome) == ["register:i.x:7612 education dangling_reference"]
    assert live(TrainsFor).get().education_id == "i.test.1"


def ad(ad_id, **changes):
    return {
        "id": ad_id,
        "headline": "Bagare",
        "description": {"text": "Du bakar.\nKontakta Åsa Berg, asa@x.example, 08-465 004 32."},
        "occupation": {"concept_id": OCCUPATION},
        "occupation_group": {"concept_id": GROUP},
        "application_contacts": [{"name": "Åsa Berg"}],
    } | changes


def test_ads_keep_their_group_where_the_occupation_is_unknown(tmp_path):
    run_import("taxonomy", taxonomy(tmp_path))
    ads = [ad("1"), ad("2", occupation={"concept_id": "xxxx_occ_999"}), ad("3", occupation=None)]
    outcome = run_import("job-ads", write(tmp_path, "ads.jsonl", *ads))
    assert reasons(outcome) == [
        "2 occupation dangling_reference",
        "3 occupation only_group",
    ]
    assert list(JobAd.objects.order_by("id").values_list("occupation_id", "group_id")) == [
        (OCCUPATION, GROUP),
        (None, GROUP),
        (None, GROUP),
    ]


def test_no_contact_person_reaches_the_database(tmp_path):
    run_import("taxonomy", taxonomy(tmp_path))
    run_import("job-ads", write(tmp_path, "ads.jsonl", ad("1")))
    found = JobAd.objects.get()
    assert found.text == "Du bakar.\nKontakta [namn], [e-post], [telefon]."


def test_an_absent_ad_stays_and_a_removed_one_goes(tmp_path):
    run_import("taxonomy", taxonomy(tmp_path))
    run_import("job-ads", write(tmp_path, "ads.jsonl", *(ad(str(n)) for n in range(1, 9))))
    run_import("job-ads", write(tmp_path, "ads.jsonl", {"id": 3, "removed": True}))
    assert sorted(live(JobAd).values_list("id", flat=True)) == ["1", "2", "4", "5", "6", "7", "8"]
    assert JobAd.objects.count() == 8


@pytest.mark.shared_data
@pytest.mark.skipif(
    not SMALL.exists(), reason="the real-size catalogue is not beside the repository"
)
def test_the_small_cut_of_the_real_size_catalogue(tmp_path):
    first = run_import("susa-navet", SMALL)
    second = run_import("susa-navet", SMALL)
    assert first.run.state == second.run.state == "complete"
    assert second.written == 0
    assert first.run.quarantined == second.run.quarantined > 0
    assert live(Education).count() > 1400
    assert live(EducationEvent).count() > 4900
    assert live(Provider).count() > 390
    dated = live(EducationEvent).filter(condition=EducationEvent.Condition.DATED)
    assert not dated.filter(start=None).exists()


def test_a_title_only_in_english_serves(tmp_path):
    content = info(title=words("Baking", "eng"))
    run_import("susa-navet", catalogue(tmp_path, infos=[element("i.test.1", content)]))
    assert Education.objects.get().title == "Baking"

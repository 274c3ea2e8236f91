"""JobStream: every ad or the changes since, written without persons, and never half."""

import json
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from catalog.sources.job_ads import client
from catalog.sources.job_ads.persons import without_persons
from catalog.sources.job_ads.records import from_payload
from catalog.sources.record import BadRecord, SourceUnavailable
from tests.unit.catalog.sources.answers import http_to, streamed
from tests.unit.catalog.sources.job_ads.test_job_ads import ad

BASE = "https://stream.example"
PERSONS = ("Åsa", "Berg", "asa@", "070", "chef@", "1740612", "\\u00c5sa")


def lines(*ads):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ads).encode()


def fetch(into, answer, since=None, told=None):
    with http_to(answer, JOBSTREAM_URL=BASE) as http:
        progress = told.append if told is not None else lambda _step: None
        return client.fetch(http, into, since=since, progress=progress)


def answering(*bodies):
    """Each body once, the last again and again; what was asked is kept."""
    asked = []

    def answer(request):
        asked.append(request)
        body = bodies[min(len(asked), len(bodies)) - 1]
        return streamed(body)

    answer.asked = asked
    return answer


@pytest.mark.parametrize("is_array", [False, True])
def test_a_snapshot_is_the_whole_and_holds_no_person(tmp_path, is_array):
    ads = [ad(str(number)) for number in range(3)]
    body = json.dumps(ads, ensure_ascii=False).encode() if is_array else lines(*ads)

    fetched = fetch(tmp_path / "in", answering(body))

    assert (fetched.is_full, fetched.is_changed) == (True, True)
    written = b"".join(file.read_bytes() for file in fetched.folder.rglob("*") if file.is_file())
    for person in PERSONS:
        assert person.encode() not in written
    records = [from_payload(item).records[0] for item in client.read(fetched.folder)]
    assert [one.id for one in records] == ["0", "1", "2"]
    assert records[0] == from_payload(next(iter(client.read(fetched.folder)))).records[0]


def test_not_even_a_file_that_is_not_whole_yet_holds_a_person(tmp_path):
    seen = []

    def watched(request):
        def body():
            for number in range(300):
                yield lines(ad(str(number)))
                seen.extend(
                    file.read_bytes() for file in (tmp_path / "in").iterdir() if number % 100 == 50
                )

        return httpx2.Response(200, content=body())

    fetch(tmp_path / "in", watched)

    assert len(seen) > 3
    for person in PERSONS:
        assert not any(person.encode() in text for text in seen)


def test_a_snapshot_that_is_cut_is_asked_for_again(tmp_path):
    whole = lines(ad("1"), ad("2"))
    answer = answering(whole[:-40], json.dumps([ad("1")]).encode()[:-20], whole)

    fetched = fetch(tmp_path / "in", answer)

    assert len(answer.asked) == 3
    assert len(list(client.read(fetched.folder))) == 2


def test_a_snapshot_that_is_always_cut_is_never_whole(tmp_path):
    with pytest.raises(SourceUnavailable):
        fetch(tmp_path / "in", answering(lines(ad("1"))[:-40]))

    assert not list((tmp_path / "in").glob("ads*"))


def test_a_broken_line_is_one_finding_without_its_text(tmp_path):
    body = lines(ad("1")) + b'{"id": "2", "headline": "Ring \xc3\x85sa Berg"\n' + lines(ad("3"))

    fetched = fetch(tmp_path / "in", answering(body))

    assert fetched.notes == ("1 ads could not be read",)
    found = []
    for item in client.read(fetched.folder):
        try:
            found.append(from_payload(item).records[0].id)
        except BadRecord as bad:
            found.append(f"{bad}")
    assert found == ["1", "ad: not_json ads.jsonl:2", "3"]


def test_changes_are_asked_for_in_local_time_with_an_overlap(tmp_path):
    gone = {"id": 7, "removed": True, "removed_date": "2026-11-29T00:36:11", "occupation": "x"}
    answer = answering(lines(ad("1"), gone))
    since = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)

    fetched = fetch(tmp_path / "in", answer, since)

    assert (fetched.is_full, fetched.since) == (False, since)
    [request] = answer.asked
    assert request.url.path == "/v2/stream"
    asked = datetime.fromisoformat(request.url.params["updated-after"])
    assert asked.tzinfo is None
    local = since.astimezone(client._SWEDISH_TIME).replace(tzinfo=None)
    assert local - asked == timedelta(minutes=75)
    last = list(client.read(fetched.folder))[-1]
    assert from_payload(last).withdrawn == (("JobAd", "7"),)


def test_after_a_long_pause_the_whole_is_asked_for(tmp_path):
    answer = answering(lines(ad("1")))

    fetched = fetch(tmp_path / "in", answer, datetime.now(UTC) - timedelta(days=90))

    assert fetched.is_full
    assert answer.asked[0].url.path == "/v2/snapshot"


def test_progress_tells_how_many_ads_have_come(tmp_path):
    told = []

    fetch(
        tmp_path / "in", answering(lines(*(ad(str(number)) for number in range(1001)))), None, told
    )

    assert [step.done for step in told] == [500, 1000, 1001]


def test_an_ad_that_has_lost_its_persons_loses_nothing_more():
    once = without_persons(ad())

    assert without_persons(once) == once


def test_unknown_fields_stay_out():
    kept = without_persons(ad(new_contact={"name": "Åsa Berg"}, employment_type={"label": "x"}))

    assert "new_contact" not in kept
    assert "employer" not in kept
    assert "application_contacts" not in kept

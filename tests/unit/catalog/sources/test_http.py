"""Asking over HTTP: each way an answer can go wrong, against a transport that answers as told."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest

from catalog.sources.http import Access, Http, Truncated, Validators
from catalog.sources.record import SourceUnavailable
from tests.unit.catalog.sources.answers import streamed

BASE = "https://register.example/api"
BODY = json.dumps({"items": list(range(200))}).encode()


class Publisher:
    """Answers with the next of the given answers, the last one again and again."""

    def __init__(self, *answers, **access):
        self.answers = list(answers)
        self.requests: list[httpx2.Request] = []
        self.slept: list[float] = []
        self.now = 0.0
        self.http = Http(
            Access({"REGISTER_URL": BASE}, "kortaste-vagen/0.1 (test)", **access),
            transport=httpx2.MockTransport(self.answer),
            sleep=self.sleep,
            clock=lambda: self.now,
        )

    def answer(self, request):
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


def ok(body=BODY, **headers):
    return lambda: streamed(body, **headers)


def status(code, **headers):
    return lambda: httpx2.Response(code, headers=headers)


def download(publisher, folder, **options):
    return publisher.http.download(f"{BASE}/items", folder / "items.json", **options)


# --- what passes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [408, 425, 429, 500, 502, 503, 504, 522])
def test_a_status_that_may_pass_is_asked_again(code, tmp_path):
    publisher = Publisher(status(code), status(code), ok())
    got = download(publisher, tmp_path)
    assert (tmp_path / "items.json").read_bytes() == BODY
    assert (got.size, len(publisher.requests)) == (len(BODY), 3)


@pytest.mark.parametrize(
    "error",
    [
        httpx2.ConnectError("refused"),
        httpx2.ConnectTimeout("slow"),
        httpx2.ReadTimeout("silent"),
        httpx2.ReadError("reset"),
        httpx2.RemoteProtocolError("peer closed connection"),
        httpx2.PoolTimeout("full"),
    ],
)
def test_a_failed_connection_is_asked_again(error, tmp_path):
    publisher = Publisher(error, ok())
    assert download(publisher, tmp_path).size == len(BODY)


def test_a_body_shorter_than_promised_is_asked_again_and_leaves_no_file(tmp_path):
    short = ok(BODY[:50], **{"Content-Length": str(len(BODY))})
    publisher = Publisher(short, attempts=2)
    with pytest.raises(SourceUnavailable, match=f"50 of {len(BODY)} bytes came"):
        download(publisher, tmp_path)
    assert list(tmp_path.iterdir()) == []
    publisher = Publisher(short, ok())
    assert download(publisher, tmp_path).size == len(BODY)


def test_json_that_is_cut_is_asked_again():
    publisher = Publisher(ok(BODY[:50]), ok())
    assert publisher.http.get_json(f"{BASE}/items") == json.loads(BODY)


def test_what_a_check_finds_cut_is_asked_again_and_never_gets_its_name(tmp_path):
    def check(file):
        if len(file.read_bytes()) < len(BODY):
            raise Truncated("half a page")

    publisher = Publisher(ok(BODY[:50]), ok())
    assert download(publisher, tmp_path, check=check).size == len(BODY)
    publisher = Publisher(ok(BODY[:50]), attempts=3)
    (tmp_path / "items.json").unlink()
    with pytest.raises(SourceUnavailable, match=r"failed 3 times.*half a page.*try again later"):
        download(publisher, tmp_path, check=check)
    assert list(tmp_path.iterdir()) == []


# --- how long it waits ---------------------------------------------------------------------------


def test_waits_grow_and_are_jittered(tmp_path):
    waits = []
    for _ in range(40):
        publisher = Publisher(status(503), attempts=8, per_second=1e9)
        with pytest.raises(SourceUnavailable):
            download(publisher, tmp_path)
        assert len(publisher.slept) == 7
        waits.append(publisher.slept)
    for number in range(7):
        column = [one[number] for one in waits]
        assert max(column) <= min(60, 2**number)
        assert len(set(column)) > 30
    assert sum(one[6] for one in waits) > sum(one[1] for one in waits)


def test_retry_after_in_seconds_is_honoured(tmp_path):
    publisher = Publisher(status(429, **{"Retry-After": "37"}), ok(), per_second=1e9)
    download(publisher, tmp_path)
    assert 37 <= publisher.slept[0] <= 38


def test_retry_after_as_a_date_is_counted_from_the_publishers_clock(tmp_path):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    headers = {
        "Date": format_datetime(now, usegmt=True),
        "Retry-After": format_datetime(now + timedelta(seconds=20), usegmt=True),
    }
    publisher = Publisher(status(503, **headers), ok(), per_second=1e9)
    download(publisher, tmp_path)
    assert 20 <= publisher.slept[0] <= 21


def test_an_unreadable_retry_after_is_like_none(tmp_path):
    publisher = Publisher(status(503, **{"Retry-After": "soon"}), ok(), per_second=1e9)
    download(publisher, tmp_path)
    assert publisher.slept[0] <= 1


def test_a_publisher_who_asks_for_hours_is_left_alone(tmp_path):
    publisher = Publisher(status(429, **{"Retry-After": "7200"}))
    with pytest.raises(SourceUnavailable, match="left alone for 7200 s"):
        download(publisher, tmp_path)
    assert len(publisher.requests) == 1


def test_requests_keep_their_pace():
    publisher = Publisher(ok(), per_second=4)
    for _ in range(5):
        publisher.http.get_json(f"{BASE}/items")
    assert publisher.slept == [0.25] * 4


# --- what does not pass --------------------------------------------------------------------------


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 501])
def test_other_statuses_are_told_at_once(code, tmp_path):
    publisher = Publisher(status(code))
    with pytest.raises(SourceUnavailable, match=f"answered {code} .*check the address"):
        download(publisher, tmp_path)
    assert len(publisher.requests) == 1


def test_too_many_tries_are_told_with_the_last_reason(tmp_path):
    publisher = Publisher(httpx2.ConnectError("refused"), attempts=4)
    with pytest.raises(SourceUnavailable, match=r"items failed 4 times.*ConnectError: refused"):
        download(publisher, tmp_path)


def test_an_answer_beyond_the_limit_is_refused_unpacked_and_all(tmp_path):
    publisher = Publisher(ok(), most_bytes=100)
    with pytest.raises(SourceUnavailable, match="larger than 100 bytes"):
        download(publisher, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert len(publisher.requests) == 1


def test_an_address_that_is_none_is_told(tmp_path):
    publisher = Publisher(ok())
    with pytest.raises(SourceUnavailable, match="check the address"):
        Http(Access({}, "x")).download("nonsense://register", tmp_path / "x")
    with pytest.raises(SourceUnavailable, match="OTHER_URL is empty"):
        publisher.http.url("OTHER_URL")


# --- what is sent --------------------------------------------------------------------------------


def test_who_asks_is_told_and_no_key_unless_there_is_one():
    publisher = Publisher(ok())
    publisher.http.get_json(f"{BASE}/items")
    sent = publisher.requests[0].headers
    assert sent["User-Agent"] == "kortaste-vagen/0.1 (test)"
    assert "api-key" not in sent


def test_a_key_stays_among_the_sources_own_hosts():
    publisher = Publisher(
        status(302, Location="https://elsewhere.example/items"), ok(), api_key="secret"
    )
    publisher.http.get_json(f"{BASE}/items")
    ours, elsewhere = publisher.requests
    assert ours.headers["api-key"] == "secret"
    assert "api-key" not in elsewhere.headers
    assert elsewhere.url.host == "elsewhere.example"


def test_a_way_out_of_tls_is_not_taken():
    publisher = Publisher(status(302, Location="http://register.example/items"), ok())
    with pytest.raises(SourceUnavailable, match="anybody on the way could change"):
        publisher.http.get_json(f"{BASE}/items")
    assert len(publisher.requests) == 1


def test_a_condition_is_sent_and_nothing_newer_comes_back_as_none(tmp_path):
    publisher = Publisher(status(304))
    assert download(publisher, tmp_path, known=Validators('"a1"', "Mon, 02 Nov 2026")) is None
    sent = publisher.requests[0].headers
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"a1"', "Mon, 02 Nov 2026")
    assert list(tmp_path.iterdir()) == []


def test_validators_and_the_publishers_clock_come_back(tmp_path):
    now = datetime(2026, 11, 2, 4, tzinfo=UTC)
    publisher = Publisher(
        ok(ETag='"a2"', **{"Last-Modified": "x", "Date": format_datetime(now, usegmt=True)})
    )
    got = download(publisher, tmp_path)
    assert got.validators == Validators('"a2"', "x")
    assert got.asked_at == now


def test_parameters_repeat_and_a_body_is_posted():
    publisher = Publisher(ok())
    publisher.http.get_json(f"{BASE}/items", params={"schoolType": ["HS", "YH"], "page": 0})
    assert publisher.requests[0].url.query == b"schoolType=HS&schoolType=YH&page=0"
    publisher.http.get_json(f"{BASE}/graphql", body={"query": "{ concepts { id } }"})
    assert publisher.requests[1].method == "POST"
    assert json.loads(publisher.requests[1].content) == {"query": "{ concepts { id } }"}

"""A file whole, in part, or not again."""

from pathlib import Path

import pytest
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from guidance.ranges import file_answer

# An answer that is closed ends a request, and a request's end looks after the connections.
pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 1024  # more than one chunk
ETAG = '"abc"'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "file.bin"
    path.write_bytes(CONTENT)
    return path


def asked(path: Path, method: str = "get", **headers: str) -> HttpResponseBase:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = getattr(RequestFactory(), method)("/", headers=named)
    return file_answer(request, path, etag=ETAG, media_type="text/csv")


def body(answer: HttpResponseBase) -> bytes:
    content = b"".join(answer)  # type: ignore[arg-type]  # every kind of answer is iterable
    answer.close()
    return content


def test_the_whole_file(path: Path) -> None:
    answer = asked(path)
    assert (answer.status_code, body(answer)) == (200, CONTENT)
    assert answer.headers["ETag"] == ETAG
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert answer.headers["Content-Type"] == "text/csv"


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("bytes=0-99", (0, 100)),
        ("bytes=100-", (100, len(CONTENT))),
        ("bytes=-7", (len(CONTENT) - 7, len(CONTENT))),
        ("bytes=5-5", (5, 6)),
        ("bytes=10-99999999", (10, len(CONTENT))),
        (f"bytes=-{len(CONTENT) * 2}", (0, len(CONTENT))),
        ("bytes=1000-200000", (1000, 200001)),
    ],
)
def test_a_part_of_it(path: Path, said: str, span: tuple[int, int]) -> None:
    answer = asked(path, Range=said)
    first, last = span
    assert answer.status_code == 206
    assert body(answer) == CONTENT[first:last]
    assert answer.headers["Content-Range"] == f"bytes {first}-{last - 1}/{len(CONTENT)}"
    assert answer.headers["Content-Length"] == str(last - first)


@pytest.mark.parametrize("said", [f"bytes={len(CONTENT)}-", "bytes=9-3", "bytes=-0"])
def test_no_such_part(path: Path, said: str) -> None:
    answer = asked(path, Range=said)
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(CONTENT)}"


@pytest.mark.parametrize("said", ["bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b", "bytes"])
def test_what_is_no_single_range_is_answered_whole(path: Path, said: str) -> None:
    answer = asked(path, Range=said)
    assert (answer.status_code, body(answer)) == (200, CONTENT)


def test_a_part_of_a_file_that_is_no_more_is_answered_whole(path: Path) -> None:
    answer = asked(path, Range="bytes=0-9", If_Range='"older"')
    assert (answer.status_code, body(answer)) == (200, CONTENT)
    assert body(asked(path, Range="bytes=0-9", If_Range=ETAG)) == CONTENT[:10]


def test_what_the_asker_has_is_not_sent_again(path: Path) -> None:
    answer = asked(path, If_None_Match=ETAG, Range="bytes=0-9")
    assert (answer.status_code, answer.headers["ETag"]) == (304, ETAG)


def test_head_asks_about_the_whole_file(path: Path) -> None:
    answer = asked(path, "head", Range="bytes=0-9")
    assert answer.status_code == 200
    answer.close()

"""A file as an answer: whole, a part of it, or the word that the asker has it already."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

_CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def file_answer(
    request: HttpRequest, path: Path, *, etag: str, media_type: str
) -> HttpResponseBase:
    """200, 206, 304 or 416 by RFC 9110. etag: quoted. Several ranges at once are answered whole."""
    size = path.stat().st_size
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        span = span_of(request, size, etag)
        if span is None:
            answer = FileResponse(path.open("rb"), content_type=media_type)
        elif not span:
            answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        else:
            answer = _part(path, span, size, media_type)
    answer.headers["ETag"] = etag
    answer.headers["Accept-Ranges"] = "bytes"
    return answer


def span_of(request: HttpRequest, size: int, etag: str) -> range | None:
    """The bytes that are asked for: None for all of them, empty when there are no such bytes."""
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or match is None or match[0] == "bytes=-":
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None  # the part is of a file that is no more
    first, last = match.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    return range(int(first), min(size, int(last) + 1 if last else size))


def _part(path: Path, span: range, size: int, media_type: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(_read(path, span), status=206, content_type=media_type)
    answer.headers["Content-Length"] = str(len(span))
    answer.headers["Content-Range"] = f"bytes {span[0]}-{span[-1]}/{size}"
    return answer


def _read(path: Path, span: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(span.start)
        left = len(span)
        while left and (part := file.read(min(_CHUNK, left))):
            left -= len(part)
            yield part

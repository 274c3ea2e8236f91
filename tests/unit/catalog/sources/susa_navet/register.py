"""A small Susa-navet that answers as the EMIL 3 API does, and can be made to misbehave.

It is asked in memory (`http`) or over loopback (`served`, for other processes).
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import httpx2

from catalog.sources.http import Http
from tests.serving import running
from tests.unit.catalog.sources.answers import http_to, streamed
from tests.unit.catalog.sources.susa_navet.elements import element, event, info, provider

BASE = "https://susa.example/emil3"
LISTS = {"educationProviders": "p", "educationInfos": "i", "educationEvents": "e"}


class Register:
    """elements: id → element, in the order of the list. changes: what `updatedSince` answers.

    page: the largest page it gives. before: called with the number of each request (from 1); what
    it returns is answered instead: bytes, or a status and its headers.
    """

    def __init__(self, *elements, page=3) -> None:
        self.elements = {one["id"]: one for one in elements}
        self.changes: dict[str, dict] = {}
        self.page = page
        self.asked: list[str] = []
        self.before: Callable[[int], object] = lambda _number: None

    def answer(self, address: str) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(address)
        self.asked.append(f"{parts.path.rpartition('/')[2]}?{parts.query}")
        odd = self.before(len(self.asked))
        if isinstance(odd, bytes):
            return 200, {}, odd
        if isinstance(odd, tuple):
            return (*odd, b"{}")
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        name = parts.path.rpartition("/")[2]
        among = self.changes if "updatedSince" in query else self.elements
        found = [one for key, one in among.items() if key.startswith(f"{LISTS[name]}.")]
        size, number = min(int(query["size"]), self.page), int(query["page"])
        meta = {
            "size": size,
            "totalElements": len(found),
            "totalPages": -(-len(found) // size),
            "pageNumber": number,
        }
        listed = found[number * size : (number + 1) * size]
        return 200, {}, json.dumps({"links": [], name: listed, "page": meta}).encode()

    def change(self, *elements) -> None:
        """The elements are new or changed; without content, gone from the list."""
        for one in elements:
            self.changes[one["id"]] = one
            if one["status"] == "ACTIVE":
                self.elements[one["id"]] = one
            else:
                self.elements.pop(one["id"], None)

    def http(self, attempts: int = 3) -> Http:
        """A way out that ends here."""

        def answer(request: httpx2.Request) -> httpx2.Response:
            status, headers, body = self.answer(str(request.url))
            return streamed(body, status, **headers)

        return http_to(answer, attempts, SUSA_NAVET_URL=BASE)

    @contextmanager
    def served(self) -> Iterator[str]:
        """The base address of a server on loopback."""
        register = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                status, headers, body = register.answer(self.path)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args) -> None:
                """Quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        with running(server) as address:
            yield f"{address}/emil3"


def gone(element_id):
    """How the register says that a record was removed."""
    return {"id": element_id, "status": "DELETED", "content": None}


def numbered(count, start=1):
    """Providers, infos and events of so many educations."""
    numbers = range(start, start + count)
    return [
        *(element(f"p.test.{n}", provider(identifier=f"p.test.{n}")) for n in numbers),
        *(an_info(n) for n in numbers),
        *(an_event(n) for n in numbers),
    ]


def an_info(number, **changes):
    """An education."""
    one = f"i.test.{number}"
    return element(one, info(identifier=one, **changes))


def an_event(number, of=None, **changes):
    """An occasion of an education, the one of the same number unless said otherwise."""
    values = {"education": f"i.test.{of or number}", "providers": [f"p.test.{of or number}"]}
    return element(f"e.test.{number}", event(identifier=f"e.test.{number}", **values | changes))

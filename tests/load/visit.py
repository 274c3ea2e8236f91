"""One person's visit over plain HTTP: the forms as the pages give them, no script."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

Ask = Callable[..., Any]
_LONG = re.compile(r"/[^/]{16,}/")  # a part of an address that is one person's own

WORK = (
    "undersköterska", "svetsare", "kock", "elektriker", "barnskötare", "lastbilsförare",
    "redovisningsekonom", "mjukvaruutvecklare", "städare", "snickare", "butikssäljare",
    "fordonsmekaniker",
)  # fmt: skip
SUBJECTS = (
    "matlagning", "omvårdnad", "svetsning", "bokföring", "projektledning", "truckkörning",
    "Java", "kassahantering", "läkemedelshantering", "städning", "ritningsläsning", "hydraulik",
)  # fmt: skip


class Astray(Exception):
    """A page did not hold what the person was to find there, or held somebody else's."""


@dataclass
class Visit:
    """A person with a mark of their own, which no page but theirs may ever hold.

    ask: requests' `session.request`, or a stand-in with the same arguments · number: which of the
    people this is, 0 and up · page: the page they see.
    """

    ask: Ask
    number: int
    page: LexborHTMLParser = field(default_factory=lambda: LexborHTMLParser(""))
    place: str = "/"

    @property
    def work(self) -> str:
        """The job they have had."""
        return WORK[self.number % len(WORK)]

    @property
    def mark(self) -> str:
        """What only this person has written."""
        return f"kännetecken {self.number:04d}"

    @property
    def cv(self) -> str:
        """A CV of this person's own: no two people of a crowd have the same skills."""
        jobs = f"Jag har arbetat som {self.work} i fem år."
        chosen = [one for place, one in enumerate(SUBJECTS) if (self.number + 1) >> (place % 8) & 1]
        return f"{jobs}\nJag kan {', '.join(chosen)}.\nJag har B-körkort."

    def go(self, path: str, name: str = "") -> None:
        """Open an address."""
        self._read("GET", path, name or path)

    def press(self, words: str, given: dict[str, str] | None = None, name: str = "") -> None:
        """Send the form whose button begins with these words, as it stands, with `given` in it."""
        form, button = self._form(words)
        values = [(key, value) for key, value in _values(form) if key not in (given or {})]
        values += (given or {}).items()
        if button.attributes.get("name"):
            values.append((button.attributes["name"] or "", button.attributes.get("value") or ""))
        path = form.attributes.get("action") or self.place
        sent = {"params" if form.attributes.get("method") != "post" else "data": values}
        method = (form.attributes.get("method") or "get").upper()
        self._read(method, path, name or f"{method} {path}", **sent)

    def has(self, words: str) -> bool:
        """Whether the page says this."""
        return words in self.text

    def offers(self, words: str) -> bool:
        """Whether the page has a button that begins with these words."""
        return any(self._buttons(words))

    @property
    def text(self) -> str:
        """What the page says, without its frame."""
        main = self.page.css_first("main")
        return " ".join(main.text(separator=" ").split()) if main else ""

    @property
    def _headers(self) -> dict[str, str]:
        # Rate limits count addresses; a crowd on one machine would be one address otherwise.
        address = f"10.{self.number >> 16 & 255}.{self.number >> 8 & 255}.{self.number & 255}"
        return {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": address}

    def _read(self, method: str, path: str, name: str, **sent: Any) -> None:
        """Ask for a page, follow where it leads, each a request of its own, and look at it."""
        headers = self._headers
        response = self.ask(method, path, name=name, headers=headers, allow_redirects=False, **sent)
        while response.status_code in (301, 302, 303):
            path = response.headers["Location"]
            name = _LONG.sub("/…/", re.split("[?#]", path)[0])
            response = self.ask("GET", path, name=name, headers=headers, allow_redirects=False)
        if response.status_code != 200:
            raise Astray(f"{response.request.method} {response.url}: {response.status_code}")
        self.page = LexborHTMLParser(response.text)
        self.place = re.sub(r"^https?://[^/]+", "", response.url).partition("?")[0]
        others = set(re.findall(r"kännetecken \d{4}", response.text)) - {self.mark}
        if others:
            raise Astray(f"{self.place} holds what {sorted(others)} wrote, seen by {self.mark}")

    def _form(self, words: str) -> tuple[LexborNode, LexborNode]:
        found = next(self._buttons(words), None)
        if found is None:
            raise Astray(f"{self.place} has no button {words!r}")
        return found

    def _buttons(self, words: str) -> Iterator[tuple[LexborNode, LexborNode]]:
        for form in self.page.css("form"):
            for button in form.css("button"):
                if " ".join(button.text().split()).startswith(words):
                    yield form, button


def _values(form: LexborNode) -> Iterable[tuple[str, str]]:
    for one in form.css("input, select, textarea"):
        name = one.attributes.get("name")
        kind = one.attributes.get("type") or ""
        if not name or kind in ("file", "submit"):
            continue
        if one.tag == "select":
            chosen = one.css_first("option[selected]") or one.css_first("option")
            yield name, (chosen.attributes.get("value") or "") if chosen else ""
        elif one.tag == "textarea":
            yield name, one.text()
        elif kind not in ("checkbox", "radio"):
            yield name, one.attributes.get("value") or ""
        elif "checked" in one.attributes:
            yield name, one.attributes.get("value") or "on"

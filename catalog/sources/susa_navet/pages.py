"""Walking a list of Susa-navet's EMIL 3 API page by page, over a register that may move meanwhile.

The API has no cursor: when a record enters or leaves between two requests, the others shift, and
one of them may pass from a page not yet read to one already read. So a walk is only believed when
all pages told the same total, each was as long as that total says, and the last element of every
page still stands where it stood. Otherwise the list is walked again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.sources.files import decoded
from catalog.sources.http import Http, Truncated
from catalog.sources.spool import Part, Spool

SIZE = 2000  # the most the API gives
MOST_WALKS = 3


@dataclass(frozen=True)
class Walk:
    """One list and how it is asked for. name: `educationInfos` and so on. asked: its parameters."""

    http: Http
    spool: Spool
    url: str
    name: str
    asked: Mapping[str, str]

    def first_page(self, number: int = 1) -> Part:
        """The first page of a walk. Raises `SourceUnavailable`."""
        return self._page(number, 0)

    def whole(self, tell: Callable[[], object]) -> bool:
        """Walk the list until a walk can be believed, and keep its pages only.

        False when none could be: the pages of all walks are kept then, and hold what could be had.
        tell is called after each page. Raises `SourceUnavailable`.
        """
        for number in range(1, MOST_WALKS + 1):
            pages = list(self._pages(number, tell))
            if self._is_believed(pages):
                for earlier in range(1, number):
                    self._forget(earlier)
                return True
        return False

    def _pages(self, number: int, tell: Callable[[], object]) -> Iterator[Part]:
        page, size, total = 0, SIZE, 0
        while True:
            part = self._page(number, page)
            # The total of the page just read: the list may have grown or shrunk.
            size, total = part.told["size"], part.told["total"]
            tell()
            yield part
            page += 1
            if page * size >= total:
                return

    def _page(self, number: int, page: int) -> Part:
        return self.spool.download(
            self.http,
            self.url,
            f"{self.name}-{number}-{page:05}.json",
            params={**self.asked, "page": page, "size": SIZE},
            look=lambda file: self._look(file, page),
        )

    def _look(self, file: Path, page: int) -> tuple[int, Mapping[str, Any]]:
        """Raises `Truncated` when the page is not what the API itself says it is."""
        try:
            answer = decoded(file.read_bytes())
            elements, meta = answer[self.name], answer["page"]
            total, size = int(meta["totalElements"]), int(meta["size"])
        except (LookupError, TypeError, ValueError) as error:
            raise Truncated(
                f"this is no page of {self.name}: {type(error).__name__} {error}"
            ) from error
        expected = min(size, max(0, total - page * size))
        if not isinstance(elements, list) or size < 1 or len(elements) != expected:
            count = len(elements) if isinstance(elements, list) else "no"
            raise Truncated(f"page {page} of {self.name} has {count} elements, not {expected}")
        return len(elements), {"total": total, "size": size, "last": _id_of(elements)}

    def _is_believed(self, pages: list[Part]) -> bool:
        if len({part.told["total"] for part in pages}) > 1:
            return False
        if len({part.told["size"] for part in pages}) > 1:
            return False
        if len(pages) == 1:
            return True
        return all(self._stands(number, part) for number, part in enumerate(pages))

    def _stands(self, number: int, part: Part) -> bool:
        """Whether the last element of a page is still where it was."""
        place = number * part.told["size"] + part.count - 1
        params = {**self.asked, "page": place, "size": 1}
        answer = self.http.get_json(self.url, params=params)
        elements = answer.get(self.name) if isinstance(answer, dict) else None
        return isinstance(elements, list) and _id_of(elements) == part.told["last"]

    def _forget(self, number: int) -> None:
        for name in [one for one in self.spool.parts if one.startswith(f"{self.name}-{number}-")]:
            self.spool.drop(name)


def _id_of(elements: list[Any]) -> str:
    """The id of the last element; "" when there is none to be had."""
    last = elements[-1] if elements else None
    return str(last.get("id", "")) if isinstance(last, dict) else ""

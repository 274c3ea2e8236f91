"""Wages from SCB's statistics database, and from a file of three figures per SSYK code.

SCB's table 5932 (LoneSpridSektYrk4AN) is asked for all sectors, both sexes and the last year, as
JSON-stat. The file is `{SSYK code: [10th percentile, mean, 90th percentile]}`, SEK a month, of no
stated year.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from catalog.sources.files import files_of, read_json
from catalog.sources.http import Http, Truncated
from catalog.sources.record import RawItem, SourceUnavailable, Unreadable
from catalog.sources.spool import Fetched, Progress, Spool, Step

ADDRESS, OLD_ADDRESS = "WAGES_URL", "WAGES_OLD_URL"
_PATTERNS = ("*salary*.json", "wages*.json")
# What the table calls its measures, in the order of a `Wage`.
_MEASURES = ("000007CF", "000007CD", "000007CI")  # 10th percentile, mean, 90th percentile
_CHOSEN = {"Sektor": ("0",), "Kon": ("1+2",), "Yrke2012": ("*",), "ContentsCode": _MEASURES}
_LAST_YEAR = "top(1)"


def fetch(http: Http, into: Path, *, since: datetime | None = None, progress: Progress) -> Fetched:
    """The last year's wages of every occupation, in one question. Raises `SourceUnavailable`.

    The service of the second generation is asked first, the older one when it does not answer.
    """
    url = http.url(ADDRESS)
    spool = Spool(into, {"table": url, "measures": list(_MEASURES)})
    notes: tuple[str, ...] = ()
    progress(Step(0, 1, "files"))
    try:
        chosen = {f"valueCodes[{name}]": ",".join(codes) for name, codes in _CHOSEN.items()}
        asked = {
            **chosen,
            "valueCodes[Tid]": _LAST_YEAR,
            "lang": "sv",
            "outputFormat": "json-stat2",
        }
        part = spool.download(http, f"{url}/data", "wages.json", params=asked, count=_figures_in)
    except SourceUnavailable as error:
        if not http.access.addresses.get(OLD_ADDRESS):
            raise
        notes = (f"{error} The older service was asked instead.",)
        part = spool.download(
            http, http.url(OLD_ADDRESS), "wages.json", body=_old_question(), count=_figures_in
        )
    progress(Step(1, 1, "files"))
    return spool.finish(
        Fetched(into, True, origin=url, edition=edition(into), count=part.count, notes=notes)
    )


def read(path: Path) -> Iterator[RawItem]:
    """One item per SSYK code. Raises `SourceUnavailable`."""
    for file in files_of(path, *_PATTERNS):
        value = read_json(file)
        if isinstance(value, Unreadable) or not isinstance(value, dict):
            problem = value if isinstance(value, Unreadable) else Unreadable("not_an_object")
            yield RawItem("file", file.name, problem)
        elif "dimension" in value:
            yield from _items_of(file, value)
        else:
            for code, figures in value.items():
                yield RawItem("wage", code, figures)


def edition(path: Path) -> str:
    """The year of SCB's answer; "" for a file that does not say."""
    for file in files_of(path, *_PATTERNS):
        value = read_json(file)
        if isinstance(value, dict) and "dimension" in value:
            return max(_codes_of(value, "Tid"), default="")
    return ""


def _old_question() -> dict[str, Any]:
    query = [
        {
            "code": name,
            "selection": {"filter": "all" if codes == ("*",) else "item", "values": list(codes)},
        }
        for name, codes in _CHOSEN.items()
    ]
    query.append({"code": "Tid", "selection": {"filter": "top", "values": ["1"]}})
    return {"query": query, "response": {"format": "json-stat2"}}


def _figures_in(file: Path) -> int:
    """Number of occupations answered for. Raises `Truncated` when it is not such an answer."""
    value = read_json(file)
    if not isinstance(value, dict):
        raise Truncated(f"no JSON-stat came: {value}")
    count = len(_codes_of(value, "Yrke2012"))
    if not count:
        raise Truncated("the answer has no occupations")
    return count


def _items_of(file: Path, value: Mapping[str, Any]) -> Iterator[RawItem]:
    try:
        names, sizes = list(value["id"]), [int(size) for size in value["size"]]
        codes = {name: _codes_of(value, name) for name in names}
        cells = value["value"]
        if [len(codes[name]) for name in names] != sizes or not isinstance(cells, list | dict):
            raise ValueError("sizes and codes differ")
        # The newest year and the first value of what was not asked to vary.
        fixed = {name: codes[name].index(max(codes[name])) for name in names if name == "Tid"}
        measures = [codes["ContentsCode"].index(code) for code in _MEASURES]
        year = int(max(codes["Tid"]))
        for number, occupation in enumerate(codes["Yrke2012"]):
            figures = [
                _cell(cells, names, sizes, {**fixed, "Yrke2012": number, "ContentsCode": measure})
                for measure in measures
            ]
            yield RawItem("wage", occupation, {"year": year, "figures": figures})
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        yield RawItem("file", file.name, Unreadable("unexpected_shape", repr(error)))


def _cell(cells: Any, names: list[str], sizes: list[int], at: Mapping[str, int]) -> Any:
    """A cell of a JSON-stat cube, whose values are a list or a dictionary by number."""
    number = sum(
        at.get(name, 0) * math.prod(sizes[place + 1 :]) for place, name in enumerate(names)
    )
    return cells[number] if isinstance(cells, list) else cells.get(str(number))


def _codes_of(value: Mapping[str, Any], name: str) -> list[str]:
    """The codes of a dimension, in order; its index is a list or a dictionary of places."""
    try:
        index = value["dimension"][name]["category"]["index"]
        return (
            sorted(index, key=lambda code: int(index[code]))
            if isinstance(index, dict)
            else list(index)
        )
    except (LookupError, TypeError, ValueError):
        return []

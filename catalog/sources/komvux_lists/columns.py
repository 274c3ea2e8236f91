"""The columns of a municipality's list: their names, other names they go by, and an example.

The names are Swedish, as those who fill the list in are; `docs/komvux-list.csv` is the template.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.sources.tables import heading


@dataclass(frozen=True)
class Column:
    """One column. says: what to write, for whoever mends a row. aliases: folded other names."""

    name: str
    says: str
    example: str
    is_required: bool = False
    aliases: tuple[str, ...] = ()


COLUMNS = (
    Column("kommunkod", "four digits, such as 0580", "0580", True, ("kommun_kod", "kommun")),
    Column(
        "kurskod",
        "the course's code, such as SVEN02; empty for a package without one",
        "SVEN02",
        False,
        ("kod", "kurs_kod", "ämneskod"),
    ),
    Column(
        "kursnamn",
        "the course's name",
        "Svenska 2",
        True,
        ("namn", "kurs", "benämning", "titel", "utbildning"),
    ),
    Column(
        "skolform",
        "gymnasial, grundläggande, sfi, or anpassad before the first two",
        "gymnasial",
        True,
        ("nivå", "form", "utbildningsform"),
    ),
    Column("typ", "kurs or kurspaket", "kurs", False, ("kurstyp", "utbildningstyp")),
    Column(
        "poäng",
        "a number of points, such as 100",
        "100",
        False,
        ("gymnasiepoäng", "verksamhetspoäng", "kurspoäng"),
    ),
    Column(
        "startdatum",
        "a date, such as 2027-01-18, or löpande",
        "2027-01-18",
        False,
        ("start", "kursstart", "börjar"),
    ),
    Column(
        "slutdatum",
        "a date, such as 2027-06-11",
        "2027-06-11",
        False,
        ("slut", "kursslut", "slutar"),
    ),
    Column(
        "ansök_från",
        "a date, such as 2026-09-15",
        "2026-09-15",
        False,
        ("ansökan_öppnar", "första_ansökningsdag"),
    ),
    Column(
        "ansök_senast",
        "a date, such as 2026-10-15, or löpande",
        "2026-10-15",
        False,
        ("sista_ansökningsdag", "ansökan_stänger", "sista_ansökningsdatum"),
    ),
    Column("studietakt", "percent of full time, such as 50", "50", False, ("takt", "tempo")),
    Column("distans", "ja or nej", "nej", False, ("på_distans",)),
    Column(
        "träffar",
        "number of meetings one must attend in place",
        "",
        False,
        ("fysiska_träffar", "obligatoriska_träffar"),
    ),
    Column(
        "ort",
        "the town where it is given, in the county of the code",
        "Linköping",
        False,
        ("studieort",),
    ),
    Column(
        "anordnare",
        "who gives it; empty for the municipality itself",
        "Birgittaskolan",
        False,
        ("utbildare", "skola"),
    ),
    Column(
        "beskrivning",
        "what the course is about",
        "Du läser och skriver olika slags texter.",
        False,
        ("innehåll", "kursbeskrivning"),
    ),
    Column(
        "förkunskaper",
        "what one must have studied before",
        "Svenska 1",
        False,
        ("behörighet", "förkunskapskrav"),
    ),
    Column(
        "länk",
        "the address of the course's page, with https://",
        "https://www.kommunen.example/sven02",
        False,
        ("url", "webb", "webbadress"),
    ),
    Column(
        "ansökningslänk",
        "the address of the page where one applies, with https://",
        "",
        False,
        ("ansökan_url", "ansök"),
    ),
    Column("platser", "a whole number", "30", False, ("antal_platser",)),
    Column("inställd", "ja or nej", "nej", False, ("inställt",)),
)
BY_NAME = {column.name: column for column in COLUMNS}
REQUIRED = tuple(column.name for column in COLUMNS if column.is_required)
_NAMES = {
    alias: column.name for column in COLUMNS for alias in (heading(column.name), *column.aliases)
}


def named(values: Mapping[str, str]) -> dict[str, str]:
    """A row by our names. Of two columns that mean the same, the first that is filled in counts."""
    found: dict[str, str] = {}
    for key, value in values.items():
        name = _NAMES.get(key)
        if name and value and not found.get(name):
            found[name] = value
    return found


def missing(headings: Iterable[str]) -> tuple[str, ...]:
    """Required columns that a table does not have."""
    there = {_NAMES.get(one) for one in headings}
    return tuple(name for name in REQUIRED if name not in there)


def template() -> str:
    """The list to fill in: headings and one row, with semicolons as Swedish spreadsheets do."""
    rows = (column.name for column in COLUMNS), (column.example for column in COLUMNS)
    return "".join(";".join(row) + "\n" for row in rows)

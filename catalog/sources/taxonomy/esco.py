"""ESCO: what ties it to the taxonomy, and its names in Swedish and English.

The taxonomy's own query files may carry ESCO concepts with their matches; these are the tables in
which the ties and the names are published apart. All of them are read first, then each ESCO concept
that a crosswalk ties to a known concept becomes one fragment, with every name the tables give it.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from catalog.sources.files import read_lines
from catalog.sources.record import Unreadable
from catalog.sources.taxonomy.shapes import Fragment, Tie

_URI = re.compile(r"http://data\.europa\.eu/esco/(occupation|skill)/([0-9a-f-]{36})")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
_CONCEPT = re.compile(r"https?://data\.jobtechdev\.se/taxonomy/concept/(\w{4}_\w{3}_\w{3})")
_KEYED = re.compile(r"\w+_sv_\d+")
_KINDS = {
    "exactMatch": "exact_match",
    "closeMatch": "close_match",
    "broadMatch": "broad_match",
    "narrowMatch": "narrow_match",
}
_HEADER_WITHIN = 40  # lines; a crosswalk begins with some twenty about itself


@dataclass
class EscoTables:
    """Everything the tables said so far.

    matches: ESCO concept → {(kind, taxonomy id)} · swedish, english: ESCO concept → names, the
    preferred one first · keyed: key → name, and key → ESCO concept, of the tables that come in two
    halves. ESCO concepts are (occupation or skill, UUID).
    """

    matches: dict[tuple[str, str], set[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    swedish: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    english: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    keyed: tuple[dict[str, str], dict[str, tuple[str, str]]] = field(
        default_factory=lambda: ({}, {})
    )

    def take(self, file: Path) -> Unreadable | None:
        """Take in a file when it is one of the tables; pass it by otherwise.

        Returns what was wrong with a file that was cut or damaged; what came before is kept.
        """
        lines: list[str] = []
        damage = None
        for _, line in read_lines(file):
            if isinstance(line, Unreadable):
                damage = line
                break
            lines.append(line.removeprefix("\ufeff"))
            if len(lines) == _HEADER_WITHIN and _reader_of(lines) is None:
                return None
        reader = _reader_of(lines)
        if reader is None:
            return None
        reader(self, lines)
        return damage

    def fragments(
        self, skill_ids: Mapping[str, str], is_known: Callable[[str], bool]
    ) -> Iterator[Fragment]:
        """One fragment per ESCO concept with a match to a known concept, in order of id.

        skill_ids: casefolded label → the taxonomy's own id of that ESCO skill; a skill it does not
        name goes by its UUID, as occupations do.
        """
        names, concepts = self.keyed
        for key in sorted(names.keys() & concepts.keys()):
            self.swedish[concepts[key]].append(names[key])
        for concept in sorted(self.matches):
            kind, uuid = concept
            labels = _distinct(self.swedish[concept])
            matches = sorted(one for one in self.matches[concept] if is_known(one[1]))
            if not labels or not matches:
                continue
            own_type = f"esco-{kind}"
            own_id = skill_ids.get(labels[0].casefold(), uuid) if kind == "skill" else uuid
            english = _distinct(self.english[concept])
            target_type = "skill" if kind == "skill" else "occupation-name"
            yield Fragment(
                own_id,
                own_type,
                is_listed=True,
                fields={
                    "preferred_label": labels[0],
                    "esco_uuid": uuid,
                    "alternative_labels": labels[1:],
                    "english_labels": english[:1],
                    "english_hidden_labels": english[1:],
                },
                ties=tuple(
                    Tie(match, own_id, own_type, other, target_type) for match, other in matches
                ),
            )


_Reader = Callable[[EscoTables, list[str]], None]


def _reader_of(lines: list[str]) -> _Reader | None:
    """Which table the first lines belong to."""
    if any("Mapping relation" in line for line in lines[:_HEADER_WITHIN]):
        return _read_crosswalk
    first = lines[0] if lines else ""
    if "ORIGINURI" in first and "PREFERREDLABEL" in first:
        return _read_english
    second = lines[1] if len(lines) > 1 else ""
    if first.strip() == "id,label" and _UUID.match(second):
        return _read_english_skills
    if first.count("\t") == 1 and _KEYED.match(first):
        return _read_keyed
    return None


def _read_crosswalk(tables: EscoTables, lines: list[str]) -> None:
    """`ESCO URI, label, …, taxonomy URI, label, …, relation`, after some lines about the table.

    In one published form the whole row is the first cell of a row with semicolons.
    """
    is_wrapped = lines[0].rstrip().endswith(";")
    rows = csv.reader(io.StringIO("\n".join(lines)), delimiter=";" if is_wrapped else ",")
    for cells in rows:
        row = next(csv.reader(cells[:1]), []) if is_wrapped else cells
        if len(row) < 7:
            continue
        esco, other = _URI.fullmatch(row[0]), _CONCEPT.fullmatch(row[3])
        kind = _KINDS.get(row[6].removeprefix("skos:"))
        if esco is None:
            continue
        concept = (esco[1], esco[2])
        if label := row[1].strip():
            tables.swedish[concept].insert(0, label)
        if other is not None and kind is not None:
            tables.matches[concept].add((kind, other[1]))


def _read_english(tables: EscoTables, lines: list[str]) -> None:
    """ESCO's own columns: `ORIGINURI`, `PREFERREDLABEL`, and `ALTLABELS` with a name a line."""
    for row in csv.DictReader(io.StringIO("\n".join(lines))):
        esco = _URI.fullmatch(row.get("ORIGINURI") or "")
        if esco is not None:
            names = [row.get("PREFERREDLABEL") or "", *(row.get("ALTLABELS") or "").split("\n")]
            tables.english[esco[1], esco[2]] += [name.strip() for name in names]


def _read_english_skills(tables: EscoTables, lines: list[str]) -> None:
    """`id,label`: a skill's UUID and its English name."""
    for row in csv.DictReader(io.StringIO("\n".join(lines))):
        tables.english["skill", row["id"]].append((row["label"] or "").strip())


def _read_keyed(tables: EscoTables, lines: list[str]) -> None:
    """Half of a table in two: key → name, or key → ESCO URI."""
    names, concepts = tables.keyed
    for line in lines:
        key, _, value = line.partition("\t")
        esco = _URI.fullmatch(value.strip())
        if esco is not None:
            concepts[key] = (esco[1], esco[2])
        elif not value.startswith("http"):
            names[key] = value.strip()


def _distinct(names: list[str]) -> list[str]:
    """Each name once, whatever its case, in order."""
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(name.casefold(), name)
    return list(found.values())

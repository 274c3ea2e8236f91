"""What the embedding is trained on: texts that say the same, and concepts that lie close.

A *group* is one concept with every text that names it, in any language; a *definition* explains a
group; a *tie* joins a group to a broader or related one. Ties never come from a crosswalk between
vocabularies: those are what the model is measured on. Groups that share a text, letter by letter,
are one (`merged`).
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from catalog.recognition.comparable import comparable

JOBTECH, ESCO, EMPLOYERS = "jobtech", "esco", "employers"  # vocabularies
_URI = "http://data.europa.eu/esco/"
_CROSSWALK = "Mapping relation"
_MOST_SHARED = 3  # groups; a text that names more of them is too vague to make them one
# JobTech's note on a description that was copied through its crosswalk to ESCO.
_COPIED = "relaterat ESCO-yrke"
_NOTHING = "Ingen information"  # what JobTech writes where there is no description
# Words that every machine-written description of a skill is made of.
_SAID_OF_ANY_SKILL = re.compile(
    r"\b(avser|kompetens(en|er)?|inom|innefattar|omfattar|innebär|området|denna"
    r"|kunskaper?|förmågan?|förståelse)\b",
    re.IGNORECASE,
)


class MaterialUnreadable(Exception):
    """A training file has a shape that is not known, or is a crosswalk; names the file."""


@dataclass
class Material:
    """labels: group → its texts as (text, language), in the order they came · definitions: group →
    texts · ties: (group, broader or related group) · vocabularies: group → those that hold it and
    keep it apart from their others · synonyms: (name, another name of the same) of employers'
    terms, which the model remembers · excluded: folded texts left out, so that the figures of a
    measurement mean something · left_out: how many texts that cost."""

    labels: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    definitions: dict[str, list[str]] = field(default_factory=dict)
    ties: list[tuple[str, str]] = field(default_factory=list)
    vocabularies: dict[str, set[str]] = field(default_factory=dict)
    synonyms: list[tuple[str, str]] = field(default_factory=list)
    excluded: frozenset[str] = frozenset()
    left_out: int = 0
    _known: set[tuple[str, str]] = field(default_factory=set)
    _named: dict[str, str] = field(default_factory=dict)

    def add_label(self, group: str, text: str, language: str, vocabulary: str) -> None:
        """One more text of a group, unless it is empty, excluded, or there but for its case."""
        self.vocabularies.setdefault(group, set()).add(vocabulary)
        text = " ".join(text.split())
        key = comparable(text)
        if key in self.excluded:
            self.left_out += 1
        elif key and (group, key) not in self._known:
            self._known.add((group, key))
            self.labels.setdefault(group, []).append((text, language))
            self._named.clear()

    def add_definition(self, group: str, text: str) -> None:
        """A text that explains a group, unless it says nothing or came through a crosswalk."""
        text = " ".join(text.split())
        if not text or _COPIED in text or text.startswith(_NOTHING):
            return
        if comparable(text) not in self.excluded:
            self.definitions.setdefault(group, []).append(text)

    def add_tie(self, group: str, other: str) -> None:
        """A group and a broader or related one."""
        self.ties.append((group, other))

    def add_synonym(self, name: str, other: str) -> None:
        """Another name of a name, unless it is excluded or the same. The name may be excluded: it
        only brings the other to mind, and is not learnt."""
        keys = comparable(name), comparable(other)
        if all(keys) and keys[0] != keys[1] and keys[1] not in self.excluded:
            self.synonyms.append((name, other))

    def group_of(self, label: str) -> str | None:
        """The first JobTech group that a label names."""
        if not self._named:
            for group, texts in self.labels.items():
                if JOBTECH in self.vocabularies[group]:
                    for text, _ in texts:
                        self._named.setdefault(comparable(text), group)
        return self._named.get(comparable(label))

    def names(self) -> Iterator[str]:
        """Every label."""
        for texts in self.labels.values():
            yield from (text for text, _ in texts)

    def texts(self) -> Iterator[str]:
        """Every text, for the vocabulary."""
        yield from self.names()
        for definitions in self.definitions.values():
            yield from definitions

    def merged(self) -> "Material":
        """The same with groups that share a text as one, unless the text is in too many: what says
        the same is then never pushed apart. What explains a group that no label is left of explains
        the first it is tied to."""
        sharing: dict[str, dict[str, None]] = {}
        for group, texts in self.labels.items():
            for text, _ in texts:
                sharing.setdefault(comparable(text), {})[group] = None
        parent = {group: group for group in self.labels}

        def root(group: str) -> str:
            while parent[group] != group:
                parent[group] = parent[parent[group]]
                group = parent[group]
            return group

        for first, *others in sharing.values():
            if len(others) < _MOST_SHARED:
                for other in others:
                    parent[root(other)] = root(first)
        found = Material(excluded=self.excluded, left_out=self.left_out, synonyms=self.synonyms)
        for group, texts in self.labels.items():
            for vocabulary in sorted(self.vocabularies[group]):
                for text, language in texts:
                    found.add_label(root(group), text, language, vocabulary)
        above = dict(reversed(self.ties))
        for group, definitions in self.definitions.items():
            explained = group if group in parent else above.get(group)
            if explained in parent:
                found.definitions.setdefault(root(explained), []).extend(definitions)
        ends = [(root(one), root(two)) for one, two in self.ties if one in parent and two in parent]
        found.ties = [(one, other) for one, other in ends if one != other]
        return found


def read_excluded(files: Iterable[Path]) -> frozenset[str]:
    """Texts to leave out of training: one per line, or the `text` column of a TSV with a header.

    Raises OSError or UnicodeDecodeError when a file cannot be read.
    """
    found: set[str] = set()
    for file in files:
        lines = _lines(file)
        header = lines[0].split("\t") if lines else []
        column = header.index("text") if "text" in header else None
        for line in lines if column is None else lines[1:]:
            cells = line.split("\t")
            text = line if column is None else cells[column] if len(cells) > column else ""
            if key := comparable(text):
                found.add(key)
    return frozenset(found)


def read_files(files: Iterable[Path], material: Material) -> None:
    """Add carried files to the material. Known shapes, by header:

    - ESCO CSV as Tabiya publishes it (`ORIGINURI`, `PREFERREDLABEL`, `ALTLABELS`, `DESCRIPTION`):
      English labels, definitions, and an occupation's tie to its ISCO group;
    - CSV `id,label`: English labels of ESCO skills, by the last part of the URI;
    - TSV with `text` and `esco_uri`: Swedish labels by URI;
    - employers' terms (`term;uuid;concept;…`): the terms of a concept, and its name, also as
      synonyms to remember;
    - JSON of JobTech's ISCO groups (`isco_code_08`, `definition`): Swedish definitions by code;
    - JSON of texts by a concept's id or by a skill's label: definitions. A skill's own label is
      taken out, and so are the words that such texts say of any skill;
    - two TSVs without header, key → label and key → URI: Swedish labels by URI.

    Raises `MaterialUnreadable` for any other shape, and for a crosswalk between vocabularies.
    """
    keyed: dict[str, str] = {}
    labels: list[tuple[str, str]] = []
    for file in files:
        lines = _lines(file)
        if any(_CROSSWALK in line for line in lines[:40]):
            raise MaterialUnreadable(f"{file} is a crosswalk; the model is measured on those")
        header = lines[0] if lines else ""
        if header.startswith("{"):
            _read_json(file, material)
        elif "ORIGINURI" in header:
            _read_tabiya(file, material)
        elif header.strip() == "id,label":
            for row in csv.DictReader(io.StringIO("\n".join(lines))):
                material.add_label(f"{_URI}skill/{row['id']}", row["label"], "en", ESCO)
        elif header.startswith("term;uuid;concept"):
            for row in csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";"):
                for text in (row["concept"], row["term"]):
                    material.add_label(row["uuid"], text, "sv", EMPLOYERS)
                material.add_synonym(row["concept"], row["term"])
        elif {"text", "esco_uri"} <= set(header.split("\t")):
            for row in csv.DictReader(lines, delimiter="\t"):
                material.add_label(row["esco_uri"], row["text"], "sv", ESCO)
        elif header.count("\t") == 1:
            pairs = [(key, value) for key, _, value in (line.partition("\t") for line in lines)]
            if pairs[0][1].startswith("http"):
                keyed.update(pairs)
            else:
                labels += pairs
        else:
            raise MaterialUnreadable(f"{file} has none of the shapes that training knows")
    for key, text in labels:
        if key not in keyed:
            raise MaterialUnreadable(f"label {key} has no URI: give both files")
        material.add_label(keyed[key], text, "sv", ESCO)


def _read_tabiya(file: Path, material: Material) -> None:
    for row in csv.DictReader(io.StringIO(_text(file))):
        uri = row["ORIGINURI"]
        for text in (row["PREFERREDLABEL"], *row["ALTLABELS"].split("\n")):
            material.add_label(uri, text, "en", ESCO)
        material.add_definition(uri, row.get("DESCRIPTION") or "")
        if group := row.get("ISCOGROUPCODE"):
            material.add_tie(uri, f"{_URI}isco/C{group}")


def _read_json(file: Path, material: Material) -> None:
    try:
        said = json.loads(_text(file))
        if set(said) == {"data"}:
            for one in said["data"]["concepts"]:
                material.add_definition(f"{_URI}isco/C{one['isco_code_08']}", one["definition"])
            return
        for key, text in said.items():
            _explain(key, " ".join(text.split()), material)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MaterialUnreadable(f"{file} has none of the shapes that training knows") from error


def _explain(key: str, text: str, material: Material) -> None:
    if key in material.labels:
        material.add_definition(key, text)
    elif group := material.group_of(key):
        text = re.sub(re.escape(key), " ", text, flags=re.IGNORECASE)
        material.add_definition(group, _SAID_OF_ANY_SKILL.sub(" ", text))


def _lines(file: Path) -> list[str]:
    return _text(file).removeprefix("\ufeff").splitlines()


def _text(file: Path) -> str:
    data = file.read_bytes()
    return (gzip.decompress(data) if file.suffix == ".gz" else data).decode("utf-8")

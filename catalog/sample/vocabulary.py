"""The sample's vocabulary in the taxonomy's official query shape, and what is said of it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from catalog.sample.stanzas import Stanza, read_pairs, read_stanzas, read_table, split_list

SWEDEN = "i46j_HmG_v64"
_OCCUPATION, _GROUP, _FIELD = "occupation-name", "ssyk-level-4", "occupation-field"
_PARENT_TYPES = {
    _GROUP: _FIELD,
    _OCCUPATION: _GROUP,
    "municipality": "region",
    "region": "country",
}
_CODE_FIELDS = {
    _GROUP: "ssyk_code_2012",
    "municipality": "lau_2_code_2015",
    "region": "national_nuts_level_3_code_2019",
    "language": "iso_639_1_2002",
    "country": "iso_3166_1_alpha_2_2013",
    "esco-occupation": "esco_uuid",
    "esco-skill": "esco_uuid",
}
_HIGH, _LOW = 75, 25


@dataclass(frozen=True)
class Vocabulary:
    """Concepts by what they are called. `ids` is keyed by (type, label)."""

    concepts: tuple[Stanza, ...]
    occupations: tuple[Stanza, ...]
    ids: dict[tuple[str, str], str]

    def id_of(self, kind: str, label: str) -> str:
        """Concept id of a label. Raises `KeyError` when the sample has no such concept."""
        return self.ids[kind, label]

    def row_of(self, kind: str, label: str) -> Stanza:
        """The table's row of a label. Raises `KeyError`."""
        wanted = self.ids[kind, label]
        return next(row for row in self.concepts if row["id"] == wanted)


def read_vocabulary() -> Vocabulary:
    """The vocabulary as its files have it."""
    concepts = tuple(read_table("concepts.tsv"))
    occupations = tuple(read_stanzas("occupations-1.txt", "occupations-2.txt"))
    return Vocabulary(
        concepts, occupations, {(row["type"], row["label"]): row["id"] for row in concepts}
    )


def taxonomy_of(words: Vocabulary) -> dict[str, Any]:
    """The file `concepts-and-common-relations`."""
    stanzas = {stanza["label"]: stanza for stanza in words.occupations}
    swedish, english = _labels()
    titled = _occupations_of_titles(words)
    found = []
    for row in words.concepts:
        one = _concept_of(row)
        own = stanzas.get(row["label"], {}) if row["type"] == _OCCUPATION else {}
        if row["type"] not in (_OCCUPATION, "job-title"):
            one["alternative_labels"] = swedish[row["label"]] + english[row["label"]]
        if own:
            one["alternative_labels"] = split_list(own.get("alt", "")) + split_list(own["en"])
            one["definition"] = own["definition"]
            one.update(_occupation_ties(words, own))
        if row["type"] == "job-title":
            one["related"] = [_ref(words, _OCCUPATION, label) for label in titled[row["label"]]]
        one["alternative_labels"] = _distinct(one["alternative_labels"], row["label"])
        found.append(one)
    return {"data": {"concepts": found + _pointers(words) + _deprecated(words)}}


def occupation_skills_of(words: Vocabulary) -> dict[str, Any]:
    """The file `occupation-skills`: curated, calculated and the group's skills, as labels."""
    of_group: dict[str, dict[str, None]] = defaultdict(dict)
    for stanza in words.occupations:
        group = words.row_of(_OCCUPATION, stanza["label"])["parent"]
        of_group[group].update(dict.fromkeys(_curated(stanza)))
    return {
        words.id_of(_OCCUPATION, stanza["label"]): {
            "preferred_label": stanza["label"],
            "taxonomy": _curated(stanza),
            "calculated_skills": split_list(stanza["calculated"]),
            "group_skills": sorted(of_group[words.row_of(_OCCUPATION, stanza["label"])["parent"]]),
        }
        for stanza in words.occupations
    }


def places() -> list[dict[str, Any]]:
    """The file of places with coordinates."""
    return [
        {
            "label": row["label"],
            "latitud": float(row["latitude"]),
            "longitud": float(row["longitude"]),
            "kommunkod": row["code"],
            "type": "place",
        }
        for row in read_table("places.tsv")
    ]


def _curated(stanza: Stanza) -> list[str]:
    return split_list(stanza["essential"]) + split_list(stanza["optional"])


def _labels() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """(Swedish, English) other words by label."""
    swedish: dict[str, list[str]] = defaultdict(list)
    english: dict[str, list[str]] = defaultdict(list)
    for label, said in read_pairs("labels.txt"):
        in_swedish, _, in_english = said.partition(" / ")
        for text, found in ((in_swedish, swedish), (in_english, english)):
            found[label] += [one.strip() for one in text.split(",") if one.strip() not in ("-", "")]
    return swedish, english


def _concept_of(row: Stanza) -> dict[str, Any]:
    one: dict[str, Any] = {
        "id": row["id"],
        "type": row["type"],
        "preferred_label": row["label"],
        "alternative_labels": [],
        "hidden_labels": [],
        "definition": "",
        "deprecated": False,
    }
    if code := _CODE_FIELDS.get(row["type"]):
        one[code] = row["code"]
    if row["parent"]:
        one["broader"] = [{"id": row["parent"], "type": _PARENT_TYPES[row["type"]]}]
    return one


def _occupation_ties(words: Vocabulary, stanza: Stanza) -> dict[str, Any]:
    return {
        "substitutes": [
            {**_ref(words, _OCCUPATION, label), "substitutability_percentage": percentage}
            for key, percentage in (("high", _HIGH), ("low", _LOW))
            for label in split_list(stanza.get(key, ""))
        ],
        "essential": [_ref(words, "skill", one) for one in split_list(stanza["essential"])],
        "optional": [_ref(words, "skill", one) for one in split_list(stanza["optional"])],
        "related": [_ref(words, "job-title", one) for one in split_list(stanza.get("titles", ""))],
    }


def _occupations_of_titles(words: Vocabulary) -> dict[str, list[str]]:
    titled: dict[str, list[str]] = defaultdict(list)
    for stanza in words.occupations:
        for title in split_list(stanza.get("titles", "")):
            titled[title].append(stanza["label"])
    return titled


def _pointers(words: Vocabulary) -> list[dict[str, Any]]:
    """Keywords, traits and ESCO concepts, each with what it stands for, if anything."""
    found = []
    for row in read_table("pointers.tsv"):
        one = _concept_of({**row, "parent": ""})
        if row["english"]:
            one["english_labels"] = [row["english"]]
        if row["relation"]:
            one[row["relation"]] = [_ref(words, row["target_type"], row["target"])]
        found.append(one)
    return found


def _deprecated(words: Vocabulary) -> list[dict[str, Any]]:
    codes = {row["code"]: row["id"] for row in words.concepts if row["type"] == _GROUP}
    found = []
    for row in read_table("deprecated.tsv"):
        parent = codes[row["ssyk"]]
        one = _concept_of({**row, "type": _OCCUPATION, "code": "", "parent": parent})
        one["deprecated"] = True
        one["replaced_by"] = [_ref(words, _OCCUPATION, row["replaced_by"])]
        found.append(one)
    return found


def _ref(words: Vocabulary, kind: str, label: str) -> dict[str, str]:
    return {"id": words.id_of(kind, label), "type": kind, "preferred_label": label}


def _distinct(labels: list[str], preferred: str) -> list[str]:
    """Each label once, whatever its case, and never the preferred one."""
    seen = {preferred.casefold()}
    kept = []
    for label in labels:
        if label.casefold() not in seen:
            seen.add(label.casefold())
            kept.append(label)
    return kept

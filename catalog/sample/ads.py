"""The sample's job ads as JobSearch gives them. Employers are invented; nobody is named."""

from datetime import date, datetime, time, timedelta
from typing import Any

from catalog.sample.stanzas import Stanza, read_stanzas, split_list
from catalog.sample.vocabulary import SWEDEN, Vocabulary

_PARAGRAPH = " ¶ "
_OPEN_FOR = timedelta(days=45)
_MUST, _NICE = 10, 5
_NO_NEEDS = ("languages", "work_experiences", "education", "education_level")


def ads(words: Vocabulary, today: date) -> list[dict[str, Any]]:
    """Every ad, published the stated number of days before `today`."""
    stanzas = read_stanzas("ads-1.txt", "ads-2.txt", "ads-3.txt")
    return [_ad(words, stanza, number, today) for number, stanza in enumerate(stanzas, start=1)]


def _ad(words: Vocabulary, stanza: Stanza, number: int, today: date) -> dict[str, Any]:
    published = datetime.combine(today - timedelta(days=int(stanza["days"])), time(8))
    deadline = datetime.combine(published.date() + _OPEN_FOR, time(23, 59, 59))
    text = stanza["text"].replace(_PARAGRAPH, "\n")
    occupation = words.row_of("occupation-name", stanza["job"])
    group = _by_id(words, occupation["parent"])
    licences = split_list(stanza.get("licence", ""))
    return {
        "relevance": 0.0,
        "id": f"sample-{number:03}",
        "external_id": None,
        "original_id": None,
        "label": "[]",
        "webpage_url": None,
        "logo_url": None,
        "headline": stanza["headline"],
        "application_deadline": deadline.isoformat(),
        "number_of_vacancies": 1,
        "description": {
            "text": text,
            "text_formatted": text,
            "company_information": None,
            "needs": None,
            "requirements": None,
            "conditions": None,
        },
        "scope_of_work": {"min": 100, "max": 100},
        "employer": {"name": stanza["by"], "workplace": stanza["by"]},
        "application_details": {"via_af": False},
        "experience_required": False,
        "access_to_own_car": False,
        "driving_license_required": bool(licences),
        "driving_license": [_concept(words.row_of("driving-licence", one)) for one in licences]
        or None,
        "occupation": _concept(occupation),
        "occupation_group": _concept(group),
        "occupation_field": _concept(_by_id(words, group["parent"])),
        "workplace_address": _address(words, stanza["in"]),
        "must_have": _needs(words, stanza.get("must", ""), _MUST),
        "nice_to_have": _needs(words, stanza.get("nice", ""), _NICE),
        "application_contacts": [],
        "publication_date": published.isoformat(),
        "last_publication_date": deadline.isoformat(),
        "removed": False,
        "removed_date": None,
        "source_type": "VIA_ANNONSERA",
    }


def _address(words: Vocabulary, code: str) -> dict[str, Any]:
    rows = (row for row in words.concepts if row["type"] == "municipality")
    town = next(row for row in rows if row["code"] == code)
    county = _by_id(words, town["parent"])
    return {
        "municipality": town["label"],
        "municipality_code": code,
        "municipality_concept_id": town["id"],
        "region": county["label"],
        "region_code": county["code"],
        "region_concept_id": county["id"],
        "country": "Sverige",
        "country_code": "199",
        "country_concept_id": SWEDEN,
        "street_address": None,
        "postcode": None,
        "city": None,
        "coordinates": [None, None],
    }


def _needs(words: Vocabulary, labels: str, weight: int) -> dict[str, Any]:
    skills = [
        {**_concept(words.row_of("skill", label)), "weight": weight} for label in split_list(labels)
    ]
    return {"skills": skills, **{name: [] for name in _NO_NEEDS}}


def _by_id(words: Vocabulary, concept_id: str) -> Stanza:
    return next(row for row in words.concepts if row["id"] == concept_id)


def _concept(row: Stanza) -> dict[str, Any]:
    return {
        "concept_id": row["id"],
        "label": row["label"],
        "legacy_ams_taxonomy_id": row["code"] or None,
    }

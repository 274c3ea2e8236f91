"""What an editor reads instead of a code. Every table is closed: a test reads the codes out of the
sources. A code that comes from an older run, and has no words any more, is shown as it is."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.models import Model

from catalog.models import SnapshotBuild

STATES = {
    "running": "pågår",
    "complete": "klar",
    "incomplete": "klar, men något gick inte att läsa",
    "stopped": "stoppad innan något ändrades",
    "failed": "misslyckades",
}
OUTCOMES = {"quarantined": "inte i katalogen", "repaired": "i katalogen, lagad"}
TYPES = {
    "occupation-name": "yrke",
    "ssyk-level-4": "yrkesgrupp",
    "occupation-field": "yrkesområde",
    "job-title": "yrkestitel",
    "keyword": "sökord",
    "skill": "kunskap",
    "skill-headline": "grupp av kunskaper",
    "esco-occupation": "yrke i ESCO",
    "esco-skill": "kunskap i ESCO",
    "language": "språk",
    "driving-licence": "körkort",
    "trait": "förmåga",
    "region": "län",
    "municipality": "kommun",
    "country": "land",
    "sun-education-field-4": "utbildningens inriktning (SUN)",
    "sun-education-level-3": "utbildningens nivå (SUN)",
}
FORMS = {
    "HS": "högskola",
    "YH": "yrkeshögskola",
    "VUXGY": "komvux, gymnasial nivå",
    "VUXGR": "komvux, grundläggande nivå",
    "VUXSFI": "svenska för invandrare",
    "VUXGYAN": "anpassad komvux, gymnasial nivå",
    "VUXGRAN": "anpassad komvux, grundläggande nivå",
    "FHS": "folkhögskola",
    "AUB": "arbetsmarknadsutbildning",
    "KKU": "konst- och kulturutbildning",
    "OTHER": "annan utbildning för vuxna",
    "SCHOOL": "skola för barn och unga",
}
CONFIGURATIONS = {"kurs": "kurs", "kurspaket": "kurspaket", "program": "program"}
EDITED = ("override", "source", "switch")
# What a source calls its items, and our tables where a row is what lacks something.
KINDS = {
    "ad": "annons",
    "concept": "begrepp",
    "event": "utbildningstillfälle",
    "file": "fil",
    "forecast": "prognos",
    "group": "yrkesgrupp",
    "info": "utbildning",
    "municipality": "kommun",
    "occupation": "yrke",
    "place": "ort",
    "provider": "anordnare",
    "qualification": "kvalifikation",
    "row": "rad",
    "term": "ord",
    "unknown": "okänt slag",
    "unreadable": "oläslig del",
    "wage": "lön",
    "AdCount": "antal annonser",
    "Concept": "begrepp",
    "ConceptLabel": "namn på begrepp",
    "ConceptRelation": "koppling mellan begrepp",
    "Education": "utbildning",
    "EducationEvent": "utbildningstillfälle",
    "Forecast": "prognos",
    "JobAd": "annons",
    "OccupationSkill": "kunskap i ett yrke",
    "Place": "ort på kartan",
    "Provider": "anordnare",
    "Qualification": "examen eller intyg",
    "RegisteredQualification": "kvalifikation i registret",
    "Substitutability": "yrke som kan ersätta ett annat",
    "TrainsFor": "utbildning som leder till ett yrke",
    "VocationalDecision": "beslut om utbildning",
    "Wage": "lön",
}
REASONS = {
    "active_content_removed": "skript eller liknande togs bort ur texten",
    "ambiguous_reference": "namnet kan vara flera begrepp",
    "application_long_after_start": "sista ansökningsdag är långt efter starten",
    "application_reversed": "ansökan slutar innan den öppnar",
    "areacode_mended": "kommunkoden saknade sin nolla",
    "areacode_unknown": "ingen kommun har den koden",
    "boolean_as_text": "ja eller nej stod som text",
    "cells_beyond_headings": "raden har fler celler än tabellen har rubriker",
    "code_in_capitals": "koden stod med stor bokstav",
    "columns_missing": "tabellen saknar kolumner som behövs",
    "columns_unknown": "tabellens kolumner känns inte igen",
    "condition_unknown": "det går inte att förstå när det börjar",
    "content_null": "posten är tom fast den ska gälla",
    "credits_implausible": "poängen kan inte stämma",
    "dangling_reference": "pekar på något som inte finns i katalogen",
    "date_impossible": "dagen finns inte i kalendern",
    "date_malformed": "datumet går inte att läsa",
    "date_mended": "datumet var skrivet på ett annat sätt",
    "date_unreadable": "datumet går inte att läsa",
    "distance_not_object": "distans var skrivet på ett annat sätt",
    "duplicate_id": "två olika poster har samma id",
    "end_before_start": "slutar innan det börjar",
    "extent_implausible": "längden kan inte stämma",
    "fee_unreadable": "avgiften går inte att läsa",
    "file_cut": "filen tar slut mitt i",
    "file_damaged": "filen är skadad",
    "file_too_large": "filen är för stor",
    "id_unusable": "id går inte att använda",
    "identifier_mismatch": "ett annat id inuti posten än utanpå",
    "invisible_characters": "osynliga tecken togs bort",
    "kind_unknown": "det går inte att se vad posten är",
    "language_code": "språket var skrivet på ett annat sätt",
    "left_out_not_for_swedish_applicants": "bara för sökande från utlandet",
    "left_out_too_few": "för få utbildningar säger det",
    "location_empty": "platsen är tom",
    "lone_surrogate": "ett halvt tecken, som ingen databas kan spara",
    "missing_outcomes": "det står inte vad man lär sig",
    "missing_required": "något som måste finnas saknas",
    "mojibake": "å, ä och ö hade blivit andra tecken",
    "municipality_unknown": "ingen kommun har det namnet",
    "name_unknown": "filens namn känns inte igen",
    "no_occupation": "varken yrke eller yrkesgrupp står",
    "no_usable_point": "ingen punkt i Sverige står",
    "no_yh_number": "numret är inget YH-nummer",
    "not_a_boolean": "varken ja eller nej",
    "not_a_concept": "är inget begrepp",
    "not_a_count": "är inget antal",
    "not_a_list": "är ingen lista",
    "not_a_list_or_object": "är varken lista eller post",
    "not_a_number": "är inget tal",
    "not_a_row": "är ingen rad",
    "not_a_text": "är ingen text",
    "not_a_year": "är inget år",
    "not_an_object": "är ingen post",
    "not_in_order": "talen står inte i storleksordning",
    "not_json": "går inte att läsa som JSON",
    "not_three_figures": "är inte tre tal",
    "not_xml": "går inte att läsa som XML",
    "null_character": "ett tecken som ingen databas kan spara",
    "number_as_text": "talet stod som text",
    "number_implausible": "talet kan inte stämma",
    "number_unreadable": "talet går inte att läsa",
    "occupation_group_unknown": "yrkesgruppen finns inte",
    "only_group": "bara yrkesgruppen står, inte yrket",
    "out_of_range": "talet är för stort eller för litet",
    "pace_out_of_range": "studietakten kan inte stämma",
    "providers_not_array": "anordnaren stod inte i en lista",
    "school_type_unknown": "skolformen känns inte igen",
    "shape_unknown": "posten är byggd på ett annat sätt",
    "subject_code_unknown": "ämneskoden finns inte",
    "table_damaged": "tabellen är skadad",
    "title_empty": "namnet är tomt",
    "too_long": "texten är för lång",
    "unexpected_shape": "posten är byggd på ett annat sätt",
    "unknown_columns": "tabellens kolumner känns inte igen",
    "unknown_period_or_shape": "det går inte att se vilken tid filen gäller",
    "unknown_value": "värdet känns inte igen",
    "url_mended": "webbadressen saknade sin början",
    "url_unusable": "webbadressen går inte att använda",
    "year_implausible": "året kan inte stämma",
    "yes_or_no_unreadable": "varken ja eller nej",
}
COUNTS = {
    "concepts": "begrepp",
    "terms": "ord",
    "occupation_skills": "kunskaper i yrken",
    "ads_read": "lästa annonser",
    "providers": "anordnare",
    "educations": "utbildningar",
    "educations_with_skills": "utbildningar som ger en känd kunskap",
    "educations_with_targets": "utbildningar som leder till ett yrke",
    "events": "tillfällen",
    "texts": "texter",
    "texts_read_anew": "texter som lästes på nytt",
    "overrides_waiting": "beslut som väntar",
    "overrides_applied": "beslut som gäller",
    "overrides_needless": "beslut som inte behövs",
    "overrides_unresolved": "beslut som inte går att följa",
}
# Columns that a change in the trail may tell of.
_FIELDS = {
    "action": "vad ska hända",
    "author_id": "vem",
    "created_at": "när",
    "how": "mer om en tillagd koppling",
    "id": "nummer",
    "is_active": "gäller",
    "is_enabled": "hämtas",
    "is_on": "på",
    "key": "vad",
    "kind": "koppling",
    "outcome": "läge",
    "outcome_detail": "mer om läget",
    "reason": "varför",
    "snapshot": "prövat i katalog",
    "subject": "från",
    "target": "till",
}


def worded(words: Mapping[str, str], code: str) -> str:
    """The words of a code, or the code when it has none."""
    return words.get(code, code)


def count_words(build: SnapshotBuild) -> str:
    """How much there is in a catalogue, one thing after the other."""
    counts: dict[str, int] = build.statistics
    return ", ".join(f"{worded(COUNTS, name)}: {count}" for name, count in counts.items())


def table_words(table: str) -> str:
    """What a table of the trail is called."""
    return str(_model_of(table)._meta.verbose_name)


def change_words(table: str, values: Mapping[str, Any]) -> str:
    """Changed fields of a row of the trail: `{"is_enabled": false}` → hämtas: nej."""
    model = _model_of(table)
    return ", ".join(
        f"{worded(_FIELDS, name)}: {_value_words(model, name, value)}"
        for name, value in values.items()
    )


def _value_words(model: type[Model], name: str, value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if value is None or value == "":
        return "–"
    choices = {one.attname: one.flatchoices for one in model._meta.concrete_fields}
    return str(dict(choices.get(name) or ()).get(value, value))


def _model_of(table: str) -> type[Model]:
    return apps.get_model("catalog", table)

"""Every named address of the site, whatever the language, and an example of each that varies."""

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.snapshots import NURSE

# The only addresses with a part that varies: records of the catalogue and of its quality report,
# and a signed receipt. None is anything of a person.
VARYING = {
    "education": {"education_id": "i.uoh.nurse"},
    "occupation": {"concept": NURSE},
    "wiped": {"receipt": "x"},
    "quality_rule": {"rule": "pace"},
    "quality_rule_csv": {"rule": "pace"},
    "quality_source": {"source": "susa_navet"},
    "quality_source_rule": {"source": "susa_navet", "rule": "pace"},
    "quality_provider": {"provider": "p.nowhere"},
    "quality_provider_rule": {"provider": "p.nowhere", "rule": "pace"},
    "quality_provider_csv": {"provider": "p.nowhere", "rule": "pace"},
    "open_data_file": {"name": "sun-ssyk.csv"},
    "dcat_as": {"extension": "ttl"},
    "quality_json_of": {"number": 1},
    "quality_csv_of": {"number": 1},
}


def every_route() -> list[URLPattern]:
    """The patterns of the site, those below the prefix of a language too."""

    def below(patterns: list[URLPattern | URLResolver]) -> list[URLPattern]:
        found: list[URLPattern] = []
        for one in patterns:
            found += [one] if isinstance(one, URLPattern) else below(one.url_patterns)
        return found

    return below(get_resolver().url_patterns)


def address_of(route: URLPattern) -> str:
    """An address that the pattern answers, in the language in use."""
    return reverse(str(route.name), kwargs=VARYING.get(str(route.name)))

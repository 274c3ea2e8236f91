"""The description of our open data by DCAT-AP-SE 3, in three spellings of one graph.

Nodes have addresses of their own, none is blank: the same files give the same bytes.
"""

import json
import xml.etree.ElementTree as ElementTree
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS

from catalog.open_data.datasets import BY_KEY, Dataset
from catalog.open_data.store import File, Index, read_index

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
EU = "http://publications.europa.eu/resource/authority"
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
SWEDEN = URIRef("http://sws.geonames.org/2661886")
_VERSION = URIRef(f"{DCAT}version")  # of DCAT 3, which the library does not list yet
_PREFIXES = {
    "dcat": DCAT, "dcterms": DCTERMS, "foaf": FOAF, "rdf": RDF, "rdfs": RDFS, "skos": SKOS,
    "spdx": SPDX, "vcard": VCARD,
}  # fmt: skip
IANA = "http://www.iana.org/assignments/media-types"

FORMATS = {
    "rdf": ("application/rdf+xml", "xml"),
    "ttl": ("text/turtle", "turtle"),
    "jsonld": ("application/ld+json", "json-ld"),
}


@dataclass(frozen=True)
class Publisher:
    """Whose feed it is. url: of the site, with a slash at its end · email: "" when none is given,
    and then there is no contact point."""

    name: str
    url: str
    email: str = ""


@lru_cache(maxsize=12)
def described(folder: Path, publisher: Publisher, extension: str) -> bytes:
    """The files of a folder, described as RDF/XML (`rdf`), Turtle (`ttl`) or JSON-LD (`jsonld`)."""
    graph = graph_of(read_index(folder), publisher)
    return _ORDERED[extension](graph.serialize(format=FORMATS[extension][1]))


def graph_of(index: Index, publisher: Publisher) -> Graph:
    """Catalogue, datasets and distributions."""
    graph = Graph()
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    _add_catalogue(graph, index, publisher)
    for key in index.periods:
        _add_dataset(graph, BY_KEY[key], index, publisher)
        for file in index.files_of(key):
            _add_distribution(graph, file, publisher)
    return graph


def dataset_uri(key: str, publisher: Publisher) -> URIRef:
    """The lasting address of a dataset: its place on the page for people."""
    return URIRef(f"{publisher.url}oppna-data/#{key}")


def _add_catalogue(graph: Graph, index: Index, publisher: Publisher) -> None:
    catalogue, agent, contact = (
        URIRef(f"{publisher.url}dcat#{part}") for part in ("catalog", "publisher", "contact")
    )
    name = publisher.name
    _tell(
        graph,
        catalogue,
        (RDF.type, DCAT.Catalog),
        (DCTERMS.title, Literal(f"Härledda data om utbildningar och yrken – {name}", "sv")),
        (DCTERMS.title, Literal(f"Derived data on educations and occupations – {name}", "en")),
        (DCTERMS.description, Literal(_ABOUT, "sv")),
        (DCTERMS.description, Literal(_ABOUT_EN, "en")),
        (DCTERMS.publisher, agent),
        (DCTERMS.license, CC0),
        (DCTERMS.language, URIRef(f"{EU}/language/SWE")),
        (DCTERMS.modified, _moment(index.built_at)),
        (DCTERMS.spatial, SWEDEN),
        (DCAT.themeTaxonomy, URIRef(f"{EU}/data-theme")),
        (FOAF.homepage, URIRef(publisher.url)),
    )
    _tell(graph, agent, (RDF.type, FOAF.Agent), (FOAF.name, Literal(name)))
    _tell(graph, SWEDEN, (RDF.type, DCTERMS.Location), (RDFS.label, Literal("Sverige", "sv")))
    _tell(graph, URIRef(publisher.url), (RDF.type, FOAF.Document))
    _tell(graph, CC0, (RDF.type, DCTERMS.LicenseDocument))
    _tell(graph, URIRef(f"{EU}/data-theme"), (RDF.type, SKOS.ConceptScheme))
    if publisher.email:
        _tell(
            graph,
            contact,
            (RDF.type, VCARD.Organization),
            (VCARD.fn, Literal(name)),
            (VCARD.hasEmail, URIRef(f"mailto:{publisher.email}")),
        )
    for key in index.periods:
        graph.add((catalogue, DCAT.dataset, dataset_uri(key, publisher)))


def _add_dataset(graph: Graph, dataset: Dataset, index: Index, publisher: Publisher) -> None:
    uri = dataset_uri(dataset.key, publisher)
    period = URIRef(f"{uri}-period")
    _tell(
        graph,
        uri,
        (RDF.type, DCAT.Dataset),
        (DCTERMS.title, Literal(dataset.title, "sv")),
        (DCTERMS.title, Literal(dataset.title_en, "en")),
        (DCTERMS.description, Literal(_with_sample(dataset.description, index, _SAMPLE), "sv")),
        (
            DCTERMS.description,
            Literal(_with_sample(dataset.description_en, index, _SAMPLE_EN), "en"),
        ),
        (DCTERMS.publisher, URIRef(f"{publisher.url}dcat#publisher")),
        (DCTERMS.identifier, Literal(str(uri))),
        (DCTERMS.accessRights, URIRef(f"{EU}/access-right/PUBLIC")),
        (DCTERMS.accrualPeriodicity, URIRef(f"{EU}/frequency/DAILY")),
        (DCTERMS.language, URIRef(f"{EU}/language/SWE")),
        (DCTERMS.modified, _moment(index.built_at)),
        (DCTERMS.spatial, SWEDEN),
        (DCTERMS.temporal, period),
        (DCAT.theme, URIRef(f"{EU}/data-theme/EDUC")),
        (DCAT.theme, URIRef(f"{EU}/data-theme/SOCI")),
        (DCAT.landingPage, URIRef(f"{publisher.url}oppna-data/")),
        (_VERSION, Literal(index.snapshot)),
    )
    for word in dataset.keywords:
        graph.add((uri, DCAT.keyword, Literal(word, "sv")))
    if publisher.email:
        graph.add((uri, DCAT.contactPoint, URIRef(f"{publisher.url}dcat#contact")))
    first, last = days_of(index.periods[dataset.key] or index.built_at[:10])
    _tell(
        graph,
        period,
        (RDF.type, DCTERMS.PeriodOfTime),
        (DCAT.startDate, Literal(first.isoformat(), datatype=XSD.date)),
        (DCAT.endDate, Literal(last.isoformat(), datatype=XSD.date)),
    )
    for file in index.files_of(dataset.key):
        graph.add((uri, DCAT.distribution, _distribution_uri(file, publisher)))


def _add_distribution(graph: Graph, file: File, publisher: Publisher) -> None:
    uri = _distribution_uri(file, publisher)
    address = URIRef(f"{publisher.url}oppna-data/{file.name}")
    checksum = URIRef(f"{uri}-sha256")
    _tell(
        graph,
        uri,
        (RDF.type, DCAT.Distribution),
        (DCTERMS.title, Literal(f"{BY_KEY[file.dataset].title} ({file.extension})", "sv")),
        (DCTERMS.format, Literal(file.media_type)),
        (DCTERMS.license, CC0),
        (DCAT.accessURL, address),
        (DCAT.downloadURL, address),
        (DCAT.mediaType, URIRef(f"{IANA}/{file.media_type}")),
        (DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)),
        (SPDX.checksum, checksum),
    )
    _tell(
        graph,
        checksum,
        (RDF.type, SPDX.Checksum),
        (SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        (SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)),
    )


def days_of(period: str) -> tuple[date, date]:
    """First and last day of an ISO interval, a year, a month or a day."""
    first, _, last = period.partition("/")
    return _first_day(first), _last_day(last or first)


def _first_day(text: str) -> date:
    year, month, day = (*(int(part) for part in text[:10].split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last_day(text: str) -> date:
    parts = [int(part) for part in text[:10].split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = (parts[0], 12) if len(parts) == 1 else (parts[0], parts[1])
    return date(year, month, monthrange(year, month)[1])


def _distribution_uri(file: File, publisher: Publisher) -> URIRef:
    return URIRef(f"{dataset_uri(file.dataset, publisher)}-{file.extension}")


def _moment(text: str) -> Literal:
    return Literal(text, datatype=XSD.dateTime)


def _with_sample(text: str, index: Index, words: str) -> str:
    return f"{text} {words}" if index.is_sample else text


def _tell(graph: Graph, subject: URIRef, *said: tuple[URIRef, URIRef | Literal]) -> None:
    for predicate, value in said:
        graph.add((subject, predicate, value))


def _ordered_xml(text: str) -> bytes:
    """The same nodes and properties, sorted; the library's order changes from run to run."""
    for prefix, namespace in _PREFIXES.items():
        ElementTree.register_namespace(prefix, str(namespace))
    root = ElementTree.fromstring(text)  # what the library has just written

    def key(one: ElementTree.Element) -> tuple[str, list[tuple[str, str]], str]:
        return one.tag, sorted(one.attrib.items()), one.text or ""

    for node in root:
        node[:] = sorted(node, key=key)
    root[:] = sorted(root, key=key)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _ordered_json(text: str) -> bytes:
    def key(one: object) -> str:
        return json.dumps(one, sort_keys=True)

    nodes = [
        {
            name: sorted(value, key=key) if isinstance(value, list) else value
            for name, value in node.items()
        }
        for node in json.loads(text)
    ]
    ordered = json.dumps(sorted(nodes, key=key), ensure_ascii=False, indent=1, sort_keys=True)
    return f"{ordered}\n".encode()


_ORDERED: dict[str, Callable[[str], bytes]] = {
    "rdf": _ordered_xml,
    "ttl": str.encode,  # sorted by the library
    "jsonld": _ordered_json,
}
_ABOUT = (
    "Vad vi räknar fram ur öppna data från Arbetsförmedlingen, Skolverket, MYH och SCB: vad "
    "utbildningar ger och leder till, vad arbetsgivare frågar efter, en nyckel mellan SUN och SSYK "
    "och en rapport om kvaliteten. Bara koder, namn ur registren och antal."
)
_ABOUT_EN = (
    "What we compute from open data of Arbetsförmedlingen, Skolverket, MYH and SCB: what "
    "educations give and lead to, what employers ask for, a key between SUN and SSYK, and a report "
    "on quality. Codes, labels of the registers and counts only."
)
_SAMPLE = "OBS: den här webbplatsen visar en påhittad exempelkatalog."
_SAMPLE_EN = "NB: this site shows a made-up sample catalogue."

"""EMIL 2 archives: the same records as EMIL 3's, whatever the XML around them."""

import gzip
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.sources.emil2 import client
from catalog.sources.emil2.records import from_payload
from catalog.sources.record import BadRecord, Parsed, Unreadable

PROVIDER = """<educationProvider><identifier>p.uoh.du</identifier>
<name><string lang="swe">Högskolan Dalarna</string>
<string lang="eng">Dalarna University</string></name>
<url><url lang="swe">www.du.example</url></url>
<contactAddress><municipalityCode>208000</municipalityCode><town>Falun</town></contactAddress>
</educationProvider>"""
INFO = """<educationInfo><identifier>i.uoh.du.x</identifier><code>X1</code>
<title><string lang="swe">Bagare</string></title><form><code>högskoleutbildning</code></form>
<credits><credits>7.5</credits><system><code>hp</code></system></credits>
<resultIsDegree>true</resultIsDegree><degree><string lang="swe">Bageriexamen</string></degree>
<eligibility><string lang="swe">&lt;p&gt;Grundläggande&lt;/p&gt;</string></eligibility>
<subject><type>SUN</type><code>541a</code></subject>
<subject><type>SUN2020</type><code>541b</code></subject></educationInfo>"""
EVENT = """<educationEvent identifier="e.uoh.du.x.1"><education>i.uoh.du.x</education>
<providers><provider>p.uoh.du</provider></providers>
<execution><condition><code>1</code></condition><start>2019-09-02T00:00:00</start>
<end>2020-01-17</end></execution><paceOfStudy><percentage>50</percentage></paceOfStudy>
<location><address><municipalityCode>2080</municipalityCode></address></location>
<application><last>2019-04-15</last></application><distance>true</distance>
<onlyAsPartOfProgram>false</onlyAsPartOfProgram></educationEvent>"""


def wrapped(*documents, prefix=""):
    """The documents in one export, with or without a namespace prefix."""
    text = "".join(documents)
    if prefix:
        text = text.replace("</", f"</{prefix}:").replace("<", f"<{prefix}:")
        text = text.replace(f"<{prefix}:/{prefix}:", f"</{prefix}:")
        declared = f' xmlns:{prefix}="http://emil.example/2"'
    else:
        declared = ""
    return f'<?xml version="1.0" encoding="UTF-8"?><export{declared}>{text}</export>'


def read(path):
    found, repairs = {}, []
    for item in client.read(path):
        parsed = from_payload(item)
        found |= {one.id: one for one in parsed.records}
        repairs += [(one.field, one.reason) for one in parsed.repairs]
    return found, repairs


@pytest.fixture(params=["", "emil"])
def archive(request, tmp_path):
    path = tmp_path / "emil.xml"
    path.write_text(wrapped(EVENT, INFO, PROVIDER, prefix=request.param), encoding="utf-8")
    return path


def test_three_documents_in_any_order(archive):
    found, repairs = read(archive)

    provider = found["emil2:p.uoh.du"]
    assert (provider.name, provider.name_en) == ("Högskolan Dalarna", "Dalarna University")
    assert (provider.municipality_code, provider.url) == ("2080", "https://www.du.example")
    info = found["emil2:i.uoh.du.x"]
    assert (info.form, info.credits, info.credit_system, info.weeks) == ("HS", 7.5, "hp", 5.0)
    assert (info.eligibility, info.sun_codes) == ("Grundläggande", ("541b",))
    assert found["emil2:i.uoh.du.x#1"].name == "Bageriexamen"
    event = found["emil2:e.uoh.du.x.1"]
    assert (event.education, event.provider) == ("emil2:i.uoh.du.x", "emil2:p.uoh.du")
    assert (event.start, event.end) == (date(2019, 9, 2), date(2020, 1, 17))
    assert (event.pace, event.is_distance, event.only_in_programme) == (50, True, False)
    assert (event.municipality_code, event.apply_last) == ("2080", date(2019, 4, 15))
    assert repairs == [("url", "url_mended")]


def test_rows_come_parents_first(archive):
    assert [item.kind for item in client.read(archive)] == ["provider", "info", "event"]


@pytest.mark.parametrize("packing", ["gz", "zip", "latin-1", "one document a file"])
def test_however_it_is_packed(tmp_path, packing):
    text = wrapped(PROVIDER, INFO, EVENT)
    if packing == "gz":
        (tmp_path / "a.xml.gz").write_bytes(gzip.compress(text.encode()))
    elif packing == "zip":
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
            packed.writestr("in/a.xml", text)
    elif packing == "latin-1":
        (tmp_path / "a.xml").write_bytes(text.replace("UTF-8", "ISO-8859-1").encode("latin-1"))
    else:
        for number, document in enumerate((PROVIDER, INFO, EVENT)):
            (tmp_path / f"{number}.xml").write_text(document, encoding="utf-8")

    found, _ = read(tmp_path)

    assert len(found) == 4


def test_what_comes_before_the_cut_is_read(tmp_path):
    (tmp_path / "a.xml").write_text(wrapped(PROVIDER, INFO)[:-60], encoding="utf-8")

    items = list(client.read(tmp_path))

    assert [item.kind for item in items] == ["provider", "unreadable"] or [
        item.kind for item in items
    ] == ["unreadable", "provider"]
    assert sum(isinstance(item.payload, Unreadable) for item in items) == 1


@pytest.mark.parametrize(
    "attack",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    ],
)
def test_entities_are_refused(tmp_path, attack):
    (tmp_path / "a.xml").write_text(attack)

    [item] = client.read(tmp_path)

    assert isinstance(item.payload, Unreadable)
    assert "passwd" not in item.payload.detail


def test_an_info_of_an_unknown_form_is_refused(tmp_path):
    (tmp_path / "a.xml").write_text(wrapped(INFO.replace("högskoleutbildning", "dans")))

    [item] = client.read(tmp_path)

    with pytest.raises(BadRecord, match="school_type_unknown"):
        from_payload(item)


NAMES = st.sampled_from(
    ["identifier", "title", "string", "form", "code", "credits", "system", "education", "provider",
     "execution", "start", "location", "distance", "url", "subject", "type", "name"]
)  # fmt: skip
TREES = st.recursive(
    st.sampled_from(["", "x", "1", "true", "2027-01-18", "högskoleutbildning"]),
    lambda inner: st.lists(st.tuples(NAMES, inner), max_size=4).map(
        lambda parts: "".join(f"<{name}>{text}</{name}>" for name, text in parts)
    ),
    max_leaves=14,
)


@given(st.sampled_from(["educationInfo", "educationEvent", "educationProvider"]), TREES)
def test_any_document_is_read_or_refused(tmp_path_factory, kind, tree):
    file = tmp_path_factory.mktemp("emil2") / "a.xml"
    file.write_text(f"<{kind}>{tree}</{kind}>", encoding="utf-8")

    for item in client.read(file):
        try:
            assert isinstance(from_payload(item), Parsed)
        except BadRecord:
            continue

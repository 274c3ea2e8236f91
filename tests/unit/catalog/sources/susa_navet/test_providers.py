"""`educationProvider` → `Provider`."""

from tests.unit.catalog.sources.susa_navet.elements import problem, provider, record, words


def test_a_provider():
    found, reasons = record("provider", provider())
    assert (found.id, found.name, found.body) == ("p.test.1", "Ekdala folkhögskola", "enskild")
    assert (found.municipality_code, found.town) == ("2080", "Falun")
    assert found.url == "https://ekdala.example"
    assert reasons == []


def test_both_languages():
    name = {"strings": [*words("Oak Valley", "eng")["strings"], *words("Ekdala")["strings"]]}
    found, _ = record("provider", provider(name=name))
    assert (found.name, found.name_en) == ("Ekdala", "Oak Valley")
    found, _ = record("provider", provider(name=words("Oak Valley", "eng")))
    assert (found.name, found.name_en) == ("Oak Valley", "Oak Valley")


def test_no_name_no_provider():
    assert problem("provider", provider(name=None)) == ("name", "missing_required")
    assert problem("provider", provider(name=words("  "))) == ("name", "title_empty")


def test_the_visiting_address_serves_where_the_post_address_names_no_place():
    visited = [{"areaCode": "9999"}, {"areaCode": "580", "town": "Linköping"}]
    found, _ = record("provider", provider(contactAddress=None, visitAddresses=visited))
    assert (found.municipality_code, found.town) == ("0580", "Linköping")


def test_what_else_is_missing_is_told():
    bare = provider(lastEdited=None, url=None, contactAddress=None, responsibleBody=None)
    found, reasons = record("provider", bare)
    assert (found.url, found.municipality_code, found.body) == ("", "", "")
    assert reasons == ["missing_required"] * 4


def test_no_phone_or_address_of_a_person_is_taken_in():
    content = provider(emailAddresses=["anna@ekdala.example"], phones=[{"number": words("08-1")}])
    found, _ = record("provider", content)
    assert "anna" not in repr(found)

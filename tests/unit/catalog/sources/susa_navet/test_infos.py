"""`educationInfo` → `Education`, its degrees and the groups it trains for."""

from datetime import UTC, date, datetime

import pytest

from tests.unit.catalog.sources.susa_navet.elements import (
    coded,
    info,
    parse,
    problem,
    record,
    words,
)


def credits_of(points, system="hp", **more):
    return info(credits={"system": coded(system), "credits": points}, **more)


def test_an_education():
    found, reasons = record("info", info())
    assert reasons == []
    assert (found.title, found.code, found.base) == ("Bagare och konditor", "TST1", "i.test")
    assert (found.form, found.configuration, found.levels) == ("YH", "program", ("ISCED_4",))
    assert (found.credits, found.credit_system, found.weeks) == (200.0, "yh", 40.0)
    assert (found.gives_degree, found.degree, found.seqf_level) == (True, "Yrkeshögskoleexamen", 5)
    assert found.sun_codes == ("541e",)
    assert found.eligibility == "Grundläggande behörighet."
    assert found.student_aid == "A 3"
    assert found.expires == date(2027, 12, 31)
    assert found.last_edited == datetime(2026, 10, 1, 6, tzinfo=UTC)  # Swedish summer time


def test_a_degree_is_a_qualification():
    _, qualification = parse("info", info()).records
    assert (qualification.table, qualification.education) == ("Qualification", "i.test.1")
    assert (qualification.name, qualification.seqf_level) == ("Yrkeshögskoleexamen", 5)


def test_no_degree_no_qualification():
    assert len(parse("info", info(resultIsDegree=False)).records) == 1
    assert len(parse("info", info(degrees=None)).records) == 1


def test_degrees_as_an_object_and_several():
    found, _ = record("info", info(degrees=words("Kandidatexamen")))
    assert found.degree == "Kandidatexamen"
    parsed = parse("info", info(degrees=[words("Kandidatexamen"), words("Ämneslärarexamen")]))
    assert parsed.records[0].degree == "Kandidatexamen; Ämneslärarexamen"
    assert len({one.id for one in parsed.records}) == 3


def test_a_title_only_in_english_serves():
    found, _ = record("info", info(title=words("Baking", "eng")))
    assert (found.title, found.title_en) == ("Baking", "Baking")


def test_swedish_text_comes_before_english():
    both = {"strings": [*words("Bread.", "eng")["strings"], *words("Bröd.")["strings"]]}
    assert record("info", info(description=both))[0].description == "Bröd."
    assert record("info", info(description=words("Bread.", "eng")))[0].description == "Bread."


def test_marked_and_unmarked_html_and_the_repeated_title():
    html = "Bagare och konditor\n<p>Du lär dig <b>baka</b>.</p>"
    unmarked, _ = record("info", info(description=words(html)))
    marked = {"strings": [{"lang": "swe", "content": "HTML", "value": html}]}
    assert unmarked.description == "Du lär dig baka."
    assert record("info", info(description=marked))[0].description == unmarked.description


@pytest.mark.parametrize(
    ("points", "system", "weeks"),
    [(7.5, "hp", 5.0), (180, "hp", 120.0), (400, "yh", 80.0), (100, "vp", 5.0), (100, "gy", 5.0)],
)
def test_full_time_weeks_follow_from_credits_not_from_the_courses_own_pace(points, system, weeks):
    extent = {"length": 10, "unit": coded("weeks")}
    assert record("info", credits_of(points, system, extent=extent))[0].weeks == weeks


@pytest.mark.parametrize(
    ("length", "unit", "weeks"),
    [(36, "weeks", 36.0), (2, "semesters", 40.0), (30, "days", 6.0), (1, "years", 40.0)],
)
def test_without_credits_the_extent_tells_the_weeks(length, unit, weeks):
    content = info(credits=None, extent={"length": length, "unit": coded(unit)})
    assert record("info", content)[0].weeks == weeks


def test_an_unknown_extent_gives_no_weeks():
    assert record("info", info(credits=None, extent=None))[0].weeks is None
    content = info(credits=None, extent={"length": 9000, "unit": coded("years")})
    found, reasons = record("info", content)
    assert (found.weeks, reasons) == (None, ["extent_implausible"])


def test_labour_market_training_names_its_groups():
    subjects = [coded("8332", "AUB_Subject"), coded("8331", "AUB_Subject"), coded("840z", "X")]
    parsed = parse("info", info(type=coded("AUB"), resultIsDegree=False, subjects=subjects))
    assert parsed.records[0].ssyk_codes == ("8332", "8331")
    trains_for = [one for one in parsed.records if one.table == "TrainsFor"]
    assert {(one.origin, one.education, one.ssyk_code) for one in trains_for} == {
        ("register", "i.test.1", "8332"),
        ("register", "i.test.1", "8331"),
    }


def test_subject_codes_by_kind():
    subjects = [
        coded("SVEN3000X", "SV_Subject"),
        coded("366", "FH_Subject"),
        coded("481aa", "C_Subject_SUN"),
        coded("481aa", "C_Subject_SUN"),
    ]
    found, reasons = record("info", info(subjects=subjects))
    assert (found.subject_codes, found.sun_codes) == (("SVEN3000X", "366"), ("481aa",))
    assert reasons == []


def test_forms_that_are_listed_but_not_for_adults_here():
    assert record("info", info(type=coded("GY")))[0].form == "SCHOOL"


def test_national_trainings_for_adults_have_no_form_of_their_own():
    assert record("info", info(type=coded("NY")))[0].form == "OTHER"


def test_unknown_facts_stay_unknown():
    content = info(isVocational=None, qualificationLevel=coded("9"), configuration=coded("annat"))
    found, reasons = record("info", content)
    assert (found.is_vocational, found.seqf_level, found.configuration) == (None, None, "")
    assert reasons == ["unknown_value", "unknown_value"]


def test_long_texts_are_cut_with_a_note():
    found, reasons = record("info", info(title=words("lång " * 100)))
    assert len(found.title) <= 400
    assert reasons == ["too_long"]


def test_no_title_or_form_no_education():
    assert problem("info", info(title=None)) == ("title", "missing_required")
    assert problem("info", info(type=None)) == ("type", "missing_required")

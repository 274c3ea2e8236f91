"""`educationEvent` → `EducationEvent`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.sources.susa_navet.events import DATED
from tests.unit.catalog.sources.susa_navet.elements import (
    END,
    START,
    event,
    execution,
    parse,
    record,
    words,
)


def university(**details):
    return {"type": "UHEventExtension", "id": "0", **details}


def test_an_event():
    found, reasons = record("event", event())
    assert reasons == []
    assert (found.education, found.provider) == ("i.test.1", "p.test.1")
    assert (found.condition, found.start, found.end) == (DATED, START, END)
    assert (found.apply_first, found.apply_last) == (date(2026, 9, 15), date(2026, 12, 1))
    assert (found.pace, found.places, found.time_of_study) == (100, 24, "dag")
    assert (found.municipality_code, found.town) == ("2080", "Falun")
    assert (found.is_distance, found.onsite_sessions, found.fee) == (False, None, None)
    assert found.languages == ("swe",)
    assert found.expires == date(2027, 12, 31)


@pytest.mark.parametrize("condition", ["0", "2", "3"])
def test_conditions_without_dates_are_no_fault(condition):
    found, reasons = record("event", event(execution=execution(condition=condition)))
    assert (found.condition, found.start, reasons) == (int(condition), None, [])


def test_distance_by_object_by_extension_or_both():
    by_object, _ = record("event", event(distance={"noOfMandatorySessions": 2}))
    assert (by_object.is_distance, by_object.onsite_sessions) == (True, 2)
    by_extension, _ = record("event", event(extensions=[university(itdistance=True)]))
    assert (by_extension.is_distance, by_extension.onsite_sessions) == (True, None)
    empty, _ = record("event", event(distance={}))
    assert (empty.is_distance, empty.onsite_sessions) == (True, None)


def test_no_location_leaves_the_place_to_the_provider():
    found, reasons = record("event", event(locations=None))
    assert (found.municipality_code, found.town, reasons) == ("", "", [])


def test_a_town_without_code_is_kept_and_a_word_for_anywhere_is_not():
    assert record("event", event(locations=[{"town": "Kista"}]))[0].town == "Kista"
    found, reasons = record("event", event(locations=[{"town": "Ortsoberoende"}]))
    assert (found.municipality_code, found.town, reasons) == ("", "", [])
    found, _ = record("event", event(locations=[{"areaCode": "2080", "town": "Distans"}]))
    assert (found.municipality_code, found.town) == ("2080", "")


def test_the_first_location_with_a_code_counts():
    locations = [{"town": "Campus"}, {"areaCode": "2080", "town": "Falun"}, {"areaCode": "0180"}]
    found, _ = record("event", event(locations=locations))
    assert (found.municipality_code, found.town) == ("2080", "Falun")


def test_late_application_ends_on_its_closing_day():
    details = university(applicationDetails={"closeDate": "2027-01-11"})
    assert record("event", event(extensions=[details]))[0].apply_last == date(2027, 1, 11)
    earlier = university(applicationDetails={"closeDate": "2026-10-01"})
    assert record("event", event(extensions=[earlier]))[0].apply_last == date(2026, 12, 1)


def test_only_in_a_programme_or_package():
    for name in ("onlyAsPartOfProgram", "onlyAsPartOfPackage"):
        details = university(applicationDetails={name: True})
        assert record("event", event(extensions=[details]))[0].only_in_programme


def test_an_occasion_for_foreign_applicants_only_is_left_out():
    details = university(applicationDetails={"visibleToSwedishApplicants": False})
    parsed = parse("event", event(extensions=[details]))
    assert parsed.records == ()
    assert parsed.withdrawn == (("EducationEvent", "e.test.1"),)
    assert [one.reason for one in parsed.repairs] == ["left_out_not_for_swedish_applicants"]


def test_tuition_for_foreign_students_is_no_price():
    details = university(tuitionFee={"value": True, "first": 70_500, "total": 783_000})
    assert record("event", event(extensions=[details]))[0].fee is None


@pytest.mark.parametrize(
    ("fees", "total"),
    [
        ([{"totalAmount": 900, "currency": "SEK"}], 900.0),
        ([{"totalAmount": 900, "currency": "SEK"}, {"totalAmount": 100}], 1000.0),
        ([{"totalAmount": 0, "currency": "SEK"}], 0.0),
        ([{"totalAmount": 900, "currency": "EUR"}], None),
        ([{"totalAmount": -1, "currency": "SEK"}], None),
        ([{"totalAmount": 900}, {"condition": words("Kost")}], None),
        ([], None),
    ],
)
def test_fees_add_up_or_are_unknown(fees, total):
    assert record("event", event(fees=fees))[0].fee == total


@pytest.mark.parametrize("year", [2027, "2027"])
@pytest.mark.parametrize("semester", ["HT", "ht"])
def test_start_periods_in_any_spelling_are_no_fault(year, semester):
    period = university(startPeriod={"week": 4, "period": {"year": year, "semester": semester}})
    assert record("event", event(extensions=[period]))[1] == []


def test_cancelled_null_or_missing_means_not_cancelled():
    assert record("event", event(isCancelled=True))[0].is_cancelled
    for cancelled in ({"isCancelled": None}, {}):
        content = event() | cancelled
        assert record("event", content)[0].is_cancelled is False


def test_keywords_and_other_fields_in_any_shape_do_not_matter():
    for keywords in ([words("a")], words("a"), None, 7):
        assert record("event", event(keywords=keywords))[1] == []


days = st.one_of(
    st.none(),
    st.dates(date(1900, 1, 1), date(2300, 1, 1)).map(str),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)).map(str),
    st.sampled_from(["", "18/1 2027", "2027-02-30", "20270118", 20270118]),
)


@given(start=days, end=days, first=days, last=days, condition=st.sampled_from("01234"))
def test_whatever_the_dates_a_dated_event_has_a_start_that_can_be_true(
    start, end, first, last, condition
):
    times = execution(condition=condition) | {"start": start, "end": end}
    content = event(execution=times, application={"first": first, "last": last})
    found, _ = record("event", content)
    assert (found.condition != DATED) or found.start is not None
    if found.start:
        assert 2016 <= found.start.year <= 2036
        assert found.end is None or found.end >= found.start
    if found.apply_first and found.apply_last:
        assert found.apply_first <= found.apply_last
    if found.start and found.apply_last:
        assert (found.apply_last - found.start).days <= 30

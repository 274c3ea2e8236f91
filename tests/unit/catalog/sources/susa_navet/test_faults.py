"""Every fault a register is known to send has one deliberate outcome.

First each fault by a payload of our own; then, where the real-size catalogue lies beside the
repository, every record its fault list names, each against the same outcome.
"""

import csv
from datetime import date
from functools import cache

import pytest
from django.conf import settings

from catalog.sources.record import BadRecord, RawItem
from catalog.sources.susa_navet.client import read
from catalog.sources.susa_navet.events import DATED, NOT_SET
from catalog.sources.susa_navet.records import from_payload
from tests.unit.catalog.sources.susa_navet.elements import (
    END,
    START,
    coded,
    event,
    execution,
    info,
    parse,
    problem,
    provider,
    record,
    words,
)

SNAPSHOT = settings.BASE_DIR.parent / "shared/data/education/emil3_snapshot/small"


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["20270118", "2027-1-18", "2027-01-18T00:00:00", " 2027-01-18 ", "2027-01-18 08:00"]
)
def test_date_malformed_but_clear_is_mended(written):
    found, reasons = record("event", event(execution=execution(written, END)))
    assert (found.condition, found.start, reasons) == (DATED, START, ["date_mended"])


@pytest.mark.parametrize(
    "written", ["18/1 2027", "2027-02-30", "2027-13-01", "", "våren 2027", 20270118]
)
def test_date_malformed_makes_the_occasion_undated(written):
    times = execution(end=END) | {"start": written}
    found, reasons = record("event", event(execution=times))
    assert (found.condition, found.start, reasons) == (NOT_SET, None, ["date_malformed"])


@pytest.mark.parametrize("start", ["0207-01-18", "2072-01-18", "1927-01-18", "2207-01-18"])
def test_year_typo_makes_the_occasion_undated(start):
    found, reasons = record("event", event(execution=execution(start, END)))
    assert (found.condition, found.start, reasons) == (NOT_SET, None, ["year_implausible"])


def test_a_year_is_judged_by_expires_where_last_edited_is_missing():
    content = event(lastEdited=None, execution=execution("2072-01-18"))
    assert record("event", content)[0].start is None


def test_end_before_start_makes_the_occasion_undated():
    found, reasons = record("event", event(execution=execution(END, START)))
    assert (found.condition, found.start, found.end) == (NOT_SET, None, None)
    assert reasons == ["end_before_start"]


@pytest.mark.parametrize("code", ["4", "9", "01", ""])
def test_condition_unknown_is_not_set(code):
    found, reasons = record("event", event(execution=execution(START, END, code)))
    assert (found.condition, reasons) == (NOT_SET, ["condition_unknown"])


def test_application_reversed_is_turned_where_it_makes_sense():
    application = {"first": "2026-12-01", "last": "2026-09-15"}
    found, reasons = record("event", event(application=application))
    assert (found.apply_first, found.apply_last) == (date(2026, 9, 15), date(2026, 12, 1))
    assert reasons == ["application_reversed"]
    wrong_year = {"first": "2027-12-01", "last": "2026-09-15"}
    found, reasons = record("event", event(application=wrong_year))
    assert (found.apply_first, found.apply_last) == (None, None)
    assert reasons == ["application_reversed"]


def test_application_long_after_start_is_no_day_to_rely_on():
    application = {"first": "2026-09-15", "last": "2027-05-18"}
    found, reasons = record("event", event(application=application))
    assert (found.apply_first, found.apply_last) == (date(2026, 9, 15), None)
    assert reasons == ["application_long_after_start"]


# --- places --------------------------------------------------------------------------------------


def test_areacode_lost_zero_is_put_back():
    found, reasons = record("event", event(locations=[{"areaCode": "180", "town": "Stockholm"}]))
    assert (found.municipality_code, found.town) == ("0180", "Stockholm")
    assert reasons == ["areacode_mended"]
    found, reasons = record(
        "provider", provider(contactAddress={"areaCode": 684, "town": "Sävsjö"})
    )
    assert (found.municipality_code, reasons) == ("0684", ["areacode_mended"])


@pytest.mark.parametrize(
    ("code", "town"),
    [
        ("2599", "Linköping"), ("9999", "-"), ("00", "Hela landet"), ("", "Göteborg"),
        ("0000", "Gävle"), ("1499", "Östersund"), ("1499", "Hela landet"),
    ],
)  # fmt: skip
def test_areacode_unknown_or_far_from_the_town_leaves_the_place_empty(code, town):
    found, reasons = record("event", event(locations=[{"areaCode": code, "town": town}]))
    assert (found.municipality_code, found.town, reasons) == ("", "", ["areacode_unknown"])


def test_a_post_town_across_the_border_of_a_neighbour_is_no_fault():
    found, reasons = record("event", event(locations=[{"areaCode": "0184", "town": "Stockholm"}]))
    assert (found.municipality_code, reasons) == ("0184", [])


@pytest.mark.parametrize("locations", [[], [{}], [{"country": "SE"}]])
def test_location_empty(locations):
    found, reasons = record("event", event(locations=locations))
    assert (found.municipality_code, found.town, reasons) == ("", "", ["location_empty"])


# --- numbers and codes ---------------------------------------------------------------------------


@pytest.mark.parametrize("points", [0, -7.5, 0.75, 1500, 99_999])
def test_credits_odd_are_left_out(points):
    content = info(credits={"system": coded("hp"), "credits": points})
    found, reasons = record("info", content)
    assert (found.credits, found.weeks, reasons) == (None, None, ["credits_implausible"])


@pytest.mark.parametrize(("points", "number"), [("7,5", 7.5), ("15 hp", 15.0), ("400", 400.0)])
def test_credits_string_is_read(points, number):
    content = info(credits={"system": coded("hp"), "credits": points})
    assert record("info", content)[0].credits == number
    assert record("info", content)[1] == ["number_as_text"]


def test_credits_string_that_is_no_exact_figure_is_left_out():
    content = info(credits={"system": coded("yh"), "credits": "ca 200"})
    assert record("info", content)[0].credits is None
    assert record("info", content)[1] == ["number_unreadable"]


def test_credits_missing_is_accepted_as_unknown():
    found, reasons = record("info", info(credits=None))
    assert (found.credits, found.credit_system, reasons) == (None, "", [])


@pytest.mark.parametrize("percentage", [0, 0.25, 0.5, 1, 5, 500, 1000, -50])
def test_pace_out_of_range_is_unknown(percentage):
    found, reasons = record("event", event(paceOfStudy={"percentage": percentage}))
    assert (found.pace, reasons) == (None, ["pace_out_of_range"])


@pytest.mark.parametrize(
    ("places", "count", "reason"),
    [
        ("25 st", 25, "number_as_text"), ("ca 30", None, "number_unreadable"),
        ("obegränsat", None, "number_unreadable"), (24.5, None, "not_a_count"),
        (-1, None, "not_a_count"), (True, None, "number_unreadable"),
    ],
)  # fmt: skip
def test_places_not_integer(places, count, reason):
    found, reasons = record("event", event(places=places))
    assert (found.places, reasons) == (count, [reason])


@pytest.mark.parametrize(("value", "is_distance"), [(True, True), ("ja", True), (False, False)])
def test_distance_not_object(value, is_distance):
    found, reasons = record("event", event(distance=value))
    assert (found.is_distance, reasons) == (is_distance, ["distance_not_object"])


@pytest.mark.parametrize("code", ["Yrkeshögskola", "VUX", "yh"])
def test_school_type_unknown_keeps_the_education_out(code):
    assert problem("info", info(type=coded(code))) == ("type", "school_type_unknown")


@pytest.mark.parametrize("code", ["000", "48", "481C", "721", "999", "SUN 481", ""])
def test_subject_code_unknown_is_left_out(code):
    found, reasons = record("info", info(subjects=[coded(code, "C_Subject_SUN")]))
    assert (found.sun_codes, reasons) == ((), ["subject_code_unknown"])


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (["sv"], ("swe",)),
        (["SWE"], ("swe",)),
        (["en"], ("eng",)),
        (["svenska"], ("swe",)),
        ([], ()),
    ],
)
def test_lang_two_letter_in_an_event(written, codes):
    found, reasons = record("event", event(languageOfInstructions=written))
    assert (found.languages, reasons) == (codes, ["language_code"])


def test_lang_two_letter_in_a_title():
    found, reasons = record("info", info(title=words("Bagare", "sv")))
    assert (found.title, reasons) == ("Bagare", ["language_code"])


# --- texts ---------------------------------------------------------------------------------------


def test_html_active_content_becomes_text_only():
    html = '<p>Du lär dig baka.</p><script>alert(1)</script>"><svg onload=alert(1)>{{7*7}}'
    found, reasons = record("info", info(description=words(html)))
    assert found.description == "Du lär dig baka."
    assert reasons == ["active_content_removed"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Du lär dig</p><p>baka bröd.</p>",
        "Du lär dig<br>baka bröd.",
        "<p><b>Du lär dig<p>baka bröd.",
        "&lt;p&gt;Du lär dig&lt;/p&gt;&lt;p&gt;baka bröd.&lt;/p&gt;",
        '<p class="MsoNormal">Du lär dig<o:p></o:p></p><!--[if gte mso 9]>x<![endif]-->baka bröd.',
    ],
)
def test_html_unexpected_becomes_text(html):
    found, reasons = record("info", info(description=words(html)))
    assert (found.description, reasons) == ("Du lär dig\nbaka bröd.", [])


@pytest.mark.parametrize("odd", ["\u00ad", "\u200b", "\ufeff", "\u00a0", "\t", "\n"])
def test_invisible_characters_leave_the_title(odd):
    found, reasons = record("info", info(title=words(f"Bagare {odd}och konditor")))
    assert (found.title, reasons) == ("Bagare och konditor", ["invisible_characters"])


def test_mojibake_is_mended():
    found, reasons = record("info", info(title=words("FÃ¶rskollÃ¤rare")))
    assert (found.title, reasons) == ("Förskollärare", ["mojibake"])


@pytest.mark.parametrize("title", [{}, {"strings": []}, words(""), words("   ")])
def test_title_empty_keeps_the_record_out(title):
    assert problem("info", info(title=title)) == ("title", "title_empty")
    assert problem("provider", provider(name=title)) == ("name", "title_empty")


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("www.skola.se/kurs", "https://www.skola.se/kurs"),
        ("//skola.se/kurs", "https://skola.se/kurs"),
        ("skola.se", "https://skola.se"),
        (" https://skola.se/a ", "https://skola.se/a"),
        ("http:/skola.se/a", "http://skola.se/a"),
    ],
)
def test_url_no_scheme_gets_one(written, url):
    for kind, content in (("event", event()), ("info", info()), ("provider", provider())):
        found, reasons = record(kind, content | {"url": {"urls": [{"value": written}]}})
        assert (found.url, reasons) == (url, ["url_mended"])


@pytest.mark.parametrize(
    "written",
    ["javascript:alert(1)", "data:text/html,x", "se hemsidan", "https://", "ftp://x.se/a",
     "https://x.se/\"onclick=1", "mailto:a@x.se"],
)  # fmt: skip
def test_url_that_is_no_web_address_is_left_out(written):
    found, reasons = record("event", event(url={"urls": [{"value": written}]}))
    assert (found.url, reasons) == ("", ["url_unusable"])


# --- records -------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["DELETED", "INACTIVE", "REMOVED"])
@pytest.mark.parametrize("has_content", [True, False])
def test_content_null_or_another_status_means_gone(status, has_content):
    parsed = parse("event", event() if has_content else None, status=status)
    assert parsed.records == ()
    assert parsed.withdrawn == (("EducationEvent", "e.test.1"),)


@pytest.mark.parametrize("kind", ["event", "info", "provider"])
def test_content_null_active_is_told(kind):
    assert problem(kind, None) == ("content", "content_null")


def test_identifier_mismatch_goes_by_the_elements_own_id():
    found, reasons = record("event", event(identifier="e.test.1.1"))
    assert (found.id, reasons) == ("e.test.1", ["identifier_mismatch"])


def test_duplicates_are_told_by_what_the_client_set_aside():
    parsed = parse("info", info(), superseded=1)
    assert [repair.reason for repair in parsed.repairs] == ["duplicate_id"]


def test_providers_not_array():
    found, reasons = record("event", event(providers="p.test.1"))
    assert (found.provider, reasons) == ("p.test.1", ["providers_not_array"])


def test_missing_required_keeps_out_what_cannot_be_used_without():
    assert problem("event", event(education=None)) == ("education", "missing_required")
    assert problem("info", info(type=None)) == ("type", "missing_required")
    assert problem("provider", provider(name=None)) == ("name", "missing_required")


@pytest.mark.parametrize("field", ["lastEdited", "expires", "providers", "execution"])
def test_missing_required_in_an_event_is_told_and_claims_nothing(field):
    found, reasons = record("event", event(**{field: None}))
    assert reasons == ["missing_required"]
    assert field != "execution" or (found.condition, found.start) == (NOT_SET, None)
    assert field != "providers" or found.provider is None
    assert record("event", event(providers=[]))[1] == ["missing_required"]


@pytest.mark.parametrize("field", ["lastEdited", "code", "resultIsDegree"])
def test_missing_required_in_an_info_is_told_and_claims_nothing(field):
    found, reasons = record("info", info(**{field: None}))
    assert reasons == ["missing_required"]
    assert field != "resultIsDegree" or not found.gives_degree


@pytest.mark.parametrize("payload", [None, [], 3, "text", {}, {"status": 1}, {"id": "e.test.1"}])
def test_no_shape_is_fatal(payload):
    with pytest.raises(BadRecord):
        from_payload(RawItem("event", "e.test.1", payload))


# --- the fault list of the real-size catalogue ---------------------------------------------------

# fault → `out` (quarantined), `gone` (withdrawn), the reason of a repair, or None: accepted.
OUTCOMES = {
    "application_long_after_start": "application_long_after_start",
    "application_reversed": "application_reversed",
    "areacode_lost_zero": "areacode_mended",
    "areacode_unknown": "areacode_unknown",
    "condition_unknown": "condition_unknown",
    "content_null": "gone",
    "content_null_active": "out",
    "credits_missing": None,
    "credits_odd": "credits_implausible",
    "credits_string": ("number_as_text", "number_unreadable"),
    "dangling_info": None,  # quarantined on import, where the other rows are known
    "dangling_provider": None,  # cleared on import
    "date_malformed": ("date_mended", "date_malformed"),
    "distance_not_object": "distance_not_object",
    "duplicate_id_changed": "duplicate_id",
    "duplicate_id_same": "duplicate_id",
    "end_before_start": "end_before_start",
    "html_active_content": "active_content_removed",
    "html_unexpected": None,
    "identifier_mismatch": "identifier_mismatch",
    "invisible_characters": "invisible_characters",
    "lang_two_letter": "language_code",
    "location_empty": "location_empty",
    "missing_required": ("missing_required", "out"),
    "mojibake": "mojibake",
    "pace_out_of_range": "pace_out_of_range",
    "places_not_integer": ("number_as_text", "number_unreadable", "not_a_count"),
    "providers_not_array": "providers_not_array",
    "school_type_unknown": "out",
    "subject_code_unknown": "subject_code_unknown",
    "title_empty": "out",
    "url_no_scheme": ("url_mended", "url_unusable"),
    "year_typo": "year_implausible",
}


@cache
def snapshot_outcomes():
    """id → (outcomes, records) of every element of the cut."""
    found = {}
    for item in read(SNAPSHOT):
        try:
            parsed = from_payload(item)
        except BadRecord:
            found[item.id] = ({"out"}, ())
            continue
        reasons = {repair.reason for repair in parsed.repairs} | (
            {"gone"} if parsed.withdrawn else set()
        )
        found[item.id] = (reasons, parsed.records)
    return found


def broken_records():
    """fault → ids."""
    with (SNAPSHOT / "broken.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {fault: [row["id"] for row in rows if row["fault"] == fault] for fault in OUTCOMES}, rows


needs_snapshot = pytest.mark.skipif(
    not SNAPSHOT.exists(), reason="the real-size catalogue is not beside the repository"
)


@needs_snapshot
@pytest.mark.shared_data
def test_the_fault_list_names_no_fault_without_an_outcome():
    _, rows = broken_records()
    assert {row["fault"] for row in rows} <= OUTCOMES.keys()


@needs_snapshot
@pytest.mark.shared_data
@pytest.mark.parametrize("fault", OUTCOMES)
def test_every_record_of_the_fault_list_ends_as_decided(fault):
    ids = broken_records()[0][fault]
    assert ids
    wanted = OUTCOMES[fault]
    for element_id in ids:
        outcomes, records = snapshot_outcomes()[element_id]
        if wanted is None:
            assert outcomes == set(), element_id
            assert records, element_id
        else:
            expected = {wanted} if isinstance(wanted, str) else set(wanted)
            assert outcomes & expected, element_id


@needs_snapshot
@pytest.mark.shared_data
def test_nothing_a_citizen_would_be_misled_by_comes_through():
    for _, records in snapshot_outcomes().values():
        for one in records:
            if one.table == "EducationEvent":
                assert one.condition != DATED or one.start is not None
                assert not (one.start and one.end) or one.end >= one.start
                assert one.pace is None or 10 <= one.pace <= 150
                assert one.url == "" or one.url.startswith(("https://", "http://"))
            if one.table == "Education":
                for text in (one.title, one.description, one.eligibility):
                    assert "<script" not in text
                    assert "{{" not in text
                    assert "Ã" not in text
                assert one.title
                assert one.credits is None or one.credits > 0


@needs_snapshot
@pytest.mark.shared_data
def test_records_without_a_fault_are_not_touched():
    _, rows = broken_records()
    broken = {row["id"] for row in rows}
    touched = {
        element_id: outcomes
        for element_id, (outcomes, _) in snapshot_outcomes().items()
        if element_id not in broken and outcomes - {"left_out_not_for_swedish_applicants", "gone"}
    }
    assert touched == {}

"""Fetching Susa-navet: page by page, over a list that moves, and on where a killed fetch was."""

from datetime import UTC, datetime, timedelta

import pytest

from catalog.sources.record import SourceUnavailable
from catalog.sources.spool import MANIFEST, carried, fetched_in
from catalog.sources.susa_navet import client
from tests.unit.catalog.sources.susa_navet.register import Register, gone, numbered

STATUS = "ACTIVE"


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it."""


def fetch(register, folder, **options):
    steps = []
    fetched = client.fetch(register.http(), folder, progress=steps.append, **options)
    return fetched, steps


def ids(folder):
    return sorted(item.id for item in client.read(folder))


def test_a_full_fetch_brings_every_element_once_and_says_so(tmp_path):
    register = Register(*numbered(10))
    fetched, steps = fetch(register, tmp_path / "in")
    assert ids(tmp_path / "in") == sorted(register.elements)
    assert (fetched.is_full, fetched.since, fetched.count, fetched.notes) == (True, None, 30, ())
    assert fetched.watermark is not None
    assert fetched_in(tmp_path / "in") == carried(tmp_path / "in") == fetched
    assert (steps[-1].done, steps[-1].total, steps[-1].unit) == (30, 30, "elements")


def test_changes_are_asked_for_in_the_registers_own_time(tmp_path):
    register = Register(*numbered(4))
    register.change(gone("e.test.2"), *numbered(1, start=9))
    fetched, _ = fetch(register, tmp_path / "in", since=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    assert register.asked[0].startswith(
        "educationProviders?updatedSince=2026-07-02T00%3A30%3A00&page=0"
    )
    assert ids(tmp_path / "in") == ["e.test.2", "e.test.9", "i.test.9", "p.test.9"]
    assert not fetched.is_full


def test_no_changes_at_all_are_a_whole_answer(tmp_path):
    fetched, _ = fetch(Register(*numbered(2)), tmp_path / "in", since=datetime.now(UTC))
    assert (fetched.count, ids(tmp_path / "in")) == (0, [])


# --- a list that moves ---------------------------------------------------------------------------


def moving(register, *moves):
    """At each of the given requests something happens to the list."""
    waiting = dict(moves)

    def before(number):
        if number in waiting:
            waiting.pop(number)(register.elements)

    register.before = before
    return register


def leave(element_id):
    return lambda elements: elements.pop(element_id)


def swap(old, new):
    """One leaves, another enters at the end: the total stays, everything between shifts."""

    def happen(elements):
        elements.pop(old)
        elements[new["id"]] = new

    return happen


@pytest.mark.parametrize("request_number", range(4, 20))
def test_an_element_that_leaves_meanwhile_costs_no_other(request_number, tmp_path):
    register = moving(Register(*numbered(10)), (request_number, leave("e.test.1")))
    fetched, _ = fetch(register, tmp_path / "in")
    assert fetched.is_full
    assert set(ids(tmp_path / "in")) - {"e.test.1"} == set(register.elements)


@pytest.mark.parametrize("request_number", range(4, 20))
def test_a_shift_that_keeps_the_total_is_noticed_too(request_number, tmp_path):
    [new] = [one for one in numbered(1, start=77) if one["id"].startswith("e.")]
    register = moving(Register(*numbered(10)), (request_number, swap("e.test.1", new)))
    fetched, _ = fetch(register, tmp_path / "in")
    assert fetched.is_full
    assert set(ids(tmp_path / "in")) >= set(register.elements) - {new["id"]}


def test_of_a_list_that_moved_only_the_walk_that_is_believed_stays(tmp_path):
    register = moving(Register(*numbered(10)), (13, leave("e.test.1")))
    fetch(register, tmp_path / "in")
    events = [file.name for file in sorted((tmp_path / "in").glob("educationEvents*"))]
    assert events == [f"educationEvents-2-{page:05}.json" for page in range(3)]
    assert "e.test.1" not in ids(tmp_path / "in")


def test_a_list_that_never_stands_still_comes_as_a_part(tmp_path):
    register = Register(*numbered(10))

    def before(_number):
        events = [one for one in register.elements if one.startswith("e.")]
        moved = register.elements.pop(events[0])
        register.elements[moved["id"]] = moved  # the first becomes the last, again and again

    register.before = before
    fetched, _ = fetch(register, tmp_path / "in")
    assert not fetched.is_full
    assert fetched.notes == (
        "educationEvents moved while it was read, so nothing is withdrawn on its strength.",
    )
    assert len(ids(tmp_path / "in")) == len(set(ids(tmp_path / "in")))


# --- half answers --------------------------------------------------------------------------------


def test_fewer_elements_than_the_register_says_are_no_whole_fetch(tmp_path):
    register = Register(*numbered(10))
    page = b'{"educationInfos": [], "page": {"size": 3, "totalElements": 10, "totalPages": 4}}'
    register.before = lambda _n: page if register.asked[-1].startswith("educationInfos") else None
    with pytest.raises(SourceUnavailable, match="page 0 of educationInfos has 0 elements, not 3"):
        fetch(register, tmp_path / "in")
    with pytest.raises(SourceUnavailable, match="not fetched to its end"):
        carried(tmp_path / "in")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"page": {}}', b"<html>", b'{"educationInfo']
)
def test_what_is_no_page_is_told(body, tmp_path):
    register = Register(*numbered(2))
    register.before = lambda _number: body
    with pytest.raises(SourceUnavailable, match="this is no page of educationProviders"):
        fetch(register, tmp_path / "in")


def test_a_register_without_educations_is_not_believed(tmp_path):
    with pytest.raises(SourceUnavailable, match="empty list, which cannot be"):
        fetch(Register(), tmp_path / "in")


# --- going on ------------------------------------------------------------------------------------


def kill_at(register, number):
    def before(asked):
        if asked == number:
            raise Killed

    register.before = before


@pytest.mark.parametrize("number", [1, 2, 5, 9, 14])
def test_a_killed_fetch_goes_on_from_the_last_whole_page(number, tmp_path):
    register = Register(*numbered(10))
    kill_at(register, number)
    with pytest.raises(Killed):
        fetch(register, tmp_path / "in")
    assert fetched_in(tmp_path / "in") is None
    before = register.asked[: number - 1]
    register.asked.clear()
    register.before = lambda _number: None
    fetched, steps = fetch(register, tmp_path / "in")
    pages = {one for one in before if "size=2000" in one}
    assert not pages & set(register.asked)
    assert fetched.is_full
    assert ids(tmp_path / "in") == sorted(register.elements)
    assert steps[-1].done == 30


def half_fetched(register, folder):
    kill_at(register, 8)
    with pytest.raises(Killed):
        fetch(register, folder)
    register.before = lambda _number: None
    register.asked.clear()


def test_another_question_begins_anew(tmp_path):
    register = Register(*numbered(10))
    half_fetched(register, tmp_path / "in")
    fetch(register, tmp_path / "in", since=datetime(2026, 11, 1, tzinfo=UTC))
    assert all("updatedSince" in one for one in register.asked)
    assert ids(tmp_path / "in") == []


def test_yesterdays_half_begins_anew(tmp_path, time_machine):
    register = Register(*numbered(10))
    half_fetched(register, tmp_path / "in")
    time_machine.move_to(datetime.now(UTC) + timedelta(hours=13))
    fetch(register, tmp_path / "in")
    assert any(one.startswith("educationProviders") for one in register.asked)


def test_a_damaged_page_is_asked_for_again(tmp_path):
    register = Register(*numbered(10))
    half_fetched(register, tmp_path / "in")
    page = tmp_path / "in" / "educationProviders-1-00000.json"
    page.write_bytes(page.read_bytes()[:-9])
    fetch(register, tmp_path / "in")
    assert "educationProviders?page=0&size=2000" in register.asked
    assert ids(tmp_path / "in") == sorted(register.elements)


def test_a_broken_manifest_begins_anew(tmp_path):
    register = Register(*numbered(10))
    half_fetched(register, tmp_path / "in")
    (tmp_path / "in" / MANIFEST).write_text('{"question": ')
    fetch(register, tmp_path / "in")
    assert ids(tmp_path / "in") == sorted(register.elements)


def test_a_file_changed_on_the_way_is_refused(tmp_path):
    fetch(Register(*numbered(4)), tmp_path / "in")
    page = tmp_path / "in" / "educationInfos-1-00000.json"
    page.write_bytes(page.read_bytes().replace(b"ACTIVE", b"ACTIV3"))
    with pytest.raises(SourceUnavailable, match="is not the file that was fetched"):
        carried(tmp_path / "in")

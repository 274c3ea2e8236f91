"""Limits count addresses without keeping any."""

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from guidance.limits import address_of, bucket_of, is_within
from guidance.session.store import connection

ADDRESS = "198.51.100.77"


def request_from(address: str, **headers: str) -> HttpRequest:
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


def test_as_often_as_allowed_and_no_oftener() -> None:
    request = request_from(ADDRESS)
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False):
        assert [is_within(request, "try", 3, 60) for _ in range(4)] == [True, True, True, False]
        assert is_within(request, "another", 3, 60)
        assert is_within(request_from("198.51.100.78"), "try", 3, 60)
    with time_machine.travel("2026-11-24T12:01:00Z", tick=False):
        assert is_within(request, "try", 3, 60)


def test_no_address_is_stored_and_counters_end() -> None:
    is_within(request_from(ADDRESS), "try", 3, 60)
    names = list(connection().scan_iter("limit:*"))
    dump = b" ".join([*names, *(connection().get(name) or b"" for name in names)])
    assert names
    for spelled in (ADDRESS.encode(), bytes([198, 51, 100, 77])):
        assert spelled not in dump
    assert all(0 < connection().ttl(name) <= 24 * 60 * 60 for name in names)


def test_tomorrow_nobody_can_tell_whom_it_was_about() -> None:
    before = bucket_of(ADDRESS)
    assert bucket_of(ADDRESS) == before
    connection().delete("limit:salt")  # what Redis does within a day
    assert bucket_of(ADDRESS) != before


def test_a_household_is_one_address() -> None:
    assert bucket_of("2001:db8:1:2::1") == bucket_of("2001:db8:1:2:ffff::9")
    assert bucket_of("2001:db8:1:2::1") != bucket_of("2001:db8:1:3::1")
    assert bucket_of("") == bucket_of("unix:") == bucket_of("no address")


@pytest.mark.parametrize(
    ("is_trusted", "forwarded", "expected"),
    [
        (False, "203.0.113.9", ADDRESS),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "spoofed, 203.0.113.9", "203.0.113.9"),
        (True, "", ""),
    ],
)
def test_a_proxy_is_believed_only_when_trusted(
    settings, is_trusted: bool, forwarded: str, expected: str
) -> None:
    settings.TRUST_FORWARDED_FOR = is_trusted
    assert address_of(request_from(ADDRESS, **{"X-Forwarded-For": forwarded})) == expected


@pytest.mark.parametrize(
    ("address", "most"), [("/kan/cv/", 120), ("/oppna/", 60), ("/kod/", 20), ("/dela/", 30)]
)
def test_each_costly_or_guessable_form_has_its_limit(client, monkeypatch, address, most) -> None:
    asked: list[int] = []

    def refuse(request: HttpRequest, action: str, most: int, seconds: int) -> bool:
        asked.append(most)
        return False

    monkeypatch.setattr("guidance.limits.is_within", refuse)
    response: HttpResponse = client.post(address, {})
    assert (response.status_code, asked) == (429, [most])
    assert "Vänta 10 minuter och försök igen." in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert "sessionid" not in response.cookies

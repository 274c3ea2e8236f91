"""Who gets in, who does not, and what the two kinds of cookies have to do with each other."""

from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from catalog.management.commands import add_editor
from guidance.admin_session import COOKIE
from guidance.session.store import connection
from tests.integration.admin.conftest import PASSWORD, PATH

LOGIN = f"/{PATH}/login/"


def try_to_log_in(name: str = "rut", password: str = "wrong", address: str = "198.51.100.7") -> str:
    answer = Client(REMOTE_ADDR=address).post(LOGIN, {"username": name, "password": password})
    return "" if answer.status_code == 302 else answer.content.decode()


def test_an_editor_gets_in_and_out(desk: Client) -> None:
    index = desk.get(f"/{PATH}/").content.decode()
    assert "Katalogens redaktion" in index
    assert desk.post(f"/{PATH}/logout/").status_code == 200
    assert desk.get(f"/{PATH}/").status_code == 302


def test_the_cookie_goes_to_the_admin_and_nowhere_else(desk: Client) -> None:
    cookie = desk.cookies[COOKIE]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == (f"/{PATH}/", "Strict", True)
    assert "sessionid" not in desk.cookies


def test_a_citizens_cookie_opens_nothing_and_an_editors_is_no_citizens(desk: Client) -> None:
    other = Client()
    other.cookies["sessionid"] = desk.cookies[COOKIE].value
    assert other.get(f"/{PATH}/").status_code == 302  # to the login
    desk.post("/kan/annat/", {"experiences": ["none"]})
    held = desk.get("/mina-uppgifter/").wsgi_request
    assert "_auth_user_id" not in held.session
    assert desk.get(f"/{PATH}/").status_code == 200


@pytest.mark.parametrize("path", ["", "catalog/override/", "catalog/quarantinedrecord/", "jsi18n/"])
def test_nothing_is_shown_to_a_stranger(editor: User, path: str) -> None:
    assert Client().get(f"/{PATH}/{path}").status_code == 302


def test_a_citizen_page_is_as_it_was(desk: Client) -> None:
    answer = desk.get("/om/")
    assert answer.status_code == 200
    assert not answer.cookies


def test_every_admin_page_has_the_headers_and_is_never_stored(desk: Client) -> None:
    for path in ("", "catalog/override/", "catalog/importrun/", "auth/user/"):
        answer = desk.get(f"/{PATH}/{path}")
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"
        if answer.status_code == 200:
            assert "no-store" in answer.headers["Cache-Control"]


def test_five_wrong_tries_close_the_account_from_here_for_a_while(editor: User) -> None:
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False):
        for _ in range(5):
            assert "För många försök" not in try_to_log_in()
        assert "För många försök. Vänta 15 minuter" in try_to_log_in(password=PASSWORD)
        assert try_to_log_in(password=PASSWORD, address="203.0.113.9") == ""
    for name in connection().scan_iter("limit:login:*"):
        assert 0 < connection().ttl(name) <= 15 * 60
        connection().delete(name)  # what Redis does then
    assert try_to_log_in(password=PASSWORD) == ""


def test_twenty_wrong_tries_close_the_account_from_everywhere(editor: User) -> None:
    for number in range(20):
        try_to_log_in(name="Rut" if number % 2 else "rut", address=f"198.51.100.{number}")
    assert "För många försök" in try_to_log_in(password=PASSWORD, address="203.0.113.9")


def test_thirty_wrong_tries_close_the_address(editor: User) -> None:
    for number in range(30):
        try_to_log_in(name=f"nobody-{number}")
    assert "För många försök" in try_to_log_in(password=PASSWORD)


def test_a_success_forgets_what_failed_from_here(editor: User) -> None:
    for _ in range(3):
        for _ in range(4):
            try_to_log_in()
        assert try_to_log_in(password=PASSWORD) == ""


def test_neither_address_nor_account_is_stored_in_clear(editor: User) -> None:
    try_to_log_in(address="198.51.100.77")
    redis = connection()
    dump = b" ".join(
        part for name in redis.scan_iter("limit:*") for part in (name, redis.get(name) or b"")
    )
    assert b"198.51.100.77" not in dump
    assert b"rut" not in dump.lower()


def test_without_staff_rights_the_right_password_is_not_enough(editor: User) -> None:
    User.objects.create_user("anna", password=PASSWORD)
    assert "errornote" in try_to_log_in("anna", PASSWORD)


def make_editor(monkeypatch: pytest.MonkeyPatch, name: str, password: str) -> str:
    monkeypatch.setattr(add_editor, "read_password", lambda: password)
    out = StringIO()
    call_command("add_editor", name, stdout=out)
    return out.getvalue()


def test_the_command_makes_an_editor_who_edits_three_things(
    admin_on: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert make_editor(monkeypatch, "siv", PASSWORD) == "siv is an editor\n"
    siv = User.objects.get(username="siv")
    changing = {p for p in siv.get_all_permissions() if ".view_" not in p}
    assert changing == {
        *("catalog.add_override", "catalog.change_override"),
        *("catalog.add_switch", "catalog.change_switch", "catalog.change_source"),
    }
    assert not siv.is_superuser
    call_command("add_editor", "siv", "--off", stdout=StringIO())
    assert "errornote" in try_to_log_in("siv", PASSWORD)


@pytest.mark.parametrize(
    "password",
    [
        *("kort", "password12345678", "1029384756473829", "sivsivsivsivsiv"),
        *("hejhejhejhejhejhej", "aaaaaaaaaabbbbbbbb"),
    ],
)
def test_a_weak_password_is_refused(
    db: None, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    with pytest.raises(CommandError):
        make_editor(monkeypatch, "sivsiv", password)
    assert not User.objects.filter(username="sivsiv").exists()


def test_a_superuser_is_left_as_it_is(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.create_superuser("root", password=PASSWORD)
    with pytest.raises(CommandError, match="superuser"):
        make_editor(monkeypatch, "root", PASSWORD)


def test_nobody_is_there_to_close(db: None) -> None:
    with pytest.raises(CommandError, match="no account"):
        call_command("add_editor", "nobody", "--off")

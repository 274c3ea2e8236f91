"""The store keeps ciphertext under hashes, for an hour at most, and nobody else's key opens it."""

import datetime
import json

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError

from guidance.session import store
from guidance.session.store import SessionStore

CANARY = "svetsare-canary-4711"


@pytest.fixture
def session() -> SessionStore:
    session = SessionStore()
    session["skills"] = [CANARY]
    session.save()
    return session


def test_what_is_saved_comes_back(session: SessionStore):
    assert SessionStore(session.session_key)["skills"] == [CANARY]


def test_the_store_holds_no_plain_text_and_no_cookie_value(session: SessionStore):
    connection = store.connection()
    names = list(connection.scan_iter("session:*"))
    assert store.entry_name(session.session_key or "").encode() in names
    dump = b"".join(names) + b"".join(connection.get(name) or b"" for name in names)
    assert CANARY.encode() not in dump
    assert (session.session_key or "").encode() not in dump


def test_another_key_opens_nothing(session: SessionStore):
    sealed = store.connection().get(store.entry_name(session.session_key or ""))
    assert isinstance(sealed, bytes)
    assert store.unseal("another-cookie", sealed) is None
    assert SessionStore("another-cookie").load() == {}


def test_tampering_is_noticed(session: SessionStore):
    name = store.entry_name(session.session_key or "")
    sealed = bytearray(store.connection().get(name) or b"")
    sealed[-1] ^= 1
    store.connection().set(name, bytes(sealed), ex=60)
    assert SessionStore(session.session_key).load() == {}


@pytest.mark.parametrize("sealed", [b"", b"short", b"x" * 12])
def test_a_truncated_entry_is_an_empty_session(sealed: bytes):
    assert store.unseal("cookie", sealed) is None


def test_it_ends_after_an_idle_hour(session: SessionStore):
    name = store.entry_name(session.session_key or "")
    assert 0 < store.connection().ttl(name) <= store.IDLE_SECONDS == 3600


def test_reading_restarts_the_idle_time(session: SessionStore):
    name = store.entry_name(session.session_key or "")
    store.connection().expire(name, 5)
    SessionStore(session.session_key).load()
    assert store.connection().ttl(name) > 5


def test_it_ends_after_a_day_however_busy(session: SessionStore):
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=store.ABSOLUTE_SECONDS)
    with time_machine.travel(later + datetime.timedelta(minutes=1)):
        assert SessionStore(session.session_key).load() == {}
    assert not session.exists(session.session_key or "")


def test_a_wiped_session_is_not_revived(session: SessionStore):
    other_tab = SessionStore(session.session_key)
    assert other_tab["skills"] == [CANARY]
    session.flush()
    other_tab["skills"] = ["late"]
    with pytest.raises(UpdateError):
        other_tab.save()


def test_a_new_key_keeps_the_content_and_drops_the_old_entry(session: SessionStore):
    old = session.session_key or ""
    session.cycle_key()
    assert session.session_key != old
    assert not session.exists(old)
    assert SessionStore(session.session_key)["skills"] == [CANARY]


def test_keys_carry_256_bits(session: SessionStore):
    assert len(session.session_key or "") >= 43


def test_content_is_json(session: SessionStore):
    sealed = store.seal("cookie", {"a": 1})
    assert store.unseal("cookie", sealed) == {"a": 1}
    with pytest.raises(TypeError):
        store.seal("cookie", {"a": object()})
    assert json.dumps({"a": 1})

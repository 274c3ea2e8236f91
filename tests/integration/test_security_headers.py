"""Every security header, on a page, a missing page, a static file and a machine's question."""

import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from guidance.middleware import PERMISSIONS_POLICY

HEADERS = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": PERMISSIONS_POLICY,
}
POLICY = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


@pytest.fixture
def static_address() -> str:
    """The address of a style sheet that the site has."""
    from django.conf import settings

    sheet = min((settings.BASE_DIR / "static" / "css").glob("*.css"))
    return f"/static/css/{sheet.name}"


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("address", ["/healthz", "/finns-inte/"])
def test_a_response_carries_it(client: Client, address: str, header: str) -> None:
    assert client.get(address).headers[header] == HEADERS[header]


@pytest.mark.parametrize("header", HEADERS)
def test_a_static_file_carries_it(client: Client, static_address: str, header: str) -> None:
    response = client.get(static_address)
    assert response.getvalue()
    assert response.status_code == 200
    assert response.headers[header] == HEADERS[header]


@pytest.mark.parametrize("address", ["/healthz", "/finns-inte/"])
def test_the_content_security_policy_is_our_own_origin_and_nothing_else(
    client: Client, address: str
) -> None:
    header = client.get(address).headers["Content-Security-Policy"]
    assert dict(part.strip().split(" ", 1) for part in header.split(";")) == POLICY
    assert "unsafe" not in header


def test_the_permissions_policy_allows_nothing() -> None:
    for feature in PERMISSIONS_POLICY.split(", "):
        assert re.fullmatch(r"[a-z-]+=\(\)", feature)
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(PERMISSIONS_POLICY.split(", "))


def test_over_tls_the_browser_is_told_to_stay_there(client: Client, settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 63072000  # the middleware reads it when the client is first used
    header = client.get("/healthz", secure=True).headers["Strict-Transport-Security"]
    assert header == "max-age=63072000; includeSubDomains; preload"


def test_plain_http_is_led_to_tls(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/finns-inte/")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "https://testserver/finns-inte/",
    )
    assert client.get("/healthz").status_code == 200  # the container asks from inside


def test_looking_around_sets_no_cookie(client: Client) -> None:
    for address in ("/healthz", "/finns-inte/"):
        assert client.get(address).cookies == {}


def test_there_is_no_admin(client: Client) -> None:
    assert client.get("/admin/").status_code == 404


def test_another_host_name_is_refused(client: Client) -> None:
    assert client.get("/healthz", headers={"host": "elsewhere.example"}).status_code == 400

"""A form of our own pages is let in without any cookie; anyone else's is refused in words."""

import pytest
from django.urls import reverse

from tests.integration.guidance.pages import PageClient, parsed
from tests.snapshots import NURSE

SENT = {"concept": NURSE}


@pytest.fixture
def strict() -> PageClient:
    return PageClient(enforce_csrf_checks=True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://behind-a-proxy.example"},
        {"Sec-Fetch-Site": "none", "Origin": "http://testserver"},
    ],
)
def test_our_own_form_needs_no_cookie(strict: PageClient, headers: dict[str, str]) -> None:
    response = strict.post(reverse("choose_target"), SENT, headers=headers)
    assert response.headers["Location"] == reverse("gap")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "something-new"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "none", "Origin": "https://elsewhere.example"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver:81"},
        {"Origin": "http://testserver.elsewhere.example"},
        {"Origin": "null"},
        {"Origin": ""},
    ],
)
def test_a_form_from_elsewhere_is_refused(strict: PageClient, headers: dict[str, str]) -> None:
    response = strict.post(reverse("choose_target"), SENT, headers=headers)
    assert response.status_code == 403
    assert "Försök igen" in response.content.decode()
    assert "sessionid" not in response.cookies


def test_a_token_does_not_outweigh_what_the_browser_says(strict: PageClient) -> None:
    token = token_after_a_refusal(strict)
    sent = {**SENT, "csrfmiddlewaretoken": token}
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert strict.post(reverse("choose_target"), sent, headers=elsewhere).status_code == 403


def test_an_old_browser_is_refused_once_and_then_let_in(strict: PageClient) -> None:
    token = token_after_a_refusal(strict)
    sent = {**SENT, "csrfmiddlewaretoken": token}
    assert strict.post(reverse("choose_target"), sent).headers["Location"] == reverse("gap")
    wrong = {**SENT, "csrfmiddlewaretoken": "a" * 64}
    assert strict.post(reverse("choose_target"), wrong).status_code == 403


def token_after_a_refusal(client: PageClient) -> str:
    refused = client.post(reverse("choose_target"), SENT)
    assert refused.status_code == 403
    assert "Försök igen" in refused.content.decode()
    assert refused.cookies["csrftoken"]["httponly"]
    page = parsed(client.get(reverse("cv")).content.decode())
    fields = [node for node in page.iter("input") if node.get("name") == "csrfmiddlewaretoken"]
    return str(fields[0].get("value"))


@pytest.mark.parametrize("name", ["cv", "ad", "holdings", "way", "mine", "skills", "start"])
def test_looking_at_a_form_sets_no_cookie(strict: PageClient, name: str) -> None:
    assert not strict.get(reverse(name)).cookies


def test_an_answer_to_our_own_form_sets_the_session_cookie_alone(strict: PageClient) -> None:
    response = strict.post(
        reverse("choose_target"), SENT, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert set(response.cookies) == {"sessionid"}


def test_the_test_client_is_not_the_protection() -> None:
    """Without headers and without a cookie nothing changes, whatever the page."""
    strict = PageClient(enforce_csrf_checks=True)
    for name in ("answer_skill", "choose_plan", "change_limits", "wipe"):
        assert strict.post(reverse(name), {}).status_code == 403
        strict.cookies.clear()

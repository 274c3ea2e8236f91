import re

from django.urls import reverse

from guidance.journey import KEY, Journey
from tests.integration.guidance.pages import PageClient, parsed
from tests.snapshots import ASSISTANT_NURSE, skill

ANSWER = "/kan/svar/"


def answers(client: PageClient) -> dict[str, str]:
    return {choice["concept"]: choice["answer"] for choice in client.session[KEY]["choices"]}


def test_each_thing_shows_its_words_its_state_and_two_buttons(begin, journey: Journey) -> None:
    text = begin(journey).get(reverse("skills")).content.decode()
    chips = {
        node.get("id").removeprefix("val-"): node
        for node in parsed(text).iter("li")
        if (node.get("id") or "").startswith("val-")
    }
    care = chips[skill("Omvårdnad")]
    assert next(care.iter("q")).text == "jag kan omvårdnad"
    assert [button.get("value") for button in care.iter("button")] == ["yes", "no"]
    assert "Med, tills du säger nej" in text
    assert "Brukar ingå i jobbet Undersköterska" in text


def test_what_was_removed_is_kinds_and_counts(begin, journey: Journey) -> None:
    text = begin(journey).get(reverse("skills")).content.decode()
    assert "Detta tog vi bort" in text
    assert "1 e-postadress" in text
    assert "2 namn" in text


def test_yes_no_and_undo(begin, journey: Journey) -> None:
    client = begin(journey)
    care = skill("Omvårdnad")
    for answer, kept in (("no", "no"), ("undo", ""), ("yes", "yes")):
        response = client.post(ANSWER, {"concept": care, "answer": answer})
        assert response.status_code == 302
        assert answers(client)[care] == kept


def test_an_answer_sent_twice_is_the_same_answer(begin, journey: Journey) -> None:
    client = begin(journey)
    for _ in range(2):
        client.post(ANSWER, {"concept": skill("Demensvård"), "answer": "yes"})
    assert answers(client)[skill("Demensvård")] == "yes"
    assert len(client.session[KEY]["choices"]) == 3


def test_a_suggestion_counts_only_after_a_yes(begin, journey: Journey) -> None:
    client = begin(journey)
    assert "2 saker är med" in client.get(reverse("skills")).content.decode()
    client.post(ANSWER, {"concept": skill("Demensvård"), "answer": "yes"})
    assert "3 saker är med" in client.get(reverse("skills")).content.decode()


def test_bad_answers_change_nothing(begin, journey: Journey) -> None:
    client = begin(journey)
    before = client.session[KEY]
    for sent in (
        {},
        {"concept": "x", "answer": "yes"},
        {"concept": ASSISTANT_NURSE, "answer": "?"},
    ):
        assert client.post(ANSWER, sent).status_code == 302
        assert client.session[KEY] == before


def test_add_by_search_and_undo(begin, journey: Journey) -> None:
    client = begin(journey)
    text = client.get(reverse("skills"), {"q": "matlagn"}).content.decode()
    assert "Lägg till" in text
    client.post(reverse("add_skill"), {"concept": skill("Matlagning")})
    assert answers(client)[skill("Matlagning")] == "yes"
    client.post(ANSWER, {"concept": skill("Matlagning"), "answer": "undo"})
    assert skill("Matlagning") not in answers(client)


def test_adding_something_unknown_changes_nothing(client: PageClient) -> None:
    assert client.post(reverse("add_skill"), {"concept": "nej"}).status_code == 302
    assert KEY not in client.session


def test_htmx_gets_the_part_that_the_page_includes(begin, journey: Journey) -> None:
    client = begin(journey)
    page = client.get(reverse("skills")).content.decode()
    part = client.get(reverse("skills"), headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="listan">')
    assert without_tokens(part.strip()) in without_tokens(page)


def test_nothing_yet_is_a_designed_state(client: PageClient) -> None:
    assert "Här är det tomt än" in client.get(reverse("skills")).content.decode()


def test_nothing_found_by_search_is_said(client: PageClient) -> None:
    text = client.get(reverse("skills"), {"q": "zzzzzzzz"}).content.decode()
    assert "Vi hittar ingen kunskap" in text


def test_wrong_methods(client: PageClient) -> None:
    assert client.get(ANSWER).status_code == 405
    assert client.get(reverse("add_skill")).status_code == 405
    assert client.post(reverse("skills")).status_code == 405


def test_personal_pages_are_not_stored(begin, journey: Journey) -> None:
    response = begin(journey).get(reverse("skills"))
    assert "no-store" in response.headers["Cache-Control"]
    assert "HX-Request" in response.headers["Vary"]


def without_tokens(text: str) -> str:
    """The page without the CSRF tokens, which are masked anew each time they are written."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)

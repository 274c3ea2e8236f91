import re
from dataclasses import replace

from django.urls import reverse

from catalog.snapshot.current import current_snapshot
from guidance.journey import KEY, Choice, Journey
from guidance.templatetags import choice_words
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
    answers = next(form for form in care.iter("form") if form.get("class") == "answers")
    assert [button.get("value") for button in answers.iter("button")] == ["yes", "no"]
    assert "Med, tills du säger nej" in text
    assert "Brukar ingå i jobbet Undersköterska" in text


def test_a_job_a_paper_and_a_skill_are_asked_about_each_in_its_way(
    begin, journey: Journey, monkeypatch
) -> None:
    names = {"a": "Bevis om skyddad yrkestitel som undersköterska", "b": "Yrkesbevis, PRYL",
             "c": "Undersköterskeutbildning", "d": "Städning"}  # fmt: skip
    monkeypatch.setattr(choice_words, "label_in", lambda concept, snapshot: names[concept])
    asked = [
        choice_words.yes_words(Choice(one, "skill", is_suggestion=True), current_snapshot())
        for one in names
    ]
    assert asked == ["Ja, det har jag"] * 3 + ["Ja, det kan jag"]
    job = Choice(ASSISTANT_NURSE, "occupation-name", is_suggestion=True)
    assert choice_words.question_words(job, current_snapshot()) == "Har du haft det här jobbet?"
    language = Choice("x", "language", is_suggestion=True)
    assert choice_words.question_words(language, current_snapshot()) == "Kan du det här?"


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
    assert client.get(ANSWER).headers["Location"] == reverse("skills")
    assert client.get(reverse("add_skill")).headers["Location"] == reverse("skills")
    assert client.post(reverse("skills")).status_code == 405


def test_personal_pages_are_not_stored(begin, journey: Journey) -> None:
    response = begin(journey).get(reverse("skills"))
    assert "no-store" in response.headers["Cache-Control"]
    assert "HX-Request" in response.headers["Vary"]


def without_tokens(text: str) -> str:
    """The page without the CSRF tokens, which are masked anew each time they are written."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_few_questions_are_asked_at_a_time_and_an_answer_makes_room(
    begin, journey: Journey
) -> None:
    skills = ["Provtagning", "Vårdhygien", "Städning", "Excel", "Java", "SQL", "Git", "Python"]
    asked = tuple(
        Choice(
            skill(one), "skill", origin="occupation", because=ASSISTANT_NURSE, is_suggestion=True
        )
        for one in skills
    )
    client = begin(replace(journey, choices=asked))
    text = client.get(reverse("skills")).content.decode()
    assert "Visa 2 frågor till" in text
    folded = next(node for node in parsed(text).iter("details") if "val-" in str(ids(node)))
    assert ids(folded) == {f"val-{skill('Git')}", f"val-{skill('Python')}"}
    client.post(reverse("answer_skill"), {"concept": skill("Excel"), "answer": "no"})
    text = client.get(reverse("skills")).content.decode()
    assert "Visa 1 fråga till" in text
    folded = next(node for node in parsed(text).iter("details") if "val-" in str(ids(node)))
    assert ids(folded) == {f"val-{skill('Python')}"}


def ids(node) -> set[str]:
    return {one.get("id") for one in node.iter("li") if one.get("id")}


def test_an_answer_from_an_old_tab_changes_nothing_and_is_told(begin, journey: Journey) -> None:
    client = begin(journey)
    before = client.session[KEY]
    for name, sent in (
        ("answer_skill", {"concept": skill("Java"), "answer": "yes"}),
        ("answer_skill", {"concept": skill("Omvårdnad"), "answer": "kanske"}),
        ("answer_skill", {}),
        ("add_skill", {"concept": "borta"}),
        ("add_skill", {"concept": "a" * 500}),
    ):
        response = client.post(reverse(name), sent, follow=True)
        text = response.content.decode()
        assert "Det du svarade på finns inte kvar" in text
        assert "Omvårdnad" in text
    assert client.session[KEY] == before

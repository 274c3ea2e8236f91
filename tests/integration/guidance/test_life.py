"""Languages and what is learnt outside jobs: a few ticks, asked about and never claimed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.urls import reverse

from guidance import life
from guidance.journey import KEY, Choice, Journey, from_dict
from tests.integration.guidance.pages import PageClient
from tests.snapshots import skill

Begin = Callable[[Journey], PageClient]
CARE = "Vårdat en närstående"


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small catalogue's own ids for what the page offers."""
    own = {"Äldreomsorg": skill("Äldreomsorg"), "Demensvård": skill("Demensvård")}
    monkeypatch.setattr(life, "SKILLS", {**life.SKILLS, **own})
    monkeypatch.setattr(life, "LANGUAGES", ("language-arabiska", "language-engelska", "nowhere"))


def kept(client: PageClient) -> dict[str, Choice]:
    return {choice.concept: choice for choice in from_dict(client.session[KEY]).choices}


def test_it_offers_what_the_catalogue_has_and_sets_no_cookie(client: PageClient) -> None:
    response = client.get(reverse("life"))
    text = response.content.decode()
    assert CARE in text
    assert "Arabiska" in text
    assert "Gjort värnplikt" not in text  # the small catalogue has no skill for it
    assert not response.cookies


def test_a_tick_asks_about_skills_with_the_reason_and_claims_none(client: PageClient) -> None:
    response = client.post(reverse("life"), {"done": ["care"]})
    assert response.headers["Location"] == reverse("skills")
    found = kept(client)
    assert found.keys() == {skill("Äldreomsorg"), skill("Demensvård")}
    assert all(one.is_suggestion and not one.is_in for one in found.values())
    text = client.get(reverse("skills")).content.decode()
    assert "Brukar höra till" in text
    assert f"<q>{CARE}</q>" in text


def test_a_ticked_language_counts_and_an_unticked_one_no_more(client: PageClient) -> None:
    client.post(reverse("life"), {"languages": ["language-arabiska", "language-engelska"]})
    assert [one for one, choice in kept(client).items() if choice.is_in] == [
        "language-arabiska",
        "language-engelska",
    ]
    assert 'value="language-arabiska" checked' in client.get(reverse("life")).content.decode()
    client.post(reverse("life"), {"languages": ["language-arabiska"]})
    assert kept(client).keys() == {"language-arabiska"}


def test_a_language_of_a_cv_that_is_unticked_gets_a_no(begin: Begin) -> None:
    read = Choice("language-engelska", "language", quote="talar engelska", origin="cv")
    client = begin(Journey(choices=(read,)))
    client.post(reverse("life"), {})
    assert kept(client)[read.concept] == replace(read, answer="no")
    client.post(reverse("life"), {"languages": [read.concept]})
    assert kept(client)[read.concept] == replace(read, answer="yes")


def test_sent_twice_it_says_the_same_and_comes_back_as_it_was(client: PageClient) -> None:
    said = {"done": ["care"], "languages": ["language-arabiska"]}
    client.post(reverse("life"), said)
    once = client.session[KEY]
    client.post(reverse("life"), said)
    assert client.session[KEY] == once
    assert 'value="care" checked' in client.get(reverse("life")).content.decode()


def test_unticked_it_takes_back_its_questions_but_no_answer(client: PageClient) -> None:
    client.post(reverse("life"), {"done": ["care"]})
    client.post(reverse("answer_skill"), {"concept": skill("Demensvård"), "answer": "yes"})
    client.post(reverse("life"), {})
    assert kept(client).keys() == {skill("Demensvård")}


def test_what_is_not_in_the_list_is_an_error_that_loses_nothing(client: PageClient) -> None:
    response = client.post(
        reverse("life"), {"done": ["care", "piracy"], "languages": ["language-arabiska"]}
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert text.count("Välj bland alternativen i listan.") == 2
    assert 'value="care" checked' in text
    assert 'value="language-arabiska" checked' in text
    assert KEY not in client.session


@pytest.mark.parametrize("name", ["earlier_jobs", "skills"])
def test_there_is_a_way_here_from(client: PageClient, name: str) -> None:
    assert f'href="{reverse("life")}"' in client.get(reverse(name)).content.decode()

from django.urls import reverse

from guidance.journey import KEY, Journey
from tests.integration.guidance.pages import PageClient
from tests.snapshots import ASSISTANT_NURSE, CARE_ASSISTANT, skill


def test_search_forgives_misspelling(client: PageClient) -> None:
    text = client.get(reverse("earlier_jobs"), {"q": "undersköteska"}).content.decode()
    assert "Undersköterska" in text
    assert "Jag har haft det här jobbet" in text


def test_a_job_brings_questions_and_claims_nothing(client: PageClient) -> None:
    response = client.post(reverse("add_earlier_job"), {"concept": ASSISTANT_NURSE})
    assert response.headers["Location"] == reverse("skills")
    choices = {choice["concept"]: choice for choice in client.session[KEY]["choices"]}
    assert choices[ASSISTANT_NURSE]["answer"] == "yes"
    related = choices[skill("Omvårdnad")]
    assert related["is_suggestion"]
    assert related["answer"] == ""
    assert related["because"] == ASSISTANT_NURSE


def test_the_same_job_twice_is_one_job(client: PageClient) -> None:
    client.post(reverse("add_earlier_job"), {"concept": ASSISTANT_NURSE})
    once = client.session[KEY]
    client.post(reverse("add_earlier_job"), {"concept": ASSISTANT_NURSE})
    assert client.session[KEY] == once


def test_something_that_is_no_job_adds_nothing(client: PageClient) -> None:
    for concept in ("", "nej", skill("Omvårdnad")):
        response = client.post(reverse("add_earlier_job"), {"concept": concept})
        assert response.status_code == 422
        assert "Yrket finns inte i katalogen" in response.content.decode()
    assert KEY not in client.session


def test_nothing_found_has_a_next_action(client: PageClient) -> None:
    text = client.get(reverse("earlier_jobs"), {"q": "zzzzzzzz"}).content.decode()
    assert "Vi hittar inget yrke som heter" in text
    assert "Prova ett kortare ord" in text
    assert "Inga träffar." in text
    assert "Menade du" not in text


def test_what_may_be_meant_is_offered(client: PageClient) -> None:
    text = client.get(
        reverse("earlier_jobs"), {"q": "jag har jobbat som svetsare"}
    ).content.decode()
    assert f'href="{reverse("earlier_jobs")}?q=Svetsare"' in text


def test_htmx_gets_the_hits_alone(begin, journey: Journey) -> None:
    client = begin(journey)
    part = client.get(
        reverse("earlier_jobs"), {"q": "kock"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert part.strip().startswith('<div id="traffar">')
    assert "<html" not in part


def test_wrong_methods(client: PageClient) -> None:
    assert client.get(reverse("add_earlier_job")).headers["Location"] == reverse("earlier_jobs")
    assert client.post(reverse("earlier_jobs")).status_code == 405


def test_the_first_job_gets_a_first_answer(client: PageClient) -> None:
    client.post(reverse("add_earlier_job"), {"concept": ASSISTANT_NURSE})
    text = client.get(reverse("skills")).content.decode()
    assert "Ett första svar" in text
    assert "Jobbet du har haft." in text
    assert "kan ofta ta det här jobbet." in text
    assert "annonser för yrkesgruppen" in text
    response = client.post(reverse("choose_target"), {"concept": CARE_ASSISTANT})
    assert response.headers["Location"] == reverse("gap")
    assert "Ett första svar" not in client.get(reverse("skills")).content.decode()

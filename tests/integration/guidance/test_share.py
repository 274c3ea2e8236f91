"""A code shows one plan, once, within the hour, to whoever has it and to nobody else."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from guidance.deployment import read_deployment
from guidance.journey import KEY, Choice, Journey, Note, from_dict, to_dict
from guidance.session import share
from guidance.session.store import connection
from tests.integration.guidance.pages import PageClient
from tests.snapshots import WELDER, skill

Begin = Callable[[Journey], PageClient]


def make_code(client: PageClient, mode: str = "read") -> str:
    assert client.post(reverse("share"), {"mode": mode}).status_code == 302
    return str(client.session["shared"]["code"])


def test_the_page_shows_what_the_code_will_show(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    before = client.get(reverse("share")).content.decode()
    assert "Det här visar koden" in before
    for seen in ("Omvårdnad", "Naturkunskap 1b", "Gävle", "Sjuksköterska, grundutbildad"):
        assert seen in before
    reader = PageClient().post(reverse("open_code"), {"code": make_code(client)})
    assert summary_of(reader.content.decode()) == summary_of(before)


def summary_of(text: str) -> str:
    return text[text.index('<dl class="summary">') : text.index("</dl>")]


def test_the_words_of_the_cv_and_what_was_rejected_are_not_shown(
    begin: Begin, journey: Journey
) -> None:
    rejected = Choice(skill("Städning"), "skill", quote="jag städar", answer="no")
    client = begin(replace(journey, choices=(*journey.choices, rejected)))
    text = PageClient().post(reverse("open_code"), {"code": make_code(client)}).content.decode()
    for hidden in ("jag kan omvårdnad", "Städning", "jag städar", "Demensvård", "2 namn"):
        assert hidden not in text


def test_it_opens_once(begin: Begin, journey: Journey) -> None:
    code = make_code(begin(journey))
    reader = PageClient()
    first = reader.post(reverse("open_code"), {"code": f" {code[:5]}-{code[5:].lower()} "})
    assert first.status_code == 200
    assert "no-store" in first.headers["Cache-Control"]
    again = PageClient().post(reverse("open_code"), {"code": code})
    assert again.status_code == 422
    assert "Koden öppnar ingenting." in again.content.decode()


def test_reading_leaves_nothing_in_the_readers_browser(begin: Begin, journey: Journey) -> None:
    reader = PageClient()
    response = reader.post(reverse("open_code"), {"code": make_code(begin(journey))})
    assert not response.cookies
    assert "Vi har inga uppgifter om dig" in reader.get(reverse("mine")).content.decode()


def test_it_lasts_an_hour(begin: Begin, journey: Journey) -> None:
    name, _ = share.derive(make_code(begin(journey)))
    assert 3590 < connection().ttl(name) <= share.SECONDS == 3600


def test_it_can_be_revoked(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    code = make_code(client)
    client.post(reverse("revoke_code"))
    client.post(reverse("revoke_code"))
    assert PageClient().post(reverse("open_code"), {"code": code}).status_code == 422
    assert "Din kod" not in client.get(reverse("share")).content.decode()


def test_a_new_code_ends_the_old_and_wiping_ends_both(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    old, new = make_code(client), make_code(client)
    assert PageClient().post(reverse("open_code"), {"code": old}).status_code == 422
    response = client.post(reverse("wipe"))
    assert "Koden du gjorde" in client.get(response.headers["Location"]).content.decode()
    assert PageClient().post(reverse("open_code"), {"code": new}).status_code == 422
    assert not any(connection().exists(share.derive(code)[0]) for code in (old, new))


def test_the_person_sees_that_it_was_used(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    code = make_code(client)
    assert f"{code[:5]} {code[5:]}" in client.get(reverse("share")).content.decode()
    assert f"{code[:5]} {code[5:]}" in client.get(reverse("mine")).content.decode()
    PageClient().post(reverse("open_code"), {"code": code})
    assert "Koden är använd" in client.get(reverse("share")).content.decode()


@pytest.mark.parametrize("code", ["", "kort", "0000000000", "ABCDEFGHJ!", "Å" * 10, "A" * 41])
def test_what_is_no_code_opens_nothing(client: PageClient, code: str) -> None:
    response = client.post(reverse("open_code"), {"code": code})
    assert response.status_code == 422
    assert 'href="#id_code"' in response.content.decode()


def test_nothing_to_show_makes_no_code(client: PageClient) -> None:
    client.post(reverse("share"), {"mode": "read"})
    assert "shared" not in client.session
    assert "Det finns inget att visa än" in client.get(reverse("share")).content.decode()


def test_a_mode_must_be_chosen(begin: Begin, journey: Journey) -> None:
    response = begin(journey).post(reverse("share"), {"mode": "own"})
    assert response.status_code == 422
    assert "Välj om den andra bara får läsa" in response.content.decode()


def test_co_edit_goes_there_and_back_and_changes_nothing_before_a_yes(
    begin: Begin, journey: Journey
) -> None:
    person = begin(journey)
    counsellor = PageClient()
    code = make_code(person, "edit")
    offered = counsellor.post(reverse("open_code"), {"code": code}, follow=True).content.decode()
    assert "En kopia att arbeta i" in offered
    counsellor.post(reverse("answer_offer"), {"answer": "yes"})
    counsellor.post(reverse("add_skill"), {"concept": skill("Provtagning")})
    counsellor.post(reverse("answer_skill"), {"concept": skill("Omvårdnad"), "answer": "no"})
    counsellor.post(reverse("choose_target"), {"concept": WELDER})
    counsellor.post(reverse("add_note"), {"note": "Ring skolan i januari"})
    back = make_code(counsellor, "edit")
    text = person.post(reverse("open_code"), {"code": back}, follow=True).content.decode()
    for change in (
        "Tillagt: Provtagning", "Räknas inte längre: Omvårdnad", "Målet har ändrats",
        "Ny anteckning: Ring skolan i januari",
    ):  # fmt: skip
        assert change in text
    assert person.session[KEY] == to_json(journey)
    assert "väntar på ditt svar" in person.get(reverse("mine")).content.decode()
    person.post(reverse("answer_offer"), {"answer": "yes"})
    after = from_dict(person.session[KEY])
    assert after.target == WELDER
    assert [note.text for note in after.notes] == ["Ring skolan i januari"]
    answers = {choice.concept: choice for choice in after.choices}
    assert answers[skill("Omvårdnad")].answer == "no"
    assert answers[skill("Omvårdnad")].quote == "jag kan omvårdnad"
    assert answers[skill("Provtagning")].is_in
    assert answers[skill("Demensvård")] == journey.choices[2]
    assert after.removed == journey.removed


def to_json(journey: Journey) -> object:
    return json.loads(json.dumps(to_dict(journey)))


def test_a_no_leaves_all_as_it_was(begin: Begin, journey: Journey) -> None:
    other = Journey(choices=(Choice(skill("Java"), "skill", answer="yes"),), target=WELDER)
    helper = PageClient()
    session = helper.session
    session[KEY] = to_dict(other)
    session.save()
    code = make_code(helper, "edit")
    person = begin(journey)
    person.post(reverse("open_code"), {"code": code})
    person.post(reverse("answer_offer"), {"answer": "no"})
    assert person.session[KEY] == to_json(journey)
    assert "offer" not in person.session
    again = person.post(reverse("answer_offer"), {"answer": "yes"})
    assert again.headers["Location"] == reverse("mine"), "it does not begin again"
    assert person.session[KEY] == to_json(journey)


def test_a_copy_stays_an_hour_at_most(begin: Begin, journey: Journey) -> None:
    counsellor = PageClient()
    code = make_code(begin(journey), "edit")
    counsellor.post(reverse("open_code"), {"code": code})
    counsellor.post(reverse("answer_offer"), {"answer": "yes"})
    text = counsellor.get(reverse("mine")).content.decode()
    assert "den går inte att förlänga" in text
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert counsellor.get(reverse("mine")).headers["Location"] == reverse("session_ended")


def test_guessing_is_stopped_in_words(client: PageClient) -> None:
    for _ in range(20):
        assert client.post(reverse("open_code"), {"code": "ABCDEFGHJK"}).status_code == 422
    response = client.post(reverse("open_code"), {"code": "ABCDEFGHJK"})
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "600"
    assert "Vänta 10 minuter och försök igen." in response.content.decode()
    assert client.get(reverse("open_code")).status_code == 200
    elsewhere = PageClient(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post(reverse("open_code"), {"code": "ABCDEFGHJK"}).status_code == 422


def test_redis_holds_neither_the_code_nor_what_it_shows(begin: Begin, journey: Journey) -> None:
    code = make_code(begin(journey))
    name = share.derive(code)[0].encode()
    sealed = connection().get(name)
    assert isinstance(sealed, bytes)
    dump = name + sealed
    for secret in (code, "Omv", "journey", "choices", "2180"):
        assert secret.encode() not in dump
    connection().set(name, sealed[:-1] + bytes([sealed[-1] ^ 1]), ex=60)
    assert share.open_once(code) is None


def test_codes_are_drawn_from_a_large_enough_room() -> None:
    assert len(set(share.ALPHABET)) ** share.LENGTH == 2**50
    assert not set("01OI") & set(share.ALPHABET)
    codes = {share.share({"a": 1}) for _ in range(3)}
    assert len(codes) == 3
    assert all(share.is_code(code) for code in codes)
    for code in codes:
        share.revoke(code)


def test_the_key_of_the_site_is_part_of_the_name(settings) -> None:
    code = share.share({"a": 1})
    settings.SECRET_KEY = "another" * 10
    assert share.open_once(code) is None


def test_notes_travel(begin: Begin, journey: Journey) -> None:
    client = begin(replace(journey, notes=(Note("2026-11-24", "Ring skolan"),)))
    text = PageClient().post(reverse("open_code"), {"code": make_code(client)}).content.decode()
    assert "Ring skolan" in text


def test_the_reader_sees_the_plan_as_its_owner_does(begin: Begin, journey: Journey) -> None:
    client = begin(journey)
    own = client.get(reverse("takeaway")).content.decode()
    text = PageClient().post(reverse("open_code"), {"code": make_code(client)}).content.decode()
    for part in ('<ol class="to-do">', '<ol class="legs">'):
        assert part in own
        assert text.count(part) == own.count(part)
    assert reverse("counsellor") in text
    assert reverse("finance") not in text  # the reader has no plan of their own to pay for


def test_a_plan_that_can_no_longer_be_made_is_shown_as_it_was(
    begin: Begin, journey: Journey
) -> None:
    gone = replace(journey, target=WELDER, plan="borta")
    code = make_code(begin(gone))
    assert PageClient().post(reverse("open_code"), {"code": code}).status_code == 200


def test_a_site_may_do_without_codes(begin: Begin, journey: Journey, settings) -> None:
    settings.DEPLOYMENT = read_deployment(switched_off=["codes"])
    client = begin(journey)
    for name in ("share", "open_code"):
        assert client.get(reverse(name)).status_code == 404
        assert client.post(reverse(name)).status_code == 404
    for name in ("start", "takeaway", "open_plan_file", "counsellor"):
        text = client.get(reverse(name)).content.decode()
        assert f'href="{reverse("share")}"' not in text, name
        assert f'href="{reverse("open_code")}"' not in text, name

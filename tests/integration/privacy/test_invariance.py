"""Promise 9: the same skills give the same answer, whoever has them."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.snapshot.current import current_snapshot
from guidance.core.gap import find_gap
from guidance.core.paths.serialise import gap_data, paths_data, profile_data
from guidance.journey import KEY, from_dict, profile_of
from guidance.plans import answer_of
from tests.integration.guidance.pages import PageClient
from tests.snapshots import NURSE

WORK = """
Jag har arbetat som undersköterska i fem år.
Jag kan omvårdnad och äldreomsorg.
"""
# Name, sex, birth date, birth country, civil status, faith: nothing of it is asked or used.
PEOPLE = {
    "Anna, 62, Gävle": "Anna Andersson\nFödd 1964-03-02 i Sverige\nKvinna, gift\n",
    "Mohammed, 24, Damaskus": "Mohammed Al-Hassan\nFödd 2002-09-11 i Syrien\nMan, ogift\n",
    "Li, 41, Shanghai": "Li Wang\nFödd 1985-01-30 i Kina\nKvinna, sambo\n",
    "Olof, 19": "Olof Björk\n19 år\nMan\n",
    "nobody": "",
}
SCHOOL = "exam:gymnasium:preparatory"
PAGES = ("gap", "way", "takeaway", "download_json_resume")


def answer_for(who: str) -> tuple[bytes, list[str]]:
    client = PageClient()
    client.post(reverse("cv"), {"text": who + WORK})
    client.post(reverse("holdings"), {"credentials": [SCHOOL], "municipality": "2180"})
    client.post(reverse("choose_target"), {"concept": NURSE})
    session = client.session
    session[KEY]["credentials"].append("course:naturkunskap 1b")
    session.save()
    journey = from_dict(client.session[KEY])
    snapshot = current_snapshot()
    answer = answer_of(journey, snapshot, timezone.localdate())
    profile = profile_of(journey)
    data = {
        "profile": profile_data(profile),
        "gap": gap_data(find_gap(profile, NURSE, snapshot)),
        "paths": paths_data(answer.path_set),
    }
    pages = [without_token(client.get(reverse(name)).content.decode()) for name in PAGES]
    return json.dumps(data, ensure_ascii=False).encode(), pages


def without_token(text: str) -> str:
    """A page without what differs between any two requests: the token, and the time left."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return re.sub(r'data-seconds="\d+"|kl\. \d\d\.\d\d', "", text)


@pytest.mark.parametrize("who", [one for one in PEOPLE if one != "nobody"])
def test_the_answer_is_the_same_byte_for_byte(who: str) -> None:
    expected, pages = answer_for(PEOPLE["nobody"])
    assert b'"legs"' in expected, "there is no answer to compare"
    assert answer_for(PEOPLE[who]) == (expected, pages)

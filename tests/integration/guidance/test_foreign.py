"""A person with a degree from another country sees whom to turn to, and each step with its wait."""

from dataclasses import replace

from django.urls import reverse

from guidance.journey import Journey
from tests.integration.guidance.pages import PageClient
from tests.snapshots import WELDER


def shown(client: PageClient, name: str) -> str:
    return str(client.get(reverse(name)).content.decode())


def test_a_nurse_from_elsewhere_is_led_to_the_authority(begin, journey: Journey) -> None:
    held = frozenset({"foreign:sjuksköterskeexamen", "language:svenska:C1"})
    client = begin(replace(journey, credentials=held))
    for name in ("way", "takeaway"):
        text = shown(client, name)
        assert "Din utbildning från ett annat land" in text
        assert "sök hos Socialstyrelsen" in text
    assert "Kunskapsprov för sjuksköterska hos Socialstyrelsen" in text
    assert "<dt>Beslutas av</dt><dd>Socialstyrelsen</dd>" in text
    assert "<dt>Väntetid</dt><dd>från ungefär 6 månader" in text


def test_other_jobs_lead_to_uhr(begin, journey: Journey) -> None:
    client = begin(replace(journey, credentials=frozenset({"foreign:examen"}), target=WELDER))
    assert "Universitets- och högskolerådet (UHR)" in shown(client, "way")


def test_nobody_else_sees_it(begin, journey: Journey) -> None:
    assert "Din utbildning från ett annat land" not in shown(begin(journey), "way")


def test_it_can_be_said_in_the_form(begin, journey: Journey) -> None:
    text = shown(begin(journey), "holdings")
    assert "Utländsk högskoleutbildning som ingen har bedömt än" in text
    assert "Sjuksköterskeexamen från ett annat land" in text

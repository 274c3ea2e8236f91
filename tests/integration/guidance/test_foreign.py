"""A person with a degree from another country sees whom to turn to, and each step with its wait."""

from dataclasses import replace

from django.urls import reverse

from guidance.journey import Journey
from tests.integration.guidance.pages import PageClient, parsed
from tests.snapshots import WELDER

SVG = "{http://www.w3.org/2000/svg}"
STEPS = (
    ("Prov", "Kunskapsprov för sjuksköterska hos Socialstyrelsen"),
    ("Praktik", "Praktisk tjänstgöring som sjuksköterska i svensk vård"),
    ("Ansökan", "Legitimation som sjuksköterska"),
)


def words(node) -> str:
    return " ".join("".join(node.itertext()).split())


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
    assert "<dt>Tid det brukar ta</dt><dd>från ungefär 3 månader" in text  # the practice


def test_each_step_has_a_heading_of_its_own_kind(begin, journey: Journey) -> None:
    """In the plan, the picture, its table, on paper and in the kept plan."""
    held = frozenset({"foreign:sjuksköterskeexamen", "language:svenska:C1"})
    client = begin(replace(journey, credentials=held, choices=()))
    tree = parsed(shown(client, "way"))
    plan = next(node for node in tree.iter("article") if node.get("class") == "plan")
    legs = [node for node in plan.iter("li") if (node.get("class") or "").startswith("leg")]
    heads = [words(node) for leg in legs for node in leg.iter("h3")]
    assert heads[1:-1] == [f"{kind}: {name}" for kind, name in STEPS]
    picture = [words(node) for node in plan.iter(f"{SVG}text") if node.get("class") == "name"]
    rows = [words(next(row.iter("th"))) for body in plan.iter("tbody") for row in body.iter("tr")]
    assert rows == [f"{kind}: {name}" for kind, name in STEPS]
    for line, (kind, name) in zip(picture, STEPS, strict=True):
        assert line.startswith(f"{kind}: {name[:50]}")
    client.post(reverse("choose_plan"), {"plan": plan.get("id").removeprefix("plan-")})
    both = shown(client, "two_languages")
    for kind, name in STEPS:
        assert f"{kind}: {name}" in both
        assert f"{kind}: <strong>{name}</strong>" in shown(client, "share")
    todo = shown(client, "action_plan")
    assert "Anmäl dig till Kunskapsprov för sjuksköterska hos Socialstyrelsen." in todo
    assert "Sök plats för praktiken" in todo
    assert "Ansök hos Socialstyrelsen: Legitimation" in todo


def test_the_language_is_asked_for_of_whoever_lacks_it(begin, journey: Journey) -> None:
    lacks = frozenset({"foreign:sjuksköterskeexamen"})
    for held, is_asked in ((lacks, True), (lacks | {"language:svenska:C1"}, False)):
        text = shown(begin(replace(journey, credentials=held)), "gap")
        assert ("Du behöver också svenska, danska eller norska" in text) is is_asked


def test_a_way_without_studies_says_that_there_are_none(begin, journey: Journey) -> None:
    held = frozenset({"foreign:sjuksköterskeexamen", "language:svenska:C1"})
    text = shown(begin(replace(journey, credentials=held, choices=())), "way")
    assert "<dt>Studier på heltid</dt><dd>Inga</dd>" in text
    assert "mindre än en vecka" not in text


def test_other_jobs_lead_to_uhr(begin, journey: Journey) -> None:
    client = begin(replace(journey, credentials=frozenset({"foreign:examen"}), target=WELDER))
    assert "Universitets- och högskolerådet (UHR)" in shown(client, "way")


def test_nobody_else_sees_it(begin, journey: Journey) -> None:
    assert "Din utbildning från ett annat land" not in shown(begin(journey), "way")


def test_it_can_be_said_in_the_form(begin, journey: Journey) -> None:
    text = shown(begin(journey), "holdings")
    assert "Utländsk högskoleutbildning som ingen har bedömt än" in text
    assert "Sjuksköterskeexamen från ett annat land" in text

"""What one credential implies, and how requirements stand for what is held."""

from hypothesis import given
from hypothesis import strategies as st

from guidance.core.eligibility.credentials import CREDENTIAL_CHOICES, closure, label_of, opened
from guidance.core.eligibility.evaluate import judge
from guidance.core.eligibility.parse import parse_requirement
from guidance.core.eligibility.phrases import credential_of_skill, read_credentials

KEYS = [key for key, _ in CREDENTIAL_CHOICES]


def judged(text: str, *held: str):
    return judge(parse_requirement(text).expression, closure(opened(frozenset(held))))


def test_higher_courses_stand_for_lower():
    held = closure(frozenset({"course:matematik 3c", "course:engelska 7"}))
    assert {
        "course:matematik 2c",
        "course:matematik 2a",
        "course:matematik 1",
        "course:engelska 5",
    } <= held
    assert "course:matematik 4" not in held


def test_a_lower_track_does_not_stand_for_a_higher():
    assert "course:matematik 2c" not in closure(frozenset({"course:matematik 2b"}))


def test_a_course_said_without_its_letter_may_be_any_track():
    said = frozenset({"course:matematik 2"})
    assert {"course:matematik 2a", "course:matematik 2c"} <= closure(opened(said))
    assert opened(said) <= opened(said | {"course:matematik 2a"})


def test_swedish_as_second_language_is_swedish():
    assert "course:svenska 2" in closure(frozenset({"course:svenska som andraspråk 3"}))


def test_vocational_exam_lacks_the_courses_of_basic_eligibility():
    assert "basic:YH" in closure(frozenset({"exam:gymnasium:vocational"}))
    assert "basic:HS" not in closure(frozenset({"exam:gymnasium:vocational"}))
    added = frozenset({"exam:gymnasium:vocational", "course:engelska 6", "course:svenska 3"})
    assert "basic:HS" in closure(added)


def test_rules_hold_whatever_order_the_keys_come_in():
    one = closure(closure(frozenset({"exam:gymnasium:vocational"})) | {"course:engelska 6"})
    assert "basic:HS" in closure(one | {"course:svenska som andraspråk 3"})


def test_who_has_university_credits_was_eligible():
    assert {"basic:HS", "basic:YH"} <= closure(read_credentials("150 hp"))


def test_a_degree_for_after_school_care_is_no_degree_for_the_classes():
    held = closure(frozenset({"degree:grundlärarexamen i fritidshem"}))
    assert "degree:lärarexamen" in held
    assert "degree:grundlärarexamen" not in held


def test_english_courses_are_levels_of_english():
    assert "language:engelska:B2" in closure(frozenset({"course:engelska 6"}))
    assert "language:engelska:B2" not in closure(frozenset({"course:engelska 5"}))


def test_driving_and_licences_imply_what_they_rest_on():
    assert {"driving:C", "driving:B"} <= closure(frozenset({"driving:CE"}))
    assert "degree:sjuksköterskeexamen" in closure(frozenset({"licence:sjuksköterska"}))


@given(st.sets(st.sampled_from(KEYS)), st.sampled_from(KEYS))
def test_closure_grows_with_what_is_held_and_is_closed(held, one_more):
    closed = closure(frozenset(held))
    assert closed <= closure(frozenset(held | {one_more}))
    assert closure(closed) == closed


def test_every_choice_has_a_label_of_its_own():
    labels = [label for _, label in CREDENTIAL_CHOICES]
    assert len(set(labels)) == len(labels)
    assert all(label and ":" not in label for label in labels)
    assert label_of("course:svenska som andraspråk 2") == "Svenska som andraspråk 2"


def test_missing_names_the_smallest_alternative():
    verdict = judged("Engelska 6 och Matematik 2", "exam:gymnasium:preparatory")
    assert verdict.judgement == "missing"
    assert verdict.lacking[0] == {"course:matematik 2"}


def test_unreadable_words_are_unjudged_never_satisfied():
    verdict = judged("Engelska 6. Godkänd intervju hos skolan.", "course:engelska 6")
    assert verdict.judgement == "unjudged"
    assert verdict.verbatim


def test_missing_wins_over_unjudged():
    assert judged("Engelska 7. Godkänd intervju hos skolan.").judgement == "missing"


def test_experience_counts_in_a_kindred_field():
    text = "Minst 12 månaders yrkeserfarenhet som sjuksköterska."
    assert judged(text, "experience:sjuksköterska, grundutbildad:24").judgement == "satisfied"
    assert judged(text, "experience:sjuksköterska, grundutbildad:3").judgement == "missing"


@given(st.sets(st.sampled_from(KEYS)), st.sampled_from(KEYS))
def test_holding_more_never_makes_a_requirement_harder(held, one_more):
    text = "Grundläggande behörighet samt Matematik 2a eller 2b, Naturkunskap 2"
    order = ["satisfied", "unjudged", "missing"]
    before, after = judged(text, *held), judged(text, *held, one_more)
    assert order.index(after.judgement) <= order.index(before.judgement)


def test_plain_phrases_are_credentials():
    assert read_credentials("gymnasieexamen (yrkesprogram)") == {"exam:gymnasium:vocational"}
    assert read_credentials("CE-körkort") == {"driving:CE"}
    assert read_credentials("SFI D") == {"sfi:D"}
    assert "foreign:läkarexamen" in read_credentials("utländsk läkarexamen")
    assert read_credentials("utländsk yrkeserfarenhet") == frozenset()


def test_skills_that_are_licences():
    assert credential_of_skill("Lärarlegitimation") == "licence:lärare"
    assert credential_of_skill("Omvårdnad") == ""

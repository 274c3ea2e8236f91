"""How much of a collection is read."""

from guidance.core.eligibility.summary import summarise


def test_shares_count_texts_and_uses_apart():
    summary = summarise(
        [("yh", "Kemi 1"), ("yh", "Kemi 1 "), ("yh", "Egen häst."), ("hs", "Antagen till X-kursen")]
    )
    by_form = {one.form: one for one in summary.forms}
    assert [*by_form] == ["hs", "yh", "all"]
    assert (by_form["yh"].texts, by_form["yh"].uses) == (2, 3)
    assert (by_form["yh"].read, by_form["yh"].read_uses) == (1, 2)
    assert (by_form["hs"].read, by_form["hs"].answerable) == (1, 0)
    assert by_form["all"].answerable == 1


def test_the_commonest_words_left_unread_come_first():
    summary = summarise([("a", "Egen häst."), ("b", "Egen häst."), ("a", "Ett konstverk.")])
    assert summary.remainders[0] == ("Egen häst.", 2)


def test_empty_texts_are_no_texts():
    assert summarise([("a", " ")]).forms[0].texts == 0

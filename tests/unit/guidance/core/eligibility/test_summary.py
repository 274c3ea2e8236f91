"""How much of a collection is read."""

import gzip
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

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


def test_the_command_measures_each_file(tmp_path):
    lines = tmp_path / "syllabi.jsonl.gz"
    lines.write_bytes(
        gzip.compress(b'{"sarskild_behorighet": "Kemi 1"}\n{"text": "Egen \xc3\xb6."}')
    )
    table = tmp_path / "yh.csv"
    table.write_text("id,sarskilda_forkunskaper\n1,Matematik 2\n2,\n", encoding="utf-8")
    out = StringIO()
    call_command("parse_eligibility", str(lines), str(table), "--summary", stdout=out)
    assert "syllabi: 2 distinct texts, wholly read 0.500" in out.getvalue()
    assert "yh: 1 distinct texts, wholly read 1.000" in out.getvalue()
    assert "    1  Egen ö." in out.getvalue()


@pytest.mark.parametrize("content", ["{not json", "", '{"other": 1}'])
def test_a_file_without_requirements_is_a_named_error(tmp_path, content):
    path = tmp_path / "x.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError) as stopped:
        call_command("parse_eligibility", str(path), "--summary")
    assert stopped.value.returncode == 2

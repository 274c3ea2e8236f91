"""Source files that are whole, cut, broken or not there."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.sources.files import files_of, read_items, read_json, read_json_lines, stem_of
from catalog.sources.record import SourceUnavailable, Unreadable

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def cut_gzip(path, text, keep):
    path.write_bytes(gzip.compress(text.encode())[:keep])
    return path


def test_a_folder_gives_plain_and_gzip_files_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/z.json", "a.json.gz", "c.txt"):
        (tmp_path / name).touch()

    found = files_of(tmp_path, "*.json")

    assert [file.name for file in found] == ["a.json.gz", "z.json"]
    assert stem_of(found[0]) == "a"


def test_a_missing_path_and_an_empty_folder_say_what_to_give(tmp_path):
    with pytest.raises(SourceUnavailable, match="does not exist"):
        files_of(tmp_path / "none", "*.json")
    with pytest.raises(SourceUnavailable, match=r"holds no \*\.json"):
        files_of(tmp_path, "*.json")


def test_a_broken_line_is_one_line(tmp_path):
    file = tmp_path / "lines.jsonl"
    file.write_text('{"a": 1}\n{"a": \n\n{"a": 3}\n')

    values = dict(read_json_lines(file))

    assert values[1] == {"a": 1}
    assert values[2].reason == "not_json"
    assert values[4] == {"a": 3}
    assert 3 not in values  # an empty line is nothing


def test_a_cut_gzip_gives_its_lines_up_to_the_cut(tmp_path):
    text = "".join(
        f'{{"number": {number}, "noise": "{number * 7919 % 10007}"}}\n' for number in range(5000)
    )
    file = cut_gzip(tmp_path / "lines.jsonl.gz", text, 12_000)

    values = [value for _, value in read_json_lines(file)]

    assert len(values) > 100
    assert isinstance(values[-1], Unreadable)
    assert [value["number"] for value in values[:-2]] == list(range(len(values) - 2))


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    file = tmp_path / "marked.json"
    file.write_bytes(b"\xef\xbb\xbf[1]")

    assert read_json(file) == [1]


def test_bytes_that_are_not_utf_8_are_damage(tmp_path):
    file = tmp_path / "latin.json"
    file.write_bytes('["å"]'.encode("latin-1"))

    assert read_json(file).reason == "file_damaged"


@given(value=st.lists(JSON, max_size=4) | st.dictionaries(st.text(), JSON, max_size=4))
def test_items_of_a_whole_file_are_its_items(value, tmp_path_factory):
    file = tmp_path_factory.mktemp("items") / "value.json"
    file.write_text(json.dumps(value, indent=1), encoding="utf-8")

    expected = list(value.items()) if isinstance(value, dict) else list(enumerate(value))

    assert list(read_items(file)) == expected


@given(value=st.lists(JSON, min_size=1, max_size=4), data=st.data())
def test_items_of_a_cut_file_are_its_first_items_and_one_complaint(value, data, tmp_path_factory):
    text = json.dumps(value)
    keep = data.draw(st.integers(0, len(text) - 1))
    file = tmp_path_factory.mktemp("items") / "value.json"
    file.write_text(text[:keep], encoding="utf-8")

    *items, last = [item for _, item in read_items(file)]

    assert isinstance(last, Unreadable)
    # A number that is cut is a shorter number, and no reader can know.
    whole = items if text[:keep].rstrip().endswith((",", "]", "}", '"')) else items[:-1]
    assert whole == value[: len(whole)]


def test_a_list_inside_an_object_can_be_read_alone(tmp_path):
    file = tmp_path / "query.json"
    file.write_text('{"data": {"concepts": [{"id": 1}, {"id": 2}, {"id"')

    first, second, rest = [value for _, value in read_items(file, inside="concepts")]

    assert (first, second) == ({"id": 1}, {"id": 2})
    assert rest.reason == "not_json"


def test_a_file_that_holds_neither_list_nor_object_is_refused(tmp_path):
    file = tmp_path / "scalar.json"
    file.write_text("3")

    [(_, value)] = read_items(file)

    assert value.reason == "not_a_list_or_object"

"""Files of EMIL elements → raw items."""

import gzip
import json

import pytest

from catalog.sources.record import SourceUnavailable, Unreadable
from catalog.sources.susa_navet.client import edition, read
from tests.unit.catalog.sources.susa_navet.elements import element, event, info, provider, words

PROVIDER = element("p.test.1", provider())
INFO = element("i.test.1", info())
EVENT = element("e.test.1", event())


def lines(*elements):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in elements)


def write(folder, name, text):
    path = folder / name
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


def found(path):
    return [(item.kind, item.id) for item in read(path)]


def test_a_folder_comes_parents_first_whatever_the_files_are_called(tmp_path):
    write(tmp_path, "events.jsonl.gz", lines(EVENT))
    write(tmp_path, "infos.jsonl", lines(INFO))
    write(tmp_path, "providers.jsonl", lines(PROVIDER))
    write(tmp_path, "delta.jsonl", lines(element("e.test.9", event())))
    write(tmp_path, "labels_ssyk.tsv", "id\tssyk\n")
    assert found(tmp_path) == [
        ("provider", "p.test.1"),
        ("info", "i.test.1"),
        ("event", "e.test.1"),
    ]
    assert edition(tmp_path) == ""


def test_another_cut_in_a_folder_below_is_not_read(tmp_path):
    (tmp_path / "small").mkdir()
    write(tmp_path, "infos.jsonl", lines(INFO))
    write(tmp_path / "small", "infos.jsonl", lines(element("i.test.2", info())))
    assert found(tmp_path) == [("info", "i.test.1")]


def test_a_delta_mixes_kinds_told_by_the_first_letter(tmp_path):
    path = write(tmp_path, "delta.jsonl", lines(EVENT, INFO, PROVIDER, element("x.test", {})))
    assert found(path) == [
        ("event", "e.test.1"),
        ("info", "i.test.1"),
        ("provider", "p.test.1"),
        ("unknown", "x.test"),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        {"links": [], "educationEvents": [EVENT], "page": {"size": 1, "totalElements": 1}},
        [EVENT],
        EVENT,
    ],
)
def test_list_answers_bare_lists_and_answers_by_id(tmp_path, answer):
    path = write(tmp_path, "events_0.json", json.dumps(answer))
    assert found(path) == [("event", "e.test.1")]
    assert next(iter(read(path))).payload["content"]["education"] == "i.test.1"


def test_a_broken_line_is_told_and_the_rest_is_read(tmp_path):
    path = write(tmp_path, "infos.jsonl", lines(INFO) + '{"id":"i.test.2",\n\n' + lines(PROVIDER))
    first, broken, last = read(path)
    assert (first.kind, last.kind) == ("info", "provider")
    assert broken.kind == "unreadable"
    assert broken.id == "infos.jsonl:2"
    assert isinstance(broken.payload, Unreadable)


def test_a_cut_archive_gives_what_is_whole(tmp_path):
    many = [element(f"i.test.{number}", info(code=f"C{number * 7919}")) for number in range(400)]
    path = write(tmp_path, "infos.jsonl.gz", lines(*many))
    path.write_bytes(path.read_bytes()[:-40])
    items = list(read(path))
    assert 1 < len(items) <= 401
    assert items[-1].kind == "unreadable"
    assert {item.kind for item in items[:-1]} == {"info"}


def test_a_line_that_is_no_element_is_passed_on_to_be_told(tmp_path):
    path = write(tmp_path, "infos.jsonl", '["x"]\n3\n{"id":4}\n')
    assert found(path) == [("unknown", f"infos.jsonl:{number}") for number in (1, 2, 3)]


def test_of_one_id_the_newest_element_is_kept_and_told(tmp_path):
    old = element("i.test.1", info(lastEdited="2026-01-01T00:00:00"))
    new = element("i.test.1", info(lastEdited="2026-11-21T23:59:59", title=words("Nytt namn")))
    for order in ([old, INFO, new], [new, old, INFO]):
        path = write(tmp_path, "infos.jsonl", lines(*order, element("i.test.2", info())))
        items = {item.id: item.payload for item in read(path)}
        assert items.keys() == {"i.test.1", "i.test.2"}
        assert items["i.test.1"]["content"]["title"] == words("Nytt namn")
        assert items["i.test.1"]["superseded"] == 2
        assert "superseded" not in items["i.test.2"]


def test_an_id_that_does_not_come_first_on_its_line_is_found_too(tmp_path):
    turned = dict(reversed(INFO.items()))
    path = write(tmp_path, "infos.jsonl", lines(turned, INFO))
    assert found(path) == [("info", "i.test.1")]


def test_nothing_to_read(tmp_path):
    with pytest.raises(SourceUnavailable, match="does not exist"):
        list(read(tmp_path / "missing"))
    with pytest.raises(SourceUnavailable, match="holds no providers"):
        list(read(tmp_path))

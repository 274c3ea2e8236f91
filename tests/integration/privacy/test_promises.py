"""Promise 10: each sentence of the privacy page is bound to tests, and the tests exist."""

import ast
import re
from functools import lru_cache
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from tests.integration.guidance.pages import PageClient, parsed
from tests.integration.privacy.promises import PROMISES

SENTENCE_END = re.compile(r"[.!?](?:\s|$)")


def main_of(client: PageClient) -> Any:
    tree = parsed(client.get(reverse("privacy")).content.decode())
    return next(tree.iter("main"))


def unbound_words(node: Any) -> list[str]:
    """Text that is neither a heading nor inside an element with a promise."""
    if node.get("data-promise") or node.tag in ("h1", "h2", "h3"):
        return []
    found = [node.text or ""]
    for child in node:
        found += [*unbound_words(child), child.tail or ""]
    return [text.strip() for text in found if text.strip()]


def test_every_sentence_is_a_promise(client: PageClient) -> None:
    assert unbound_words(main_of(client)) == []


def test_a_promise_is_one_sentence(client: PageClient) -> None:
    for node in main_of(client).iter():
        if node.get("data-promise"):
            text = " ".join("".join(node.itertext()).split())
            assert len(SENTENCE_END.findall(text)) == 1, text
            assert text.endswith(".")


def test_the_page_and_the_table_hold_the_same_promises(client: PageClient) -> None:
    made = [node.get("data-promise") for node in main_of(client).iter()]
    made = [promise for promise in made if promise]
    assert len(made) == len(set(made))
    assert set(made) == PROMISES.keys()


@lru_cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((settings.BASE_DIR / path).read_text())
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not has_skip(node)
    )


def has_skip(node: ast.FunctionDef) -> bool:
    """A skipped test holds nothing."""
    return any("skip" in ast.unparse(decorator) for decorator in node.decorator_list)


@pytest.mark.parametrize("promise", PROMISES)
def test_every_promise_has_tests_that_exist(promise: str) -> None:
    assert PROMISES[promise]
    for node in PROMISES[promise]:
        path, _, name = node.partition("::")
        assert name in names_in(path), node


def test_an_unbound_sentence_would_be_found() -> None:
    page = parsed(
        '<!doctype html><html lang="sv"><head><title>t</title></head><body><main><h1>R</h1>'
        '<p><span data-promise="a">Bundet.</span> Obundet.</p></main></body></html>'
    )
    assert unbound_words(next(page.iter("main"))) == ["Obundet."]

"""A client that reads every page as strictly as a validator, a security reviewer and a citizen."""

import gzip
import re
from typing import Any
from urllib.parse import urlparse

import html5lib
from django.test import Client

RAW_CODE = re.compile(
    r"\b(?:[a-z]+_[a-z_]+|VUX[A-Z]+|[A-Za-z0-9]{4}_[A-Za-z0-9]{3}_[A-Za-z0-9]{3})\b"
)
OF_THE_PERSON = re.compile(r"\d\s*%")


class PageClient(Client):
    """Django's test client, which looks at each HTML answer before the test does."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        if is_html and response.content:  # redirects and refusals have no body
            is_part = "HTTP_HX_REQUEST" in request and response.status_code < 300
            sent = response.content
            is_small = response.headers.get("Content-Encoding") == "gzip"
            body = gzip.decompress(sent) if is_small else sent
            assert_good_html(body.decode(), is_part=is_part)
        if request["REQUEST_METHOD"] in ("GET", "HEAD"):
            assert not response.wsgi_request.session.modified, "a GET wrote to the session"
        return response


def parsed(text: str, *, is_part: bool = False) -> Any:
    """The tree of a page; raises on any parse error of the HTML standard."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(text, container="div") if is_part else parser.parse(text)


def assert_good_html(text: str, *, is_part: bool = False) -> None:
    """Valid, nothing inline or from elsewhere, ids unique, fields named, no raw code shown."""
    tree = parsed(text, is_part=is_part)
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    labelled = {node.get("for") for node in tree.iter("label")}
    for node in tree.iter():
        assert_nothing_inline(node)
        assert_same_origin(node)
        assert_progressive(node)
        if node.tag in ("input", "select", "textarea") and node.get("type") != "hidden":
            assert node.get("id") in labelled, f"no label for {node.attrib}"
    assert not RAW_CODE.search(visible_text(tree)), RAW_CODE.search(visible_text(tree))
    assert not OF_THE_PERSON.search(visible_text(tree)), "a percentage on the page"


def assert_nothing_inline(node: Any) -> None:
    assert node.tag != "style"
    assert node.tag != "script" or node.get("src"), "inline script"
    for name, value in node.attrib.items():
        assert name != "style", "inline style"
        assert not name.startswith("on"), f"inline handler {name}"
        assert not name.startswith("hx-on"), f"inline handler {name}"
        assert not str(value).strip().lower().startswith("javascript:")


def assert_same_origin(node: Any) -> None:
    """Only a link that a person may follow leads elsewhere, and it says so."""
    for name in ("src", "href", "action", "hx-get", "hx-post"):
        address = urlparse(node.get(name) or "")
        if address.netloc or address.scheme:
            assert node.tag == "a", node.attrib
            assert "noreferrer" in (node.get("rel") or ""), node.attrib


def assert_progressive(node: Any) -> None:
    """Every hx-get or hx-post sits on a real form or link with the same address."""
    if node.get("hx-get") or node.get("hx-post"):
        assert node.tag in ("form", "a"), node.tag
        plain = node.get("action") if node.tag == "form" else node.get("href")
        assert (plain or "").partition("#")[0] == (node.get("hx-get") or node.get("hx-post"))


def visible_text(tree: Any) -> str:
    """The words of a page as a person sees them; quoted text of the catalogue's own is left out."""
    parts: list[str] = []

    def walk(node: Any) -> None:
        if node.tag in ("script", "style", "blockquote", "q", "textarea") or not isinstance(
            node.tag, str
        ):
            return
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")

    walk(tree)
    return re.sub(r"Utbildningens id: \S+", "", " ".join(" ".join(parts).split()))

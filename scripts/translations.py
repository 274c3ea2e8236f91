"""Collect the texts, bring the translations up to date and compile them: `make translations`.

Swedish is the text in the code. `locale/<language>/LC_MESSAGES/django.po` holds what it is in
another language; a text that is new has an empty translation there, one that no code uses any more
is taken out. The compiled `.mo` beside it is what the site reads. See docs/languages.md.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
# Folder in locale/ → the language whose plural rules it has.
LANGUAGES = {"en": "en", "ar": "ar", "sv_Lattlast": "sv"}
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
CODE = ("guidance", "catalog")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
}
_TEXT = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(?:n?gettext|_)\(({_TEXT}(?:, {_TEXT})?)")


@dataclass(frozen=True)
class Text:
    """One text of the site. words: itself, or (one, many) · files: where it stands."""

    words: str | tuple[str, str]
    files: tuple[str, ...]

    @property
    def key(self) -> str:
        """What gettext looks it up by."""
        return self.words if isinstance(self.words, str) else self.words[0]


def texts_of_code(file: BinaryIO) -> Iterator[str | tuple[str, str]]:
    """The texts in a Python module."""
    for _, message, _, _ in extract("python", file, keywords=KEYWORDS):
        if isinstance(message, str):
            yield message
        else:
            yield (message[0], message[1])


def texts_of_template(source: str, name: str) -> Iterator[str | tuple[str, str]]:
    """The texts in a Django template, in the order they stand."""
    for call in _CALL.finditer(templatize(source, origin=name)):
        found = ast.literal_eval(f"({call[1]},)")
        yield found[0] if len(found) == 1 else (found[0], found[1])


def collect(root: Path = ROOT) -> list[Text]:
    """Every text of the site, each once, by where it stands first."""
    files: dict[str | tuple[str, str], list[str]] = {}
    for path in sorted((root / "templates").rglob("*.html")):
        name = str(path.relative_to(root))
        for words in texts_of_template(path.read_text(), name):
            files.setdefault(words, []).append(name)
    for folder in CODE:
        for path in sorted((root / folder).rglob("*.py")):
            for words in texts_of_code(io.BytesIO(path.read_bytes())):
                files.setdefault(words, []).append(str(path.relative_to(root)))
    # A text that is also the one of a pair is the pair's: gettext looks both up by it.
    pairs = {words[0]: words for words in files if not isinstance(words, str)}
    for words in [one for one in files if isinstance(one, str) and one in pairs]:
        files[pairs[words]] += files.pop(words)
    return [Text(words, tuple(sorted(set(where)))) for words, where in files.items()]


def path_of(folder: str, ending: str = "po") -> Path:
    """Where the translations of a language are."""
    return LOCALE / folder / "LC_MESSAGES" / f"django.{ending}"


def empty(language: str) -> Catalog:
    """No translations. The dates of its header say nothing, so that they change no file."""
    return Catalog(
        locale=language,
        header_comment="# Written by `make translations`; see docs/languages.md.",
        project="kortaste-vagen",
        version="1",
        creation_date=EPOCH,
        revision_date=EPOCH,
        last_translator="",
        language_team="",
        fuzzy=False,
    )


def load(folder: str) -> Catalog:
    """The translations of a language as they are kept."""
    path = path_of(folder)
    if not path.exists():
        return empty(LANGUAGES[folder])
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGES[folder])


def renewed(folder: str, texts: list[Text]) -> Catalog:
    """The same translations, for exactly these texts; a new text has none yet."""
    old, new = load(folder), empty(LANGUAGES[folder])
    for text in texts:
        known = old.get(text.key)
        is_of_same_kind = known is not None and known.pluralizable == (
            not isinstance(text.words, str)
        )
        new.add(
            text.words,
            known.string if known and is_of_same_kind else None,
            locations=[(name, 0) for name in text.files],
        )
    return new


def as_po(catalog: Catalog) -> bytes:
    """The file that people edit."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, include_lineno=False)
    return out.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """The file that the site reads; a text without a translation is not in it, so that it is said
    in Swedish instead of not at all."""
    done = empty(str(catalog.locale))
    for message in catalog:
        if message.id and all(strings_of(message.string)):
            done.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, done)
    return out.getvalue()


def main() -> int:
    """Bring every language up to date; 1 when a language that must be whole is not."""
    if not settings.configured:
        settings.configure()  # reading a template asks for the character set
    texts = collect()
    sys.stdout.write(f"{len(texts)} texts\n")
    for folder in LANGUAGES:
        catalog = renewed(folder, texts)
        path_of(folder).parent.mkdir(parents=True, exist_ok=True)
        path_of(folder).write_bytes(as_po(catalog))
        path_of(folder, "mo").write_bytes(as_mo(catalog))
        missing = sum(1 for one in catalog if one.id and not all(strings_of(one.string)))
        sys.stdout.write(f"{folder:12} {len(texts) - missing:5} translated, {missing} not\n")
    return 0


def strings_of(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The forms of a translation; one of them is empty when there is none."""
    return (string or "",) if isinstance(string, str | None) else tuple(string)


if __name__ == "__main__":
    sys.exit(main())

"""Every text of ours is in the catalogues, whole where a language is whole, and none is outside."""

import ast
import re
from pathlib import Path

import html5lib
import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings

from scripts import translations
from tests.words import swedish_words

ROOT = Path(settings.BASE_DIR)
VIEWS = ROOT / "guidance" / "views"
# Languages in which every text must be there; Arabic has a test of its own for its pages.
WHOLE = ("en",)
# Kilometres in languages that have no mil; both figures are given to both.
SAME_FIGURE = {"miles": "figure", "km": "figure"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|%%")
# Shown when nothing can be translated, in Swedish and English at once; and one sentence of Arabic.
IN_TWO_LANGUAGES = {"500.html"}
TEXT_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "data-soon", "data-gone")
# What they say stands in files, which have one address and one language.
FILES = {"quality_files.py", "open_data.py"}
# Names of formats, which are the same in every language.
FORMATS = {"RDF/XML", "Turtle", "JSON-LD"}
# Constants that hold words of the catalogue to look for, not to say.
READ = {"_FROM_ESCO"}
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.S)
BLOCK = re.compile(r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}", re.S)
TRANSLATED = re.compile(r"{%\s*translate\b.*?%}", re.S)


def messages(folder: str) -> list[Message]:
    return [message for message in translations.load(folder) if message.id]


def placeholders(text: str) -> list[str]:
    names = [found[1] or found[0] for found in PLACEHOLDER.finditer(text)]
    return sorted({SAME_FIGURE.get(name, name) for name in names})


@pytest.fixture(scope="module")
def texts() -> list[translations.Text]:
    return translations.collect()


@pytest.mark.parametrize("folder", translations.LANGUAGES)
def test_the_catalogue_holds_the_texts_of_the_code_and_no_other(
    folder: str, texts: list[translations.Text]
) -> None:
    known = {message.id for message in translations.load(folder) if message.id}
    assert {text.words for text in texts} == known, "run `make translations`"


@pytest.mark.parametrize("folder", WHOLE)
def test_every_text_is_translated(folder: str) -> None:
    missing = [m.id for m in messages(folder) if not all(translations.strings_of(m.string))]
    assert missing == []


@pytest.mark.parametrize("folder", translations.LANGUAGES)
def test_a_translation_has_the_same_facts(folder: str) -> None:
    for message in messages(folder):
        singular, *rest = translations.strings_of(message.id)
        for string in translations.strings_of(message.string):
            # The form for one may leave the number out: "one thing".
            allowed = [placeholders(singular), *(placeholders(one) for one in rest)]
            assert not string or placeholders(string) in allowed, (message.id, string)


@pytest.mark.parametrize("folder", translations.LANGUAGES)
def test_a_translation_has_the_same_marks(folder: str) -> None:
    """The same elements, so that a link or an emphasis is not lost or opened and never closed."""
    for message in messages(folder):
        wanted = re.findall(r"</?\w+", translations.strings_of(message.id)[0])
        for string in translations.strings_of(message.string):
            assert not string or sorted(re.findall(r"</?\w+", string)) == sorted(wanted), string


@pytest.mark.parametrize("folder", translations.LANGUAGES)
def test_plurals_have_every_form_of_the_language(folder: str) -> None:
    catalogue = translations.load(folder)
    for message in messages(folder):
        if message.pluralizable and any(translations.strings_of(message.string)):
            assert len(message.string) == catalogue.num_plurals, message.id
            assert all(message.string), message.id


@pytest.mark.parametrize("folder", translations.LANGUAGES)
def test_the_compiled_file_is_of_this_one(folder: str) -> None:
    compiled = translations.path_of(folder, "mo").read_bytes()
    assert compiled == translations.as_mo(translations.load(folder)), "run `make translations`"


def test_texts_are_found_in_templates_and_code(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "guidance").mkdir()
    (tmp_path / "templates" / "a.html").write_text(
        '{% load i18n %}{% translate "Ett" %}{% blocktranslate trimmed count n=n %}{{ n }} sak'
        "{% plural %}{{ n }} saker{% endblocktranslate %}"
    )
    (tmp_path / "guidance" / "b.py").write_text('X = gettext_lazy("Två " "delar")\nY = _("Ett")\n')
    found = {text.words: text.files for text in translations.collect(tmp_path)}
    assert found == {
        "Ett": ("guidance/b.py", "templates/a.html"),
        ("%(n)s sak", "%(n)s saker"): ("templates/a.html",),
        "Två delar": ("guidance/b.py",),
    }


def test_what_is_translated_stays_and_what_is_gone_goes() -> None:
    kept = next(m for m in messages("en") if isinstance(m.id, str) and m.string)
    text, new = translations.Text(kept.id, ("a.html",)), translations.Text("Ny text", ("b.html",))
    renewed: Catalog = translations.renewed("en", [text, new])
    assert {m.id: m.string or "" for m in renewed if m.id} == {kept.id: kept.string, "Ny text": ""}


def outside(source: str) -> list[str]:
    """Words in a template that no translation reaches."""
    bare = TAG.sub("", TRANSLATED.sub("", BLOCK.sub("", source)))
    tree = html5lib.parseFragment(bare, container="div", namespaceHTMLElements=False)
    found: list[str] = []
    for node in tree.iter():
        if not isinstance(node.tag, str) or node.tag in ("script", "style"):
            continue
        found += [node.text or "", node.tail or ""]
        found += [node.get(name) or "" for name in TEXT_ATTRIBUTES]
        if node.tag == "input" and node.get("type") in ("submit", "button"):
            found.append(node.get("value") or "")
    return [text.strip() for text in found if re.search(r"[^\W\d_]", text)]


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "templates").rglob("*.html")),
    ids=lambda path: str(path.relative_to(ROOT / "templates")),
)
def test_no_words_stand_outside_a_translation(path: Path) -> None:
    if path.name in IN_TWO_LANGUAGES:
        return
    bare = re.sub(r'<p class="in-swedish" lang="ar".*?</p>', "", path.read_text())
    assert [words for words in outside(bare) if words not in FORMATS] == []


def test_words_outside_would_be_found() -> None:
    found = outside('<p aria-label="Karta">{% translate "Ja" %} Nej {{ name }}</p>')
    assert found == ["Nej", "Karta"]


def swedish_strings(source: str) -> list[str]:
    """Swedish in string literals that are neither documentation nor texts of gettext."""
    tree = ast.parse(source)
    told: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in translations.KEYWORDS or name in ("error", "warning", "info", "exception"):
                told |= {id(one) for argument in node.args for one in ast.walk(argument)}
        if isinstance(node, ast.Dict):  # keys are looked up, not said
            told |= {id(key) for key in node.keys}
        if isinstance(node, ast.Assign) and {getattr(one, "id", "") for one in node.targets} & READ:
            told.add(id(node.value))
        is_documented = isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        if is_documented and ast.get_docstring(node) is not None:
            told.add(id(node.body[0].value))  # type: ignore[attr-defined]  # a docstring's node
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
        # A code is one word without capitals.
        if swedish_words(node.value) and (" " in node.value or node.value != node.value.lower())
    ]


@pytest.mark.parametrize(
    "path",
    [
        *(path for path in sorted(VIEWS.glob("*.py")) if path.name not in FILES),
        *sorted((ROOT / "guidance" / "templatetags").glob("*.py")),
        *(ROOT / "guidance" / name for name in ("forms.py", "plans.py", "timeline.py")),
    ],
    ids=lambda path: path.name,
)
def test_no_swedish_stands_outside_a_translation_in_code(path: Path) -> None:
    names = {'"Svenska"', '"Lättläst svenska"'} if path.name == "language.py" else set()
    assert [text for text in swedish_strings(path.read_text()) if f'"{text}"' not in names] == []


def test_scripts_say_nothing_themselves() -> None:
    """What a script shows, the page gives it in an attribute, which is translated."""
    for path in sorted((ROOT / "static" / "js").glob("*.js")):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.S)
        texts = re.findall(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'|`([^`]*)`', code)
        said = ["".join(parts) for parts in texts]
        assert not [one for one in said if re.search(r"[A-ZÅÄÖ]\w+ \w+|[åäöÅÄÖ]", one)]

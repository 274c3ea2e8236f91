"""Lexicon and meaning of a build: compiled, or taken over when nothing they are made of changed.

Most days no name changes, and compiling is more than half of a build. What they were made of is
written beside the snapshot, as hashes; files of the last snapshot with the same hash are linked.
"""

import hashlib
import logging
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from catalog import recognition
from catalog.recognition.embedding import ModelUnusable
from catalog.recognition.lexicon import Lexicon, Term, compile_lexicon, load_lexicon, save_lexicon
from catalog.recognition.meaning import compile_meaning, load_meaning, save_meaning
from catalog.recognition.semantic import Encoder, load_encoder
from catalog.snapshot.arrays import SnapshotDamaged, read_json, write_json
from catalog.snapshot.read_taxonomy import Taxonomy
from catalog.snapshot.rows import ConceptRow, TermRow
from catalog.snapshot.snapshot import TermKind
from catalog.snapshot.store import LEXICON, MEANING, numbers

logger = logging.getLogger(__name__)

# A name of more concepts than this can be searched for; in a text it is no mention of any.
_MOST_MEANINGS = 12
_MOST_LOOSE_MEANINGS = 3
_MOST_KEYWORD_MEANINGS = 2  # "frissa" is an adept or a hairdresser; "turism" is a field
_LOOSE = (TermKind.MATCH, TermKind.CLOSE_MATCH, TermKind.BROAD_MATCH, TermKind.KEYWORD)
_MADE_OF = "made_of.json"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Words:
    """The lexicon of a build. rules: hash of its names and of the code that reads with them; when
    it is the same, so is what is recognised in a text."""

    lexicon: Lexicon
    rules: str


def words_of(taxonomy: Taxonomy, terms: list[TermRow], folder: Path, say: Say) -> Words:
    """Write the lexicon and the meaning of the names below `folder`, the folder of a new snapshot.

    Without a model that can be used there is no meaning; that is said and logged.
    """
    kept = _terms(taxonomy, terms)
    rules = rules_of(kept)
    before = _last_finished(folder.parent)
    lexicon = _taken_over(before, rules, folder) if before is not None else None
    if lexicon is None:
        say(f"compiling the lexicon of {len(kept)} names")
        lexicon = compile_lexicon(kept)
        save_lexicon(lexicon, folder / LEXICON)
    else:
        say(f"the lexicon of {len(kept)} names is the last one's")
    meaning = _save_meaning(kept, rules, before, folder, say)
    write_json(folder / _MADE_OF, {LEXICON: rules, MEANING: meaning})
    return Words(lexicon, rules)


def rules_of(terms: Iterable[Term]) -> str:
    """Hash of the names and of the recognition code: while it is the same, texts read the same."""
    digest = hashlib.blake2b(digest_size=12)
    for module in sorted(Path(recognition.__path__[0]).iterdir()):
        if module.suffix in (".py", ".c"):
            digest.update(module.read_bytes())
    for term in terms:
        parts = (term.text, term.concept_id, term.label, term.type, term.kind, term.language)
        digest.update(("\x1f".join(parts) + "\x1e").encode())
    return digest.hexdigest()


def _last_finished(root: Path) -> Path | None:
    found = numbers(root)
    return root / str(found[-1]) if found else None


def _taken_over(before: Path, rules: str, folder: Path) -> Lexicon | None:
    if _made_of(before).get(LEXICON) != rules:
        return None
    try:
        lexicon = load_lexicon(before / LEXICON)
    except SnapshotDamaged as error:
        logger.warning("compiled anew: %s", error)
        return None
    _link(before / LEXICON, folder / LEXICON)
    return lexicon


def _save_meaning(
    terms: list[Term], rules: str, before: Path | None, folder: Path, say: Say
) -> str:
    """Hash of what the meaning was made of; empty when there is none."""
    try:
        encoder = load_encoder(settings.EMBEDDING_MODEL)
    except ModelUnusable as error:
        logger.warning("built without suggestions by meaning: %s", error)
        say(f"no suggestions by meaning: {error}")
        return ""
    if encoder is None:
        return ""
    made_of = f"{rules} {encoder.identity}"
    if before is None or not _is_same_meaning(before, made_of, encoder):
        say("compiling what the names mean")
        save_meaning(compile_meaning(terms, encoder), folder / MEANING)
    else:
        _link(before / MEANING, folder / MEANING)
    return made_of


def _is_same_meaning(before: Path, made_of: str, encoder: Encoder) -> bool:
    if _made_of(before).get(MEANING) != made_of:
        return False
    try:
        load_meaning(before / MEANING, encoder)
    except SnapshotDamaged as error:
        logger.warning("compiled anew: %s", error)
        return False
    return True


def _made_of(folder: Path) -> dict[str, str]:
    """What a snapshot says it was made of; nothing when an older version of the code built it."""
    if not (folder / _MADE_OF).exists():
        return {}
    try:
        return dict(read_json(folder / _MADE_OF))
    except SnapshotDamaged as error:
        logger.warning("compiled anew: %s", error)
        return {}


def _link(source: Path, target: Path) -> None:
    """The same files under a second name: nobody writes to a finished snapshot."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, place)
            except OSError:  # a file system without second names
                shutil.copyfile(path, place)


def _terms(taxonomy: Taxonomy, terms: list[TermRow]) -> list[Term]:
    def term(row: TermRow) -> Term:
        concept: ConceptRow = taxonomy.concepts[row.concept]
        return Term(
            text=row.text,
            concept_id=row.concept,
            label=concept.label,
            type=concept.type,
            kind=row.kind.name.lower(),  # type: ignore[arg-type]  # the names of TermKind are its values
            language=row.language,
        )

    def is_kept(row: TermRow) -> bool:
        if row.kind == TermKind.PREFERRED:
            return True
        if row.kind in _LOOSE:
            most = _MOST_LOOSE_MEANINGS
            if row.kind == TermKind.KEYWORD:
                most = _MOST_KEYWORD_MEANINGS
            return loose[row.text] <= most
        return shared[row.text] <= _MOST_MEANINGS

    # A word such as "säljare" can be searched for; in a text it is no mention of 17 occupations.
    named = [row for row in terms if row.kind != TermKind.PREFERRED]
    shared = Counter(row.text for row in named if row.kind not in _LOOSE)
    loose = Counter(row.text for row in named if row.kind in _LOOSE)
    return [term(row) for row in terms if is_kept(row)]

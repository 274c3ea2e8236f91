"""Recognised concepts of catalogue texts, remembered between builds.

Only texts of the catalogue pass here: educations and job ads, never what a citizen wrote. A text
is recognised again only when it, the names in the lexicon or the rules of recognition have changed.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from catalog.recognition.lexicon import Lexicon
from catalog.recognition.mention import Mention, TextKind
from catalog.recognition.recognise import recognise

# concept id, role, start in the text, confidence
Found = tuple[str, str, int, float]

# A killed build reads at most this many texts twice.
_KEPT_EVERY = 2_000


class RecognisedTexts:
    """Recognises texts of one kind; equal texts once. Keeps what it found in a file."""

    def __init__(self, kind: TextKind, lexicon: Lexicon, rules: str, path: Path) -> None:
        self.kind = kind
        self.lexicon = lexicon
        self.rules = rules
        self.path = path
        self.fresh = 0
        self._before = _read(path, rules)
        self._now: dict[str, list[Found]] = {}

    def __len__(self) -> int:
        return len(self._now)

    def of(self, text: str) -> list[Found]:
        """Skills that `text` speaks of as facts, by first place; one entry per concept and role."""
        key = hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
        if key not in self._now:
            found = self._before.get(key)
            if found is None:
                found = _skills(recognise(text, self.lexicon, self.kind))
                self.fresh += 1
                if self.fresh % _KEPT_EVERY == 0:
                    self._write({**self._before, **self._now, key: found})
            self._now[key] = found
        return self._now[key]

    def save(self) -> None:
        """Remember what was asked for in this build, and nothing older."""
        self._write(self._now)

    def _write(self, texts: Mapping[str, list[Found]]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        waiting = self.path.with_suffix(".part")
        with waiting.open("w", encoding="utf-8") as file:
            file.write(json.dumps(self.rules) + "\n")
            for key in sorted(texts):
                file.write(json.dumps([key, texts[key]], ensure_ascii=False) + "\n")
        waiting.replace(self.path)


def _skills(mentions: Iterable[Mention]) -> list[Found]:
    first: dict[tuple[str, str], Found] = {}
    for mention in mentions:
        if mention.type == "skill" and not mention.is_suggestion:
            key = (mention.concept_id, mention.role)
            found = (*key, mention.start, round(mention.confidence, 3))
            first.setdefault(key, found)
    return list(first.values())


def _read(path: Path, rules: str) -> dict[str, list[Found]]:
    """What an earlier build found by the same rules; a file that cannot be read counts as none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        if not lines or json.loads(lines[0]) != rules:
            return {}
        entries = (json.loads(line) for line in lines[1:])
        return {key: [(c, r, int(s), float(p)) for c, r, s, p in found] for key, found in entries}
    except (OSError, ValueError):
        return {}

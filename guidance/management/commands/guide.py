"""`manage.py guide`: the whole job on the command line, a CV in and dated plans out."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalog.recognition.experience import months_in
from catalog.recognition.mention import Mention
from catalog.recognition.recognise import recognise
from catalog.snapshot.arrays import SnapshotDamaged
from catalog.snapshot.current import NoSnapshot, current_lexicon, current_snapshot
from catalog.snapshot.search import closest_labels, find_occupation
from catalog.snapshot.snapshot import Snapshot
from guidance.core.cases import answer_of, answer_row, case_of
from guidance.core.eligibility.credentials import label_of
from guidance.core.eligibility.own_words import held_credentials
from guidance.core.gap import Gap, find_gap
from guidance.core.moves import Move, rank_moves
from guidance.core.moves.serialise import moves_data
from guidance.core.paths.answer import Leg, PathSet
from guidance.core.paths.find import find_paths
from guidance.core.paths.serialise import gap_data, paths_data, profile_data
from guidance.core.profile import Limits
from guidance.core.standing import profile_of
from guidance.intake.document import MAX_BYTES, UnreadableDocument
from guidance.intake.read import read_document
from guidance.intake.redaction import RedactedText, redact
from guidance.management.commands import _guide_words as words

_UNREADABLE = {
    "empty": "Filen är tom eller innehåller ingen text.",
    "too_large": "Filen är större än 5 MB.",
    "too_many_pages": "Filen har för många sidor.",
    "not_text": "Filen är ingen text vi kan läsa.",
    "no_text_layer": "Filen är en bild av text. Vi kan inte läsa den.",
    "encrypted": "Filen är låst med lösenord.",
    "damaged": "Filen är skadad.",
    "unknown_format": "Filformatet stöds inte. docs/privacy.md har en tabell över dem.",
    "took_too_long": "Det tog för lång tid att läsa filen.",
    "plan_file": "Filen är en sparad plan, inte ett cv.",
}


class Command(BaseCommand):
    help = "Recognise a CV, find the gap to an occupation and the shortest dated ways there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cv", metavar="FILE|-", help="CV in any format we read; - is stdin")
        parser.add_argument("--target", metavar="ID_OR_LABEL", help="occupation to reach")
        parser.add_argument("--municipality", metavar="CODE", default="", help="four digits")
        parser.add_argument("--distance-ok", action="store_true", help="distance study counts")
        parser.add_argument("--pace", type=int, default=100, metavar="PERCENT")
        parser.add_argument("--reach", type=float, metavar="KM", help="how far to travel; no limit")
        parser.add_argument("--budget", type=float, metavar="SEK", help="own cost; no limit")
        parser.add_argument("--horizon", type=int, default=6, metavar="YEARS")
        parser.add_argument("--credential", action="append", default=[], metavar="KEY")
        parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--moves", action="store_true", help="occupations near at hand, ranked")
        parser.add_argument("--cases", metavar="FILE", help="answer written cases, one JSON a line")
        parser.add_argument("--json", action="store_true", help="stable JSON (docs/guide-json.md)")

    def handle(self, *args: object, **options: Any) -> None:
        try:
            snapshot = current_snapshot()
        except (NoSnapshot, SnapshotDamaged) as error:
            raise CommandError(str(error), returncode=2) from error
        today = options["today"] or timezone.localdate()
        if options["cases"]:
            for line in _answered(_bytes_of(options["cases"]), snapshot, today):
                self.stdout.write(line)
            return
        if not options["cv"] or not (options["target"] or options["moves"]):
            raise CommandError("Ange --cv och --target eller --moves, eller --cases.", returncode=2)
        redacted, format_name = _read(_bytes_of(options["cv"]))
        target = self._target(options["target"], snapshot) if options["target"] else ""
        mentions = recognise(redacted.text, current_lexicon(), "cv")
        profile = profile_of(
            mentions,
            municipality=options["municipality"],
            credentials=frozenset(options["credential"])
            | {one.key for one in held_credentials(redacted.text)},
            months=months_in(redacted.text, mentions, today),
        )
        limits = Limits(
            pace=options["pace"], reach_km=options["reach"], budget=options["budget"],
            is_distance_ok=options["distance_ok"], horizon_years=options["horizon"],
        )  # fmt: skip
        data: dict[str, Any] = {
            "snapshot_id": snapshot.id,
            "today": today.isoformat(),
            "document": {"format": format_name, "removed": dict(redacted.removed)},
            "mentions": [_mention_data(one) for one in mentions],
            "profile": profile_data(profile),
        }
        texts = list(_heard(redacted, mentions))
        if target:
            gap = find_gap(profile, target, snapshot)
            answer = find_paths(profile, target, limits, snapshot, today)
            data |= {"gap": gap_data(gap), "plans": paths_data(answer)}
            texts.extend(_summary(gap, answer, snapshot))
        if options["moves"]:
            moves = rank_moves(profile, limits, snapshot, today)
            data["moves"] = moves_data(moves)
            texts.extend(_moves_summary(moves, snapshot))
        if options["json"]:
            texts = [json.dumps(data, ensure_ascii=False, indent=2)]
        else:
            texts.extend(("", f"Katalog {snapshot.id}"))
        for text in texts:
            self.stdout.write(text)

    def _target(self, asked: str, snapshot: Snapshot) -> str:
        """The concept id of what was asked for; an old one is kept, so that the answer tells."""
        row = find_occupation(snapshot, asked)
        if row < 0:
            closest = closest_labels(snapshot, asked)
            told = "Yrket finns inte i katalogen."
            self.stderr.write(f"{told} Menade du:" if closest else told)
            for label in closest:
                self.stderr.write(f"  {label}")
            raise CommandError("Inget yrke valt.", returncode=2)
        known = asked.strip()
        return known if snapshot.concept(known) >= 0 else snapshot.concepts.id[row]


def _bytes_of(name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"Filen {name} kan inte öppnas.", returncode=2) from error


def _read(data: bytes) -> tuple[RedactedText, str]:
    """Text without identity, and the document's format. Nothing of it is kept."""
    try:
        document = read_document(data)
    except UnreadableDocument as error:
        text = _UNREADABLE.get(error.code, "Filen kan inte läsas.")
        raise CommandError(text, returncode=2) from None
    return redact(document.text), document.format


def _answered(data: bytes, snapshot: Snapshot, today: date) -> Iterator[str]:
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            case = case_of(json.loads(line), snapshot)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(f"Rad {number} är inget fall: {error!r}", returncode=2) from error
        answer = answer_of(case, snapshot, today)
        says = [text for reason in answer.says if (text := words.words_of(reason))]
        yield json.dumps(answer_row(case.id, answer, says), ensure_ascii=False)


def _mention_data(mention: Mention) -> dict[str, Any]:
    return mention._asdict()


def _heard(redacted: RedactedText, mentions: tuple[Mention, ...]) -> Iterator[str]:
    if redacted.removed:
        removed = ", ".join(f"{kind} {count}" for kind, count in redacted.removed)
        yield f"Detta tog vi bort: {removed}"
    held = dict.fromkeys(m.label for m in mentions if m.role == "held" and not m.is_suggestion)
    yield f"Det här hittade vi: {', '.join(held) or 'inget'}"


def _moves_summary(moves: tuple[Move, ...], snapshot: Snapshot) -> Iterator[str]:
    yield ""
    yield "Yrken nära dig:" if moves else "Vi vet för lite om dig för att föreslå yrken."
    for move in moves:
        told = [text for reason in move.reasons if (text := words.move_words(reason, snapshot))]
        yield f"  {move.label}: {', '.join(told)}"


def _summary(gap: Gap, answer: PathSet, snapshot: Snapshot) -> Iterator[str]:
    yield f"Mål: {snapshot.concepts.label[snapshot.concept(gap.target)]}"
    guarded = {e.source for i in gap.missing for e in i.evidence if e.origin == "regulation"}
    authorities = sorted(guarded - {"", "SSYK 2012"})
    if authorities:
        yield f"Reglerna kan ha ändrats. Kontrollera hos {' och '.join(authorities)}."
    wanted = [item.label for item in gap.missing if item.is_requirement]
    yield f"Det här saknas: {', '.join(wanted) or 'inget krav'}"
    for reason in answer.says:
        if text := words.words_of(reason):
            yield text
    for path in answer.paths:
        names = " · ".join(words.NAMES[name] for name in path.names) or "Om du vill stå starkare"
        yield ""
        yield f"{names}: klar {path.arrival}, kostar {path.cost:.0f} kr"
        for leg in path.legs:
            yield f"  {_leg_line(leg)}"
        if path.is_apply_now:
            yield "  Sök jobbet nu."


def _leg_line(leg: Leg) -> str:
    if leg.kind == "wait":
        return f"{leg.start}–{leg.end} {words.KINDS[leg.kind]}"
    where = "distans" if leg.is_distance else leg.place
    details = [one for one in (where, f"{leg.pace} %" if leg.pace else "", leg.provider) if one]
    about = " (ungefär)" if leg.is_estimated else ""
    apply_by = f", sök senast {leg.apply_by}" if leg.apply_by else ""
    lacking = ", ".join(label_of(key) for key in leg.eligibility.missing)
    judged = {
        "missing": f", du saknar {lacking}",
        "unjudged": f", vi kan inte bedöma: {'; '.join(leg.eligibility.verbatim)}",
    }.get(leg.eligibility.judgement, "")
    kind = words.KINDS[leg.kind]
    return (
        f"{leg.start}–{leg.end}{about} {kind}: {leg.name} [{', '.join(details)}]{apply_by}{judged}"
    )

"""Text in, mentions out."""

import re
from bisect import bisect_right

from catalog.recognition.lexicon import Lexicon, Sense
from catalog.recognition.matcher import Span, find_spans, read
from catalog.recognition.meaning import Meaning, Nearest, nearest_of
from catalog.recognition.mention import Mention, TextKind, mention_of
from catalog.recognition.roles import roles_of
from catalog.recognition.variants import METHODS

# At this confidence and below a mention is a question to the person, never a fact.
SUGGESTION_CONFIDENCE = 0.70


_DOMAIN = r"\.(?:se|com|nu|org|eu)(?!\w)"
_ADDRESS_SIGN = re.compile(rf"://|www\.|@|(?<=\w){_DOMAIN}")
_ADDRESS_END = re.compile(_DOMAIN)
_LONGEST_ADDRESS = 300  # characters to each side of what tells it
# What stands in no address: the words on its other side are read as usual.
_ADDRESS_BORDER = re.compile(r"[\s|,;<>()\"]")


def _outside_addresses(text: str, spans: list[Span]) -> list[Span]:
    """The spans that stand in no web or mail address; the words there name nobody's skill."""
    if (
        "@" not in text
        and not ("/" in text and "://" in text)
        and "www." not in text
        and _ADDRESS_END.search(text) is None
    ):
        return spans  # a glance first: three of these are quicker than one pattern for all signs
    starts, ends = [], []
    for sign in _ADDRESS_SIGN.finditer(text):
        before = text[max(0, sign.start() - _LONGEST_ADDRESS) : sign.start()]
        after = text[sign.end() : sign.end() + _LONGEST_ADDRESS]
        starts.append(sign.start() - len(_ADDRESS_BORDER.split(before)[-1]))
        ends.append(sign.end() + len(_ADDRESS_BORDER.split(after, 1)[0]))
    if not ends:
        return spans
    kept = []
    for span in spans:
        place = bisect_right(ends, span.start)
        if place == len(ends) or span.start < starts[place]:
            kept.append(span)
    return kept


def recognise(
    text: str, lexicon: Lexicon, kind: TextKind, meaning: Meaning | None = None
) -> tuple[Mention, ...]:
    """Every recognised concept in `text`, by start, then end, then concept id.

    meaning: of a CV, phrases that no name touches are looked up there too; what it gives is always
    a suggestion, by the method `meaning`. Same text, lexicon, kind and meaning give the same
    answer. Time grows linearly with the text. Empty text gives (); no text raises.
    """
    reading = read(text)
    spans = find_spans(reading, lexicon, kind)
    if kind == "education":  # a course's words for its methods, not for a person
        spans = [span for span in spans if span.sense.type != "trait"]
    if kind != "cv":  # there a field or an employer is where one works, not what one asks for
        spans = [span for span in spans if span.method != "keyword"]
    spans = _outside_addresses(reading.folded.text, spans)
    near: dict[int, Nearest] = {}
    if meaning is not None and kind == "cv":
        found = nearest_of(reading, spans, meaning)
        near = {one.last: one for one in found}
        spans += [
            Span(
                one.last, one.end, 0, 0,
                Sense(one.concept_id, one.label, one.type, "meaning", one.text, False, 0),
                "meaning",
            )
            for one in found
        ]  # fmt: skip
    if not spans:
        return ()
    original = reading.folded.original_span if reading.folded.units else None
    mentions = []
    for (start, end, _, _, sense, method), role in zip(
        spans, roles_of(reading, spans, kind), strict=True
    ):
        score = 0.0
        if method == "meaning":
            score, start = near[start].score, near[start].start
        if original is not None:
            start, end = original(start, end)
        concept_id, label, concept_type, named_by, matched, _, _ = sense
        confidence = METHODS[method]
        if method != named_by:
            confidence = min(confidence, METHODS[named_by])
        mentions.append(
            mention_of(
                (
                    start,
                    end,
                    text[start:end],
                    concept_id,
                    label,
                    concept_type,
                    role,
                    confidence,
                    method,
                    matched,
                    confidence <= SUGGESTION_CONFIDENCE,
                    score,
                )
            )
        )
    mentions.sort()
    return tuple(mentions)

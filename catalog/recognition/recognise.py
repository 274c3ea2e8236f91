"""Text in, mentions out."""

from catalog.recognition.lexicon import Lexicon, Sense
from catalog.recognition.matcher import Span, find_spans, read
from catalog.recognition.meaning import Meaning, Nearest, nearest_of
from catalog.recognition.mention import Mention, TextKind
from catalog.recognition.roles import roles_of
from catalog.recognition.variants import METHODS

# At this confidence and below a mention is a question to the person, never a fact.
SUGGESTION_CONFIDENCE = 0.70


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
    original = reading.folded.original_span
    mentions = []
    for (start, end, _, _, sense, method), role in zip(
        spans, roles_of(reading, spans, kind), strict=True
    ):
        score = 0.0
        if method == "meaning":
            score, start = near[start].score, near[start].start
        start, end = original(start, end)
        confidence = METHODS[method]
        if method != sense.method:
            confidence = min(confidence, METHODS[sense.method])
        mentions.append(
            Mention(
                start,
                end,
                text[start:end],
                sense.concept_id,
                sense.label,
                sense.type,
                role,
                confidence,
                method,
                sense.matched,
                confidence <= SUGGESTION_CONFIDENCE,
                score,
            )
        )
    mentions.sort()
    return tuple(mentions)

"""Text in, mentions out."""

from catalog.recognition.lexicon import Lexicon
from catalog.recognition.matcher import find_spans, read
from catalog.recognition.mention import Mention, TextKind
from catalog.recognition.roles import roles_of
from catalog.recognition.variants import METHODS

# At this confidence and below a mention is a question to the person, never a fact.
SUGGESTION_CONFIDENCE = 0.70


def recognise(text: str, lexicon: Lexicon, kind: TextKind) -> tuple[Mention, ...]:
    """Every recognised concept in `text`, by start, then end, then concept id.

    Same text, lexicon and kind give the same answer. Time grows linearly with the text. Empty text
    gives (); no text raises.
    """
    reading = read(text)
    spans = find_spans(reading, lexicon, kind)
    if not spans:
        return ()
    mentions = []
    for span, role in zip(spans, roles_of(reading, spans, kind), strict=True):
        sense = span.sense
        if sense.type == "trait" and kind == "education":
            continue  # a course's words for its methods, not for a person
        start, end = reading.folded.original_span(span.start, span.end)
        confidence = min(METHODS[span.method], METHODS[sense.method])
        mentions.append(
            Mention(
                start=start,
                end=end,
                surface=text[start:end],
                concept_id=sense.concept_id,
                label=sense.label,
                type=sense.type,
                role=role,
                confidence=confidence,
                method=span.method,
                matched=sense.matched,
                is_suggestion=confidence <= SUGGESTION_CONFIDENCE,
            )
        )
    mentions.sort(key=lambda one: (one.start, one.end, one.concept_id))
    return tuple(mentions)

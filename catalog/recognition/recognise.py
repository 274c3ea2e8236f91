"""Text in, mentions out."""

from catalog.recognition.lexicon import Lexicon
from catalog.recognition.mention import Mention, TextKind


def recognise(text: str, lexicon: Lexicon, kind: TextKind) -> tuple[Mention, ...]:
    """Every recognised concept in `text`, by start, then end, then concept id.

    Same text, lexicon and kind give the same answer. Time grows linearly with the text. Empty text
    gives (); no text raises.
    """
    raise NotImplementedError

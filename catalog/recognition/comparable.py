"""When two texts are the same to everything that compares labels."""

import re

from catalog.recognition.folding import fold_word

_BETWEEN = re.compile(r"[^\w+#]+|_+")


def comparable(text: str) -> str:
    """A text with case, accents and punctuation away; "c++" and "c#" keep their signs."""
    return " ".join(_BETWEEN.sub(" ", fold_word(text)).split())

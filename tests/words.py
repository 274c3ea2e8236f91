"""Which words of a text are Swedish: enough of the common ones that a sentence cannot hide."""

import re

WORD = re.compile(r"[^\W\d_]+")
# Common words that are not English too, nor too short to say anything by themselves.
_TEXT = """
alla allt annan annat andra att av bara behöver blev bli blir bort bra bättre börja börjar de
dem den denna deras dess det detta din dina ditt du där eller enda ett flera fler finns fråga
från får för före förut ge genom ger gör gå går ha hade han har hej hela hit hitta hittar hos
hur här inga ingen inget ingenting inne inom inte ja jag jobb jobbet kan kommer kommun
kontrollera krävs kunde kunna kunskap kurs kurser känner leder lång längre läs läser längst lätt
med mellan mer mest mindre minst mitt mot mycket mål målet många måste ned nej ner ni nu någon
något några när nära och också om oss pengar planen planer plats på redan räknas sa sak saker
saknar saknas samma sedan sida sidan sig sina sista själv ska skola skolan skriv som spara
sparas ställe svar svara sök söka så säg säger sätt ta tar texten tid tiden till timme två upp
uppgifter ur ut utan utbildning utbildningar utbildningen vad valt var varför vara varje vi vid
vilja vilka vilken vill visa vägen välj väntan yrke yrken yrket yrkesgrupp är ändra ännu åt år
över
"""
_COMMON = frozenset(_TEXT.split())


def swedish_words(text: str) -> list[str]:
    """The words of a text that are Swedish: common ones, and all with å, ä or ö."""
    words = [word.casefold() for word in WORD.findall(text)]
    return [word for word in words if word in _COMMON or re.search("[åäö]", word)]


def lix(text: str) -> float:
    """Björnsson's readability index: words per sentence, and words over six letters per hundred.

    A line without a full stop, such as a heading or a button, is a sentence of its own. A word is
    letters and digits with what holds them together: `studie- och`, `kl. 15.40` is two.
    """
    words = re.findall(r"[^\W_]+(?:[.’'-][^\W_]+)*", text)
    sentences = [one for one in re.split(r"[.!?:]+(?=\s|$)|\n", text) if re.search(r"\w", one)]
    if not words:
        return 0.0
    long = sum(1 for word in words if len(word) > 6)
    return len(words) / len(sentences) + 100 * long / len(words)

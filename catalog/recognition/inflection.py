"""Swedish forms of a lexicon word, by rule of its ending.

Forms are made from lexicon words, never by cutting words of the text, so a rule that makes a form
too many only makes a form that nobody writes. Words of three letters or less, and words with
digits, are never inflected: there a wrong form would be another word.
"""

from catalog.recognition.words import listed

SHORTEST_INFLECTED = 4
# A word that ends otherwise is no plural to `singulars_of`.
PLURAL_ENDS = frozenset(("or", "ar", "er", "en"))
_ADJECTIVES = ("ig", "isk", "iv", "ell", "ent", "ant", "bar", "lös", "sam", "al", "är", "ös")
_EN_ER = ("het", "tion", "sion", "ik", "ör", "ent", "ist", "log", "nom", "ur", "tet", "ans", "graf")


# Who does something in English is no plural: a developer is not several things that develop.
_ENGLISH_AGENTS = listed(
    """
    babysitter bookkeeper bricklayer butcher caregiver caretaker carpenter carrier cashier cleaner
    computer courier customer designer developer dishwasher engineer firefighter forwarder gardener
    hairdresser housekeeper installer interpreter laborer labourer manager marketer officer painter
    photographer plumber programmer purchaser radiographer recruiter scaffolder teacher trainer
    waiter
    """
)


def singulars_of(word: str) -> tuple[str, ...]:
    """The word and, when it looks like a plural, what it is the plural of."""
    if len(word) < 7:
        return (word,)
    if word.endswith("or"):
        return (word, word[:-2] + "a")
    if word.endswith("ar"):
        return (word, word[:-2], word[:-2] + "e")
    if word.endswith("er") and not word.endswith(("iker", "eter")) and word not in _ENGLISH_AGENTS:
        return (word, word[:-2])
    if word.endswith(("ten", "den")):
        return (word, word[:-1])
    return (word,)


def inflect(word: str) -> tuple[str, ...]:
    """Every form of a folded lexicon word, itself first, without repeats."""
    if len(word) < SHORTEST_INFLECTED or not word.isalpha():
        return (word,)
    forms = [word]
    for singular in singulars_of(word):
        forms.append(singular)
        for form in _declined(singular):
            forms.append(form)
            if form[-1] not in "sxz":
                forms.append(form + "s")
        if singular[-1] not in "sxz":
            forms.append(singular + "s")
    return tuple(dict.fromkeys(forms))


def _declined(word: str) -> tuple[str, ...]:
    stem = word[:-1]
    if word.endswith("are"):
        return (word + "n", stem + "na", word[:-1])[:2]
    if word.endswith("iker"):
        return (word + "n", word + "na")
    if word.endswith("a"):
        return (word + "n", stem + "or", stem + "orna")
    if word.endswith(("ande", "ende")):
        return (word + "t", word + "n", word + "na")
    if word.endswith("eri"):
        return (word + "et", word + "er", word + "erna", word + "n")
    if word.endswith("e"):
        return (word + "t", word + "n", word + "na", stem + "ar", stem + "arna")
    if word.endswith("ad"):
        return (stem + "t", word + "e", word + "en", word + "er")
    if word.endswith("um"):
        return (word[:-2] + "et", word[:-2] + "er", word[:-2] + "erna")
    if word.endswith("el"):
        cut = word[:-2] + "l"
        return (
            word + "n",
            cut + "et",
            cut + "en",
            cut + "ar",
            cut + "arna",
            word + "er",
            word + "t",
        )
    if word.endswith("er"):
        cut = word[:-2] + "r"
        return (word + "n", word + "na", cut + "et", cut + "en", cut + "ar")
    if word.endswith("en"):
        cut = word[:-2] + "n"
        return (cut + "et", cut + "en")
    if word.endswith("ing"):
        return (word + "en", word + "ar", word + "arna")
    more: tuple[str, ...] = ()
    if word.endswith(_ADJECTIVES):
        more = (word + "t", word + "a", word + "e")
    if word.endswith(_EN_ER):
        return (word + "en", word + "er", word + "erna", *more)
    if word.endswith(("m", "n")) and word[-2] in "aeiouyåäö":
        doubled = word + word[-1]
        more += (doubled + "et", doubled + "en", doubled + "er", doubled + "ar")
    if word[-1] in "io":
        return (word + "n", word + "t", word + "er", *more)
    return (
        word + "en", word + "et", word + "er", word + "erna", word + "ar", word + "arna", *more
    )  # fmt: skip


def verbs_of(noun: str) -> tuple[str, ...]:
    """Forms of the verb behind a noun in -ning or -ering (svarvning → svarva, svarvar …)."""
    if len(noun) < 7:
        return ()
    if noun.endswith("ering"):
        stem = noun[:-3]
    elif noun.endswith("ning"):
        stem = noun[:-4]
    else:
        return ()
    return tuple(stem + ending for ending in ("a", "ar", "ade", "at"))


def compound_stems(word: str) -> tuple[str, ...]:
    """How a word looks as the first part of a compound (sköterska → sköterske, läkare → läkar)."""
    stems = [word]
    if word.endswith("are"):
        stems.append(word[:-1])
    elif word.endswith("a"):
        stems += [word[:-1] + "e", word[:-1] + "o", word[:-1]]
    elif word.endswith("e"):
        stems += [word[:-1], word[:-1] + "s"]
    if word[-1:] != "s":
        stems.append(word + "s")
    return tuple(stems)

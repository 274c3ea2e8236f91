"""Distinct CVs, ads and course texts for benchmarks: the project's own sentences around names from
a lexicon, drawn by a seed. No two texts are the same, and none is a real one."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.recognition.lexicon import Lexicon
from catalog.recognition.mention import TextKind

_CV = (
    "Jag har arbetat som {occupation} på {employer} i {town} sedan {year} och trivs bra.",
    "Innan dess var jag {occupation} under {count} år, mest på kvällar och helger.",
    "I arbetet ingick {skill}, {skill} och en hel del kontakt med människor.",
    "Mina kollegor brukar säga att jag är lugn och att jag håller det jag lovar.",
    "Jag har B-körkort och egen bil, och har kört mycket i stadstrafik.",
    "Jag talar {language} och {language} flytande och läser lite {language}.",
    "Jag vill gärna läsa vidare till {occupation} när barnen har blivit större.",
    "Min syster är {occupation}, så jag vet hur vardagen ser ut i yrket.",
    "Jag har aldrig arbetat med {skill} men lär mig snabbt.",
    "Kurser: {skill} ({year}), {skill} ({year}), hjärt- och lungräddning.",
    "På fritiden sjunger jag i kör, läser deckare och går långa promenader med hunden.",
    "{year}–{year}: {occupation}, {employer}, {town}. Ansvarade för {skill}.",
    "Gymnasiet läste jag i {town}, där jag tog studenten {year} med goda omdömen.",
    "Efter några år utomlands kom jag hem igen och tog ett vikariat som blev fast.",
    "Referenser lämnas gärna efter överenskommelse, ring mig helst på eftermiddagen.",
    "Det jag tycker bäst om är att se något bli färdigt och att veta att det håller.",
)
_AD = (
    "Vi söker nu en {occupation} till vårt kontor i {town}.",
    "Du har erfarenhet av {skill} och är van att arbeta självständigt.",
    "Det är meriterande om du har arbetat med {skill} eller {skill}.",
    "B-körkort krävs, eftersom du ibland besöker kunder i hela länet.",
    "Du behärskar {language} i tal och skrift; {language} är ett plus.",
    "Hos oss får du kollegor som hjälper varandra, ordnade villkor och tid att lära dig yrket.",
    "I rollen ingår {skill}, planering av veckans arbete och kontakt med leverantörer.",
    "Tjänsten är en tillsvidareanställning på heltid med tillträde enligt överenskommelse.",
    "Som person är du nyfiken och noggrann, och du tycker om att ha många bollar i luften.",
    "Urval sker löpande, så vänta inte med att skicka in din ansökan.",
    "Vi finns i {town} sedan {year} och är i dag omkring {count} medarbetare.",
    "Kvalifikationer\nUtbildning inom {skill} eller motsvarande kunskaper.",
    "Har du frågor om tjänsten är du varmt välkommen att höra av dig till din blivande chef.",
)
_EDUCATION = (
    "Utbildningen ger dig kunskaper i {skill} och {skill}.",
    "Efter utbildningen kan du arbeta som {occupation} eller {occupation}.",
    "För tillträde krävs kunskaper i {language} och matematik från gymnasiet.",
    "Kursen behandlar olika teorier och deras betydelse för verksamheten över tid.",
    "Efter genomgången kurs ska studenten kunna redogöra för {skill} och dess gränser.",
    "- självständigt tillämpa {skill} i ett avgränsat uppgiftsområde",
    "- kritiskt granska och jämföra metoder och argumentera för sina val",
    "- muntligt och skriftligt redovisa resultat för olika målgrupper",
    "Undervisningen ges som föreläsningar, övningar och eget arbete, på plats och på distans.",
    "Under lärande i arbete tränar du {skill} tillsammans med en handledare.",
    "Examination sker genom inlämningsuppgifter, seminarier och en skriftlig tentamen.",
    "Yrkesrollen som {occupation} kräver både noggrannhet och ett gott omdöme.",
)
_SENTENCES: dict[TextKind, Sequence[str]] = {"cv": _CV, "ad": _AD, "education": _EDUCATION}
_TOWNS = (
    "Ludvika", "Växjö", "Kalix", "Mora", "Ystad", "Arvika", "Boden", "Eslöv", "Gävle", "Falköping",
    "Sollefteå",
)  # fmt: skip
_EMPLOYERS = (
    "Bergmans Bygg", "Norra Hemtjänsten", "Lagerhallen", "Solgården", "Värdshuset Kvarnen",
    "Åkes Maskin", "Kommunkontoret", "Trafikhuset", "Vårdcentralen Björken",
)  # fmt: skip
_MARKS = ". ", ". ", ".\n", ".\n\n"


@dataclass(frozen=True)
class Names:
    """What the sentences are filled with: names of a lexicon by taxonomy type."""

    occupations: Sequence[str]
    skills: Sequence[str]
    languages: Sequence[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Names":
        """Single words and short phrases, as people write them, in a fixed order."""
        found: dict[str, list[str]] = {"occupation-name": [], "skill": [], "language": []}
        for senses in lexicon.senses:
            for sense in senses[:1]:
                if sense.type in found and 4 < len(sense.matched) < 30 and "," not in sense.matched:
                    found[sense.type].append(sense.matched.lower())
        return cls(*(sorted(set(names)) or ["kock"] for names in found.values()))


def written_texts(
    kind: TextKind, count: int, length: int, names: Names, seed: int = 7
) -> Iterator[str]:
    """`count` texts of exactly `length` characters, each from its own draw."""
    chance = random.Random(f"{kind}{seed}")
    for _ in range(count):
        parts: list[str] = []
        while sum(map(len, parts)) < length:
            parts += (
                _filled(chance.choice(_SENTENCES[kind]), names, chance),
                chance.choice(_MARKS),
            )
        yield "".join(parts).replace(".. ", ". ").replace("..\n", ".\n")[:length].ljust(length, ".")


def _filled(sentence: str, names: Names, chance: random.Random) -> str:
    drawn = {
        "occupation": names.occupations,
        "skill": names.skills,
        "language": names.languages,
        "town": _TOWNS,
        "employer": _EMPLOYERS,
    }
    parts = []
    for part in sentence.split("{"):
        slot, closed, rest = part.partition("}")
        if not closed:
            parts.append(part)
        elif slot in drawn:
            parts += (chance.choice(drawn[slot]), rest)
        else:
            number = chance.randrange(1990, 2026) if slot == "year" else chance.randrange(2, 90)
            parts += (str(number), rest)
    return "".join(parts)

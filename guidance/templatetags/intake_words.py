"""What was removed from a text, and why a document cannot be read, in words."""

import logging
from collections.abc import Callable

from django import template
from django.utils.translation import gettext_lazy, ngettext

register = template.Library()
log = logging.getLogger(__name__)

REMOVED_KINDS: dict[str, Callable[[int], str]] = {
    "name": lambda n: ngettext("%d namn", "%d namn", n),
    "referee_name": lambda n: ngettext("%d referens", "%d referenser", n),
    "personnummer": lambda n: ngettext("%d personnummer", "%d personnummer", n),
    "samordningsnummer": lambda n: ngettext("%d samordningsnummer", "%d samordningsnummer", n),
    "foreign_id": lambda n: ngettext("%d utländskt id-nummer", "%d utländska id-nummer", n),
    "email": lambda n: ngettext("%d e-postadress", "%d e-postadresser", n),
    "phone": lambda n: ngettext("%d telefonnummer", "%d telefonnummer", n),
    "address": lambda n: ngettext("%d adress", "%d adresser", n),
    "url": lambda n: ngettext(
        "%d webbadress eller användarnamn", "%d webbadresser eller användarnamn", n
    ),
    "birthdate": lambda n: ngettext("%d födelsedatum", "%d födelsedatum", n),
    "age": lambda n: ngettext("%d ålder", "%d åldrar", n),
    "nationality": lambda n: ngettext(
        "%d uppgift om medborgarskap eller ursprung",
        "%d uppgifter om medborgarskap eller ursprung",
        n,
    ),
    "civil_status": lambda n: ngettext("%d uppgift om familj", "%d uppgifter om familj", n),
    "health": lambda n: ngettext("%d uppgift om hälsa", "%d uppgifter om hälsa", n),
    "union": lambda n: ngettext("%d uppgift om fackförening", "%d uppgifter om fackförening", n),
    "faith": lambda n: ngettext("%d uppgift om tro", "%d uppgifter om tro", n),
    "other_id": lambda n: ngettext("%d annat nummer", "%d andra nummer", n),
}
# The formats of `guidance.intake.read.ACCEPTED`, as words; a test holds them together.
READ_FORMATS = gettext_lazy(
    "Vi läser pdf, Word (docx), OpenDocument (odt), rtf, txt och webbsidor (html), filer från "
    "Europass, LinkedIn, JSON Resume och EMREX, och digitala intyg. Spara om ditt cv som något av "
    "det, eller klistra in texten i rutan."
)
UNREADABLE = {
    "empty": (
        gettext_lazy("Filen är tom."),
        gettext_lazy("Välj en annan fil, eller klistra in texten i rutan."),
    ),
    "too_large": (
        gettext_lazy("Filen är större än 5 megabyte."),
        gettext_lazy("Ta bort bilder ur filen, eller klistra in texten i rutan."),
    ),
    "too_many_pages": (
        gettext_lazy("Filen har fler än 50 sidor."),
        gettext_lazy("Spara bara de sidor som är ditt cv, eller klistra in texten i rutan."),
    ),
    "not_text": (
        gettext_lazy("Vi hittar ingen text i filen."),
        READ_FORMATS,
    ),
    "no_text_layer": (
        gettext_lazy("Filen är en bild av ett papper, så vi kan inte läsa orden."),
        gettext_lazy("Öppna filen, kopiera eller skriv av texten och klistra in den i rutan."),
    ),
    "encrypted": (
        gettext_lazy("Filen är låst med lösenord."),
        gettext_lazy("Spara den utan lösenord, eller klistra in texten i rutan."),
    ),
    "damaged": (
        gettext_lazy("Filen är skadad och går inte att öppna."),
        gettext_lazy("Spara om den och försök igen, eller klistra in texten i rutan."),
    ),
    "unknown_format": (
        gettext_lazy("Vi kan inte läsa den sortens fil."),
        READ_FORMATS,
    ),
    "took_too_long": (
        gettext_lazy("Det tog för lång tid att läsa filen, så vi slutade."),
        gettext_lazy("Prova en enklare fil, eller klistra in texten i rutan."),
    ),
    "plan_file": (
        gettext_lazy("Filen är en plan som du har sparat, inte ett cv."),
        gettext_lazy(
            "Öppna den för sig, utan text i rutan, eller ta bort filen och läs bara texten."
        ),
    ),
    "recognition_down": (
        gettext_lazy("Vi kan inte läsa texter just nu, för något är trasigt hos oss."),
        gettext_lazy("Försök igen om en stund. Det du klistrade in står kvar i rutan."),
    ),
    "redaction_failed": (
        gettext_lazy("Vi kunde inte ta bort personuppgifterna ur texten, så vi läste den inte."),
        gettext_lazy("Ta själv bort namn, nummer och adresser, och klistra in resten i rutan."),
    ),
}
# Signature state → (its name, what it means).
SIGNATURES = {
    "verified": (
        gettext_lazy("Underskriften är verifierad"),
        gettext_lazy(
            "Verifierad: underskriften stämmer med den nyckel som utfärdaren anger som sin. Det "
            "säger vem som har skrivit under, inte om utfärdaren går att lita på."
        ),
    ),
    "not_verified": (
        gettext_lazy("Underskriften är inte verifierad"),
        gettext_lazy(
            "Inte verifierad: filen saknar underskrift, eller så stämmer den inte med innehållet. "
            "Det du kan räknas ändå, för det är du som säger vad som stämmer."
        ),
    ),
    "could_not_check": (
        gettext_lazy("Underskriften kunde inte kontrolleras"),
        gettext_lazy(
            "Kunde inte kontrolleras: för att veta hade vi behövt fråga någon annan, och det gör "
            "vi inte, så att ingen får veta att du har varit här."
        ),
    ),
}


@register.filter
def signature_words(state: str) -> str:
    """What could be said of a credential's signature."""
    return str(SIGNATURES[state][0])


@register.filter
def signature_meaning(state: str) -> str:
    """What that means, in a sentence or two."""
    return str(SIGNATURES[state][1])


@register.filter
def removed_words(removed: tuple[str, int]) -> str:
    """What redaction took away: (`phone`, 2) → 2 telefonnummer."""
    kind, count = removed
    if kind not in REMOVED_KINDS:
        log.error("No words for removed kind %r", kind)
        return ngettext("%d annan uppgift", "%d andra uppgifter", count) % count
    return REMOVED_KINDS[kind](count) % count


def unreadable_words(code: str) -> str:
    """What is wrong with a document, and what to do about it."""
    if code not in UNREADABLE:
        log.error("No words for unreadable document %r", code)
    wrong, do = UNREADABLE.get(code, UNREADABLE["damaged"])
    return f"{wrong} {do}"

"""What is known to be hard or impossible for some people to use. The accessibility statement is
made from this list: a finding that is mended gets `mended`, and leaves the page.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Of the last look at every page: automatic rules, keyboard, zoom and colours.
REVIEWED = date(2026, 11, 30)


@dataclass(frozen=True)
class Finding:
    """One thing that is missing. what: seen from the person · way_round: what to do until it is
    mended · criterion: number in WCAG 2.2, "" for what no criterion covers · found: when · mended:
    when, None while it is open."""

    key: str
    what: str | Promise
    way_round: str | Promise
    criterion: str
    found: date
    mended: date | None = None


FINDINGS = (
    Finding(
        "not-tried-by-users",
        _("Sidorna är inte prövade av personer som använder hjälpmedel än."),
        _("Säg till om något inte går. Då vet vi var vi ska börja."),
        "",
        date(2026, 11, 23),
    ),
    Finding(
        "texts-of-schools",
        _("Skolornas egna texter kan vara långa och svåra. Vi visar dem som de är."),
        _("Ring skolan, eller fråga en vägledare om hjälp."),
        "3.1.5",
        date(2026, 11, 23),
    ),
    Finding(
        "language-of-schools-texts",
        _("En skola kan ha skrivit på engelska. En skärmläsare läser texten som svenska ändå."),
        _("Byt språk i skärmläsaren för den texten."),
        "3.1.2",
        date(2026, 11, 30),
    ),
    Finding(
        "names-in-swedish",
        _("Namn på yrken, kunskaper och kurser finns bara på svenska i våra källor."),
        _("De är märkta som svenska, så att en skärmläsare säger dem rätt."),
        "",
        date(2026, 11, 30),
    ),
    Finding(
        "arabic-in-part",
        _("Det finns arabiska ord för själva resan, men inte för alla sidor."),
        _("De andra sidorna är på svenska. Välj lättläst svenska eller engelska om det hjälper."),
        "",
        date(2026, 11, 30),
    ),
    Finding(
        "no-sign-language",
        _("Det finns ingen film på teckenspråk."),
        _("Välj lättläst svenska, eller ring en vägledare via bildtelefoni."),
        "",
        date(2026, 11, 30),
    ),
    Finding(
        "only-in-swedish",
        _("Texterna finns bara på svenska."),
        _("Be någon om hjälp att läsa."),
        "",
        date(2026, 11, 23),
        mended=date(2026, 11, 30),
    ),
)


def open_findings() -> tuple[Finding, ...]:
    """What is still missing, oldest first."""
    still = (finding for finding in FINDINGS if finding.mended is None)
    return tuple(sorted(still, key=lambda finding: finding.found))

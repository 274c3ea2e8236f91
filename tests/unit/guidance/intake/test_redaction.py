"""Identity is found, the look-alikes are left, and what is left does not tell people apart."""

import json
import os
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from catalog.recognition.evaluation import read_set, score_set
from catalog.recognition.lexicon import load_lexicon
from catalog.recognition.mention import Mention, TextKind
from catalog.recognition.recognise import recognise
from guidance.intake.redaction import KINDS, MARK, find_identity, redact, redact_beside


def kinds_in(text: str) -> list[str]:
    return [span.kind for span in find_identity(text)]


@pytest.mark.parametrize(
    ("text", "kind", "surface"),
    [
        ("Mitt nummer är 19121212-1212.", "personnummer", "19121212-1212"),
        ("pnr 121212–1212", "personnummer", "121212–1212"),
        ("pnr 1912\u200b12121212", "personnummer", "1912\u200b12121212"),
        ("Personnummer 19790314-9801", "personnummer", "19790314-9801"),
        ("CPR 070761-4285", "foreign_id", "070761-4285"),
        ("Skriv till eva @ exempel . se", "email", "eva @ exempel . se"),
        ("Ring 070-174 06 99 efter fem", "phone", "070-174 06 99"),
        ("Se github.com/exempel-eva", "url", "github.com/exempel-eva"),
        ("Eva Ask\nHusgatan 3\n123 45 Ort", "address", "Husgatan 3\n123 45 Ort"),
        ("Född 1980-02-03", "birthdate", "Född 1980-02-03"),
        ("Jag är 44 år och rörlig.", "age", "44 år"),
        ("Civilstånd: gift", "civil_status", "gift"),
        ("Medborgarskap: norskt", "nationality", "norskt"),
        ("Jag har dyslexi.", "health", "dyslexi"),
        ("Medlem i Kommunal sedan 2001", "union", "Kommunal"),
        ("Jehovas vittne", "faith", "Jehovas vittne"),
        ("Lönekonto: 1234-5, 123 456 7", "other_id", "1234-5, 123 456 7"),
        ("Jag heter Quirin Zzyzx och bor här.", "name", "Quirin Zzyzx"),
        ("Referenser: Bo Ek, Ulla Alm", "referee_name", "Bo Ek"),
        ("Min chef Zarah Qvist svarar gärna.", "referee_name", "Zarah Qvist"),
    ],
)
def test_identity_is_found(text: str, kind: str, surface: str):
    found = {(span.kind, text[span.start : span.end]) for span in find_identity(text)}
    names = {"name", "referee_name"}
    wanted = {(k, surface) for k in (names if kind in names else {kind})}
    assert found & wanted, found


@pytest.mark.parametrize(
    "text",
    [
        "Drev eget bolag, org.nr 556000-0019, med F-skatt.",
        "Hanterade order 20240517-8891.",
        "Svetsade enligt ISO 9606-1 och EN 1090-2.",
        "1984-1992 på Televerket, 2003.06–2011.12 i hemtjänsten.",
        "Jag har jobbat 10 år i vården, varav 2 år natt.",
        "Har arbetat med diabetesvård och demenssjuka.",
        "Handläggare för ensamstående föräldrar.",
        "Har bott och jobbat i Luleå, Boden och Narvik.",
        "Byggde system i ASP.NET och C#.",
        "Ansvarade för Active Directory, Citrix, Windows Server.",
    ],
)
def test_look_alikes_are_left(text: str):
    assert kinds_in(text) == []


# What stands between bars is the writer's own; each line stands alone in the middle of a CV.
FREER_WORDS = """
Hälsningar, |Kalle Brodin|
Tilltalsnamn: |Quirin|
jag heter |kalle svensson| och jobbar
Kallas |Nisse|
Hej! |Zinaida Kvarn| här, jag söker jobb.
Adress: |Sveavägen 10A, 3tr|
Hemma på |Hantverkargatan 12|, Ort
|12 High Street, London SW1A 1AA|
|Karl-Marx-Str. 10, 12043 Berlin|
Tel: |08 - 465 004 90|
Tel. |174 06 99|
telefon: |(+46) 70 174 06 99|
Polskt id |44051401359|
Pass nr |AB 123 45 67|
CNP |1960102123457|
Dossiernr |12-345678|
Personnummer: |790314-****|
HSA-id: |SE2321000016-ab1c|
Jag är |rullstolsburen|
Jag är |gravid| i vecka 20
Jag lever med |HIV|
Jag har haft |cancer|
medicinerar mot |epilepsi|
har varit |sjukskriven sedan 2019|
Har |ont i ryggen|
Hälsa: |god|
|Förtidspension| sedan 2015
I have |ADHD|
Religion: |islam|
Jag är |troende kristen|
medlem i |Pingstkyrkan|
Jag bär |slöja|
Jag ber |fem gånger om dagen|
fackligt ansluten till |Byggnads|
medlem i |facket|
Fackförbund: |Unionen|
ordförande i |fackklubben|
|huvudskyddsombud|
Jag kommer från |Somalia|
Ursprungligen från |Eritrea|
dubbelt medborgarskap (|svenskt och iranskt|)
Jag är |asylsökande|
Jag har |uppehållstillstånd|
|kurdiskt| ursprung
|EU-medborgare|
Modersland: |Irak|
Jag är |singel|
Civilstånd |gift|
mina |två döttrar|
|nybliven pappa|
Ålder: |34 år|
i |50-årsåldern|
Jag, |38|, söker jobb
född på |80-talet|
|född -85|
f. |1985|
DOB |March 12, 1985|
Födelsedag |12 mars|
LinkedIn: |exempel-eva-12|
""".strip().splitlines()
# The same words about others, about work, and words that only look alike.
WORDS_OF_WORK = """
Undersköterska på äldreboende med demenssjuka och diabetiker.
Har arbetat med barn med autism och ADHD.
Handläggare av sjukersättning och aktivitetsersättning på Försäkringskassan.
Handläggare på Migrationsverket, uppehållstillstånd och asyl.
Lärare i religion och svenska som andraspråk.
Kyrkovaktmästare i Svenska kyrkan, 2010-2014.
Kyrkomusiker och kantor i Byns församling.
Jag är undersköterska, kock och nattvakt.
Jag är Scrum Master, med bred erfarenhet.
Hälsa och friskvård är mitt intresse.
Arbetade med personer som lever med HIV.
Jag har arbetat i Norge, Danmark och Tyskland.
Säljare med ansvar för Polen, Ungern och Rumänien.
Ledamot i Svenska Fotbollförbundet.
Ombudsman på Handels i Borås.
Körde riksväg 40 och E4.
Storköket på Storgatan 12 i Umeå.
GitHub: CI/CD
Mobil utveckling: Kotlin, Swift
Pass: kvällspass och nattpass.
Svensk mästare i sprutlackering.
Talar svenska, somaliska och persiska.
Kunskap i ISO 9001:2015 och 14001.
Kallas ofta in som vikarie.
Vi var 34 år i genomsnitt i teamet.
Assistent till blinda och hörselskadade.
Allergikock med kunskap om celiaki och laktosintolerans.
Diagnos: felsökning av motorer.
Har beroendevård som specialitet.
Jag har familjerätt som inriktning.
""".strip().splitlines()
BEFORE = (
    "Kock\n\nArbetslivserfarenhet\nKock på krog, 2010-2014\nVaktmästare på skola\nSamarbetar\n\n"
)
AFTER = "\n\nKurser\nHygien och egenkontroll\nHjärt-lungräddning\nBrandskydd"


@pytest.mark.parametrize("line", FREER_WORDS)
def test_freer_words_for_identity_are_found(line: str):
    parts = line.split("|")
    text = BEFORE + "".join(parts) + AFTER
    covered = {i for span in find_identity(text) for i in range(span.start, span.end)}
    position = len(BEFORE)
    for number, part in enumerate(parts):
        if number % 2:
            at = range(position, position + len(part))
            assert not [text[i] for i in at if text[i].isalnum() and i not in covered]
        position += len(part)


@pytest.mark.parametrize(
    "top",
    [
        "Curriculum Vitae – |Quirin Zzyzx|",
        "CV |Quirin Zzyzx|",
        "|QUIRIN ZZYZX|",
        "Namn:\n|Quirin Zzyzx|",
        "Undertecknad |Quirin Zzyzx|",
        "Sökande: |Q. Zzyzx|",
        "|Quirin Zzyzx| 1985",
        "Efternamn, förnamn: |Zzyzx, Quirin|",
        "|Kim Soo-hyun|",
        "|Quirin af Zzyzxstråle|",
        "Jag, |Quirin Zzyzx|, söker jobb",
        "Meritförteckning för |Quirin Zzyzx|",
    ],
)
def test_a_name_at_the_top_is_found_however_it_is_announced(top: str):
    parts = top.split("|")
    text = f"{''.join(parts)}\n\n{BEFORE}{AFTER}"
    start = len(parts[0])
    covered = {i for span in find_identity(text) for i in range(span.start, span.end)}
    at = range(start, start + len(parts[1]))
    assert not [text[i] for i in at if text[i].isalnum() and i not in covered]


@pytest.mark.parametrize(
    "top",
    [
        "|zebulon kanariefors|\nzeb@example.org",
        "|zebulon kanariefors|\nbra på att lyssna\ntel 070-174 06 58",
        "|zebulon kanariefors|, 070-174 06 58",
        "|zebulon kanariefors| | zeb@example.org",
        "|quirin-jan von zzyzx|\nquirin@example.org",
        "|o'brien zebulon|\nq@example.org",
        "|anna kanariefors|\nbra på att lyssna",
        "namn: |zebulon kanariefors|",
        "Namn: |zebulon kanariefors|",
        "|Zzyzx, Quirin|\n070-174 06 58",
        "|ZZYZX, QUIRIN|\nq@example.org",
        "|Kanariefors, Zebulon Olle|\n0701740658",
        "|Kanariefors, Anna|",
        "|kanariefors, zebulon|\nzebulon@example.org",
    ],
)
def test_a_name_in_small_letters_or_surname_first_is_found_at_the_top(top: str):
    before, name, after = top.split("|", 2)
    text = f"{before}{name}{after}\n\n{BEFORE}{AFTER}"
    covered = {i for span in find_identity(text) for i in range(span.start, span.end)}
    at = range(len(before), len(before) + len(name))
    assert not [text[i] for i in at if text[i].isalnum() and i not in covered]


@pytest.mark.parametrize(
    "top",
    [
        "erfaren kock", "Kock, Servitris", "java utvecklare", "Word, Excel", "svets, truck",
        "svetsare, truckförare", "svetsare och elektriker", "jag kan svetsa", "kör truck",
        "gymnasiet vård", "duktig snickare", "Barnskötare, Undersköterska", "b-körkort finns",
        "omvårdnad och äldreomsorg", "Excel, Word, PowerPoint", "Vård, Omsorg",
    ],
)  # fmt: skip
def test_words_of_work_at_the_top_are_left_where_a_name_could_stand(top: str):
    text = f"{top}\n070-174 06 58\n\n{BEFORE}{AFTER}"
    assert redact(text).text.startswith(f"{top}\n[…]")


def test_a_given_name_in_a_line_of_work_takes_the_work_with_it_no_more():
    assert redact("erik kör truck\nkock").text == "[…] kör truck\nkock"


def test_a_name_in_small_letters_is_found_wherever_it_stands_and_however_it_is_written():
    text = redact("zebulon kanariefors\nzeb@example.org\n\nJag heter Zebulon. mvh zebulon").text
    assert "ebulon" not in text


def test_a_label_is_redacted_together_with_its_text():
    labels = ["Intyg för Quirin", "Omvårdnad", "Ring 070-174\n06 99", ""]
    clean = redact_beside("Namn: Quirin Zzyzx", labels)
    assert clean == ("Intyg för […]", "Omvårdnad", "Ring […]", "")
    assert redact_beside("", []) == ()


@given(st.lists(st.text(max_size=40), max_size=5))
def test_what_a_label_gives_away_is_what_the_mark_hides(labels: list[str]):
    """Alone or together, a label keeps its other words, and every mark stands for something."""
    for label, clean in zip(labels, redact_beside("", labels), strict=True):
        plain = " ".join(label.split())
        assert (clean == plain) == (MARK not in clean) or MARK in plain
        for part in clean.split(MARK):
            assert part in plain


@pytest.mark.parametrize("line", WORDS_OF_WORK)
def test_words_of_work_are_left(line: str):
    assert kinds_in(BEFORE + line + AFTER) == []


def test_a_name_found_once_is_found_everywhere():
    text = "Namn: Quirin Zzyzx\n\nOm mig\nQuirin är lugn, sa kollegan."
    assert "Quirin" not in redact(text).text


def test_the_mail_address_gives_the_name_away():
    text = "Kontakt: tuovi.qvarnlo@example.org. Hälsningar från Tuovi"
    assert "Tuovi" not in redact(text).text


def test_counts_say_kinds_and_never_values():
    redacted = redact("Mejl a.b@example.se, tel 070-174 06 99, 070-174 06 98")
    assert redacted.removed == (("email", 1), ("phone", 2))
    assert all(kind in KINDS for kind, _ in redacted.removed)


@pytest.mark.parametrize("name", ["Anna Lind", "Mohammed Al-Hakim", "Päivi Järvenpää-Koskinen"])
def test_the_same_cv_with_another_name_leaves_the_same_text(name: str):
    text = f"{name}\n070-174 06 99\n\nUndersköterska på Solgården. Jag heter {name}."
    reference = text.replace(name, "Bo Ek")
    assert redact(text).text == redact(reference).text


@given(st.text(max_size=400))
def test_any_text_can_be_redacted(text: str):
    spans = find_identity(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert redact(text).text.count(MARK) >= len(spans)


@given(st.text(alphabet="abcåäö .,\n", max_size=200))
def test_what_is_not_identity_is_left_as_it_was(text: str):
    if not find_identity(text):
        assert redact(text).text == text


LONG = ["a", "A", "12 ", "a.", "A-", '"', "noll ", "C-gatan 1 ", "a@", "är jag en ", "Hej ", "1-"]


@pytest.mark.parametrize(
    "piece", [*LONG, "medlem i ", "kyrkan", "jag har ", "svenska och ", "c/o a "]
)
def test_a_long_line_does_not_hang(piece: str):
    # Quadratic patterns would need minutes here; no time is asserted.
    assert redact(piece * (50_000 // len(piece))).text


@pytest.mark.shared_data
def test_the_development_half_of_the_gold_set():
    gold = settings.BASE_DIR.parent / "shared" / "data" / "gold" / "pii" / "gold.jsonl"
    if not gold.exists():
        pytest.skip(f"{gold} is not there")
    missed = extra = numbers_missed = 0
    for line in gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        spans = find_identity(record["text"])
        covered = {i for span in spans for i in range(span.start, span.end)}
        for wanted in record["spans"]:
            is_left = any(
                i not in covered and record["text"][i].isalnum()
                for i in range(wanted["start"], wanted["end"])
            )
            missed += is_left
            numbers_missed += is_left and wanted["kind"] in {"personnummer", "samordningsnummer"}
        for span in spans:
            extra += not any(
                w["start"] < span.end and span.start < w["end"] for w in record["spans"]
            )
    assert numbers_missed == 0
    assert (missed, extra) == (0, 0)  # of 132


@pytest.mark.shared_data
def test_redaction_costs_recognition_nothing():
    gold = settings.BASE_DIR.parent / "shared" / "data" / "gold" / "cv_mentions" / "gold.jsonl"
    lexicon_folder = _lexicon_in_service()
    if not gold.exists() or lexicon_folder is None:
        pytest.skip("the gold set or a compiled snapshot is not there")
    lexicon = load_lexicon(lexicon_folder)

    def recognise_redacted(text: str, kind: TextKind) -> list[Mention]:
        """Mentions of the redacted text, at their places in the original."""
        origin: list[int] = []
        position = 0
        for span in find_identity(text):
            origin += [*range(position, span.start), *[span.start] * len(MARK)]
            position = span.end
        origin += range(position, len(text) + 1)
        return [
            one._replace(start=origin[one.start], end=origin[one.end - 1] + 1)
            for one in recognise(redact(text).text, lexicon, kind)
        ]

    rows = read_set(gold)
    raw = score_set(rows, "cv", lambda text, kind: recognise(text, lexicon, kind))
    redacted = score_set(rows, "cv", recognise_redacted)
    assert abs(raw.f1 - redacted.f1) < 0.01, (raw.f1, redacted.f1)


def _lexicon_in_service() -> Path | None:
    """Of the site's own snapshots: SNAPSHOT_DIR, VAR_DIR or var, as the settings read them."""
    var = Path(os.environ.get("VAR_DIR") or settings.BASE_DIR / "var")
    folder = Path(os.environ.get("SNAPSHOT_DIR") or var / "snapshots")
    current = folder / "current"
    if not current.is_file():
        return None
    lexicon = folder / current.read_text().strip() / "lexicon"
    return lexicon if lexicon.exists() else None

"""Texts as registers write them → plain text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.sources.susa_navet.texts import (
    clean_line,
    language_code,
    mend_mojibake,
    plain_text,
    strings_of,
    text_in,
    without_title,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Vanlig text.", "Vanlig text."),
        ("<p>Ett.</p><p>Två.</p>", "Ett.\nTvå."),
        ("<p>Ett stycke\nutan slut<p>Nästa", "Ett stycke utan slut\nNästa"),
        ("Rad ett<br>rad två<br/>", "Rad ett\nrad två"),
        ("Rad ett\nrad två<br/>", "Rad ett\nrad två"),
        ("<ul><li>baka</li><li>jäsa</ul>Slut", "– baka\n– jäsa\nSlut"),
        ("Du lär dig:\n- baka\n* jäsa\n• skära", "Du lär dig:\n– baka\n– jäsa\n– skära"),
        ("<div>Du lär dig\n- baka\n- jäsa</div>", "Du lär dig\n– baka\n– jäsa"),
        ("Bl&auml;ck &amp; papper", "Bläck & papper"),
        ("&lt;p&gt;Dubbelt &amp;aring;&lt;/p&gt;", "Dubbelt å"),
        ("x < 5 & y > 3", "x < 5 & y > 3"),
        ("<a href=https://csn.se target=_blank>Läs&nbsp;mer</a>", "Läs mer"),
        ("<p>Text<!--[if mso]>skräp<![endif]--><o:p></o:p></p>", "Text"),
        ("mjuk\u00adbindning\u200b och\ufeff \u00a0mellanrum", "mjukbindning och mellanrum"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("nolla\x00 och \ud800udda", "nolla och udda"),
        ("årskurs 1\x963", "årskurs 1–3"),
        ("", ""),
    ],
)
def test_plain_text(written, read):
    assert plain_text(written) == read


@pytest.mark.parametrize(
    "active",
    [
        "<script>alert(1)</script>",
        "<style>body{display:none}</style>",
        '<iframe src="https://x.invalid/"></iframe>',
        '"><svg onload=alert(1)>',
        "<img src=x onerror=alert(1)>",
        '<form action="https://x.invalid/"><input name=q></form>',
        "{{7*7}}",
        "{% debug %}",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_active_content_leaves_only_the_text(active):
    assert plain_text(f"<p>Du lär dig baka.</p>{active}") == "Du lär dig baka."


def test_a_javascript_link_keeps_its_words():
    assert plain_text('Baka. <a href="javascript:alert(1)">Läs mer</a>') == "Baka. Läs mer"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("FÃ¶rskola fÃ¶r Ã¥ldrar", "Förskola för åldrar"),
        ("Ã\x85r och Ã„lg", "År och Älg"),
        ("bra â€“ bÃ¤ttre – bäst", "bra – bättre – bäst"),
        ("Café Â± 3", "Café ± 3"),
        ("Ãngstrom", "Ãngstrom"),  # no UTF-8 in it: as it stands
        ("låda på ö", "låda på ö"),
    ],
)
def test_mojibake_is_mended_where_it_is_utf8(wrong, right):
    assert mend_mojibake(wrong) == right


@given(st.text("abc ÅÄÖåäöéü–,.", min_size=1).filter(lambda text: set(text) & set("ÅÄÖåäöéü")))
def test_swedish_read_as_latin1_comes_back(text):
    assert mend_mojibake(text.encode().decode("latin-1")) == text
    assert mend_mojibake(text) == text


@given(st.text())
def test_plain_text_is_normalised_and_stays_so(text):
    once = plain_text(text)
    assert unicodedata.is_normalized("NFC", once)
    assert not any(char in once for char in "\x00\r\t\u00a0\u200b\ufeff\ud800")
    assert all(line == line.strip() and line for line in once.split("\n") if once)


@given(st.text())
def test_a_clean_line_has_no_break_and_single_spaces(text):
    line = clean_line(text)
    assert line == " ".join(line.split())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("swe", "swe"), ("SWE", "swe"), ("sv", "swe"), ("svenska", "swe"), (" en ", "eng"),
        ("pol", "pol"), ("klingon", ""), ("", ""), (None, ""), (7, ""),
    ],
)  # fmt: skip
def test_language_codes(written, code):
    assert language_code(written) == code


def test_lang_strings_come_in_every_shape():
    swedish = {"lang": "swe", "value": "Examen"}
    assert strings_of({"strings": [swedish]}) == [("swe", "Examen")]
    assert strings_of([{"strings": [swedish]}, {"strings": []}]) == [("swe", "Examen")]
    assert strings_of({"strings": swedish}) == [("swe", "Examen")]
    assert strings_of("Examen") == [("swe", "Examen")]
    assert strings_of({"strings": [{"lang": "swe"}, None, {"value": " "}]}) == []
    assert strings_of(None) == strings_of(3) == strings_of({}) == []


def test_text_in_a_language_by_any_of_its_codes():
    both = {"strings": [{"lang": "en", "value": "Bread"}, {"lang": "sv", "value": "Bröd"}]}
    assert text_in(both, "swe") == "Bröd"
    assert text_in(both, "eng") == "Bread"
    assert text_in(both, "fin") is None


def test_a_repeated_title_is_left_out():
    assert without_title("Bagare\nDu lär dig baka.", "Bagare") == "Du lär dig baka."
    assert without_title("Bagare.\nDu lär dig baka.", "bagare") == "Du lär dig baka."
    assert without_title("Bagare är ett yrke.\nJa.", "Bagare") == "Bagare är ett yrke.\nJa."
    assert without_title("Bagare", "Bagare") == "Bagare"

"""Names with slashes may be broken after them, and only there."""

import pytest
from django.utils.translation import override

from guidance.templatetags.language import breakable, swedish


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Svetsare", "Svetsare"),
        ("Behandlingsassistent/Socialpedagog", "Behandlingsassistent/<wbr>Socialpedagog"),
        ("a/b/c", "a/<wbr>b/<wbr>c"),
        ("el- / VVS", "el- / VVS"),
        ("<b>/i</b>", "&lt;b&gt;/i&lt;/b&gt;"),
        ("", ""),
    ],
)
def test_a_name_may_be_broken_after_its_slashes(words: str, told: str) -> None:
    assert breakable(words) == told


def test_words_marked_as_swedish_stay_marked() -> None:
    with override("en"):
        assert breakable(swedish("Kock/Okänt")) == '<bdi lang="sv">Kock/<wbr>Okänt</bdi>'

"""A short sample of the fuzz run: `make fuzz` goes on for ten minutes.

Whatever bytes come, a reader answers with text or with a code, and redaction with spans in order.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import (
    READERS,
    SEEDS,
    fuzz_document,
    fuzz_reader,
    fuzz_redaction,
    mutated,
    texts_like_cvs,
)

SHORT = settings(max_examples=25, deadline=None)


@pytest.mark.parametrize("kind", READERS)
def test_no_reader_raises_anything_but_what_it_promises(kind: str):
    @SHORT
    @given(mutated(kind))
    def run(data: bytes) -> None:
        fuzz_reader(kind, data)

    run()


@SHORT
@given(st.one_of(st.binary(max_size=300), *map(mutated, SEEDS)))
def test_any_bytes_are_a_document_or_a_code(data: bytes):
    fuzz_document(data)


@SHORT
@given(texts_like_cvs())
def test_any_text_is_redacted_into_spans_in_order(text: str):
    fuzz_redaction(text)

"""The child of `tests.fuzz.run` that follows branches; its arguments are libFuzzer's."""

import logging
import sys

import atheris

with atheris.instrument_imports(include=["guidance.intake", "striprtf"]):
    from tests.fuzz.targets import fuzz_document, fuzz_redaction


def take(data: bytes) -> None:
    """One input: a document, and as a text through redaction."""
    fuzz_document(data)
    fuzz_redaction(data[:2000].decode("utf-8", "replace"))


def main() -> None:
    """Never returns; libFuzzer ends the process."""
    logging.disable(logging.CRITICAL)  # parsers complain of every broken file
    atheris.Setup(sys.argv, take)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

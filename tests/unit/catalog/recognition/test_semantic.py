"""Which model a name asks for, and what is refused."""

from pathlib import Path

import pytest

from catalog.recognition.embedding import ModelUnusable
from catalog.recognition.semantic import hash_of_folder, load_encoder


def test_off_means_no_encoder() -> None:
    assert load_encoder("off") is None


@pytest.mark.parametrize("name", ["some-model", "published/model@main", "published/model@1234"])
def test_a_model_that_is_not_pinned_is_refused(name: str) -> None:
    with pytest.raises(ModelUnusable, match="pin"):
        load_encoder(name)


def test_a_folder_with_another_hash_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"abc")
    pin = hash_of_folder(tmp_path)
    (tmp_path / "weights").write_bytes(b"abd")
    with pytest.raises(ModelUnusable, match=f"not {pin}"):
        load_encoder(f"{tmp_path}@{pin}")

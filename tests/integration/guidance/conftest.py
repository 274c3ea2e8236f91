"""A small catalogue in service, a strict client, and journeys to start from."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from catalog.recognition.embedding import load_embedding
from catalog.recognition.lexicon import Term, compile_lexicon, save_lexicon
from catalog.recognition.lexicon import TermKind as LexiconKind
from catalog.recognition.meaning import compile_meaning, save_meaning
from catalog.snapshot.snapshot import Snapshot
from catalog.snapshot.store import LEXICON, MEANING, put_in_service
from guidance.journey import KEY, Choice, Journey, to_dict
from tests.integration.guidance.pages import PageClient
from tests.snapshots import ASSISTANT_NURSE, NURSE, make_snapshot, skill

TERM_KINDS: tuple[LexiconKind, ...] = (
    "preferred", "alternative", "hidden", "term", "title",
    "match", "close_match", "broad_match", "keyword",
)  # fmt: skip


def put_snapshot_in(root: Path, day: date) -> Snapshot:
    """Compose the small catalogue of a day with its lexicon below `root`; put it in service."""
    snapshot = make_snapshot(root, day)
    terms = [
        Term(
            snapshot.terms.text[place],
            snapshot.concepts.id[row],
            snapshot.concepts.label[row],
            snapshot.type_of(row),
            TERM_KINDS[int(snapshot.terms.kind[place])],
            snapshot.terms.language[place],
        )
        for place, row in enumerate(snapshot.terms.concept.tolist())
        if not snapshot.concepts.is_deprecated[row]
    ]
    save_lexicon(compile_lexicon(terms), snapshot.folder / LEXICON)
    save_meaning(compile_meaning(terms, load_embedding()), snapshot.folder / MEANING)
    put_in_service(root, snapshot.number)
    return snapshot


@pytest.fixture(scope="session")
def catalogue_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("snapshots")
    put_snapshot_in(root, timezone.localdate())
    return root


@pytest.fixture(autouse=True)
def _catalogue(settings, catalogue_root: Path) -> None:
    settings.SNAPSHOT_DIR = catalogue_root


@pytest.fixture
def no_catalogue(settings, tmp_path: Path) -> None:
    settings.SNAPSHOT_DIR = tmp_path


@pytest.fixture
def client() -> PageClient:
    """Without the database mark any query fails, so every test here also counts to zero."""
    return PageClient()


@pytest.fixture
def journey() -> Journey:
    """An assistant nurse in Gävle who wants to be a nurse."""
    return Journey(
        choices=(
            Choice(ASSISTANT_NURSE, "occupation-name", quote="arbetat som usk", origin="cv"),
            Choice(skill("Omvårdnad"), "skill", quote="jag kan omvårdnad", origin="cv"),
            Choice(skill("Demensvård"), "skill", origin="occupation", because=ASSISTANT_NURSE,
                   is_suggestion=True),
        ),
        removed=(("email", 1), ("name", 2)),
        has_read=True,
        credentials=frozenset({"exam:gymnasium:preparatory", "course:naturkunskap 1b"}),
        municipality="2180",
        target=NURSE,
    )  # fmt: skip


@pytest.fixture
def begin(client: PageClient) -> Callable[[Journey], PageClient]:
    """Give the client a session that holds a journey."""

    def put(journey: Journey) -> PageClient:
        session = client.session
        session[KEY] = to_dict(journey)
        session.save()
        return client

    return put

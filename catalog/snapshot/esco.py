"""A concept's place in ESCO, as addresses that the rest of Europe knows."""

from catalog.snapshot.snapshot import EscoMatch, Snapshot

ESCO = "http://data.europa.eu/esco/"
_PARTS = {"esco-occupation": "occupation", "esco-skill": "skill"}


def esco_addresses(snapshot: Snapshot, row: int) -> tuple[tuple[EscoMatch, str], ...]:
    """(how, address) of each ESCO concept that matches, best first; () for -1. An ESCO concept
    whose address no source told is left out."""
    if row < 0:
        return ()
    found = []
    for target, _, how, _ in snapshot.esco.matches.of_row(row):
        part, code = _PARTS.get(snapshot.type_of(target)), str(snapshot.concepts.code[target])
        if part and code:
            found.append((EscoMatch(how), f"{ESCO}{part}/{code}"))
    return tuple(sorted(found))

"""Moves as plain data, in a stable order (docs/guide-json.md)."""

from collections.abc import Iterable
from typing import Any

from guidance.core.moves.rank import Move
from guidance.core.paths.serialise import reason_data


def moves_data(moves: Iterable[Move]) -> list[dict[str, Any]]:
    """Ranked moves, best first."""
    return [
        {
            "occupation": move.occupation,
            "label": move.label,
            "earliest": move.earliest.isoformat() if move.earliest else None,
            "is_now": move.is_now,
            "held": move.held,
            "needed": move.needed,
            "reasons": [reason_data(reason) for reason in move.reasons],
        }
        for move in moves
    ]

"""Career moves: every occupation ranked for one person, in one pass."""

from guidance.core.moves.rank import Move as Move
from guidance.core.moves.rank import rank_moves as rank_moves

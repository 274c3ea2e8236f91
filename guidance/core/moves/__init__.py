"""Career moves: every occupation ranked for one person, in one pass."""

from guidance.core.moves.rank import Move as Move
from guidance.core.moves.rank import Sieve as Sieve
from guidance.core.moves.rank import rank_moves as rank_moves
from guidance.core.moves.rank import ranking_of as ranking_of

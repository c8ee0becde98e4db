"""When the pages of a round may move on. Every move is held against all moves before it when something is issued, and that work
grows with the councils and the moves: so the pages of many councils move at few moments, spread over the round."""

from __future__ import annotations

from datetime import datetime

from portal.rounds.models import GRACE, Round

# Up to so many councils a page moves on whenever the rule of ten allows it.
FREE = 12
# Councils times moves that are proved in good time, and the least number of moves that any round has.
COUNCILS_TIMES_MOVES, LEAST = 1_200, 10


def opens_again(asking: Round, councils: int, moved: int, now: datetime) -> datetime | None:
    """The moment from which the pages of so many councils may move on that have moved so many times; None where they may now.

    Moves that were not made are saved up. Once the round has closed nothing holds the last ones back: no more answers come.
    """
    ends = asking.closes + GRACE
    if councils <= FREE or now >= ends:
        return None
    step = (ends - asking.opens) / moves(councils)
    again = min(asking.opens + moved * step, ends)
    return again if again > now else None


def moves(councils: int) -> int:
    """How often the pages of a round of so many councils move on at most after they were first looked at."""
    return max(LEAST, COUNCILS_TIMES_MOVES // councils)

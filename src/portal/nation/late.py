"""Who is late in a round, by rules that stand in one table, and who may be reminded again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from portal.nation.tallies import Band
from portal.rounds.models import Round, State, Window

ANSWERS_WITHIN = timedelta(days=14)
# When a third of the round has gone by, some answers should have come in.
QUIET_AFTER = 1 / 3
BETWEEN_NUDGES = timedelta(days=7)


class Because(StrEnum):
    """Why an area is late."""

    NO_ANSWER = "no-answer"
    FEW_RETURNS = "few-returns"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an area stands with a round, and what is told of its returns."""

    state: State
    since: datetime | None
    band: Band


def _no_answer(asking: Round, standing: Standing, now: datetime) -> bool:
    waits = standing.state is State.INVITED and standing.since is not None
    return waits and standing.since is not None and now - standing.since >= ANSWERS_WITHIN and asking.closes > now


def _few_returns(asking: Round, standing: Standing, now: datetime) -> bool:
    gone = (now - asking.opens) / (asking.closes - asking.opens)
    open_ = asking.window(now) is Window.OPEN
    return standing.state is State.TAKING_PART and open_ and gone >= QUIET_AFTER and not standing.band.least


RULES: Mapping[Because, Callable[[Round, Standing, datetime], bool]] = MappingProxyType(
    {Because.NO_ANSWER: _no_answer, Because.FEW_RETURNS: _few_returns}
)


def late(asking: Round, standing: Standing, now: datetime) -> Because | None:
    """Why an area is late; None where it is not."""
    return next((because for because, applies in RULES.items() if applies(asking, standing, now)), None)


def may_be_nudged(last: datetime | None, now: datetime) -> bool:
    """Whether a late area may be reminded: nobody is every day."""
    return last is None or now - last >= BETWEEN_NUDGES

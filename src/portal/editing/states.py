"""Where a report stands between two parties, and what leads on from there: states, moves and who makes them, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    ENGAGEMENT = "engagement"
    REVISED = "revised"
    AGREED = "agreed"
    SIGNED_BY_ONE = "signed-by-one"
    SIGNED = "signed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What can be done with a report as a whole.

    CHANGE is no button: it is what writing, accepting a suggestion or new figures do to the state."""

    CHANGE = "change"
    ENGAGE = "engage"
    REVISE = "revise"
    AGREE = "agree"
    SIGN = "sign"
    REOPEN = "reopen"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


class Standing(StrEnum):
    """What somebody must be, in the place that the report is about, to make a move.

    WRITER: may write reports there. SIGNER: may sign for the national body or for the council. PUBLISHER: may publish
    for the country. EITHER: a publisher, or who signs for the council itself."""

    WRITER = "writer"
    SIGNER = "signer"
    PUBLISHER = "publisher"
    EITHER = "publisher or the council's signer"


@dataclass(frozen=True, slots=True)
class Way:
    """One move: from which state to which, and who makes it."""

    ways: Mapping[State, State]
    who: Standing


_S = State
MOVES: Mapping[Move, Way] = MappingProxyType(
    {
        Move.CHANGE: Way(
            {
                _S.DRAFT: _S.DRAFT,
                _S.ENGAGEMENT: _S.ENGAGEMENT,
                _S.REVISED: _S.REVISED,
                _S.AGREED: _S.REVISED,
                _S.SIGNED_BY_ONE: _S.REVISED,
                _S.SIGNED: _S.REVISED,
            },
            Standing.WRITER,
        ),
        Move.ENGAGE: Way({_S.DRAFT: _S.ENGAGEMENT, _S.REVISED: _S.ENGAGEMENT}, Standing.SIGNER),
        Move.REVISE: Way({_S.ENGAGEMENT: _S.REVISED}, Standing.SIGNER),
        Move.AGREE: Way({_S.DRAFT: _S.AGREED, _S.REVISED: _S.AGREED}, Standing.SIGNER),
        Move.SIGN: Way({_S.AGREED: _S.SIGNED_BY_ONE, _S.SIGNED_BY_ONE: _S.SIGNED}, Standing.SIGNER),
        Move.REOPEN: Way(
            {_S.AGREED: _S.REVISED, _S.SIGNED_BY_ONE: _S.REVISED, _S.SIGNED: _S.REVISED, _S.WITHDRAWN: _S.REVISED},
            Standing.SIGNER,
        ),
        Move.PUBLISH: Way({_S.SIGNED: _S.PUBLISHED}, Standing.PUBLISHER),
        Move.WITHDRAW: Way({_S.PUBLISHED: _S.WITHDRAWN}, Standing.EITHER),
    }
)  # fmt: skip

# A report that is out, or was, does not change under its readers' eyes: it is withdrawn and opened again first.
OPEN_TO_WRITING = frozenset(MOVES[Move.CHANGE].ways)
BOTH_SIGNED = frozenset({_S.SIGNED, _S.PUBLISHED})


def after(state: State, move: Move) -> State | None:
    """Where a move leads from a state; None where there is no such way."""
    return MOVES[move].ways.get(state)

"""How an area comes to take part in a round and leaves it again: one table of states and steps, read by every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from portal.people.rules import Action, extent
from portal.rounds.models import State, Window


class Do(StrEnum):
    """What can be done about an area's place in a round."""

    EXPRESS_INTEREST = "express-interest"
    TAKE_INTEREST_BACK = "take-interest-back"
    RECORD_INTEREST = "record-interest"
    INVITE = "invite"
    TAKE_INVITATION_BACK = "take-invitation-back"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    RECORD_WITHDRAWAL = "record-withdrawal"


class Party(StrEnum):
    """Whose step it is."""

    AREA = "somebody of the area itself"
    NATION = "the national team"


@dataclass(frozen=True, slots=True)
class Transition:
    """A step: from which states it is taken, where it leads, whose it is, and where in the round's time it may be."""

    before: frozenset[State]
    after: State
    by: Party
    during: frozenset[Window]


_S = State
_BEFORE_THE_END = frozenset({Window.NOT_YET, Window.OPEN})
_WHILE_ANSWERS_COME_IN = _BEFORE_THE_END | {Window.GRACE}
_OUTSIDE = frozenset({_S.NONE, _S.INTERESTED, _S.DECLINED, _S.WITHDRAWN})

TRANSITIONS: Mapping[Do, Transition] = MappingProxyType(
    {
        Do.EXPRESS_INTEREST: Transition(
            frozenset({_S.NONE, _S.DECLINED, _S.WITHDRAWN}), _S.INTERESTED, Party.AREA, _BEFORE_THE_END
        ),
        Do.TAKE_INTEREST_BACK: Transition(frozenset({_S.INTERESTED}), _S.NONE, Party.AREA, _BEFORE_THE_END),
        Do.RECORD_INTEREST: Transition(
            frozenset({_S.NONE, _S.DECLINED, _S.WITHDRAWN}), _S.INTERESTED, Party.NATION, _BEFORE_THE_END
        ),
        Do.INVITE: Transition(_OUTSIDE, _S.INVITED, Party.NATION, _BEFORE_THE_END),
        Do.TAKE_INVITATION_BACK: Transition(frozenset({_S.INVITED}), _S.NONE, Party.NATION, _BEFORE_THE_END),
        # Nobody signs for an area but the area: what it lets others publish is its own to say.
        Do.ACCEPT: Transition(frozenset({_S.INVITED}), _S.TAKING_PART, Party.AREA, _BEFORE_THE_END),
        Do.DECLINE: Transition(frozenset({_S.INVITED}), _S.DECLINED, Party.AREA, _BEFORE_THE_END),
        Do.WITHDRAW: Transition(frozenset({_S.TAKING_PART}), _S.WITHDRAWN, Party.AREA, _WHILE_ANSWERS_COME_IN),
        Do.RECORD_WITHDRAWAL: Transition(
            frozenset({_S.TAKING_PART}), _S.WITHDRAWN, Party.NATION, _WHILE_ANSWERS_COME_IN
        ),
    }
)


def is_of(person: object, party: Party, area: str) -> bool:
    """Whether a person may speak for this party about an area, by its code."""
    if party is Party.NATION:
        return extent(person, Action.MANAGE_ROUNDS).everywhere
    return area in extent(person, Action.TAKE_PART).areas


def fits(do: Do, state: State, window: Window) -> bool:
    """Whether this step can be taken from a state, at that place in the round's time."""
    return state in TRANSITIONS[do].before and window in TRANSITIONS[do].during


def open_steps(person: object, area: str, state: State, window: Window) -> tuple[Do, ...]:
    """What a person can do now about an area's place in a round, in the order of the table."""
    return tuple(do for do in Do if fits(do, state, window) and is_of(person, TRANSITIONS[do].by, area))

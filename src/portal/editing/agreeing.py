"""Agreeing on a text: held as signing is held, so that nobody agrees on what nobody can sign."""

from __future__ import annotations

from datetime import datetime

from portal.editing import words
from portal.editing.models import Draft, Step
from portal.editing.moving import NotMoved, held, recorded, step
from portal.editing.parties import has
from portal.editing.signing import to_sign
from portal.editing.states import MOVES, Move, State, after
from portal.people.models import Person


def agree(draft: Draft, *, by: Person, at: datetime) -> Draft:
    """Agree on the text as it stands; gives the draft as it stands then. Raises NotMoved."""
    if not has(by, MOVES[Move.AGREE].who, draft.area_id):
        raise NotMoved(words.NOT_YOURS)
    with held(draft) as kept:
        there = after(State(kept.state), Move.AGREE)
        if there is None:
            raise NotMoved(words.no_way(State(kept.state), Move.AGREE))
        faults = to_sign(kept).in_the_way
        if faults:
            raise NotMoved(words.still_in_the_way(len(faults)))
        step(kept, Step.What.MOVED, there, by=by, at=at, move=Move.AGREE)
        recorded(kept, Move.AGREE, by=by, at=at)
    return kept

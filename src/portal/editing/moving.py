"""Moving a report from state to state: one transaction a move, in the history and in the audit log together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from portal.audit.recording import PORTAL, Kind, person, record
from portal.editing import words
from portal.editing.models import Draft, Step
from portal.editing.parties import Party, has, party_of
from portal.editing.states import MOVES, Move, State, after
from portal.people.models import Person


class NotMoved(Exception):
    """A move that cannot be made; the message says why and what to do."""


def move(draft: Draft, what: Move, *, by: Person | None, at: datetime) -> Draft:
    """Make a move; gives the draft as it stands then. `by` None is the portal itself, which only withdraws.

    Agreeing is `agreeing.agree`, signing `signing.sign`. Raises NotMoved.
    """
    if what in {Move.CHANGE, Move.AGREE, Move.SIGN}:
        raise NotMoved(words.BY_READING[what])
    allowed = what is Move.WITHDRAW if by is None else has(by, MOVES[what].who, draft.area_id)
    if not allowed:
        raise NotMoved(words.NOT_YOURS)
    with held(draft) as kept:
        there = after(State(kept.state), what)
        if there is None:
            raise NotMoved(words.no_way(State(kept.state), what))
        step(kept, Step.What.MOVED, there, by=by, at=at, move=what)
        recorded(kept, what, by=by, at=at)
    return kept


@contextmanager
def held(draft: Draft) -> Iterator[Draft]:
    """The draft as it is kept now, and nobody else's while one works on it; all that happens is kept or nothing is."""
    with transaction.atomic():
        # On SQLite a transaction that writes is the only one; PostgreSQL holds the row.
        yield Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)


def step(
    draft: Draft,
    what: Step.What,
    state: State,
    *,
    by: Person | None,
    at: datetime,
    move: Move | None = None,
    section: str = "",
    text: str = "",
) -> Step:
    """Write the next step of a draft that is held. What changes the text moves the revision on; opening it again does too,
    so that no signature from before holds."""
    draft.steps += 1
    draft.state = state
    if what is not Step.What.MOVED or move is Move.REOPEN:
        draft.revision = draft.steps
    draft.save(update_fields=["steps", "state", "revision", "making"])
    return Step.objects.create(
        draft=draft,
        number=draft.steps,
        what=what,
        section=section,
        text=text,
        making=draft.making,
        move=move or "",
        state=state,
        by=by,
        party=_party(by, draft),
        at=at,
    )


def _party(by: Person | None, draft: Draft) -> str:
    return (party_of(by, draft.area_id) or Party.NATION) if by else ""


def recorded(draft: Draft, what: Move | str, *, by: Person | None, at: datetime) -> None:
    """Add to the audit log what was done with a draft; published is what people look for under its own name."""
    kind = Kind.PUBLISHED if what is Move.PUBLISH else Kind.REPORT_CHANGED
    record(
        kind,
        actor=person(by.pk) if by else PORTAL,
        thing=f"draft:{draft.pk}",
        area=draft.area_id or "",
        detail={"what": f"report, {draft.kind}"} if kind is Kind.PUBLISHED else {"change": str(what)},
        at=at,
    )

"""Talking about a section: comments and suggestions, answered, settled, and (a suggestion) accepted into the text."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from portal.editing import words
from portal.editing.commentary import clean
from portal.editing.inserting import sections
from portal.editing.models import Draft, Remark, Step, Thread
from portal.editing.moving import NotMoved, held, recorded, step
from portal.editing.parties import Party, party_of
from portal.editing.writing import NotWritten, Overtaken, Written, acceptable, changeable, content
from portal.people.models import Person

LONGEST_REMARK = 2_000


@transaction.atomic
def begin(draft: Draft, section: str, said: str, *, by: Person, at: datetime, suggested: str | None = None) -> Thread:
    """Begin to talk about a section; with `suggested`, the commentary one would have there. Raises NotWritten, NotMoved."""
    party = _party(draft, by)
    now = content(draft)
    if section not in {one.id for one in sections(now.report)} and section not in now.commentary:
        raise NotWritten(words.NO_SUCH_SECTION)
    standing = now.commentary.get(section, Written("", 0))
    is_suggestion = suggested is not None
    text = acceptable(suggested or "")
    if is_suggestion and text == standing.text:
        raise NotWritten(words.NOTHING_SUGGESTED)
    remark = _remark(said if said.strip() or not is_suggestion else words.SUGGESTS)
    thread = Thread.objects.create(
        draft=draft, section=section, is_suggestion=is_suggestion, suggested=text, revision=standing.number
    )
    Remark.objects.create(thread=thread, said=remark, by=by, party=party, at=at)
    recorded(draft, "suggested" if is_suggestion else "commented", by=by, at=at)
    return thread


@transaction.atomic
def reply(thread: Thread, said: str, *, by: Person, at: datetime) -> None:
    """Say something in a thread. Raises NotWritten, NotMoved."""
    party = _party(thread.draft, by)
    Remark.objects.create(thread=thread, said=_remark(said), by=by, party=party, at=at)
    recorded(thread.draft, "commented", by=by, at=at)


@transaction.atomic
def settle(thread: Thread, *, settled: bool, by: Person, at: datetime) -> None:
    """Settle a thread, or open it again. Raises NotMoved."""
    _party(thread.draft, by)
    if Thread.objects.filter(pk=thread.pk).exclude(settled=settled).update(settled=settled):
        recorded(thread.draft, "settled a thread" if settled else "opened a thread", by=by, at=at)


def accept(thread: Thread, *, by: Person, at: datetime) -> None:
    """Make a suggestion the text of its section. Raises NotWritten, Overtaken where the text has changed since, NotMoved."""
    with held(thread.draft) as draft:
        there = changeable(draft, by)
        kept = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
        if not kept.is_suggestion or kept.taken is not None:
            raise NotWritten(words.ACCEPTED_ALREADY)
        standing = content(draft).commentary.get(kept.section, Written("", 0))
        if standing.number != kept.revision:
            raise Overtaken(standing.text, standing.number, "")
        done = step(draft, Step.What.ACCEPTED, there, by=by, at=at, section=kept.section, text=kept.suggested)
        kept.taken, kept.settled = done.number, True
        kept.save(update_fields=["taken", "settled"])
        recorded(draft, "accepted a suggestion", by=by, at=at)


def open_by_section(draft: Draft) -> dict[str, int]:
    """How many threads of each section are not settled."""
    rows = Thread.objects.filter(draft=draft).order_by().values("section")
    return {row["section"]: row["open"] for row in rows.annotate(open=Count("pk", filter=Q(settled=False)))}


def _party(draft: Draft, by: Person) -> Party:
    party = party_of(by, draft.area_id)
    if party is None:
        raise NotMoved(words.NOT_YOURS)
    return party


def _remark(said: str) -> str:
    text = clean(said)
    if not text:
        raise NotWritten(words.NOTHING_SAID)
    if len(text) > LONGEST_REMARK:
        raise NotWritten(words.remark_too_long(len(text), LONGEST_REMARK))
    return text

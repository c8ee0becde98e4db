"""Comments on questions: said once, replied to by an author, and settled. The threads stay short."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from portal.councils.models import Area
from portal.people.models import Person
from portal.people.rules import Action, extent, may
from portal.questionnaires import words
from portal.questionnaires.models import Comment, Version

LONGEST = 2_000


class NotTaken(Exception):
    """A comment or a reply that is not taken in; the message says why and what to do."""


def clean(said: str) -> str:
    """The text without what no keyboard writes, its lines kept. Raises NotTaken for what is empty or too long."""
    lines = ("".join(mark for mark in line if mark.isprintable() or mark == "\t") for line in said.splitlines())
    text = "\n".join(line.rstrip() for line in lines).strip()
    if not text:
        raise NotTaken(words.NOTHING_SAID)
    if len(text) > LONGEST:
        raise NotTaken(words.too_long(len(text), LONGEST))
    return text


def may_reply(person: object) -> bool:
    """Whether somebody answers for the questionnaires."""
    return may(person, Action.WRITE_QUESTIONNAIRES) or may(person, Action.PUBLISH_QUESTIONNAIRES)


@transaction.atomic
def comment(version: Version, item: str, said: str, *, by: Person, on: date) -> Comment:
    """Say something about a question; the same words by the same person again are those that are there. Raises NotTaken."""
    text = clean(said)
    # Of two clicks at once the second waits here.
    Person.objects.select_for_update().get(pk=by.pk)
    mine = Comment.objects.filter(version=version, item=item, by=by, said=text, settled=False).first()
    return mine or Comment.objects.create(version=version, item=item, area=_area(by), by=by, said=text, on=on)


def _area(person: Person) -> Area | None:
    """The council somebody speaks for; none where they speak for the country or for several."""
    reach = extent(person, Action.COMMENT_ON_QUESTIONNAIRES)
    if reach.everywhere or len(reach.areas) != 1:
        return None
    return Area.objects.get(pk=next(iter(reach.areas)))


@transaction.atomic
def reply(kept: Comment, said: str, *, by: Person) -> None:
    """Answer a comment. Of two authors the second is told what the first has said. Raises NotTaken."""
    text = clean(said)
    locked = Comment.objects.select_for_update().get(pk=kept.pk)
    if locked.reply and locked.reply != text:
        raise NotTaken(words.replied_already(locked.reply))
    locked.reply, locked.replied_by = text, by
    locked.save(update_fields=["reply", "replied_by"])


def settle(kept: Comment, *, settled: bool) -> None:
    """Settle a comment, or open it again."""
    Comment.objects.filter(pk=kept.pk).update(settled=settled)


def open_ones(version: Version) -> dict[str, int]:
    """How many comments of each question are not settled."""
    rows = Comment.objects.filter(version=version).order_by().values("item")
    return {row["item"]: row["open"] for row in rows.annotate(open=Count("pk", filter=Q(settled=False)))}

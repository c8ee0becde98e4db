"""Sending: a draft becomes a response, once, in one transaction. Every way in ends here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from portal.capture import mixing
from portal.capture.keeping import is_sent, receipt_digest
from portal.capture.models import Channel, Draft, Receipt, Tally
from portal.capture.taking_in import Arrived, Asking, response_of, said_by
from portal.capture.tallying import Asked, add
from portal.councils import scope
from portal.outreach.groups import count_for_its_group
from portal.questionnaires.faces import dressings
from portal.rounds.choosing import begin
from portal.rounds.models import Choice, Window


@dataclass(frozen=True, slots=True)
class Submitted:
    """The response is stored."""


@dataclass(frozen=True, slots=True)
class AlreadySent:
    """The same draft was sent before, and its response is stored."""


@dataclass(frozen=True, slots=True)
class Lost:
    """There is no such draft."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The round had closed, or the area has left it; nothing is stored, and the draft stays."""


@dataclass(frozen=True, slots=True)
class NothingSaid:
    """No question was answered; nothing is stored, and the draft stays."""


Outcome = Submitted | AlreadySent | Lost | Closed | NothingSaid

# Told to the apps above in the transaction that stores a response: `draft_key`, `response`, and the keys of all `laid` anew.
sent = Signal()
# Asked when a thank-you is shown, with the `draft_key` that the browser still holds; whoever hears may give a code.
thanked = Signal()


def submit(*, draft_key: str, now: datetime, channel: Channel = Channel.WEB) -> Outcome:
    """Store what the draft says as a response, and forget the draft. Once it returns the response is committed."""
    with transaction.atomic(savepoint=False):
        # The lock makes a second sender wait; it then finds the draft gone and the receipt there.
        rows = Draft.objects.select_for_update(of=("self",)).select_related("link__round", "link__version")
        draft = next(iter(rows.defer("link__version__text").filter(key=draft_key)), None)
        if draft is None:
            return AlreadySent() if is_sent(draft_key) else Lost()
        if draft.link.closed or draft.link.round.window(now) not in {Window.OPEN, Window.GRACE}:
            return Closed()
        there = _there(draft, _choice(draft))
        dressed = there.dressed(draft.face)
        answers = said_by(dressed, draft.link.variant, draft.answers)
        if not answers:
            return NothingSaid()
        _store(draft, there, answers, now, channel)
        if channel is Channel.WEB:
            where = Asked(draft.link.round_id, draft.link.version_id, dressed.face)
            add(where, {Tally.REVIEW: Counter(gone_on=1)})
            count_for_its_group(draft.link_id, draft_key)
    return Submitted()


def _choice(draft: Draft) -> str:
    """The digest of what the area asks beside the core, empty where it asks no more. It is fixed from now on."""
    link = draft.link
    ours = Choice.objects.filter(round=link.round_id, area=link.area_id, version=link.version_id)
    if not ours.filter(begun=True).exists():
        begin(link.round_id, link.area_id, link.version_id)
    return ours.values_list("composition__digest", flat=True).get() or ""


def _there(draft: Draft, composition: str) -> Asking:
    link = draft.link
    return Asking(
        link.round_id, link.area_id, link.version_id, dressings(link.version_id, link.version.digest, composition)
    )


def _store(draft: Draft, there: Asking, answers: dict[str, str], now: datetime, channel: Channel) -> None:
    today = timezone.localdate(now)
    stored = response_of(there, Arrived(answers, draft.link.variant, today, draft.face, draft.look), channel)
    if channel is Channel.WEB:
        laid = mixing.store(stored, draft.link_id)
    else:  # made up: nobody is to be hidden
        with scope.within({draft.link.area_id}):
            stored.save(force_insert=True)
        laid = [stored.key]
    sent.send(sender=Draft, draft_key=draft.key, response=stored, laid=laid)
    Receipt.objects.create(digest=receipt_digest(draft.key), touched=today)
    draft.delete()

"""Letters that are due go out, each once, however many workers send them.

A worker claims a few letters for a while, in one commit. Just before a letter is handed over the claim is renewed and the
attempt counted, in a commit of its own: whoever lost the claim sends nothing. What the server said is kept after it. If a worker
dies between the two, nobody can know whether the server has that one letter; its claim runs out, and it is sent again under
the same Message-ID, by which whoever got it twice can tell: docs/decisions/0025-letters-by-e-mail.md.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from portal.councils import scope
from portal.outreach import codes, planning, silencing, words
from portal.outreach.composing import Envelope, message
from portal.outreach.models import Letter, Silence
from portal.outreach.posting import Fate, Post, Trouble
from portal.outreach.quiet import asleep
from portal.outreach.wording import Sheet, address_of, sheet
from portal.rounds.models import Window

CLAIM = timedelta(minutes=5)  # longer than a server can take over one letter
BATCH = 20
_AREA = "invitation__list__link__area_id"
_HOUR = timedelta(hours=1)
WAITS = (_HOUR / 4, _HOUR, 4 * _HOUR, 12 * _HOUR, 24 * _HOUR, 24 * _HOUR)  # then it could not be delivered
State = Letter.State


@dataclass
class Sending:
    """One pass of a worker. `clock` tells the time; the rest says what was done."""

    clock: Callable[[], datetime]
    me: str = field(default_factory=lambda: secrets.token_hex(16))
    done: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*State.values, "later"), 0))
    trouble: str = ""
    _sheets: dict[tuple[int, bool], Sheet] = field(default_factory=dict)
    _lists: set[int] = field(default_factory=set)

    @scope.everywhere("letters that are due are sent")
    def run(self) -> None:
        """Write reminders out, send what is due, and forget in which order it went."""
        planning.remind(domain(), self.clock())
        try:
            self._send()
        except Trouble as fault:
            self.trouble = str(fault)
        finally:
            Letter.objects.filter(claimed=self.me, state=State.WAITING).update(claimed="", claimed_until=None)
        for key in self._lists:
            planning.lay_anew(key)

    def _send(self) -> None:
        now = self.clock()
        if not _due(now).exists():
            return
        if not _due(now).filter(asleep(now).awake(_AREA)).exists():
            self.trouble = words.QUIET_NOW
            return
        with Post() as post:
            while letters := self._claimed():
                for one in letters:
                    self._one(post, one)

    @transaction.atomic
    def _claimed(self) -> list[Letter]:
        """A few letters that nobody else has."""
        now = self.clock()
        free = (
            _due(now).filter(asleep(now).awake(_AREA)).select_for_update(skip_locked=True, of=("self",)).order_by("pk")
        )
        keys = list(free.values_list("pk", flat=True)[:BATCH])
        Letter.objects.filter(pk__in=keys).update(claimed=self.me, claimed_until=now + CLAIM)
        rows = Letter.objects.filter(pk__in=keys).order_by("pk")
        return list(rows.select_related("invitation__list__link__area", "invitation__list__link__round"))

    def _one(self, post: Post, letter: Letter) -> None:
        """Send one, or leave it where nobody is to be written to any more."""
        now, mine = self.clock(), letter.invitation.list
        self._lists.add(mine.pk)
        if _is_left(letter, now):
            self._keep(letter, State.LEFT, claimed=self.me)
            return
        ready = self._message(letter, now)  # composed first: the claim is renewed for the handing over alone
        if not self._renew(letter, self.clock()):
            return
        try:
            fate = post.hand(ready, letter.invitation.address)
        except Trouble:  # others go first then: a letter that breaks every conversation holds nobody up
            self._keep(letter, State.WAITING, due=now + WAITS[min(letter.tries, len(WAITS) - 1)])
            raise
        self._told(letter, fate, now)

    def _renew(self, letter: Letter, now: datetime) -> bool:
        """Whether the letter is still ours to send; the attempt is counted before it is made."""
        mine = Letter.objects.filter(pk=letter.pk, claimed=self.me, claimed_until__gt=now, state=State.WAITING)
        return mine.update(claimed_until=now + CLAIM, tries=F("tries") + 1) == 1

    def _told(self, letter: Letter, fate: Fate, now: datetime) -> None:
        """Keep what the server said."""
        tried = letter.tries
        if fate is Fate.ACCEPTED:
            self._keep(letter, State.SENT)
        elif fate is Fate.LATER and tried < len(WAITS):
            self._keep(letter, State.WAITING, due=now + WAITS[tried])
        else:
            self._keep(letter, State.REFUSED)
        if fate is Fate.NO_SUCH_ADDRESS:
            area = letter.invitation.list.link.area_id
            silencing.silence(area, silencing.digest_of(area, letter.invitation.address), Silence.Why.BOUNCED)

    def _keep(self, letter: Letter, state: Letter.State, claimed: str | None = None, **more: Any) -> None:
        """By its lasting name: whatever was laid anew in between."""
        rows = Letter.objects.filter(message_id=letter.message_id)
        rows = rows if claimed is None else rows.filter(claimed=claimed)
        rows.update(state=state, claimed="", claimed_until=None, **more)
        self.done["later" if state is State.WAITING else state.value] += 1

    def _message(self, letter: Letter, now: datetime) -> Any:
        mine, again = letter.invitation.list, letter.number > 0
        said = self._sheets.get((mine.pk, again))
        if said is None:
            self._sheets[mine.pk, again] = said = sheet(mine, again=again)
        code = codes.code_of(letter.invitation_id)
        to = letter.invitation.address
        silence = silencing.link_for(mine.link.area_id, to)
        return message(said, Envelope(to, letter.message_id, code, address_of(code, mine.language), silence), now)


def _due(now: datetime) -> Any:
    """Letters to be sent by now that no worker has."""
    free = Q(claimed="") | Q(claimed_until__lt=now)
    return Letter.objects.filter(free, state=State.WAITING, due__lte=now)


def _is_left(letter: Letter, now: datetime) -> bool:
    """Whether nobody is to be written to: erased, stopped, closed, or asked for no more."""
    mine, address = letter.invitation.list, letter.invitation.address
    gone = not address or mine.stopped or mine.link.closed is not None
    return gone or mine.link.round.window(now) is not Window.OPEN or silencing.is_silent(mine.link.area_id, address)


def domain() -> str:
    """What the lasting names of letters end in."""
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2] or "localhost"

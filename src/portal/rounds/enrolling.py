"""One step of an area towards a round or out of it: checked, taken once, written down, with what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.audit import recording
from portal.audit.recording import PORTAL, Kind, record
from portal.councils import boundaries
from portal.councils.models import Area
from portal.pages import on_day
from portal.people.models import Person
from portal.rounds import consenting, words
from portal.rounds.lifecycle import TRANSITIONS, Do, fits, is_of
from portal.rounds.models import Enrolment, Link, Round, State, Step
from portal.rounds.overlapping import asked_twice, one_at_a_time
from portal.rounds.taking_part import join

# Steps towards a round; out of it every area may go at any time.
_TOWARDS = frozenset({State.INTERESTED, State.INVITED, State.TAKING_PART})


class NotTaken(Exception):
    """A step that cannot be taken; the message says why and what to do. `overtaken`: somebody was quicker."""

    def __init__(self, why: str, *, overtaken: bool = False) -> None:
        super().__init__(why)
        self.overtaken = overtaken


@transaction.atomic
def step(
    asking: Round,
    area: Area,
    do: Do,
    *,
    by: Person,
    seen: State,
    now: datetime,
    said: Mapping[str, bool] | None = None,
) -> State:
    """Take a step from the state that was `seen` on the page; pressing twice takes it once. Gives the state after it.

    `said` are the answers to the statements, by id, for whoever accepts. Raises NotTaken.
    """
    one_at_a_time()
    standing = _standing(asking, area, now)
    transition = TRANSITIONS[do]
    if not is_of(by, transition.by, area.pk):
        raise NotTaken(words.NOT_YOURS_TO_DO)
    if standing.state != seen:
        if _was_just_done(asking, area, do, by) and seen in transition.before:
            return State(standing.state)
        raise NotTaken(words.OVERTAKEN, overtaken=True)
    asking.refresh_from_db(fields=["opens", "closes"])
    if not fits(do, seen, asking.window(now)):
        raise NotTaken(words.not_now(do, seen, asking.window(now)))
    if transition.after in _TOWARDS and (ended := why_it_has_ended(asking, area)):
        raise NotTaken(ended)
    _FOLLOWS.get(do, _nothing)(asking, area, by, now, said or {})
    _take(standing, do, by, now)
    if do is Do.EXPRESS_INTEREST and asking.invites_at_once:
        _take(standing, Do.INVITE, None, now)
    return State(standing.state)


def why_it_has_ended(asking: Round, area: Area) -> str:
    """What is said of an area that is no council any more when the round opens; "" of one that still is."""
    if area.closed is None or area.closed >= timezone.localdate(asking.opens):
        return ""
    after = [change.after for change in boundaries.successors(area.pk)]
    names = dict(Area.objects.filter(pk__in=after).values_list("code", "name"))
    return words.has_ended(area.name, on_day(area.closed), [names.get(one, one) for one in after])


def state_of(asking: Round, area: str) -> State:
    """Where an area, by its code, stands with a round."""
    found = Enrolment.objects.filter(round=asking, area=area).values_list("state", flat=True).first()
    return State(found or State.NONE)


def _standing(asking: Round, area: Area, now: datetime) -> Enrolment:
    Enrolment.objects.get_or_create(round=asking, area=area, defaults={"since": now})
    return Enrolment.objects.select_for_update().get(round=asking, area=area)


def _was_just_done(asking: Round, area: Area, do: Do, by: Person) -> bool:
    last = Step.objects.filter(round=asking, area=area, by__isnull=False).first()
    return last is not None and last.done == do and last.by_id == by.pk


def _take(standing: Enrolment, do: Do, by: Person | None, now: datetime) -> None:
    after = TRANSITIONS[do].after
    Enrolment.objects.filter(pk=standing.pk).update(state=after, since=now)
    standing.state = after
    Step.objects.create(round_id=standing.round_id, area_id=standing.area_id, done=do, after=after, at=now, by=by)
    record(
        Kind.ROUND_CHANGED,
        actor=recording.person(by.pk) if by else PORTAL,
        thing=standing.round.slug,
        area=standing.area_id,
        detail={"change": do.value},
    )


def _accept(asking: Round, area: Area, by: Person, now: datetime, said: Mapping[str, bool]) -> None:
    """The statements are kept, and the links are ready, or open again."""
    again = asked_twice(asking, area.pk, asking.opens, asking.closes)
    if again:
        raise NotTaken(words.asked_twice(again))
    try:
        consenting.sign(asking, area, said, by=by, now=now, accepting=True)
    except consenting.NotSigned as fault:
        raise NotTaken(str(fault)) from fault
    join(asking, [area])
    Link.objects.filter(round=asking, area=area).update(closed=None)


def _withdraw(asking: Round, area: Area, by: Person, now: datetime, said: Mapping[str, bool]) -> None:
    """The links close at once, and no consent stands any more; what was issued stays issued."""
    del said
    Link.objects.filter(round=asking, area=area).update(closed=now)
    consenting.revoke_all(asking, area, by=by, now=now)


def _nothing(asking: Round, area: Area, by: Person, now: datetime, said: Mapping[str, bool]) -> None:
    """Nothing follows."""
    del asking, area, by, now, said


_FOLLOWS = {Do.ACCEPT: _accept, Do.WITHDRAW: _withdraw, Do.RECORD_WITHDRAWAL: _withdraw}

"""One way for research: chosen for the approval that holds, kept to once anything was given, and never beside another way for
the same people (docs/decisions/0058-one-way-for-research.md).

What leaves has an entry of the ledger for researchers, which tells no count: a proof of counts does not reach it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from poet.draw import open_csv
from poet.protect import STANDARD_POLICIES, Audience, Policy, published
from poet.protect.ledger import read_line
from poet.protect.policy import sees
from portal.audit.recording import Kind, person, record
from portal.councils.models import Area
from portal.nation.approvals import areas_for_research, research_approval
from portal.people.models import Person
from portal.questionnaires.models import Version
from portal.reporting.models import LedgerLine
from portal.reporting.otherwise import entries, given, is_noise, with_noise
from portal.research import words
from portal.research.models import Manner, Way
from portal.rounds.models import Round, Window

_RECORDS = STANDARD_POLICIES[Audience.RESEARCHERS]
_NOISE = published()["cell-keys-2026"][Audience.RESEARCHERS]


class NotGiven(Exception):
    """The way does not stand, or nothing leaves; the message says why and what to do."""


def way_for(asking: Round, now: datetime) -> Manner | None:
    """How answers of a round leave for research under the approval that holds; None where nobody chose."""
    approval = research_approval(asking, timezone.localdate(now))
    return Manner.objects.filter(approval=approval).select_related("by").first() if approval else None


@transaction.atomic
def choose(asking: Round, way: str, *, by: Person, now: datetime) -> None:
    """Set the way for the approval that holds. Raises NotGiven."""
    Round.objects.select_for_update().get(pk=asking.pk)
    approval = research_approval(asking, timezone.localdate(now))
    if approval is None:
        raise NotGiven(words.NO_APPROVAL)
    if way not in Way.values:
        raise NotGiven(words.NO_SUCH_WAY)
    _refuse_two_ways(asking, Way(way))
    Manner.objects.update_or_create(approval=approval, defaults={"way": way, "by": by, "at": now})
    detail = {"change": f"answers for research: {way}"}
    record(Kind.ROUND_CHANGED, actor=person(by.pk), thing=asking.slug, detail=detail)


def records_leave(asking: Round, area: Area, version: Version, returns: int, now: datetime) -> None:
    """Enter into the ledger that so many records of a council leave: call it in the transaction that lets them. Raises
    NotGiven."""
    policy = _kept_to(asking, Way.RECORDS, now)
    given(asking, version, policy, words.records_in_ledger(area.name, returns), now)


@transaction.atomic
def tables(asking: Round, version: Version, now: datetime) -> bytes:
    """The counts of the councils that said yes, with noise, as CSV; nothing of everybody, of whom some did not. Raises
    NotGiven."""
    Round.objects.select_for_update().get(pk=asking.pk)
    policy = _kept_to(asking, Way.NOISE, now)
    if asking.window(now) is not Window.CLOSED and not asking.made_up:
        raise NotGiven(words.WAITS_FOR_THE_END)
    through = areas_for_research(asking, at=now)
    names = set(Area.objects.filter(code__in=through).values_list("name", flat=True))
    release = with_noise(asking, version, policy)
    shown = {name: of for name, of in release.groups.items() if name in names}
    if not shown:
        raise NotGiven(words.SHUT)
    data = open_csv.draw_noisy(replace(release, whole={}, groups=shown)).encode()
    given(asking, version, policy, words.noise_in_ledger(len(shown), hashlib.sha256(data).hexdigest()), now)
    return data


def _kept_to(asking: Round, way: Way, now: datetime) -> Policy:
    """The policy of a way, where it is the one that was chosen and stands. Raises NotGiven."""
    manner = way_for(asking, now)
    if manner is None:
        raise NotGiven(words.NO_WAY_YET)
    if manner.way != way:
        raise NotGiven(words.OTHER_WAY)
    _refuse_two_ways(asking, way)
    return _RECORDS if way is Way.RECORDS else _NOISE


def _refuse_two_ways(asking: Round, way: Way) -> None:
    """Raise NotGiven where researchers, or everybody, were given these people in another way."""
    there = {is_noise(entry) for entry in entries(asking, Audience.RESEARCHERS)}
    if way is Way.RECORDS and True in there:
        raise NotGiven(words.NOISE_GIVEN)
    if way is Way.NOISE and False in there:
        raise NotGiven(words.RECORDS_GIVEN)
    if way is Way.NOISE and (number := _told_exactly(asking)):
        raise NotGiven(words.told_exactly(number))


def _told_exactly(asking: Round) -> int:
    """The number of an entry that told researchers, or everybody, counts of these people as they are; 0 where none did."""
    seen, own = {one.value for one in sees(Audience.RESEARCHERS)}, f"{asking.slug}/{asking.pk}"
    for line in LedgerLine.objects.order_by("number").values_list("line", flat=True).iterator(chunk_size=4):
        entry = read_line(bytes(line)).entry
        is_theirs = entry.draft.population.round.partition(" by ")[0] == own
        if is_theirs and entry.draft.audience in seen and (entry.draft.tables or entry.draft.respondents):
            return entry.number
    return 0

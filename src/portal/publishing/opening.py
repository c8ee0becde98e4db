"""How open data of a round are given to everybody: as counts that stand in published reports, or with noise by cell keys.

The choice is a published policy, dated and with its author. Nobody is given the same people in two ways: where one was given the
other is refused, whichever came first (docs/decisions/0052-one-way-chosen-for-the-public.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from django.db import transaction
from django.db.models import Q

from poet.draw import open_csv
from poet.protect import STANDARD_POLICIES, Audience, Policy, published
from poet.protect import Opening as Way
from poet.protect.ledger import read_line
from poet.protect.open_data import Noise, noise_table
from poet.protect.open_data import cost as cost_of
from poet.protect.policy import sees
from portal.audit.recording import Kind, person, record
from portal.capture.models import Response
from portal.councils.models import Area
from portal.people.models import Person
from portal.publishing import opening_words as words
from portal.publishing.models import OpenData, Opening, Publication
from portal.questionnaires.models import Version
from portal.reporting.models import LedgerLine
from portal.reporting.otherwise import entries, given, is_noise, with_noise
from portal.rounds.consent import consenting_areas
from portal.rounds.models import Round, Window
from portal.rounds.statements import Use

EXACT, NOISE = "standard-2026", "cell-keys-2026"
_FEW = 3


class NotOpened(Exception):
    """The choice does not stand, or nothing is given; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Set:
    """The policy that rules open data for an audience, and when and by whom it was set: by nobody where it is the standard."""

    policy: Policy
    at: datetime | None = None
    by: Person | None = None

    @property
    def is_noise(self) -> bool:
        """Whether the audience is given noise, and nothing as it is."""
        return self.policy.opening is Way.NOISE


def set_for(asking: Round, audience: Audience = Audience.PUBLIC) -> Set:
    """What rules open data of a round for an audience. One statement."""
    found = Opening.objects.filter(round=asking, audience=audience.value).select_related("by").first()
    if found is None:
        return Set(STANDARD_POLICIES[audience])
    return Set(published()[found.policy][audience], found.at, found.by)


def noise_stands(asking: Round) -> bool:
    """Whether anybody is given these people's figures with noise, so that none of them may go out as they are."""
    return set_for(asking).is_noise or any(is_noise(entry) for entry in entries(asking, Audience.RESEARCHERS))


def choices() -> Mapping[str, Policy]:
    """The policies that the public can be given open data by."""
    return {name: published()[name][Audience.PUBLIC] for name in (EXACT, NOISE)}


@transaction.atomic
def choose(asking: Round, name: str, *, by: Person, now: datetime) -> None:
    """Set by which policy the public is given open data of a round. Raises NotOpened."""
    Round.objects.select_for_update().get(pk=asking.pk)
    before = set_for(asking)
    if name not in choices():
        raise NotOpened(words.NO_SUCH_WAY)
    if name == before.policy.id:
        return
    if name == NOISE:
        _refuse_where_told_exactly(asking)
    elif OpenData.objects.filter(round=asking).exists():
        raise NotOpened(words.NOISE_GIVEN)
    audience, digest = Audience.PUBLIC.value, choices()[name].digest
    Opening.objects.create(round=asking, audience=audience, policy=name, digest=digest, at=now, by=by)
    what = f"open data for everybody: {name}"
    record(Kind.PUBLISHED, actor=person(by.pk), thing=f"round:{asking.slug}", detail={"what": what}, at=now)


@transaction.atomic
def give(asking: Round, version: Version, *, by: Person, now: datetime) -> OpenData:
    """Make a questionnaire's open data with noise, once and for everybody. Raises NotOpened."""
    Round.objects.select_for_update().get(pk=asking.pk)
    policy = set_for(asking).policy
    if policy.opening is not Way.NOISE:
        raise NotOpened(words.NOT_BY_NOISE)
    if asking.window(now) is not Window.CLOSED and not asking.made_up:
        raise NotOpened(words.WAITS_FOR_THE_END)
    if OpenData.objects.filter(round=asking, version=version).exists():
        raise NotOpened(words.GIVEN_ALREADY)
    _refuse_where_told_exactly(asking)
    release = with_noise(asking, version, policy)
    shown = _areas_that_agree(asking, version, now)
    release = replace(release, groups={name: of for name, of in release.groups.items() if name in shown})
    data = open_csv.draw_noisy(release).encode()
    given(asking, version, policy, words.in_ledger(release.noise, len(release.groups), data), now)
    record(
        Kind.PUBLISHED,
        actor=person(by.pk),
        thing=f"round:{asking.slug}",
        detail={"what": "open data, with noise"},
        at=now,
    )
    return OpenData.objects.create(
        round=asking,
        version=version,
        policy=policy.id,
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
        cost=cost(),
        at=now,
    )


@cache
def cost() -> str:
    """What the noise costs, in words; by its design, whatever the answers are."""
    noise = Noise()
    found = cost_of(noise_table(noise))
    return words.costs(found.deviation, noise.most, found.unchanged, found.points)


def _areas_that_agree(asking: Round, version: Version, now: datetime) -> frozenset[str]:
    """The councils that let lines under their name be open data; nobody where one or two others would be left over. Raises
    NotOpened where so few took part that everybody together are somebody who did not agree."""
    there = dict(
        Area.objects.filter(pk__in=Response.objects.filter(round=asking, version=version).values("area")).values_list(
            "pk", "name"
        )
    )
    agreed = consenting_areas(asking, Use.NAMED_IN_OPEN_DATA, at=now, among=list(there))
    left = len(there) - len(agreed)
    if left and len(there) < _FEW:
        raise NotOpened(words.FEW_COUNCILS)
    if 0 < left < _FEW:
        return frozenset()
    return frozenset(name for code, name in there.items() if code in agreed)


def _refuse_where_told_exactly(asking: Round) -> None:
    """Raise NotOpened where the public, or whoever it reads along with, was told these people as they are, or is about to be."""
    out = Q(withdrawn=None) | Q(published__isnull=False)
    if Publication.objects.filter(out, round=asking).exists():
        raise NotOpened(words.REPORTS_OUT)
    told = _told_exactly(asking)
    if told is not None:
        raise NotOpened(words.told_exactly(told))


def _told_exactly(asking: Round) -> int | None:
    """The number of a ledger entry that told the public a round's people as they are."""
    seen, own = {one.value for one in sees(Audience.PUBLIC)}, f"{asking.slug}/{asking.pk}"
    for line in LedgerLine.objects.order_by("number").values_list("line", flat=True).iterator(chunk_size=4):
        entry = read_line(bytes(line)).entry
        is_theirs = entry.draft.population.round.partition(" by ")[0] == own
        if is_theirs and entry.draft.audience in seen and (entry.draft.tables or entry.draft.respondents):
            return entry.number
    return None

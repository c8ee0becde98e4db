"""Which groups the areas of a round stand beside in its reports: settled once, for all areas together, when the first are made.

Until then a council may change whom it compares itself with as often as it likes; what live pages show moves with that. In
reports that are signed, kept and read beside one another each round has one set of groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from portal.audit.recording import OPERATOR, Kind, record
from portal.councils import scope
from portal.councils.models import Area, Group
from portal.councils.recoding import recoded
from portal.rounds import words
from portal.rounds.models import Compared, Participation, Round


@dataclass(frozen=True, slots=True)
class Settled:
    """A group that an area stands beside, by codes of areas; `members` has other areas alone."""

    area: str
    name: str
    is_region: bool
    members: tuple[str, ...]


def begin() -> None:
    """Hear of each area that gets another code, in the transaction in which it does."""
    recoded.connect(_recoded, dispatch_uid="rounds")


def _recoded(old: str, new: str, **_: Any) -> None:
    rows = [one for one in Compared.objects.order_by("pk") if old in one.members]
    for one in rows:
        one.members = sorted(new if code == old else code for code in one.members)
    Compared.objects.bulk_update(rows, ["members"])


@scope.everywhere("which groups the areas of a round stand beside in its reports")
def settle(asking: Round) -> None:
    """Keep the groups as they are now, unless they were kept before. Of two at once one does it."""
    if Compared.objects.filter(round=asking).exists():
        return
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=asking.pk)
        if Compared.objects.filter(round=asking).exists():
            return
        kept = Compared.objects.bulk_create(
            Compared(round=asking, area_id=one.area, name=one.name, is_region=one.is_region, members=list(one.members))
            for one in _now(asking)
        )
        if kept:
            detail = {"change": words.GROUPS_SETTLED}
            record(Kind.ROUND_CHANGED, actor=OPERATOR, thing=f"round:{asking.slug}", detail=detail)


def _now(asking: Round) -> Iterator[Settled]:
    """Regions first, then what councils chose, the oldest choice first."""
    here = set(Participation.objects.filter(round=asking).values_list("area_id", flat=True))
    region_of = dict(Area.objects.values_list("code", "region"))
    inside: dict[str, list[str]] = defaultdict(list)
    for code, region in sorted(region_of.items()):
        inside[region].append(code)
    for code in sorted(here):
        region = region_of[code]
        yield Settled(code, region, is_region=True, members=tuple(one for one in inside[region] if one != code))
    for group in Group.objects.filter(area__in=here).order_by("pk").prefetch_related("members"):
        mine = tuple(sorted(one.pk for one in group.members.all() if one.pk != group.area_id))
        name = group.name if group.name != region_of[group.area_id] else words.own_choice(group.name)
        yield Settled(group.area_id, name, is_region=False, members=mine)


@scope.everywhere("which groups the areas of a round stand beside in its reports")
def settled(asking: Round) -> tuple[Settled, ...]:
    """The groups that were kept, in their order; none before any report of the round was made."""
    rows = Compared.objects.filter(round=asking).values_list("area_id", "name", "is_region", "members")
    return tuple(Settled(area, name, is_region, tuple(members)) for area, name, is_region, members in rows)

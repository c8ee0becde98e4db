"""Collectors and comparator groups of an area: made, ended and put back, each time with what the caller writes down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from portal.councils import words
from portal.councils.models import Area, Collector, Group
from portal.councils.naming import One, Several, council

LEAST_MEMBERS = 2


class NotOrganised(Exception):
    """A collector or a group that cannot be made; the message says why and what to do, `at` which field it is about."""

    def __init__(self, words: str, at: str = "name") -> None:
        super().__init__(words)
        self.at = at


@dataclass(frozen=True, slots=True)
class Compared:
    """A group as the page of an area shows it."""

    key: int | None
    name: str
    reason: str
    members: tuple[str, ...]


@transaction.atomic
def add_collector(area: Area, *, name: str, kind: str) -> Collector:
    """A new collector of an area. Raises NotOrganised."""
    plain = " ".join(name.split())
    if not plain:
        raise NotOrganised(words.COLLECTOR_WITHOUT_A_NAME)
    if kind not in Collector.Kind.values:
        raise NotOrganised(words.COLLECTOR_OF_NO_KIND)
    if Collector.objects.filter(area=area, name__iexact=plain).exists():
        raise NotOrganised(words.collector_again(plain))
    return Collector.objects.create(area=area, name=plain[:120], kind=kind)


def close_collector(collector: Collector, *, on: date | None) -> None:
    """It stops collecting on a day; with None it goes on after all."""
    Collector.objects.filter(pk=collector.pk).update(closed=on)


@transaction.atomic
def add_group(area: Area, *, name: str, kind: str, reason: str, said: str) -> Group:
    """A new comparator group of an area; `said` names a council a line. Raises NotOrganised with every line that names
    none.
    """
    plain, why = " ".join(name.split()), " ".join(reason.split())
    if not plain or not why:
        raise NotOrganised(words.GROUP_WITHOUT_A_NAME)
    if kind not in Group.Kind.values:
        raise NotOrganised(words.GROUP_OF_NO_KIND)
    if Group.objects.filter(area=area, name__iexact=plain).exists():
        raise NotOrganised(words.group_again(plain))
    members = _members(line for line in said.splitlines() if line.strip())
    if len(members - {area.pk}) < LEAST_MEMBERS:
        raise NotOrganised(words.too_few_members(LEAST_MEMBERS), "members")
    group = Group.objects.create(area=area, name=plain[:80], kind=kind, reason=why[:200])
    group.members.set(Area.objects.filter(pk__in=members - {area.pk}))
    return group


def _members(lines: Iterable[str]) -> set[str]:
    names = dict(Area.objects.values_list("name", "code"))
    by_code = {code: name for name, code in names.items()}
    codes, faults = set[str](), list[str]()
    for number, line in enumerate(lines, 1):
        found = council(line, names)
        if isinstance(found, One):
            codes.add(found.code)
        elif isinstance(found, Several):
            faults.append(words.several_councils(number, line.strip(), [by_code[code] for code in found.codes]))
        else:
            faults.append(words.no_council(number, line.strip()))
    if faults:
        raise NotOrganised(" ".join(faults), "members")
    return codes


def groups(area: Area) -> list[Compared]:
    """What an area may stand beside: its region first, then its own groups. Two statements, however many there are."""
    region = Area.objects.filter(region=area.region).exclude(pk=area.pk)
    own = Group.objects.filter(area=area).prefetch_related("members")
    return [
        Compared(None, area.region, words.REGION, tuple(one.name for one in region)),
        *(
            Compared(
                one.pk, one.name, f"{one.get_kind_display()}. {one.reason}", tuple(str(it) for it in one.members.all())
            )
            for one in own
        ),
    ]


def chosen_by(area: Area) -> list[tuple[str, tuple[str, ...]]]:
    """What an area is compared with, and the names of the other areas in it: its region, then its own groups. Two statements,
    however many there are. Raises OutOfScope outside of the area."""
    near = tuple(Area.objects.filter(region=area.region).exclude(pk=area.pk).values_list("name", flat=True))
    own: dict[str, list[str]] = {}
    rows = Group.objects.filter(area=area, members__isnull=False).order_by("name", "members__name")
    for group, member in rows.values_list("name", "members__name"):
        own.setdefault(group, []).append(member)
    return [(area.region, near), *((name, tuple(members)) for name, members in own.items())]

"""What stands beside an area in reports of a round that are signed and kept: the groups that were settled with the round, each
only where no council's figure follows for who reads all these reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from poet.compare import told_together
from poet.compare.chosen import LEAST_MEMBERS, shown_figures
from poet.instrument import Instrument
from poet.instrument import Kind as Question
from poet.protect import Protected
from poet.report import Chosen
from portal.councils import scope
from portal.councils.models import Area
from portal.rounds.comparing import Settled, settled
from portal.rounds.consent import consenting_areas
from portal.rounds.models import Round
from portal.rounds.statements import Use


@dataclass(frozen=True, slots=True)
class _Group:
    """A group by the names of its areas; a region with the area itself, so that it is one group for all its areas."""

    of: Settled
    members: frozenset[str]

    def inside(self, shown: Collection[str]) -> frozenset[str]:
        """Those of it whose figure is shown."""
        return self.members & frozenset(shown)

    def is_enough(self, shown: Collection[str]) -> bool:
        """Whether enough of it are shown; a region has one more than what stands beside each of its areas."""
        return len(self.inside(shown)) >= LEAST_MEMBERS + self.of.is_region


@scope.everywhere("which groups may be told in the reports of a round, read beside one another")
def beside_each(
    asking: Round, core: Instrument, tables: Protected, regions: Collection[str] = ()
) -> Mapping[str, tuple[Chosen, ...]]:
    """The groups of each area, by its code, with the questions of which they may not be told; none where none were settled.

    `tables` are everybody's, by areas; of `regions` there are reports beside them. Councils whose own report may be public are
    taken as known. Of questions beside the `core` no group is told: few councils ask them."""
    found = settled(asking)
    if not found:
        return {}
    names = dict(Area.objects.values_list("code", "name"))
    groups = [_Group(one, frozenset(names[code] for code in _members(one) if code in names)) for one in found]
    agreed = consenting_areas(asking, Use.OWN_REPORT_IN_PUBLIC, at=timezone.now())
    known = [name for code, name in names.items() if code in agreed and name in tables.groups]
    untold = _untold(core, tables, groups, _regions(tables, regions), known)
    out: dict[str, tuple[Chosen, ...]] = {}
    for group in groups:
        area, inside = group.of.area, tuple(sorted(group.members - {names[group.of.area]}))
        out[area] = (*out.get(area, ()), Chosen(group.of.name, inside, untold[group]))
    return out


def _members(one: Settled) -> tuple[str, ...]:
    return (*one.members, one.area) if one.is_region else one.members


def _regions(tables: Protected, regions: Collection[str]) -> list[frozenset[str]]:
    """Everybody together, and each region that can have a report, as the areas with answers that are in them."""
    region_of = dict(Area.objects.filter(name__in=tables.groups).values_list("name", "region"))
    inside: dict[str, set[str]] = defaultdict(set)
    for name in tables.groups:
        inside[region_of.get(name, "")].add(name)
    wide = [one for one in sorted(set(regions) & set(inside)) if len(inside[one]) >= LEAST_MEMBERS]
    return [frozenset(tables.groups), *(frozenset(inside[one]) for one in wide)]


def _untold(
    core: Instrument,
    tables: Protected,
    groups: Sequence[_Group],
    sums: Sequence[frozenset[str]],
    known: Sequence[str],
) -> Mapping[_Group, frozenset[str]]:
    """Of each group the questions of which it may not be told. Questions of which the same areas are shown go together."""
    others = {item for own in tables.groups.values() for item in own if item not in core.by_id}
    refused = {group: set(others) for group in groups}
    for shown, items in _by_shown(core, tables).items():
        asked = [group for group in groups if group.is_enough(shown)]
        inside = [group.inside(shown) for group in asked]
        may = told_together(tuple(tables.groups), sums, inside, opened=known)
        for group, told in zip(asked, may, strict=True):
            refused[group] |= set() if told else set(items)
    return {group: frozenset(items) for group, items in refused.items()}


def _by_shown(core: Instrument, tables: Protected) -> Mapping[frozenset[str], tuple[str, ...]]:
    """The core's judged questions by the areas whose favourable share of them is shown."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for item in (one.id for one in core.items if one.judged and one.kind is Question.ONE):
        shown = frozenset(_showing(tables, item))
        found[shown] = (*found.get(shown, ()), item)
    return found


def _showing(tables: Protected, item: str) -> Iterator[str]:
    for area, own in tables.groups.items():
        if item in own and shown_figures(own[item]) is not None:
            yield area

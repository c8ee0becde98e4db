"""An area beside groups of areas that it chose and named, each pooled from what is shown of its members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from poet.compare.comparators import NamedGroup
from poet.compare.difference import Compared, Pair, differences
from poet.compare.outcomes import NotTested
from poet.compare.words import FEW_MEMBERS, ONE_MEMBER_KNOWN
from poet.protect import OptionTable, Shown, Table

LEAST_MEMBERS = 3


def beside_chosen(
    area: str, tables: Mapping[str, Table], groups: Mapping[str, Sequence[str]]
) -> Mapping[str, Compared]:
    """The area's favourable share beside each group's, by the group's name; `tables` are one question's by area.

    A group is pooled from its members' shown figures alone; others are left out and counted. Nothing is told of one with fewer
    than LEAST_MEMBERS such members, nor of one from which, with the rest of all areas and the groups told before it (in the
    order given), a single area's figure could be worked out. Raises KeyError on an area without a table."""
    here = tables[area]
    assert isinstance(here, OptionTable)
    others = [name for name in tables if name != area]
    shown = {name: figures for name in others if (figures := shown_figures(tables[name]))}
    told: list[frozenset[str]] = [frozenset(others)]
    out: dict[str, Compared | Pair] = {}
    for name, members in groups.items():
        wanted = dict.fromkeys(one for one in members if one != area)
        inside = tuple(one for one in wanted if one in shown)
        if len(inside) < LEAST_MEMBERS:
            out[name] = NotTested(FEW_MEMBERS.format(least=LEAST_MEMBERS))
        elif tells_of_one([*told, frozenset(inside)]):
            out[name] = NotTested(ONE_MEMBER_KNOWN)
        else:
            told.append(frozenset(inside))
            said, people = (sum(column) for column in zip(*(shown[one] for one in inside), strict=True))
            beside = NamedGroup(name, inside, len(wanted) - len(inside))
            out[name] = Pair(beside, (here.favourable, here.base), (said, people))
    found = iter(differences([one for one in out.values() if isinstance(one, Pair)]))
    return {name: next(found) if isinstance(one, Pair) else one for name, one in out.items()}


def tells_of_one(sums: Sequence[frozenset[str]]) -> bool:
    """Whether the figure of a single area follows from these sums of areas, by whatever adding and taking away."""
    areas = sorted(frozenset().union(*sums))
    rows = np.array([[name in one for name in areas] for one in sums], float)
    # An area is known where its own unit vector lies in the space of the rows: where projecting leaves it as it is.
    return bool(areas) and bool((np.diag(np.linalg.pinv(rows) @ rows) > 1 - 1e-9).any())


def shown_figures(table: Table) -> tuple[int, int] | None:
    """How many gave favourable answers and how many answered, where both are shown: what an area brings into a group."""
    match table:
        case OptionTable(favourable=Shown(said), base=Shown(people)):
            return said, people
    return None

"""An area that has another name by now: what was issued under the old one is read as if it had been called so always.

The ledger itself is never changed. But two names for the same people would be two groups to whoever proves that nothing follows
from their difference; so names are changed in what was read, before anything is proved beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from poet.protect.ledger.model import Draft, Printed, Respondents, Structure

_AREA, _CROSSED = "area", " x "
Figure = TypeVar("Figure", Printed, Respondents)


def renamed(draft: Draft, names: Mapping[str, str]) -> Draft:
    """The draft with its areas called by new `names`, by the old ones: as cells, as groups, and where answers part them."""
    structure = Structure(
        tuple(_new(cell, names) for cell in draft.structure.cells),
        {
            partition: {_new(group, names): members for group, members in of.items()} if _is_of_areas(partition) else of
            for partition, of in draft.structure.partitions.items()
        },
    )
    respondents = tuple(_figure(one, names) for one in draft.respondents)
    tables = tuple(_figure(one, names) for one in draft.tables)
    return replace(draft, structure=structure, respondents=respondents, tables=tables)


def _figure(one: Figure, names: Mapping[str, str]) -> Figure:
    if one.group is None or not _is_of_areas(one.partition):
        return one
    return replace(one, group=_new(one.group, names))


def _is_of_areas(partition: str) -> bool:
    return partition.partition(_CROSSED)[0] == _AREA


def _new(name: str, names: Mapping[str, str]) -> str:
    """The name, or that of the area at its head where answers part it."""
    area, crossed, answers = name.partition(_CROSSED)
    return f"{names.get(area, area)}{crossed}{answers}"

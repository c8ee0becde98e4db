"""How the groups of releases lie over one another, and which cannot be laid over one another at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from poet.protect import words
from poet.protect.ledger import Draft, Structure
from poet.protect.proof.answers import Codes
from poet.protect.proof.lattice import Members

# A partition's groups (None: all of it) as sets of the smallest cells.
Groups: TypeAlias = dict[tuple[str, str | None], Members]


class Unfitting(Exception):
    """Releases that cannot be laid over one another; the message says why and what to do."""


def resolved_groups(structure: Structure, known: Mapping[str, Members]) -> Groups:
    """A release's groups as sets of the smallest cells of all releases. Raises Unfitting where two of them overlap."""
    lying: list[Members] = [known[name] for name in structure.cells]
    if sum(map(len, lying)) != len(frozenset().union(*lying)):
        raise Unfitting(words.CELLS_OVERLAP)
    found: Groups = {}
    for partition, groups in structure.partitions.items():
        members = {group: frozenset().union(*(lying[at] for at in places)) for group, places in groups.items()}
        whole = frozenset().union(*members.values())
        if len(whole) != sum(map(len, members.values())):
            raise Unfitting(words.GROUPS_OVERLAP.format(partition=partition))
        found[partition, None] = whole
        found |= {(partition, group): one for group, one in members.items()}
    return found


def refuse_apart(drafts: Sequence[Draft], resolved: Sequence[Groups]) -> None:
    """Raises Unfitting where two releases tell of a group of one name and have no cell of it in common: they part the same
    people in ways that cannot be laid over one another, and would be proved as if these were other people."""
    found: dict[tuple[str, str | None], dict[Members, None]] = {}
    for draft, groups in zip(drafts, resolved, strict=True):
        told = {(one.partition, one.group) for one in draft.tables}
        told |= {(one.partition, one.group) for one in draft.respondents}
        for name, members in groups.items():
            # Of a release that is still being planned anything may come to be told.
            if members and (name in told or not told):
                found.setdefault(name, {})[members] = None
    for (partition, group), sets in found.items():
        if any(not one & other for one, other in combinations(sets, 2)):
            raise Unfitting(words.APART.format(group=group or words.WHOLE.format(partition=partition)))


def refuse_recoded(drafts: Sequence[Draft]) -> None:
    """Raises Unfitting where two releases over the same people tell of a question with other options: each would be proved as
    a question of its own, and what follows from both seen by neither."""
    found: dict[str, tuple[str, Codes]] = {}
    for draft in drafts:
        told = {one.item for one in draft.tables}
        for one in draft.questions:
            # Of a release that is still being planned anything may come to be told.
            if one.item in told or not (draft.tables or draft.respondents):
                own = one.kind, one.options
                if found.setdefault(one.item, own) != own:
                    raise Unfitting(words.RECODED.format(item=one.item))

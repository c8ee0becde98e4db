"""What of an area's returns leaves: no comments, no face and no language ever; and who people are only among others, unless
the area's statements let answers go as they were given.

Coarsened, every combination of what people say of themselves is shared by K of them, who gave L different answers to every
other question: of the questions of context, of wording and month, those with most different answers are hidden first until
it is so. Numbers are left out, and so is a question that all but fewer than K answered alike: whoever knows that somebody is
among these returns would know what they said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from poet.exchange.returns import Column, Record, columns
from poet.instrument import Instrument, Kind, SectionKind
from poet.protect.microdata import HIDDEN, Declaration, hide

K, L = 5, 2
Cells = tuple[str, ...]
# One family's face or language could be told from it.
NEVER = frozenset({"face", "language"})


@dataclass(frozen=True, slots=True)
class Leaving:
    """The columns and rows that leave, and the labels of what was hidden."""

    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    hidden: tuple[str, ...]


def leaving(asked: Instrument, records: Sequence[Record]) -> Leaving:
    """What leaves of these returns. At least K records."""
    private = {item.id for item in asked.items if asked.section(item.section).private}
    numbers = {item.id for item in asked.items if item.kind is Kind.NUMBER}
    context = [
        item.id
        for item in asked.items
        if asked.section(item.section).kind is SectionKind.CONTEXT
        and item.kind in {Kind.ONE, Kind.MANY}
        and item.id not in private
    ]
    found = {name: tuple(record.answers.get(name, "") for record in records) for name in context}
    around = {name: tuple(getattr(record, name) for record in records) for name in ("wording", "month")}
    by_name = found | around
    stepped = [(cells, (HIDDEN,) * len(records)) for cells in by_name.values()]
    others = _others(asked, records, frozenset({*context, *private}))
    alike = frozenset(name for name, cells in others.items() if _is_alike(cells))
    different = [cells for name, cells in others.items() if name not in alike]
    rule = _rule(L if different else 0)
    steps = hide(stepped, different, rule, silent=True).steps if records else ()
    hidden = frozenset(name for name, step in zip(by_name, steps, strict=True) if step) | alike
    there = _columns(asked, private | numbers | hidden)
    labels = [one.label for one in columns(asked) if one.item and one.item.id in (hidden | numbers)]
    labels += [one.label for one in columns(asked) if one.item is None and one.name in hidden]
    return Leaving(there, tuple(records), tuple(dict.fromkeys(labels)))


def _others(asked: Instrument, records: Sequence[Record], left_out: frozenset[str]) -> dict[str, Cells]:
    """What people said of their support, by question."""
    items = (item.id for item in asked.items if item.kind in {Kind.ONE, Kind.MANY} and item.id not in left_out)
    return {name: tuple(record.answers.get(name, "") for record in records) for name in items}


def _is_alike(cells: Cells) -> bool:
    """Whether fewer than K gave another answer than most did, of a question that anybody answered."""
    said = Counter(cell for cell in cells if cell)
    return bool(said) and said.total() - max(said.values()) < K


def _columns(asked: Instrument, left_out: frozenset[str] | set[str]) -> tuple[Column, ...]:
    return tuple(one for one in columns(asked, left_out=left_out) if one.name not in NEVER | left_out)


def _rule(different: int) -> Declaration:
    """Nobody is left out: what cannot be shared is hidden for all."""
    return Declaration(
        researcher="",
        purpose="",
        licence="",
        approved_by="",
        dated="",
        k=K,
        l=different,
        most_left_out=0.0,
        identifying=(),
        sensitive=(),
        plain=(),
    )

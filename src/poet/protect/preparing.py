"""What the planner needs of an item's raw counts: its questions for the ledger, and its ladders over all groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from poet.count.model import Counts, ItemCounts, NumberValues, OptionCounts, TextCounts
from poet.instrument import Instrument, Item, Kind, Option
from poet.protect import words
from poet.protect.ladder import Rung, as_before, ladder
from poet.protect.ledger import After, Draft, Question, Structure
from poet.protect.levels import Levels
from poet.protect.options import base_of, column_of, ticks
from poet.protect.planning import Ladders
from poet.protect.proof.answers import BASE, axis_of
from poet.protect.proof.history import Subject, Unfitting
from poet.protect.proof.lattice import Means
from poet.route import leading

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """Raw counts laid onto the cells of a structure, a row a cell."""

    counts: Counts
    structure: Structure

    def item(self, item_id: str) -> ItemCounts:
        """The item's counts by cell."""
        return self.counts.items[item_id]


def laid(counts: Counts, structure: Structure) -> Laid:
    """Counts by cell in the structure's order; a cell without answers has noughts.

    Raises Unfitting where somebody stands in no cell, or a group of the structure in none or two.
    """
    strange = [group for group in counts.groups if group not in structure.cells]
    if strange:
        raise Unfitting(words.NO_CELL.format(group=strange[0]))
    if len(set(structure.cells)) != len(structure.cells):
        raise Unfitting(words.CELL_TWICE)
    order = [counts.groups.index(cell) if cell in counts.groups else -1 for cell in structure.cells]
    items = {name: _ordered(raw, order) for name, raw in counts.items.items()}
    return Laid(Counts(counts.instrument, structure.cells, _rows(counts.respondents, order), items), structure)


def _ordered(raw: ItemCounts, order: Sequence[int]) -> ItemCounts:
    match raw:
        case OptionCounts():
            return OptionCounts(raw.item, _rows(raw.by_option, order), _rows(raw.answered, order))
        case NumberValues():
            empty = np.empty(0, np.float64)
            return NumberValues(raw.item, tuple(raw.values[at] if at >= 0 else empty for at in order))
        case TextCounts():
            return TextCounts(raw.item, _rows(raw.written, order))


def _rows(table: Ints, order: Sequence[int]) -> Ints:
    padded = np.concatenate([table, np.zeros((1, *table.shape[1:]), table.dtype)])
    return np.asarray(padded[list(order)], np.int64)


def joined(raw: ItemCounts, members: Sequence[Sequence[int]]) -> ItemCounts:
    """An item's counts by group, each the sum of its cells."""
    match raw:
        case OptionCounts():
            return OptionCounts(raw.item, _sums(raw.by_option, members), _sums(raw.answered, members))
        case NumberValues():
            return NumberValues(raw.item, tuple(_merged(raw.values, places) for places in members))
        case TextCounts():
            return TextCounts(raw.item, _sums(raw.written, members))


def _sums(table: Ints, members: Sequence[Sequence[int]]) -> Ints:
    """The table's rows summed by group: what has run up at a group's last row, less what had before its first."""
    sizes = np.array([len(places) for places in members], np.int64)
    rows = table[np.fromiter(chain.from_iterable(members), np.int64, int(sizes.sum()))]
    running = np.concatenate([np.zeros((1, *table.shape[1:]), np.int64), rows.cumsum(axis=0)])
    ends = sizes.cumsum()
    return np.asarray(running[ends] - running[ends - sizes], np.int64)


def _merged(values: Sequence[NDArray[np.float64]], places: Sequence[int]) -> NDArray[np.float64]:
    return np.sort(np.concatenate([values[at] for at in places])) if places else np.empty(0, np.float64)


def rungs_of(raw: OptionCounts, history: Sequence[Draft]) -> tuple[Rung, ...]:
    """The rungs of a ONE item: its own, or as the last release over the same people had them."""
    if not raw.item.judged:
        options = tuple(option.code for option in raw.item.in_base)
        for draft in reversed(history):
            for one in draft.questions:
                if (one.item, one.kind, set(one.options)) == (raw.item.id, "one", set(options)):
                    return as_before(raw.item, one.groupings)
    return ladder(raw.item, raw.by_option.sum(axis=0))


def question_of(instrument: Instrument, item: Item, rungs: Sequence[Rung]) -> Question:
    """The item as the ledger keeps it."""
    groupings = tuple(tuple(tuple(option.code for option in group.options) for group in rung.groups) for rung in rungs)
    if item.kind is Kind.MANY:
        groupings = (tuple((option.code,) for option in item.in_base),)
    return Question(
        item=item.id,
        kind=str(item.kind.value),
        options=_codes(item.in_base),
        alone=tuple(option.code for option in item.in_base if option.alone),
        apart=_codes(item.apart),
        groupings=groupings,
        after=tuple(After(one.item, one.codes) for one in leading(instrument, item)),
    )


def _codes(options: Sequence[Option]) -> tuple[str, ...]:
    return tuple(option.code for option in options)


def ladders_of(subject: Subject, raw: ItemCounts, rungs: Sequence[Rung]) -> Ladders:
    """The ladders of a subject over all groups of its lattice, from the item's counts by group."""
    if subject.apart:
        return Ladders(_apart(raw, subject.apart))
    match raw:
        case OptionCounts() if raw.item.kind is Kind.MANY:
            return _many(subject, raw)
        case OptionCounts():
            return _one(subject, raw, rungs)
        case NumberValues():
            return people_ladder(np.array([len(values) for values in raw.values], np.int64))
        case TextCounts():
            return people_ladder(raw.written)


def people_ladder(people: Ints) -> Ladders:
    """The ladder of a count of people that nothing parts."""
    return Ladders(Levels((people[:, None],), people, ((0,),)))


def _apart(raw: ItemCounts, code: str) -> Levels:
    assert isinstance(raw, OptionCounts)
    option = next(option for option in raw.item.apart if option.code == code)
    return Levels((column_of(raw, option)[:, None],), base_of(raw), ((0,),), few=False)


def _one(subject: Subject, raw: OptionCounts, rungs: Sequence[Rung]) -> Ladders:
    _, where = axis_of(subject.question)
    base = base_of(raw)
    tables = [rung.joined(raw.by_option, raw.item.options) for rung in rungs]
    sets = [tuple(where[_codes(group.options)] for group in rung.groups) for rung in rungs]
    return Ladders(Levels((*tables, base[:, None]), base, (*sets, (where[BASE],))))


def _many(subject: Subject, raw: OptionCounts) -> Ladders:
    answers, where = axis_of(subject.question)
    base = base_of(raw)
    main = Levels((base[:, None],), base, ((where[BASE],),))
    rest = [at for at, means in enumerate(answers.means) if means is Means.REST]
    pairs: list[tuple[Option, tuple[int, int]]] = []
    for option in raw.item.in_base:
        ticked = where[(option.code,)]
        atom = min(answers.axis.sets[ticked])
        other = next(at for at in rest if answers.axis.sets[at] == frozenset({atom + 1}))
        pairs.append((option, (ticked, other)))
    ladders = tuple(
        Levels((ticks(raw, option, base), base[:, None]), base, (pair, (where[BASE],))) for option, pair in pairs
    )
    return Ladders(main, ladders)


def members_of(structure: Structure, place: Mapping[tuple[str, str | None], int], sets: int) -> list[tuple[int, ...]]:
    """The structure's cells in each set of a lattice's groups; of a set that this release may not name, none."""
    found: list[tuple[int, ...]] = [() for _ in range(sets)]
    for (partition, group), at in place.items():
        found[at] = structure.members(partition, group)
    return found


def named_groups(structure: Structure) -> Iterator[tuple[str, str | None]]:
    """Every group that a release may name, wholes included."""
    for partition, groups in structure.partitions.items():
        yield partition, None
        yield from ((partition, group) for group in groups)

"""Protected tables of ONE and MANY items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.count.model import Counts as RawCounts
from poet.count.model import OptionCounts
from poet.instrument import Item, Kind, Option, Side
from poet.protect.choosing import Choice, choose, rest_of
from poet.protect.ladder import Rung, ladder, on_side
from poet.protect.model import Grain, OptionTable, Part, Shown, Why, Withheld
from poet.protect.policy import Policy
from poet.route import leading

Counts = NDArray[np.int64]
WHOLE = -1
# A printed category: its key, its words, and the codes of the options it joins.
_Column = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class _Chosen:
    """One table's counts by group and the rung each group may be shown at."""

    counts: Counts
    choice: Choice

    def cell(self, g: int, place: int, most: int = 0) -> Shown[int] | Withheld:
        """The count at `place` of group g (WHOLE for everybody) if g is shown at rung `most` or finer."""
        rung = self.choice.whole if g == WHOLE else int(self.choice.rung[g])
        if 0 <= rung <= most:
            column = self.counts[:, place]
            return Shown(int(column.sum() if g == WHOLE else column[g]))
        why = self.choice.whole_why if g == WHOLE else self.choice.why[g]
        return Withheld(why or Why.FEW_ANSWERS)


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """What was chosen for an item: the `base` (of a ONE item with its `rungs`), each option that may be ticked, and
    each that stands apart."""

    rungs: tuple[Rung, ...]
    base: Choice
    ticked: tuple[Choice, ...]
    apart: tuple[Choice, ...]


def option_tables(
    raw: OptionCounts, policy: Policy, asked: Counts | None = None
) -> tuple[OptionTable, tuple[OptionTable, ...]]:
    """The whole's table and every group's, in the groups' order; `asked` are those around a question asked after an
    answer."""
    return told(raw, _chosen(raw, policy, asked))


def told(raw: OptionCounts, choices: Choices) -> tuple[OptionTable, tuple[OptionTable, ...]]:
    """The whole's table and every group's, told as was chosen."""
    apart = tuple(
        _Chosen(column_of(raw, option)[:, None], choice)
        for option, choice in zip(raw.item.apart, choices.apart, strict=True)
    )
    whole, *groups = (_many if raw.item.kind is Kind.MANY else _one)(raw, choices, apart)
    return whole, tuple(groups)


def _chosen(raw: OptionCounts, policy: Policy, asked: Counts | None) -> Choices:
    """What may be told of the item where nothing else is told of the same people."""
    base = base_of(raw)
    rest, beyond = rest_of(asked, base), rest_of(asked, raw.answered)
    apart = tuple(
        _enough(one, choose([one[:, None], base[:, None]], base, policy, beyond), policy)
        for one in (column_of(raw, option) for option in raw.item.apart)
    )
    if raw.item.kind is Kind.MANY:
        ticked = [choose([ticks(raw, option, base), base[:, None]], base, policy, rest) for option in raw.item.in_base]
        return Choices((), choose([base[:, None]], base, policy, rest), tuple(ticked), apart)
    rungs = ladder(raw.item, raw.by_option.sum(axis=0))
    tables = [rung.joined(raw.by_option, raw.item.options) for rung in rungs]
    return Choices(rungs, choose([*tables, base[:, None]], base, policy, rest), (), apart)


def around(counts: RawCounts, item: Item) -> Counts | None:
    """How many people of each group stand around a question that is asked only after an answer: the base of the leading
    question, the smallest of several, and who took part where the answer is in no base. None where everybody is asked."""
    found = [counts.respondents] if item.when else []
    for condition in leading(counts.instrument, item):
        raw = counts.items.get(condition.item)
        if isinstance(raw, OptionCounts) and set(condition.codes) <= {one.code for one in raw.item.in_base}:
            found.append(base_of(raw))
    return np.minimum.reduce(found) if found else None


def _enough(people: Counts, choice: Choice, policy: Policy) -> Choice:
    """An answer that stands apart is told from the smallest cell on, and nought of it as little as one: who took part less
    the base is how many gave it or left the question out, and were nought told, "withheld" would tell of one that they
    gave it."""
    is_told = (choice.rung == 0) & (people >= policy.minimum_cell)
    # One reason for all: which of those left over were few is not told either.
    why = tuple(None if told else Why.FEW_ANSWERS for told in is_told)
    whole = choice.whole == 0 and people.sum() >= policy.minimum_cell
    return Choice(np.where(is_told, 0, -1), 0 if whole else -1, why, None if whole else Why.FEW_ANSWERS)


def base_of(raw: OptionCounts) -> Counts:
    """How many people of each group are in the base."""
    if raw.item.kind is Kind.MANY:
        apart = [raw.item.options.index(option) for option in raw.item.apart]
        return np.asarray(raw.answered - raw.by_option[:, apart].sum(axis=1), np.int64)
    in_base = [raw.item.options.index(option) for option in raw.item.in_base]
    return np.asarray(raw.by_option[:, in_base].sum(axis=1), np.int64)


def column_of(raw: OptionCounts, option: Option) -> Counts:
    """How many people of each group chose the option."""
    return raw.by_option[:, raw.item.options.index(option)]


def ticks(raw: OptionCounts, option: Option, base: Counts) -> Counts:
    """Each option of a MANY item is a table of its own: those who chose it, and those who did not."""
    ticked = column_of(raw, option)
    return np.stack([ticked, base - ticked], axis=1)


def _places(groups: int) -> range:
    """The whole first, then each group."""
    return range(WHOLE, groups)


def _one(raw: OptionCounts, choices: Choices, apart: tuple[_Chosen, ...]) -> Iterator[OptionTable]:
    item, rungs, choice, base = raw.item, choices.rungs, choices.base, base_of(raw)
    tables = [rung.joined(raw.by_option, item.options) for rung in rungs]
    bases = _Chosen(base[:, None], choice)
    # What is the same for every group is worked out once: there are thousands of groups and items.
    columns: list[list[_Column]] = [
        [(group.key, group.label, tuple(one.code for one in group.options)) for group in rung.groups] for rung in rungs
    ]
    sides = [frozenset(one.code for one in on_side(item, side)) for side in (Side.FAVOURABLE, Side.UNFAVOURABLE)]
    for g in _places(len(base)):
        rung = choice.whole if g == WHOLE else int(choice.rung[g])
        shown = rungs[rung] if 0 <= rung < len(rungs) else None
        parts = _parts(columns[rung], _Chosen(tables[rung], choice), g, rung) if shown else ()
        yield OptionTable(
            item=item,
            grain=shown.grain if shown else Grain.NOTHING if rung < 0 else Grain.BASE,
            base=bases.cell(g, 0, most=len(rungs)),
            parts=parts,
            apart=_apart_parts(item, apart, g),
            favourable=_side(sides[0], parts, choice, g),
            unfavourable=_side(sides[1], parts, choice, g),
        )


def _parts(columns: Sequence[_Column], counts: _Chosen, g: int, most: int) -> tuple[Part, ...]:
    return tuple(Part(*column, counts.cell(g, place, most)) for place, column in enumerate(columns))


def _side(wanted: frozenset[str], parts: tuple[Part, ...], choice: Choice, g: int) -> Shown[int] | Withheld:
    """How many answered on one side (its options' codes), added up from the printed parts; withheld where they do not
    tell."""
    members = [part for part in parts if wanted.issuperset(part.codes)]
    told = {code for part in members for code in part.codes}
    counts = [part.count.value for part in members if isinstance(part.count, Shown)]
    if wanted and told == wanted and len(counts) == len(members):
        return Shown(sum(counts))
    why = choice.whole_why if g == WHOLE else choice.why[g]
    return Withheld(why or Why.NOT_ASKED)


def _many(raw: OptionCounts, choices: Choices, apart: tuple[_Chosen, ...]) -> Iterator[OptionTable]:
    item, base = raw.item, base_of(raw)
    bases = _Chosen(base[:, None], choices.base)
    chosen = [
        _Chosen(ticks(raw, option, base), choice) for option, choice in zip(item.in_base, choices.ticked, strict=True)
    ]
    for g in _places(len(base)):
        base_cell = bases.cell(g, 0)
        cells = [counts.cell(g, 0) for counts in chosen]
        yield OptionTable(
            item=item,
            grain=Grain.OPTIONS if isinstance(base_cell, Shown) else Grain.NOTHING,
            base=base_cell,
            parts=tuple(
                Part(option.code, option.text, (option.code,), cell)
                for option, cell in zip(item.in_base, cells, strict=True)
            )
            if isinstance(base_cell, Shown)
            else (),
            apart=_apart_parts(item, apart, g),
            favourable=Withheld(Why.NOT_ASKED),
            unfavourable=Withheld(Why.NOT_ASKED),
        )


def _apart_parts(item: Item, apart: tuple[_Chosen, ...], g: int) -> tuple[Part, ...]:
    return tuple(
        Part(option.code, option.text, (option.code,), counts.cell(g, 0))
        for option, counts in zip(item.apart, apart, strict=True)
    )

"""Live results: what may be shown anew when more people have answered, so that no refresh tells of a few newcomers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from poet.protect.between import Numbers, with_means
from poet.protect.ledger import Waves
from poet.protect.model import Grain, NumberTable, OptionTable, Protected, Shown, Table, TextTable, Why, Withheld

AT_LEAST = 10

Codes = frozenset[str]
# The base of a table, as a set of answers; what stands apart is kept by its code behind this mark.
BASE: Codes = frozenset({"*"})


def may_refresh(before: Protected, after: Protected, at_least: int = AT_LEAST, numbers: Numbers | None = None) -> bool:
    """Whether `after` may stand where `before` stood: every figure that changes, or that can be worked out of both,
    gained at least so many people, newcomers did not all give one answer, and no sum of theirs is ruled by one answer."""
    return refreshed(before, after, at_least, numbers) == after


def refreshed(
    before: Protected, after: Protected, at_least: int = AT_LEAST, numbers: Numbers | None = None
) -> Protected:
    """What may be shown now. Question by question everybody's table moves on only with a gain of `at_least` or nought in
    every figure, and so does each group's; a group that may not keeps its last table. Nor may the others' gain, which is
    everybody's less that of all groups that move, lie between. A table that was not shown before may be shown.

    Both are over the same groups and questions, `before` over fewer people. Whoever withdrew stops the tables they
    stood in, until newcomers outweigh them. A mean moves with its table only where it hides each newcomer, and is held
    back of the table otherwise; `numbers` are what that is decided by, and without them it is held back.
    """
    whole, groups = dict(after.whole), {group: dict(tables) for group, tables in after.groups.items()}
    for item_id in after.whole:
        now = _moved(
            _Side(
                before.whole.get(item_id), {name: of[item_id] for name, of in before.groups.items() if item_id in of}
            ),
            _Side(after.whole[item_id], {name: of[item_id] for name, of in after.groups.items()}),
            _Rule(at_least, everyone=after.policy.everyone),
        )
        whole[item_id] = now.whole if now.whole is not None else after.whole[item_id]
        for group, table in now.groups.items():
            groups[group][item_id] = table
    everybody, respondents = _people(before, after, at_least)
    shown = replace(after, whole=whole, groups=groups, all_respondents=everybody, respondents=respondents)
    return with_means(before, shown, numbers)


@dataclass(frozen=True, slots=True)
class _Rule:
    at_least: int
    everyone: bool

    def allows(self, gain: int) -> bool:
        return gain == 0 or gain >= self.at_least


@dataclass(frozen=True, slots=True)
class _Side:
    """One question's table of everybody, and of each group."""

    whole: Table | None
    groups: Mapping[str, Table]


def _moved(before: _Side, after: _Side, rule: _Rule) -> _Side:
    """The tables that may be shown of one question."""
    if before.whole is None:
        return after
    fresh = [group for group, table in after.groups.items() if _may(before.groups.get(group), table, rule)]
    if not _may(before.whole, after.whole, rule) or not _others_may(before, after, fresh, rule):
        # Nobody moves: a group's table beside an older one of everybody would tell of the newcomers elsewhere.
        kept = {group: before.groups.get(group) or nothing(table) for group, table in after.groups.items()}
        return _Side(before.whole, kept)
    return _Side(
        after.whole,
        {group: table if group in fresh else before.groups[group] for group, table in after.groups.items()},
    )


def nothing(table: Table, why: Why = Why.FEW_ANSWERS) -> Table:
    """The table with all of it withheld."""
    none = Withheld(why)
    match table:
        case OptionTable(item=item):
            return OptionTable(item, Grain.NOTHING, none, (), (), none, none)
        case NumberTable(item=item):
            return NumberTable(item, none, (none, none, none), none, none, none)
        case TextTable(item=item):
            return TextTable(item, none)


def _may(before: Table | None, after: Table | None, rule: _Rule) -> bool:
    if before is None or after is None or before == after:
        return True
    if any(_told(after, codes) is None for codes in _figures(before)):
        # What was told is held against what is told next, however much later: nothing that stands is taken away again.
        return False
    if isinstance(after, NumberTable) and isinstance(before, NumberTable):
        gains = _gains(before, after)
        return before.base != after.base and all(rule.allows(gain) for gain in gains.values())
    gains = _gains(before, after)
    rests = _rests(gains)
    is_alike = 0 in rests and not rule.everyone
    return all(map(rule.allows, [*gains.values(), *rests])) and not is_alike


def _rests(gains: Mapping[Codes, int]) -> list[int]:
    """How many newcomers to the base gave another answer, for each answer of which it can be told."""
    newcomers = gains.get(BASE, 0)
    inside = [gain for codes, gain in gains.items() if not any(code.startswith("*") for code in codes)]
    return [newcomers - gain for gain in inside] if newcomers else []


def _others_may(before: _Side, after: _Side, fresh: Sequence[str], rule: _Rule) -> bool:
    """Whether everybody's gain less that of the groups that move, and what is left of everybody when the last table of
    every group is taken away, is nought or large in every figure."""
    assert before.whole is not None
    assert after.whole is not None
    gained = _gains(before.whole, after.whole)
    moved = [_gains(before.groups[g], after.groups[g]) for g in fresh if g in before.groups]
    everybody = _figures(after.whole)
    shown = [_told_of(after.groups[g] if g in fresh else before.groups[g], everybody) for g in after.groups]
    left = {codes: count for codes, count in everybody.items() if any(codes in one for one in shown)}
    return all(map(rule.allows, [*_without(gained, moved), *_without(left, shown)]))


def _without(everybody: Mapping[Codes, int], groups: Sequence[Mapping[Codes, int]]) -> Iterator[int]:
    """What is left of everybody, by answer, when the groups that tell of it are taken away, and how many of those who are
    left gave another answer: of the same people, whatever other groups tell of their base alone."""
    for codes, count in everybody.items():
        telling = [one for one in groups if codes in one]
        yield count - sum(one[codes] for one in telling)
        is_answer = not any(code.startswith("*") for code in codes)
        if is_answer and BASE in everybody and all(BASE in one for one in telling):
            people = everybody[BASE] - sum(one[BASE] for one in telling)
            yield people - (count - sum(one[codes] for one in telling))


def _gains(before: Table, after: Table) -> dict[Codes, int]:
    """By how much each set of answers grew of which both tables tell, by a figure or by adding figures up."""
    found = {}
    for codes in {**_figures(before), **_figures(after)}:
        was, now = _told(before, codes), _told(after, codes)
        if was is not None and now is not None:
            found[codes] = now - was
    return found


def _told_of(table: Table, wanted: Mapping[Codes, int]) -> dict[Codes, int]:
    """How many gave each of these sets of answers, as far as the table tells it."""
    found = {codes: _told(table, codes) for codes in wanted}
    return {codes: count for codes, count in found.items() if count is not None}


def _told(table: Table, codes: Codes) -> int | None:
    """How many gave one of these answers, if the table tells it."""
    figures = _figures(table)
    if codes in figures:
        return figures[codes]
    inside = [one for one in figures if one < codes]
    return sum(figures[one] for one in inside) if frozenset[str]().union(*inside) == codes else None


def _figures(table: Table) -> dict[Codes, int]:
    """Every count that the table shows, by the answers it counts; the parts of a table never overlap."""
    figures = {BASE: table.base.value} if isinstance(table.base, Shown) else {}
    if isinstance(table, OptionTable):
        figures |= {frozenset(part.codes): part.count.value for part in table.parts if isinstance(part.count, Shown)}
        figures |= {
            frozenset({f"*{part.key}"}): part.count.value for part in table.apart if isinstance(part.count, Shown)
        }
    return figures


def _people(
    before: Protected, after: Protected, at_least: int
) -> tuple[Shown[int] | Withheld, dict[str, Shown[int] | Withheld]]:
    """How many people answered: the same rule, for everybody and for each group."""
    rule = _Rule(at_least, everyone=True)
    was, now = before.all_respondents, after.all_respondents
    none = Withheld(Why.FEW_ANSWERS)
    waiting = was, {g: before.respondents.get(g, none) for g in after.respondents}
    if not _cell_may(was, now, rule):
        return waiting
    fresh = {g for g, cell in after.respondents.items() if _cell_may(before.respondents.get(g), cell, rule)}
    kept = {g: cell if g in fresh else before.respondents[g] for g, cell in after.respondents.items()}
    if isinstance(was, Shown) and isinstance(now, Shown):
        gain = now.value - was.value
        moving = sum(_cell_gain(before.respondents[g], after.respondents[g]) for g in fresh if g in before.respondents)
        shown = [cell.value for cell in kept.values() if isinstance(cell, Shown)]
        left = now.value - sum(shown)
        if not rule.allows(gain - moving) or (shown and not rule.allows(left)):
            return waiting
    return now, kept


def _cell_may(before: Shown[int] | Withheld | None, after: Shown[int] | Withheld, rule: _Rule) -> bool:
    if isinstance(before, Shown):
        return isinstance(after, Shown) and rule.allows(after.value - before.value)
    return True


def _cell_gain(before: Shown[int] | Withheld, after: Shown[int] | Withheld) -> int:
    return after.value - before.value if isinstance(before, Shown) and isinstance(after, Shown) else 0


def waves_of(refresh: int, left: int = 0) -> Waves:
    """The waves of a refresh by its number (from 1). `left` are the people who have left and of whom no entry said so.

    A refresh by rule says nothing of who left: what it shows grew by ten more than left, and whoever came instead of somebody
    counts for them. A release that is proved does. Where nobody knows which refreshes those who left had stood in, they may
    have been of any wave before, or have come and gone since the last: how many they are is then the most that can be
    missing from what was told before.
    """
    covered = tuple(f"refresh {number}" for number in range(1, refresh + 1))
    if not left or refresh == 1:
        return Waves(covered)
    parts = {wave: f"left {wave} before {covered[-1]}" for wave in covered[:-1]}
    between = {f"came before {covered[-1]}": f"came and went before {covered[-1]}"}
    return Waves(covered, parts | between, left)

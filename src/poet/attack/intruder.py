"""The intruder: what a reader of everything that was issued can work out, from that alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from poet.attack import words
from poet.attack.algebra import Contradiction
from poet.attack.answers import Parts, parts_of, standing_apart
from poet.attack.finding import Attacked, Finding
from poet.attack.following import led_by
from poet.attack.issued import Item, Numbered, Rule, by_reader
from poet.attack.overlay import NoOverlay, Overlay, overlay
from poet.attack.puzzle import Place, Puzzle, TooMuch, named, puzzle
from poet.attack.recoded import recoded
from poet.attack.search import NoSolution
from poet.attack.solving import OWN_TRIES, Hit, Solved, solve

Rows: TypeAlias = dict[frozenset[int], Place]


def attack(entries: Sequence[Numbered], *, with_own: bool = True) -> tuple[Attacked, ...]:
    """Attack a ledger as each kind of reader, round by round. Readers who have seen the same are attacked as once."""
    done: dict[tuple[int, ...], Attacked] = {}
    for (audience, of_round, instrument), seen in by_reader(entries).items():
        numbers = tuple(one.number for one in seen)
        if numbers not in done:
            done[numbers] = _attacked(audience, f"{of_round}, {instrument}", seen, with_own=with_own)
    return tuple(done.values())


def _attacked(audience: str, population: str, seen: Sequence[Numbered], *, with_own: bool) -> Attacked:
    rule = _strictest([one.draft.rule for one in seen])
    found: list[Finding] = []
    wrong: list[str] = []
    stopped: list[str] = []
    counts = searched = 0
    try:
        laid = overlay(seen)
    except NoOverlay as across:
        return Attacked(audience, population, len(seen), (), (str(across),), 0, 0, 0, 0)
    for item, parts, of_item in _subjects(seen):
        try:
            riddle = puzzle(item, parts, laid, of_item, rule)
            solved = solve(riddle, rule.minimum_cell, with_own=with_own and not parts.shared)
        except (Contradiction, NoSolution):
            wrong.append(item)
            continue
        except TooMuch as too_much:
            stopped.append(f"{item}: {too_much}")
            continue
        rows = _rows(riddle)
        found += [_finding(hit, item, parts, laid, riddle, rows) for hit in solved.hits]
        stopped += _limits(item, solved)
        counts, searched = counts + solved.targets, searched + solved.searched
    left_out = [number for one in seen for number in _left_out(one) if 0 < number < rule.minimum_cell]
    return Attacked(
        audience,
        population,
        len(seen),
        tuple(found),
        tuple(wrong),
        counts,
        searched,
        len(left_out),
        max(left_out, default=0),
        tuple(stopped),
    )


def _limits(item: str, solved: Solved) -> Iterator[str]:
    """Where an attack stopped before the end, in words."""
    if solved.left:
        yield words.ENOUGH.format(item=item, found=len(solved.hits), left=words.many(solved.left, "count"))
    if solved.pairs_left:
        yield words.OWN_LIMIT.format(item=item, tried=OWN_TRIES, left=words.many(solved.pairs_left, "more pair"))


def _strictest(rules: Sequence[Rule]) -> Rule:
    return Rule(
        minimum_base=max(rule.minimum_base for rule in rules),
        minimum_cell=max(rule.minimum_cell for rule in rules),
        everyone=all(rule.everyone for rule in rules),
    )


def _subjects(seen: Sequence[Numbered]) -> Iterator[tuple[str, Parts, Sequence[Numbered]]]:
    """Each question as it was asked, and each answer that stands apart, with the entries that tell of it. A question with
    other options is another question, whose figures are no equations on this one's; then both are tried as one, too."""
    asked: dict[tuple[str, str, tuple[str, ...]], dict[int, Item]] = {}
    for one in seen:
        for item in one.draft.questions:
            asked.setdefault((item.item, item.kind, item.options), {})[one.number] = item
    for (name, _, _), told in asked.items():
        entries = [one for one in seen if one.number in told]
        yield name, parts_of(_together(list(told.values()))), entries
        for code in dict.fromkeys(code for item in told.values() for code in item.apart):
            yield name, standing_apart(code), entries
    together = {key: _together(list(told.values())) for key, told in asked.items()}
    yield from led_by(seen, together)
    yield from recoded(together, seen)


def _together(items: Sequence[Item]) -> Item:
    first = items[0]
    groupings = tuple(dict.fromkeys(grouping for item in items for grouping in item.groupings))
    return Item(first.item, first.kind, first.options, first.alone, first.apart, groupings, first.after)


def _finding(hit: Hit, item: str, parts: Parts, laid: Overlay, riddle: Puzzle, rows: Rows) -> Finding:
    what = named(riddle.targets[hit.target], item, parts, laid)
    how = words.SEARCH
    if hit.by_sums:
        pair = _two_figures(riddle, hit, rows)
        names = [named(place, item, parts, laid) for place in pair]
        how = words.SUBTRACTED.format(larger=names[0], smaller=names[1]) if names else words.ALGEBRA
    own = _own(hit.own, item, parts, laid, riddle) if hit.own is not None else ""
    return Finding(item, what, hit.low, hit.high, how, own)


def _rows(riddle: Puzzle) -> Rows:
    """The printed figures by the kinds of people that they count."""
    return {_row(riddle, at): place for at, place in enumerate(riddle.printed)}


def _two_figures(riddle: Puzzle, hit: Hit, rows: Rows) -> tuple[Place, ...]:
    """Two printed figures, one inside the other, whose difference is the target."""
    wanted = frozenset(riddle.must[[hit.target]].indices.tolist())
    for larger, place in rows.items():
        if wanted < larger and larger - wanted in rows:
            return place, rows[larger - wanted]
    return ()


def _row(riddle: Puzzle, at: int) -> frozenset[int]:
    return frozenset(riddle.left.indices[riddle.left.indptr[at] : riddle.left.indptr[at + 1]].tolist())


def _own(kind: int, item: str, parts: Parts, laid: Overlay, riddle: Puzzle) -> str:
    """Somebody's own place in words: the smallest target that holds their kind whole."""
    holding = riddle.must[:, [kind]].nonzero()[0]
    sizes = [(int(riddle.must.indptr[at + 1] - riddle.must.indptr[at]), int(at)) for at in holding]
    return named(riddle.targets[min(sizes)[1]], item, parts, laid) if sizes else ""


def _left_out(one: Numbered) -> Iterator[int]:
    """How many of those who took part gave no answer of an item's base, where both numbers are printed."""
    people = {(told.partition, told.group): told.count for told in one.draft.respondents}
    for sheet in one.draft.tables:
        took_part = people.get((sheet.partition, sheet.group))
        if took_part is not None and sheet.base is not None:
            yield took_part - sheet.base

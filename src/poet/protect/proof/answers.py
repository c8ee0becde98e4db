"""The answer axis of an item: which sets of answers are printed or could be worked out, and what binds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from poet.protect import words
from poet.protect.ledger import Question
from poet.protect.proof.lattice import Answers, Means, Members, axis

Codes = tuple[str, ...]
# The base of an item, as a set of answers; no option bears this code.
BASE: Codes = ("*",)


@lru_cache(maxsize=256)
def one_axis(options: Codes, groupings: tuple[tuple[Codes, ...], ...]) -> tuple[Answers, dict[Codes, int]]:
    """The axis of an item of one answer: its options, their joinings, the rest of each, and all; and where each is."""
    place = {code: at for at, code in enumerate(options)}
    whole = frozenset(range(len(options)))
    joined = [[_members(place, codes) for codes in grouping] for grouping in groupings]
    groups = list(dict.fromkeys([*(frozenset({at}) for at in whole), *(one for row in joined for one in row)]))
    rests = [whole - one for one in groups]
    families = list(_families(whole, groups, joined, rests))
    own = axis(len(options), [*groups, whole, *rests], families)
    means = tuple(Means.BASE if one == whole else Means.REST if one in rests else Means.COUNT for one in own.sets)
    where = {codes: own.sets.index(_members(place, codes)) for row in groupings for codes in row}
    where |= {(code,): own.sets.index(frozenset({at})) for code, at in place.items()}
    return Answers(own, means if len(options) > 1 else (Means.BASE,)), {**where, BASE: own.sets.index(whole)}


def _members(place: dict[str, int], codes: Iterable[str]) -> Members:
    return frozenset(place[code] for code in codes)


def _families(
    whole: Members, groups: Sequence[Members], joined: Sequence[Sequence[Members]], rests: Sequence[Members]
) -> Iterable[tuple[Members, Sequence[Members]]]:
    yield from ((whole, row) for row in joined)
    yield from ((whole, [one, rest]) for one, rest in zip(groups, rests, strict=True) if rest)
    for one in dict.fromkeys([*groups, *rests, whole]):
        yield one, [frozenset({at}) for at in sorted(one)]
        for row in joined:
            inside = [part for part in row if part < one]
            if frozenset().union(*inside) == one:
                yield one, inside


@lru_cache(maxsize=256)
def many_axis(options: Codes, alone: Codes) -> tuple[Answers, dict[Codes, int]]:
    """The axis of an item of several answers: ticked and not ticked for each option, with the base they share.

    Whoever answered ticked something, and an option that stands alone excludes the others: with U people who ticked no
    such option, each of the others was ticked by at most U, and all of them together by at least U.
    """
    count = len(options)
    ticked = {code: 2 * at for at, code in enumerate(options)}
    others = [code for code in options if code not in alone]
    rules = [*([*others, None] if others else [None])]
    size = 2 * count + len(rules)
    base = frozenset({0, 1})
    pairs = [(frozenset({at}), frozenset({at + 1})) for at in ticked.values()]
    own = axis(size, [base], [(base, pair) for pair in pairs])
    together = [_same_base(size, at) for at in list(ticked.values())[1:]]
    together += [_rule(size, ticked, alone, one, 2 * count + at) for at, one in enumerate(rules)]
    means = [Means.BASE if one == base else Means.SLACK if min(one) >= 2 * count else Means.REST for one in own.sets]
    where: dict[Codes, int] = {(code,): own.sets.index(frozenset({at})) for code, at in ticked.items()}
    places: dict[Codes, int] = {**where, BASE: own.sets.index(base)}
    return Answers(own, tuple(means), tuple(together)), places


def _same_base(size: int, at: int) -> tuple[int, ...]:
    row = [0] * size
    row[0], row[1], row[at], row[at + 1] = -1, -1, 1, 1
    return tuple(row)


def _rule(size: int, ticked: dict[str, int], alone: Codes, option: str | None, slack: int) -> tuple[int, ...]:
    """U - (ticks of the option) = slack; for None, (ticks of all options that do not stand alone) - U = slack."""
    row = [0] * size
    sign = 1 if option else -1
    row[0] += sign
    row[1] += sign
    for code, at in ticked.items():
        if code in alone:
            row[at] -= sign
        elif option is None:
            row[at] += 1
        elif code == option:
            row[at] -= 1
    row[slack] = -1
    return tuple(row)


def axis_of(question: Question) -> tuple[Answers, dict[Codes, int]]:
    """The answer axis of an item, and where each of its sets of codes stands in it."""
    if question.kind == "many":
        return many_axis(question.options, question.alone)
    if question.kind == "one":
        return one_axis(question.options, question.groupings)
    return ALONE


def told_apart(code: str) -> tuple[Answers, dict[Codes, int]]:
    """The axis of an answer that stands apart: those who gave it, and nothing to set them against."""
    return Answers(ALONE[0].axis, (Means.COUNT,)), {(code,): 0}


def answer_names(answers: Answers, where: Mapping[Codes, int]) -> dict[int, str]:
    """Each set of answers in words, by its place."""
    names = {place: words.ANY_ANSWER if codes == BASE else words.OR.join(codes) for codes, place in where.items()}
    sets, whole = answers.axis.sets, where.get(BASE)
    for one, members in enumerate(sets):
        other = None if whole is None else next((p for p in names if sets[whole] - sets[p] == members), None)
        if one not in names and other is not None and members:
            names[one] = words.NOT.format(answer=names[other])
    return names


# Where only a base is told: a number, a text.
ALONE: tuple[Answers, dict[Codes, int]] = (Answers(axis(1, []), (Means.BASE,)), {BASE: 0})

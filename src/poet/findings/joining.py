"""The joinings that a plan declares, fitted to a questionnaire: bands beside each other, and answers by a tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from poet.findings.draft import DraftJoining, DraftPlan
from poet.findings.plan import Grouping, Joining
from poet.findings.selecting import groupings, selected
from poet.findings.sentences import Misplanned
from poet.instrument import Instrument, Item, Kind
from poet.instrument.bands import Banded, one_band
from poet.instrument.sentences import Found, nearest
from poet.protect.joining import by_tree, neighbours, ways_of

# Each way is planned before one is taken: eight bands make 127.
MOST_WAYS = 128
OR = " or "


def joinings(
    draft: DraftPlan, instrument: Instrument, bands: Mapping[str, Banded], found: list[Found]
) -> Mapping[str, Joining]:
    """What the plan lets be told together, by question; what does not fit is found."""
    by_question: dict[str, list[DraftJoining]] = {}
    for one in draft.joinings:
        by_question.setdefault(one.by or "", []).append(one)
    fitted: dict[str, Joining] = {}
    for name, tables in by_question.items():
        item = _parting(name, tables[0], instrument, bands, found) if name else None
        joining = _joining(item, tables, found) if item is not None else None
        if joining is not None:
            fitted[name] = joining
    return MappingProxyType(fitted)


def with_joinings(by: Sequence[Grouping], fitted: Mapping[str, Joining]) -> tuple[Grouping, ...]:
    """Groupings with what may be told together: after the options of a question of several answers their joinings."""
    made: dict[str, Grouping] = {}
    for one in by:
        nodes = fitted[one.by.id].nodes if one.by.id in fitted else ()
        if one.tick is None:
            made[one.name] = Grouping(one.by, None, nodes)
            continue
        made[one.name] = one
        if one.tick == one.by.in_base[-1].code:
            joined = (Grouping(one.by, node.name, (node,)) for node in nodes)
            made |= {grouping.name: grouping for grouping in joined}
    return tuple(made.values())


def _parting(
    name: str, table: DraftJoining, instrument: Instrument, bands: Mapping[str, Banded], found: list[Found]
) -> Item | None:
    """The question as it parts people."""
    known = {item.id: item for item in selected(instrument, "all") or ()}
    at = (*table.at, "by")
    if name not in known:
        told = nearest(name, known)
        found.append(Misplanned.UNKNOWN_ITEM.at(at, questionnaire=instrument.name, id=name, nearest=told))
        return None
    item = known[name]
    if not groupings(item, bands):
        wrong = Misplanned.NO_BANDS if item.kind is Kind.NUMBER else Misplanned.NO_GROUPING
        found.append(wrong.at(at, id=name))
        return None
    return bands.get(name, item)


def _joining(item: Item, tables: Sequence[DraftJoining], found: list[Found]) -> Joining | None:
    answers = [option.code for option in item.in_base]
    if any(one.neighbours for one in tables):
        if len(tables) > 1 or tables[0].answers or tables[0].into or item.kind is Kind.MANY:
            found.append(Misplanned.JOINS_NOTHING.at(tables[0].at))
            return None
        if _are_few(item, 2 ** (len(answers) - 1), tables[0], found):
            return Joining(item, neighbours(answers, lambda codes: _called(item, codes)))
        return None
    before, tree = len(found), _tree(item, answers, tables, found)
    if len(found) > before or not _are_few(item, ways_of(answers, tree), tables[0], found):
        return None
    return Joining(item, by_tree(answers, tree))


def _are_few(item: Item, ways: int, table: DraftJoining, found: list[Found]) -> bool:
    if ways > MOST_WAYS:
        found.append(Misplanned.MANY_WAYS.at(table.at, id=item.id, ways=ways, most=MOST_WAYS))
    return ways <= MOST_WAYS


def _tree(
    item: Item, answers: Sequence[str], tables: Sequence[DraftJoining], found: list[Found]
) -> Mapping[str, tuple[str, ...]]:
    """The declared tree: each answer, and each joining, under one name at most."""
    tree: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for one in tables:
        if not one.into:
            found.append(Misplanned.JOINS_NOTHING.at(one.at))
            continue
        if one.into in (*answers, *tree):
            found.append(Misplanned.JOINED_TWICE.at((*one.at, "into"), word=one.into))
        if len(set(one.answers)) < 2:
            found.append(Misplanned.JOINS_FEW.at(one.at, id=item.id))
        for place, word in enumerate(one.answers):
            at, known = (*one.at, "answers", place), (*answers, *tree)
            if word not in known:
                found.append(Misplanned.NO_SUCH_ANSWER.at(at, id=item.id, word=word, nearest=nearest(word, known)))
            elif word in taken:
                found.append(Misplanned.JOINED_TWICE.at(at, word=word))
            taken.add(word)
        tree[one.into] = one.answers
    return tree


def _called(item: Item, codes: Sequence[str]) -> str:
    """Bands beside each other make one band; other answers are said one by one."""
    return one_band(item, codes[0], codes[-1]) if isinstance(item, Banded) else OR.join(codes)

"""An area beside the groups it chose: a table a group, with the interval and the words of the comparison with the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from poet.compare import Difference, NamedGroup, NotTested, beside_chosen, equality_p, newcombe
from poet.compare.chosen import LEAST_MEMBERS
from poet.compare.difference import Compared
from poet.compare.words import READ_TOGETHER
from poet.instrument import Item, Kind
from poet.measure import CONFIDENCE
from poet.protect import OptionTable
from poet.report import texts, words
from poet.report.claims import SIGNIFICANT, TEST, claim_number, claim_share
from poet.report.model import Block, Cell, Claim, Note, Paragraph, Section, Table, Words
from poet.report.scope import Chosen, Scope
from poet.report.tables import HIDDEN, share_row


def beside_groups(scope: Scope) -> Iterator[Section]:
    """The chapter: how to read it, then each group's table, or why there is none; nothing where no group was chosen."""
    if scope.group is None or not scope.about.chosen:
        return
    found = {item: _compared(scope, item) for item in _items(scope)}
    tables = list(_blocks(scope, found))
    how: tuple[Block, ...] = ()
    if any(isinstance(one, Table) for one in tables):
        known = claim_number(scope, "chosen", "comparisons made", scope.comparisons, unit="comparisons")
        pooled = Words(texts.CHOSEN_HOW.format(groups=scope.about.groups, group=scope.one_group))
        how = (Paragraph((pooled, Words(texts.CHOSEN_IN_WORDS.format(many=scope.comparisons), (known,)))),)
    yield Section("chosen", texts.CHOSEN, (*how, *tables))


def _items(scope: Scope) -> Iterator[Item]:
    for item in scope.instrument.items:
        if item.judged and item.kind is Kind.ONE and isinstance(scope.tables.get(item.id), OptionTable):
            yield item


def _compared(scope: Scope, item: Item) -> Mapping[str, Compared]:
    assert scope.group is not None
    tables = {area: table for area, own in scope.protected.groups.items() if (table := own.get(item.id))}
    may = {one.name: one.members for one in scope.about.chosen if item.id not in one.untold}
    untold = {one.name: NotTested(READ_TOGETHER) for one in scope.about.chosen if item.id in one.untold}
    return {**beside_chosen(scope.group, tables, may), **untold}


def _blocks(scope: Scope, found: Mapping[Item, Mapping[str, Compared]]) -> Iterator[Block]:
    for place, one in enumerate(scope.about.chosen, 1):
        told = {item: beside[one.name] for item, beside in found.items()}
        if any(isinstance(it, Difference) for it in told.values()):
            title = texts.CHOSEN_TABLE.format(name=one.name)
            head = tuple(text.format(groups=words.sentence_case(scope.about.groups)) for text in texts.CHOSEN_HEAD)
            rows = tuple(_row(scope, one, item, it) for item, it in told.items())
            yield Table(f"chosen-{place}-table", 0, title, head, rows)
        else:
            yield Note((_nothing(scope, one, told),))


def _nothing(scope: Scope, one: Chosen, told: Mapping[Item, Compared]) -> Words:
    why = next((it.why for it in told.values() if isinstance(it, NotTested)), texts.TOO_FEW_HERE)
    return Words(texts.CHOSEN_NOTHING.format(name=one.name, why=why), (_least_claim(scope),))


def _row(scope: Scope, one: Chosen, item: Item, found: Compared) -> tuple[Cell, ...]:
    table = scope.tables[item.id]
    assert isinstance(table, OptionTable)
    label, base, share, _ = share_row(scope, table)
    if not isinstance(found, Difference) or not isinstance(found.comparator, NamedGroup):
        why = found.why if isinstance(found, NotTested) else ""
        return (label, base, share, *[Cell(HIDDEN)] * 4, Cell(words.sentence_case(str(why)), claim=_least_claim(scope)))
    inside = len(found.comparator.areas)
    named = inside + found.comparator.left_out
    points, known = 100 * found.value, _claim(scope, one, item, found)
    return (
        label,
        base,
        share,
        Cell(texts.CHOSEN_SIZE.format(inside=inside, named=named), claim=_size(scope, one, item, inside, named)),
        Cell(words.percent(found.there), found.there.value, percent=True, claim=_there(scope, one, item, found)),
        Cell(words.points(found.value), points, claim=known),
        Cell(f"{words.points(found.interval.low)} to {words.points(found.interval.high)}", claim=known),
        Cell(_in_words(scope, found, known), claim=known),
    )


def _in_words(scope: Scope, found: Difference, known: Claim) -> str:
    """A word of difference only where the widened interval and the adjusted test both allow it, as beside the rest."""
    here, there = found.here, found.there
    wide = newcombe(here.count, here.base, there.count, there.base, confidence=1 - (1 - CONFIDENCE) / scope.comparisons)
    if known.adjusted_p is None or known.adjusted_p >= SIGNIFICANT or wide.low <= 0 <= wide.high:
        return texts.NOT_CLEAR
    return texts.HIGHER if found.value > 0 else texts.LOWER


def _claim(scope: Scope, one: Chosen, item: Item, found: Difference) -> Claim:
    here, there = found.here, found.there
    p = float(equality_p(here.count, here.base, there.count, there.base))
    return Claim(
        of="favourable, area minus a chosen group",
        item=item.id,
        group=scope.name,
        value=found.value,
        base=here.base,
        low=found.interval.low,
        high=found.interval.high,
        unit="difference",
        comparator=one.name,
        comparator_value=there.value,
        method=found.method,
        test=TEST,
        adjusted_p=min(1.0, scope.comparisons * p),
        id=f"{item.id}/beside the group {one.name}",
        release=scope.about.release,
    )


def _there(scope: Scope, one: Chosen, item: Item, found: Difference) -> Claim:
    of, name = "favourable in a chosen group", f"{item.id}/the group {one.name}"
    return claim_share(found.there, of=of, item=item.id, group=one.name, name=name, release=scope.about.release)


def _size(scope: Scope, one: Chosen, item: Item, inside: int, named: int) -> Claim:
    of = f"{scope.about.groups} of the group {one.name} that are shown"
    return claim_number(scope, item.id, of, inside, unit=scope.about.groups, base=named)


def _least_claim(scope: Scope) -> Claim:
    return claim_number(scope, "chosen", "fewest areas of a group", LEAST_MEMBERS, unit=scope.about.groups)

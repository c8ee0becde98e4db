"""What a council can act on, one sentence a question with its claim, and what it does about it as a report tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from poet.instrument import Item, Side
from poet.measure import Estimate, favourable, unfavourable
from poet.protect import OptionTable, Protected
from poet.report import headlines, pictures, texts
from poet.report.easy import named, plainly
from poet.report.model import Bars, Block, Cell, Claim, Table, Words
from poet.report.scope import About, Scope


@dataclass(frozen=True, slots=True)
class Finding:
    """A question's finding in a report: its sentence, the same in Easy Read, its chart, and the claim both rest on.

    `closer` says that it is one to look at more closely.
    """

    item: str
    label: str
    said: Words
    easy: str
    closer: bool
    charts: tuple[Bars, ...]

    @property
    def claim(self) -> Claim:
        """What the sentence rests on."""
        return self.said.claims[0]


def findings(protected: Protected, area: str, about: About) -> tuple[Finding, ...]:
    """The findings of an area's judged questions that may be shown: what to look at more closely first, then what works,
    each from the largest share down. Raises KeyError on an area that is not in the release."""
    scope = Scope(protected, area, about)
    _ = protected.groups[area]
    ranked = sorted(_found(scope), key=lambda one: (not one[1].closer, -one[0]))
    return tuple(finding for _, finding in ranked)


def _found(scope: Scope) -> Iterator[tuple[float, Finding]]:
    for table in headlines.judged(scope):
        told = _side(table)
        if told is not None:
            side, estimate = told
            yield estimate.value, _finding(scope, table, side, estimate)


def _side(table: OptionTable) -> tuple[Side, Estimate] | None:
    """The side that is told of a question: the unfavourable one where it is notable, else the favourable one."""
    bad, good = unfavourable(table), favourable(table)
    if isinstance(bad, Estimate) and bad.value >= headlines.notable():
        return Side.UNFAVOURABLE, bad
    return (Side.FAVOURABLE, good) if isinstance(good, Estimate) else None


def _finding(scope: Scope, table: OptionTable, side: Side, estimate: Estimate) -> Finding:
    item: Item = table.item
    closer = side is Side.UNFAVOURABLE
    (said,) = headlines.told(scope, ((item, estimate),), side)
    easy = (texts.EASY_BAD if closer else texts.EASY_GOOD).format(share=plainly(estimate), label=named(scope, item))
    charts = tuple(pictures.stacked(scope, (table,), item.id, said))
    return Finding(item.id, scope.label(item), said, easy, closer, charts)


def actions(scope: Scope) -> tuple[Block, ...]:
    """What the council does, as a table; nothing where nothing is known. The words are the council's own."""
    if not scope.about.done:
        return ()
    rows = tuple(
        (
            Cell(texts.DONE_LINE.format(what=one.what, owner=one.owner, due=one.due)),
            Cell(_label(scope, one.item)),
            Cell(one.stands),
        )
        for one in scope.about.done
    )
    return (Table("we-did", 0, texts.DONE_CAPTION, texts.DONE_HEAD, rows),)


def _label(scope: Scope, item: str) -> str:
    asked = scope.instrument.by_id.get(item)
    return scope.label(asked) if asked else item

"""From area to area: one question in all areas at once, as small pictures in alphabetical order and as a funnel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from poet.compare import Funnel, funnel
from poet.instrument import Item
from poet.measure import Estimate, favourable
from poet.protect import OptionTable
from poet.report import pictures, texts, words
from poet.report.areas import areas_sentence
from poet.report.claims import claim, claim_number
from poet.report.headlines import judged
from poet.report.model import Bar, Bars, Block, Cell, Claim, Dot, Dots, Limits, Note, Section, Shape, Table, Words
from poet.report.scope import Scope
from poet.report.sentences import shown

FEWEST, MOST = 3, 20
"""Of how many areas pictures are drawn: more can not all be named in one."""
_STEPS = 24
_HIDDEN = Cell("[c]")


def across(scope: Scope) -> Iterator[Section]:
    """Of all areas together the question with the largest favourable share and that with the smallest, area by area."""
    names = sorted(scope.protected.groups, key=str.casefold)
    whole = Scope(scope.protected, None, scope.about)
    found = shown(judged(whole), favourable)
    blocks: list[Block] = []
    if found and FEWEST <= len(names) <= MOST:
        ends = {pick(found, key=lambda pair: pair[1].value)[0].id for pick in (max, min)}
        for item, together in (pair for pair in found if pair[0].id in ends):
            blocks += _of_item(whole, names, item, together)
    one = scope.one_group
    why = (texts.MANY_AREAS if len(names) > MOST else texts.FEW_AREAS).format(groups=scope.about.groups, group=one)
    yield Section("across", f"From {one} to {one}", tuple(blocks) or (Note((Words(why),)),))


def _of_item(whole: Scope, names: Sequence[str], item: Item, together: Estimate) -> Iterator[Block]:
    areas = [Scope(whole.protected, name, whole.about) for name in names]
    found = [(area, table) for area in areas for table in area.option_tables([item])]
    finding, name = areas_sentence(whole, item), f"{item.id}-across"
    if finding is None:
        return
    bars = tuple(_panel(area, table) for area, table in found)
    alt = pictures.alt(finding)
    yield Bars(name, 0, finding, alt, bars, stacked=True, table=f"{name}-table", panels=True)
    dots = tuple(_point(area, table, together) for area, table in found)
    yield _funnel(whole, item, together, dots)
    one = whole.one_group
    head = (words.sentence_case(one), "Base", "Favourable", "What chance alone brings")
    yield Table(f"{name}-table", 0, f"{whole.label(item)}: {one} by {one}", head, tuple(map(_row, dots)))


def _panel(area: Scope, table: OptionTable) -> Bar:
    bar = pictures.stacked_bar(area, table)
    return msgspec.structs.replace(bar, label=area.name, claims=tuple(_of_area(area, one) for one in bar.claims))


def _of_area(area: Scope, one: Claim) -> Claim:
    """The claim under a name that no other area's claim has."""
    return msgspec.structs.replace(one, id=f"{one.id}/{area.name}")


def _point(area: Scope, table: OptionTable, together: Estimate) -> Dot:
    base, here = pictures.base_words(table.base), favourable(table)
    limits = funnel(together.value, here.base) if isinstance(here, Estimate) else None
    if not isinstance(here, Estimate) or not isinstance(limits, Funnel):
        why = pictures.why_withheld(area, table)
        claims = tuple(_of_area(area, one) for one in pictures.withheld_claims(area, table))
        return Dot(area.name, base, withheld=why, claims=claims)
    low, high = limits.warning.low, limits.warning.high
    known = _of_area(area, claim(area, table.item, here))
    chance = msgspec.structs.replace(
        known,
        of="favourable, between the limits of chance",
        low=low,
        high=high,
        method="funnel",
        id=f"{known.id}/funnel",
    )
    text = f"{words.percent(here)}, by chance {low:.0%} to {high:.0%}"
    return Dot(area.name, base, here.value, low, high, together.value, text, claims=(chance,), n=here.base)


def _funnel(whole: Scope, item: Item, together: Estimate, dots: tuple[Dot, ...]) -> Dots:
    seen, groups = [dot for dot in dots if dot.value is not None], whole.about.groups
    within = sum((dot.low or 0) <= (dot.value or 0) <= (dot.high or 0) for dot in seen)
    text = (
        f"{whole.label(item)}: in {words.so_many(within, len(seen))} {groups} the favourable share lies "
        f"where chance alone may put it around the {words.percent(together)} of all {groups} together."
    )
    inside = claim_number(whole, item.id, f"{groups} within the limits of chance", within, unit=groups, base=len(seen))
    known = claim(whole, item, together)
    everybody = msgspec.structs.replace(known, id=f"{known.id}/all {groups} together")
    finding, name = Words(text, (inside, everybody)), f"{item.id}-across"
    return Dots(
        f"{name}-funnel",
        0,
        finding,
        pictures.alt(finding),
        dots,
        here=f"One {whole.one_group}",
        there=f"All {groups} together",
        table=f"{name}-table",
        shape=Shape.FUNNEL,
        limits=tuple(_limits(together.value, [dot.n for dot in seen])),
    )


def _limits(target: float, bases: Sequence[int]) -> Iterator[Limits]:
    """The limits from the smallest base to the largest, at steps so small that they look like a curve."""
    if not bases:
        return
    least, most = min(bases), max(bases)
    for base in sorted({round(least + (most - least) * step / _STEPS) for step in range(_STEPS + 1)}):
        found = funnel(target, base)
        if isinstance(found, Funnel):
            yield Limits(base, found.warning.low, found.warning.high)


def _row(dot: Dot) -> tuple[Cell, ...]:
    if dot.value is None or dot.low is None or dot.high is None:
        return Cell(dot.label), _HIDDEN, _HIDDEN, _HIDDEN
    known = dot.claims[0]
    return (
        Cell(dot.label),
        Cell(f"{dot.n:,}", dot.n, claim=known),
        Cell(dot.text.partition(",")[0], dot.value, percent=True, claim=known),
        Cell(f"{dot.low:.0%} to {dot.high:.0%}", claim=known),
    )

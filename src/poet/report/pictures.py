"""Charts as values: stacked bars of judged items, plain bars of context questions, dots beside the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from poet.compare import Beside
from poet.instrument import Item, Side
from poet.measure import Estimate, favourable, share
from poet.protect import OptionTable, Part, Shown, Withheld, on_side
from poet.report import words
from poet.report.claims import claim, claim_number, claim_rest
from poet.report.model import Bar, Bars, Claim, Dot, Dots, Segment, Tone, Words
from poet.report.scope import Scope

LONGEST_CHART = 14
NO_BASE = "n not shown"
Row = TypeVar("Row")
_SIDE_TONES = {
    Side.FAVOURABLE: Tone.FAVOURABLE,
    Side.NEUTRAL: Tone.NEUTRAL,
    Side.UNFAVOURABLE: Tone.UNFAVOURABLE,
}
_JOINED = {Side.FAVOURABLE: Tone.ALL_FAVOURABLE, Side.UNFAVOURABLE: Tone.ALL_UNFAVOURABLE}


def stacked(scope: Scope, tables: Sequence[OptionTable], chart_id: str, finding: Words) -> Iterator[Bars]:
    """Judged items as stacked bars, a bar an item; a long run goes on in further charts."""
    for place, some in _in_charts(tables):
        bars = tuple(stacked_bar(scope, table) for table in some)
        yield Bars(f"{chart_id}{place}", 0, finding, alt(finding), bars, stacked=True, table=f"{chart_id}-table")


def plain(scope: Scope, table: OptionTable, finding: Words) -> Iterator[Bars]:
    """One context question as bars, a bar a category, as a share of the people who answered it."""
    if isinstance(table.base, Withheld):
        return
    for place, some in _in_charts(table.parts):
        bars = tuple(_plain_bar(scope, table, part) for part in some)
        yield Bars(
            f"{table.item.id}{place}", 0, finding, alt(finding), bars, stacked=False, table=f"{table.item.id}-table"
        )


def dots(scope: Scope, tables: Sequence[OptionTable], chart_id: str, finding: Words) -> Iterator[Dots]:
    """The favourable share of judged items with its interval, the rest's beside it."""
    for place, some in _in_charts(tables):
        rows = tuple(dot(scope, table) for table in some)
        yield Dots(
            f"{chart_id}-rest{place}",
            0,
            finding,
            alt(finding),
            rows,
            here=scope.name,
            there="The rest",
            table=f"{chart_id}-rest-table",
        )


def base_words(base: Shown[int] | Withheld) -> str:
    """The base as every label prints it."""
    return based(base.value) if isinstance(base, Shown) else NO_BASE


def based(people: int) -> str:
    """A base that is shown, as every label prints it."""
    return f"n = {people:,}"


def _in_charts(rows: Sequence[Row]) -> Iterator[tuple[str, Sequence[Row]]]:
    """The rows in charts that fit a page, about equally long; the next add their number to the first one's name."""
    charts = -(-len(rows) // LONGEST_CHART)
    most = -(-len(rows) // charts) if charts else 1
    for start in range(0, len(rows), most):
        yield (f"-{start // most + 1}" if start else ""), rows[start : start + most]


def alt(finding: Words) -> str:
    """What a chart is called by a screen reader: its finding, and where its figures are."""
    return f"{finding.text} Every figure is in the table behind this chart."


def stacked_bar(scope: Scope, table: OptionTable) -> Bar:
    """A judged item as one bar, or why none is shown."""
    label, base = scope.label(table.item), base_words(table.base)
    segments = tuple(_segments(scope, table))
    if segments:
        return Bar(label, base, segments, claims=_bar_claims(scope, table))
    why = why_withheld(scope, table)
    return Bar(label, base, withheld=why, claims=withheld_claims(scope, table))


def _bar_claims(scope: Scope, table: OptionTable) -> tuple[Claim, ...]:
    estimates = (share(part.count, table.base, part.label) for part in table.parts)
    return tuple(claim(scope, table.item, estimate) for estimate in estimates if isinstance(estimate, Estimate))


def withheld_claims(scope: Scope, table: OptionTable) -> tuple[Claim, ...]:
    """What a row that shows no figures still prints: its base, if that is shown, and the policy's smallest base."""
    base = table.base
    known = (claim_number(scope, table.item.id, "base", base.value),) if isinstance(base, Shown) else ()
    return (*known, policy_claim(scope))


def policy_claim(scope: Scope) -> Claim:
    """Under how many answers nothing is shown."""
    return claim_number(scope, "policy", "fewest answers of which figures are shown", scope.policy.minimum_base)


def _segments(scope: Scope, table: OptionTable) -> Iterator[Segment]:
    for part in table.parts:
        estimate = share(part.count, table.base, part.label)
        if isinstance(estimate, Estimate):
            text = words.percent(estimate)
            yield Segment(scope.said(part.label), _tone(table.item, part), estimate.value, text)


def _tone(item: Item, part: Part) -> Tone:
    """The tone of a printed category: the outermost option of a side that has several is the strong one, and a side that
    is told as a whole has its own."""
    side = next((option.side for option in item.in_base if option.code == part.codes[0]), None)
    if part.key == "other" or not item.judged:
        return Tone.OTHER if item.judged else Tone.PLAIN
    alike = [option.code for option in on_side(item, side)] if side else []
    if len(part.codes) == 1 and len(alike) > 1:
        if side is Side.FAVOURABLE and part.codes[0] == alike[0]:
            return Tone.STRONG_FAVOURABLE
        if side is Side.UNFAVOURABLE and part.codes[0] == alike[-1]:
            return Tone.STRONG_UNFAVOURABLE
    if side in _JOINED and len(part.codes) > 1:
        return _JOINED[side]
    return _SIDE_TONES[side or Side.NEUTRAL]


def _plain_bar(scope: Scope, table: OptionTable, part: Part) -> Bar:
    label, base = scope.said(part.label), base_words(table.base)
    estimate = share(part.count, table.base, part.label)
    if isinstance(estimate, Withheld):
        why = words.withheld(estimate.why, scope.policy)
        return Bar(label, base, withheld=why, claims=withheld_claims(scope, table))
    text = f"{words.percent(estimate)} ({estimate.count:,})"
    return Bar(
        label,
        base,
        (Segment(label, Tone.PLAIN, estimate.value, text),),
        low=estimate.interval.low,
        high=estimate.interval.high,
        claims=(claim(scope, table.item, estimate),),
    )


def dot(scope: Scope, table: OptionTable) -> Dot:
    """The favourable share of a judged item with its interval, the rest's beside it, or why none is shown."""
    label, base = scope.label(table.item), base_words(table.base)
    here, beside = favourable(table), scope.beside(table.item)
    if isinstance(here, Withheld):
        why = words.withheld(here.why, scope.policy)
        return Dot(label, base, withheld=why, claims=withheld_claims(scope, table))
    rest = beside.rest if isinstance(beside, Beside) else None
    text = f"{words.percent(here)}, the rest {words.percent(rest)}" if rest else words.percent(here)
    claims = (
        claim(scope, table.item, here),
        *((claim_rest(scope, table.item, beside),) if isinstance(beside, Beside) else ()),
    )
    interval = here.interval
    return Dot(label, base, here.value, interval.low, interval.high, rest.value if rest else None, text, claims=claims)


def why_withheld(scope: Scope, table: OptionTable) -> str:
    """Why nothing of the table is shown, and what would unlock it."""
    cell = table.favourable if table.parts else table.base
    found = cell if isinstance(cell, Withheld) else table.favourable
    return words.withheld(found.why, scope.policy) if isinstance(found, Withheld) else ""

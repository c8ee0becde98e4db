"""What was there before: figures of areas that an area's ground came of, as they were published, under the old name and boundary.

They are context. Nothing is divided, added up, or compared with them; the area's own change and trend know nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from poet.instrument import Item
from poet.instrument.lineage import Trend, lineage
from poet.report import texts, words
from poet.report.model import Block, Cell, Claim, Note, Paragraph, Section, Table, Words
from poet.report.scope import Formerly, Scope


def formerly(scope: Scope) -> Iterator[Section]:
    """A chapter an area that was there before; nothing where there was none."""
    for place, one in enumerate(scope.about.formerly, 1):
        yield Section(
            f"formerly-{place}", texts.FORMERLY.format(name=one.name, until=one.until), _told(scope, one, place)
        )


def _told(scope: Scope, one: Formerly, place: int) -> tuple[Block, ...]:
    head = texts.FORMERLY.format(name=one.name, until=one.until)
    became = Words(f"{head}: {one.became}")
    rows = tuple(_rows(scope, one))
    if not rows:
        return (Paragraph((became,)), Note((Words(texts.FORMERLY_NOTHING.format(name=one.name)),)))
    how = tuple(Words(text.format(name=one.name, area=scope.name)) for text in texts.FORMERLY_HOW)
    caption = texts.FORMERLY_TABLE.format(name=one.name, until=one.until, round=one.round_name)
    return Paragraph((became, *how)), Table(f"formerly-{place}-table", 0, caption, texts.FORMERLY_HEAD, rows)


def _rows(scope: Scope, one: Formerly) -> Iterator[tuple[Cell, ...]]:
    """A row a judged question that was published then and is asked on the same scale now; marked where its words changed."""
    if one.instrument is None:
        return
    for step in lineage(one.instrument, scope.instrument):
        if step.before is None or step.after is None or step.trend is Trend.BREAKS or not step.after.judged:
            continue
        known = one.shares.get(step.before.id)
        if known is not None and known.low is not None and known.high is not None:
            yield _row(scope, one, step.after, known, texts.MARKED if step.trend is Trend.MARKED else "")


def _row(scope: Scope, one: Formerly, item: Item, published: Claim, mark: str) -> tuple[Cell, ...]:
    """Every figure as it was published, under the release that it was issued in."""
    known = msgspec.structs.replace(published, group=one.name, id=f"{item.id}/formerly {one.name}")
    assert known.low is not None
    assert known.high is not None
    share = f"{words.whole_percent(round(known.value * known.base), known.base)}%"
    return (
        Cell("; ".join(filter(None, (scope.label(item), mark)))),
        Cell(f"{known.base:,}", known.base, claim=known),
        Cell(share, known.value, percent=True, claim=known),
        Cell(f"{known.low:.0%} to {known.high:.0%}", claim=known),
    )

"""What stands behind lines over rounds: the claim of each point and of each trend, and the table that holds them."""

from __future__ import annotations

from collections.abc import Sequence

from poet.instrument import Item
from poet.measure import Estimate
from poet.protect import Withheld
from poet.report import texts, words
from poet.report.claims import claim, claim_share
from poet.report.model import Cell, Claim, Table
from poet.report.point import Join
from poet.report.scope import Scope
from poet.report.tables import HIDDEN
from poet.report.waves import Told, Wave

TEST = "chi-squared for trend, adjusted by Holm's rule"
_UNASKED = "[z]"


def share(scope: Scope, wave: Wave, item: Item, found: Estimate) -> Claim:
    """The claim of one round's share, under the release that issued it."""
    if not wave.back:
        return claim(scope, item, found)
    of, name = f"favourable in {wave.name}", f"{item.id}/favourable, rounds back {wave.back}"
    return claim_share(found, of=of, item=item.id, group=scope.name, name=name, release=wave.release)


def trend_claim(scope: Scope, one: Told) -> Claim:
    """The claim of a trend: by how much the share grows from round to round, with its test."""
    assert one.trend is not None
    people = sum(f.figure.base for f in one.figures if f is not None and isinstance(f.figure, Estimate))
    return Claim(
        of="favourable, growth from round to round",
        item=one.item.id,
        group=scope.name,
        value=one.trend.slope,
        base=people,
        unit="difference",
        test=TEST,
        adjusted_p=one.p,
        id=f"{one.item.id}/trend",
        release=scope.about.release,
    )


def table(scope: Scope, waves: Sequence[Wave], told: Sequence[Told], title: str) -> Table:
    """A row a question and round, oldest first: base, share, interval, and how the line runs or what is said of it."""
    rows = tuple(_cells(scope, wave, one, place) for one in told for place, wave in enumerate(waves))
    name = f"{told[0].item.id}-trend-table"
    if not any(row[-1].text for row in rows):  # nothing is said in words before there are rounds enough
        rows = tuple(row[:-1] for row in rows)
    head = texts.TREND_HEAD[: len(rows[0])]
    return Table(name, 0, f"{title}: {texts.OVER_ROUNDS.lower()}", head, rows)


def _cells(scope: Scope, wave: Wave, one: Told, place: int) -> tuple[Cell, ...]:
    figure, head = one.figures[place], Cell(f"{scope.label(one.item)}, {wave.name}")
    if figure is None or isinstance(figure.figure, Withheld):
        return head, *(Cell(_UNASKED if figure is None else HIDDEN),) * 3, Cell("")
    found = figure.figure
    known = share(scope, wave, one.item, found)
    said = one.word if wave.back == 0 else ""
    if place and one.joins[place] is not Join.RUNS and any(one.figures[:place]):
        said = "; ".join(filter(None, (texts.JOINED[one.joins[place]], said)))
    tested = trend_claim(scope, one) if one.word and wave.back == 0 else None
    return (
        head,
        Cell(f"{found.base:,}", found.base, claim=known),
        Cell(words.percent(found), found.value, percent=True, claim=known),
        Cell(words.limits(found), claim=known),
        Cell(said, claim=tested),
    )

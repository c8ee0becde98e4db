"""Over the rounds: each judged question's share in round after round, where one line may join them and where it breaks.

What was printed of earlier rounds is printed again as it was issued; nothing of them is counted anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from poet.compare import Point as Figure
from poet.compare.trend import LEAST_PERIODS
from poet.measure import Estimate
from poet.protect import Withheld
from poet.report import pictures, texts, words
from poet.report.change_claims import margin_claim
from poet.report.claims import claim_number
from poet.report.model import Block, Line, Lines, Note, Paragraph, Section, Table, Words
from poet.report.point import Join, Point
from poet.report.scope import Scope, runs, sections
from poet.report.trend_tables import share, table, trend_claim
from poet.report.waves import FEWEST, Told, Wave, laid, rounds


@dataclass(frozen=True, slots=True)
class Over:
    """What a report tells over its rounds: the chapter's blocks, and the tables behind its charts."""

    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()


def trend(scope: Scope) -> Iterator[Section]:
    """The chapter; nothing where there are fewer than three rounds to tell of."""
    found = over(scope)
    if found.blocks:
        yield Section("trend", texts.OVER_ROUNDS, found.blocks)


def over(scope: Scope) -> Over:
    """The chapter's blocks and tables; worked out once a report."""
    known = scope.told.get("trend")
    if not isinstance(known, Over):
        known = scope.told["trend"] = _over(scope)
    return known


def _over(scope: Scope) -> Over:
    waves = rounds(scope)
    told = {one.item.id: one for one in laid(scope, waves)} if len(waves) >= FEWEST else {}
    blocks: list[Block] = []
    tables: list[Table] = []
    for section, items in sections(scope):
        for run in runs([item for item in items if item.id in told]):
            here = [told[item.id] for item in run]
            if any(isinstance(figure and figure.figure, Estimate) for one in here for figure in one.figures):
                title = scope.said(section.title)
                blocks += _chart(scope, waves, here)
                tables.append(table(scope, waves, here, title))
    return Over((_how(scope, told.values()), *blocks, *_caveats(scope, waves)), tuple(tables)) if blocks else Over()


# --- what is said -------------------------------------------------------------------------------------------------


def _how(scope: Scope, told: Iterable[Told]) -> Paragraph:
    known = margin_claim(scope)
    least = claim_number(scope, "over-the-rounds", "rounds that a trend takes", LEAST_PERIODS, unit="rounds")
    named, reprinted = words.number(LEAST_PERIODS), Words(texts.REPRINTED)
    if not any(one.trend for one in told):
        return Paragraph((Words(texts.NO_TREND_YET.format(least=named), (least,)), reprinted))
    text = texts.TREND_WORDS.format(points=f"{known.value:.0f}", least=named)
    return Paragraph((Words(text, (known, least)), reprinted))


def _chart(scope: Scope, waves: Sequence[Wave], told: Sequence[Told]) -> Iterator[Block]:
    name, finding = f"{told[0].item.id}-trend", _finding(scope, waves, told)
    drawn = tuple(_line(scope, waves, one) for one in told)
    yield Lines(name, 0, finding, pictures.alt(finding), tuple(wave.name for wave in waves), drawn, f"{name}-table")
    said = tuple(_breaks(scope, told))
    if said:
        yield Note(said)


def _finding(scope: Scope, waves: Sequence[Wave], told: Sequence[Told]) -> Words:
    """How many questions have risen, fallen, or neither, by name where they did; or that it is too early to say."""
    tested = [one for one in told if one.trend]
    first, ends = told[0].item, {"first": waves[0].name, "last": waves[-1].name}
    many = claim_number(scope, first.id, "rounds told together", len(waves), unit="rounds")
    if not tested:
        asked = claim_number(scope, first.id, "areas of life over the rounds", len(told), unit="areas of life")
        text = texts.TOO_EARLY.format(many=words.areas_of_life(len(told)), rounds=words.number(len(waves)), **ends)
        return Words(text, (many, asked))
    parts: list[str] = []
    claims = [
        many,
        claim_number(scope, first.id, "areas of life with a trend tested", len(tested), unit="areas of life"),
    ]
    for word, text in texts.TRENDS.items():
        here = [one for one in tested if one.word == word]
        if here:
            named = f" ({words.listed([scope.label(one.item) for one in here])})" if word != texts.NO_TREND else ""
            parts.append(f"{text.format(many=words.counted(len(here), len(tested)))}{named}")
            claims.append(claim_number(scope, first.id, f"areas of life: {word}", len(here), unit="areas of life"))
            claims += [trend_claim(scope, one) for one in here]
    head = texts.OVER.format(many=words.areas_of_life(len(tested)), rounds=words.number(len(waves)), **ends)
    return Words(f"{head}: {'; '.join(parts)}.", tuple(claims))


def _breaks(scope: Scope, told: Sequence[Told]) -> Iterator[Words]:
    """Where the line is broken, dashed, or begins late, and why."""
    for text, holds in (
        (texts.LINE_BREAKS, _is_broken),
        (texts.LINE_MARKED, lambda one: Join.MARKED in one.joins),
        (texts.LINE_SHORT, lambda one: None in one.figures),
    ):
        names = [scope.label(one.item) for one in told if holds(one)]
        if names:
            yield Words(text.format(names=words.listed(names)))


def _is_broken(one: Told) -> bool:
    """Whether two rounds have a figure and no line between them: the first point of all breaks nothing."""
    there = [join for figure, join in zip(one.figures, one.joins, strict=True) if figure is not None]
    return Join.BREAKS in there[1:]


def _caveats(scope: Scope, waves: Sequence[Wave]) -> Iterator[Note]:
    """That the areas behind everybody's figures were not the same in each round."""
    before = [one.protected.groups.keys() for one in (scope.earlier, *scope.further)[: len(waves) - 1] if one]
    if scope.group is None and any(keys != scope.protected.groups.keys() for keys in before):
        yield Note((Words(texts.OTHER_AREAS.format(groups=scope.about.groups)),))


# --- what is drawn ------------------------------------------------------------------------------------------------


def _line(scope: Scope, waves: Sequence[Wave], one: Told) -> Line:
    points = tuple(_point(figure, join) for figure, join in zip(one.figures, one.joins, strict=True))
    claims = tuple(
        share(scope, wave, one.item, figure.figure)
        for wave, figure in zip(waves, one.figures, strict=True)
        if figure is not None and isinstance(figure.figure, Estimate)
    )
    return Line(scope.label(one.item), points, one.word, (*claims, *((trend_claim(scope, one),) if one.trend else ())))


def _point(figure: Figure | None, join: Join) -> Point:
    if figure is None:
        return Point(texts.UNASKED)
    found = figure.figure
    if isinstance(found, Withheld):
        return Point(texts.HIDDEN)
    base = pictures.based(found.base)
    return Point(words.percent(found), base, found.value, found.interval.low, found.interval.high, join)

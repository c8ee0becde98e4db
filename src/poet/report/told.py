"""What each kind of question tells: sentences and charts for the body, tables for the annex."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from poet.instrument import Item, Kind, Section
from poet.protect import NumberTable, Shown, TextTable, Why, Withheld
from poet.report import pictures, sentences, tables, texts, words
from poet.report.claims import claim_number
from poet.report.model import Block, Claim, Note, Paragraph, Table, Words
from poet.report.scope import Scope, runs

NAMED = 3


@dataclass(frozen=True, slots=True)
class Told:
    """Blocks for the body of a report, the tables behind them, and those that only a workbook carries."""

    body: tuple[Block, ...] = ()
    annex: tuple[Table, ...] = ()
    figures: tuple[Table, ...] = ()

    def __add__(self, other: Told) -> Told:
        return Told(self.body + other.body, self.annex + other.annex, self.figures + other.figures)


def section_told(scope: Scope, section: Section, items: Sequence[Item]) -> Told:
    """Everything a section of the questionnaire tells; worked out once a report."""
    known = scope.told.get(section.id)
    if not isinstance(known, Told):
        known = scope.told[section.id] = _told(scope, section, items)
    return known


def _told(scope: Scope, section: Section, items: Sequence[Item]) -> Told:
    told = Told()
    for run in runs(items):
        told += _TELLERS[_manner(run[0])](scope, run)
    told = _joined(scope, items, told)
    return (
        told if told.body else Told((Note((Words(f"Nothing can be shown under “{scope.said(section.title)}” yet."),)),))
    )


def _joined(scope: Scope, items: Sequence[Item], told: Told) -> Told:
    """A section of which nothing can be shown, for one reason, says so once."""
    if len(told.body) < 2 or not all(isinstance(block, Note) for block in told.body):
        return told
    asked = [item for item in items if item.id in scope.tables]
    whys = {_why(scope.tables[item.id].base) for item in asked}
    return _nothing_yet(scope, asked, scope.tables[asked[0].id].base) if len(whys) == 1 else told


def _manner(item: Item) -> str:
    return "judged" if item.kind is Kind.ONE and item.judged else str(item.kind)


def _judged(scope: Scope, items: Sequence[Item]) -> Told:
    found = scope.option_tables(items)
    if not found:
        return Told()
    chart_id = items[0].id
    said = (sentences.high_sentence, sentences.neutral_sentence, sentences.low_sentence)
    lines = tuple(line for line in (say(scope, found) for say in said) if line)
    if not lines:
        return _nothing_yet(scope, items, found[0].base)
    finding, *others = lines
    charts = tuple(pictures.stacked(scope, found, chart_id, finding))
    more = (Paragraph(tuple(others)),) if others else ()
    title = _title(scope, items)
    told = Told(
        (*charts, *more),
        (tables.options(scope, found, chart_id, title), tables.sides(scope, found, chart_id, title)),
        (tables.people(scope, found, chart_id, title),),
    )
    return told + _beside(scope, items, chart_id)


def _beside(scope: Scope, items: Sequence[Item], chart_id: str) -> Told:
    lines = sentences.comparison_sentences(scope, items)
    if not lines:
        return Told()
    found = scope.option_tables(items)
    finding, *others = lines
    more = (Paragraph(tuple(others)),) if others else ()
    return Told(
        (*pictures.dots(scope, found, chart_id, finding), *more),
        (tables.beside(scope, items, chart_id, f"{_title(scope, items)}: {scope.name} beside the rest"),),
    )


def _choices(scope: Scope, items: Sequence[Item]) -> Told:
    told = Told()
    for table in scope.option_tables(items):
        line = sentences.largest_sentence(scope, table)
        if line is None:
            told += _nothing_yet(scope, [table.item], table.base)
            continue
        charts = tuple(pictures.plain(scope, table, line)) if len(table.parts) > 2 else ()
        told += Told(charts or (Paragraph((line,)),), (tables.categories(scope, table, scope.label(table.item)),))
    return told


def _numbers(scope: Scope, items: Sequence[Item]) -> Told:
    found = scope.number_tables(items)
    shown = [table for table in found if isinstance(table.base, Shown)]
    if not shown:
        return _nothing_yet(scope, items, found[0].base) if found else Told()
    lines = tuple(_number_sentence(scope, table) for table in shown)
    return Told((Paragraph(lines),), (tables.numbers(scope, found, f"{items[0].id}-table", _title(scope, items)),))


def _number_sentence(scope: Scope, table: NumberTable) -> Words:
    unit, label = table.item.unit, scope.label(table.item)
    low, middle, high = table.quartiles
    base = pictures.base_words(table.base)
    if isinstance(middle, Withheld):
        return Words(f"{label}: the middle answer is not shown ({base}).", _number_claims(scope, table))
    text = f"{label}: half of the answers were {words.measured(middle.value, unit)} or less"
    if isinstance(low, Shown) and isinstance(high, Shown):
        ends = f"{words.measured(low.value, unit)} and {words.measured(high.value, unit)}"
        text += f", and the middle half lay between {ends}"
    if isinstance(table.mean, Shown):
        text += f"; the average was {words.measured(table.mean.value, unit)}"
    return Words(f"{text} ({base}).", _number_claims(scope, table))


def _number_claims(scope: Scope, table: NumberTable) -> tuple[Claim, ...]:
    item, unit = table.item, str(table.item.unit)
    base = (claim_number(scope, item.id, "base", table.base.value),) if isinstance(table.base, Shown) else ()
    figures = zip(tables.FIGURES, (*table.quartiles, table.mean), strict=False)
    shown = [(of, figure.value) for of, figure in figures if isinstance(figure, Shown)]
    return (*base, *(claim_number(scope, item.id, of, value, unit=unit) for of, value in shown))


def _comments(scope: Scope, items: Sequence[Item]) -> Told:
    found = scope.text_tables(items)
    whys = {table.base.why if isinstance(table.base, Withheld) else None for table in found}
    if len(whys) == 1 and None not in whys:
        return _nothing_yet(scope, items, found[0].base)
    lines = tuple(_comment_sentence(scope, table) for table in found)
    return Told((Paragraph(lines),)) if lines else Told()


def _comment_sentence(scope: Scope, table: TextTable) -> Words:
    if isinstance(table.base, Withheld):
        why = words.withheld(table.base.why, scope.policy)
        return Words(f"{scope.label(table.item)}: {why}", (pictures.policy_claim(scope),))
    wrote = claim_number(scope, table.item.id, "wrote a comment", table.base.value)
    return Words(f"{scope.label(table.item)}: {table.base.value:,} people wrote a comment.", (wrote,))


def _nothing_yet(scope: Scope, items: Sequence[Item], base: Shown[int] | Withheld) -> Told:
    """What stands where nothing can be shown: which questions, why, and what unlocks them."""
    why = _why(base)
    unnamed = claim_number(scope, items[0].id, "questions not named", len(items) - NAMED, unit="questions")
    claims = (pictures.policy_claim(scope), *((unnamed,) if len(items) > NAMED else ()))
    return Told((Note((Words(f"{_names(scope, items)} {words.withheld(why, scope.policy)}", claims),)),))


def _why(base: Shown[int] | Withheld) -> Why:
    """Why nothing is shown of a question with this base."""
    return base.why if isinstance(base, Withheld) else Why.TOO_TELLING


def _title(scope: Scope, items: Sequence[Item]) -> str:
    """What the table of a run of items is called: its section, and where the run begins and ends if it has others."""
    section = scope.instrument.section(items[0].section)
    alike = [item for item in scope.instrument.items_of(section) if item.kind is items[0].kind]
    title = scope.said(section.title)
    if len(items) == len(alike):
        return title
    ends = scope.label(items[0]), scope.label(items[-1])
    return f"{title}: {texts.ENDS[min(len(items), 3)].format(*ends)}"


def _names(scope: Scope, items: Sequence[Item]) -> str:
    names = [scope.label(item) for item in items[:NAMED]]
    more = f" and {len(items) - NAMED} more" if len(items) > NAMED else ""
    return f"{', '.join(names)}{more}."


_TELLERS: dict[str, Callable[[Scope, Sequence[Item]], Told]] = {
    "judged": _judged,
    "one": _choices,
    "many": _choices,
    "number": _numbers,
    "text": _comments,
}

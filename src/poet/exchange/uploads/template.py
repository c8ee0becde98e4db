"""The table to fill in for the exact version of a questionnaire: a column a question, answers chosen from lists."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from poet.exchange.uploads import words
from poet.instrument import Instrument, Item, Kind, worded

_LAST_ROW = 1_048_575
_WIDE, _WIDEST = 18, 60


def columns(instrument: Instrument) -> tuple[str, ...]:
    """The names in the first row."""
    wording = (words.WORDING,) if len(instrument.variants) > 1 else ()
    return (words.ID, words.MONTH, *wording, *instrument.by_id)


def as_csv(instrument: Instrument) -> bytes:
    """The first row alone, in letters that every spreadsheet program knows."""
    written = io.StringIO()
    csv.writer(written).writerow(columns(instrument))
    return written.getvalue().encode("utf-8-sig")


def as_workbook(instrument: Instrument) -> bytes:
    """The table with lists to choose from, the questions beside it, and how to fill it in."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, text = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "@"})
        answers, questions, about, lists = (
            book.add_worksheet(name) for name in (words.ANSWERS, words.QUESTIONS, words.ABOUT, words.LISTS)
        )
        _answers(answers, lists, instrument, bold, text)
        _questions(questions, instrument, bold)
        _about(about, instrument, bold)
        lists.hide()
        answers.activate()
    return written.getvalue()


def _answers(sheet: Worksheet, lists: Worksheet, instrument: Instrument, bold: Format, text: Format) -> None:
    for place, name in enumerate(columns(instrument)):
        # As text, so that no program makes a date of "5-10" or drops a leading nought.
        sheet.set_column(place, place, _WIDE, text)
        sheet.write_string(0, place, name, bold)
        item = instrument.by_id.get(name)
        if item is not None:
            sheet.write_comment(0, place, worded(item.ask, instrument.variants[0]))
        _offer(sheet, lists, place, _choices(instrument, name))
    sheet.freeze_panes(1, 1)


def _choices(instrument: Instrument, name: str) -> Sequence[str]:
    """What the list in a column offers; several answers in one cell can be typed and not chosen from a list."""
    if name == words.WORDING:
        return [variant.id for variant in instrument.variants]
    item = instrument.by_id.get(name)
    return [option.text for option in item.options] if item and item.kind is Kind.ONE else []


def _offer(sheet: Worksheet, lists: Worksheet, place: int, choices: Sequence[str]) -> None:
    if not choices:
        return
    for row, choice in enumerate(choices):
        lists.write_string(row, place, choice)
    column = _letters(place)
    source = f"={words.LISTS}!${column}$1:${column}${len(choices)}"
    # A warning and no wall: a code may be typed as well, and what does not fit is told after the upload.
    sheet.data_validation(
        1, place, _LAST_ROW, place, {"validate": "list", "source": source, "error_type": "information"}
    )


def _letters(place: int) -> str:
    """The letters by which a spreadsheet names a column."""
    high, low = divmod(place, 26)
    return (_letters(high - 1) if high else "") + chr(ord("A") + low)


def _questions(sheet: Worksheet, instrument: Instrument, bold: Format) -> None:
    for place, (head, width) in enumerate(zip(words.QUESTION_HEAD, (_WIDE, _WIDEST, _WIDE * 2, _WIDEST), strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, head, bold)
    for row, item in enumerate(instrument.items, 1):
        options = "; ".join(f"{option.text} ({option.code})" for option in item.options)
        for place, cell in enumerate((item.id, worded(item.ask, instrument.variants[0]), _how(item), options)):
            sheet.write_string(row, place, cell)
    sheet.freeze_panes(1, 0)


def _how(item: Item) -> str:
    match item.kind:
        case Kind.ONE:
            return words.ONE
        case Kind.MANY:
            return words.MANY
        case Kind.NUMBER:
            return words.NUMBER.format(low=f"{item.low:g}", high=f"{item.high:,.10g}")
        case Kind.TEXT:
            return words.TEXT


def _about(sheet: Worksheet, instrument: Instrument, bold: Format) -> None:
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, 1, _WIDEST * 2)
    facts = {"questionnaire": instrument.name, "title": instrument.title, "digest": instrument.digest}
    for row, (name, fact) in enumerate(facts.items()):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, worded(fact, instrument.variants[0]))
    for row, line in enumerate(words.ABOUT_LINES, len(facts) + 1):
        sheet.write_string(row, 0, f"{row - len(facts)}.")
        sheet.write_string(row, 1, line)

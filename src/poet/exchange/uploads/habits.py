"""What spreadsheet programs and their users do to a cell, undone where it can mean only one answer.

Words are typed instead of codes, capitals change, a leading nought is dropped, and "5-10" becomes a date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType

from poet.answers import MANY_MARK
from poet.instrument import Item, Kind, Option

# How a spreadsheet program writes a date; one that shows no year has made one up, so a leap year stands in for it.
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%b-%y", "%b-%y")
_YEARLESS = ("%d-%b", "%d %b")
_LEAP_YEAR = 2024


def meant(item: Item, cell: str) -> str:
    """The cell in the item's own codes, where a habit explains it; otherwise the cell as it is."""
    if item.kind not in {Kind.ONE, Kind.MANY}:
        return cell
    whole = _code(item, cell)
    if whole is not None:
        return whole
    parts = [part.strip() for part in cell.replace("\n", MANY_MARK).split(MANY_MARK) if part.strip()]
    return MANY_MARK.join(_code(item, part) or part for part in parts)


def as_date(cell: str) -> date | None:
    """The date that the cell is, if it is one."""
    said = cell.strip()
    ways = [(said, way) for way in _DATES] + [(f"{said} {_LEAP_YEAR}", f"{way} %Y") for way in _YEARLESS]
    for text, way in ways:
        with suppress(ValueError):
            return datetime.strptime(text, way).date()  # noqa: DTZ007 a day has no zone
    return None


def _code(item: Item, said: str) -> str | None:
    """The one code that a word, a shortened number or a date stands for."""
    spoken, plain = _spoken(item), _plain(said)
    if plain in spoken:
        return spoken[plain]
    day = as_date(said) if plain[:1].isalnum() else None
    found = {spoken[way] for way in _undated(day) if way in spoken} if day else set()
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4096)
def _spoken(item: Item) -> Mapping[str, str]:
    """Codes by what may be typed for them; a code always means itself, and what two options share means neither."""
    ways: dict[str, set[str]] = {}
    for option in item.options:
        for way in _ways(option):
            ways.setdefault(way, set()).add(option.code)
    once = {way: next(iter(codes)) for way, codes in ways.items() if len(codes) == 1}
    return MappingProxyType(once | {option.code.casefold(): option.code for option in item.options})


def _ways(option: Option) -> Iterator[str]:
    yield _plain(option.text)
    yield option.code.lstrip("0").casefold() or "0"


def _plain(said: str) -> str:
    return " ".join(said.replace("\u2019", "'").split()).casefold()


def _undated(day: date) -> Iterator[str]:
    """What may have been typed before it was taken for a date: 5-10, 10-5, or 11-15, taken for November 2015."""
    yield f"{day.day}-{day.month}"
    yield f"{day.month}-{day.day}"
    if day.day == 1:
        yield f"{day.month}-{day.year % 100:02}"

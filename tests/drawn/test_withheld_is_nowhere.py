"""Reports of every kind made of unmistakable raw counts: what was withheld stands in none of their values.

Each raw count is another prime. Those under 20,000 are what the policy of these tests calls small, so that no year, page or
coordinate is taken for one.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from openpyxl import load_workbook

from drawn.council import ABOUT, HERE, ROOT
from poet.count import Counts, NumberValues, OptionCounts, TextCounts
from poet.draw import FORMATS
from poet.instrument import Kind, load
from poet.protect import STANDARD, Shown, protect
from poet.report import kinds, local, overall

SMALL, BASE = 20_000, 100_000
POLICY = replace(STANDARD, minimum_cell=SMALL, minimum_base=BASE)
AREAS = (HERE, "Othershire", "Nowhere")
NUMBER = re.compile(r"(?<![\w.,#&-])\d{1,3}(?:,\d{3})+(?![\d])|(?<![\w.,#&-])\d+(?![\w.]\d)")


def primes(low: int, high: int) -> Iterator[int]:
    sieve = np.ones(high, np.bool_)
    for number in range(2, int(high**0.5) + 1):
        sieve[number * number :: number] = False
    return (int(one) for one in np.flatnonzero(sieve) if one >= low)


@cache
def raw() -> Counts:
    """Here and in Othershire many people, but for one small count an item; in Nowhere none but small ones."""
    instrument = load(ROOT / "instruments/ehc-parents/2014.toml")
    small, large = primes(4000, SMALL), primes(40_000, 900_000)
    items = {}
    for at, item in enumerate(instrument.items):
        few = at % max(1, min(5, len(item.options)))
        rows = [
            [next(small) if area == "Nowhere" or (place == few and area == HERE) else next(large) for place in range(5)]
            for area in AREAS
        ]
        match item.kind:
            case Kind.NUMBER:
                sizes = [next(small) if area == "Nowhere" else 100_003 + 2 * at for area in AREAS]
                values = tuple(np.sort(item.low + np.arange(size) % 40.0) for size in sizes)
                items[item.id] = NumberValues(item, values)
            case Kind.TEXT:
                items[item.id] = TextCounts(item, np.array([row[0] for row in rows], np.int64))
            case _:
                by_option = np.array([np.resize(row, len(item.options)) for row in rows], np.int64)
                is_one = item.kind is Kind.ONE
                answered = by_option.sum(axis=1) if is_one else by_option.max(axis=1) * 2 + 1
                items[item.id] = OptionCounts(item, by_option, answered)
    people = np.array([4_000_037, 4_000_067, 19_993], np.int64)
    return Counts(instrument, AREAS, people, items)


@cache
def tables():
    return protect(raw(), POLICY)


def raw_counts() -> Iterator[int]:
    for one in raw().items.values():
        match one:
            case OptionCounts():
                yield from (int(count) for count in one.by_option.ravel())
            case TextCounts():
                yield from (int(count) for count in one.written)
            case NumberValues():
                yield from (len(values) for values in one.values)
    yield from (int(count) for count in raw().respondents)


def small_counts() -> set[int]:
    return {count for count in raw_counts() if count < SMALL}


@cache
def drawn(kind: str, ending: str) -> bytes:
    report = local(tables(), HERE, ABOUT, kind) if kinds()[kind].of == "area" else overall(tables(), ABOUT, kind)
    return FORMATS[ending].draw(report, None)


def numbers(kind: str, ending: str) -> set[float]:
    """Every number in a file, whether it is a value or stands in a sentence."""
    data = drawn(kind, ending)
    if ending in {"json", "claims"}:
        return set(_of(json.loads(data)))
    if ending == "xlsx":
        sheets = load_workbook(io.BytesIO(data), data_only=True).worksheets
        return {number for sheet in sheets for row in sheet.iter_rows(values_only=True) for number in _of(list(row))}
    return set(_of(data.decode()))


def _of(value: object) -> Iterator[float]:
    match value:
        case bool() | None:
            return
        case int() | float():
            yield float(value)
        case str():
            yield from (float(found.replace(",", "")) for found in NUMBER.findall(value))
        case list():
            yield from (number for one in value for number in _of(one))
        case dict():
            yield from (number for one in value.values() for number in _of(one))


def withheld_counts() -> set[int]:
    """Every raw count that no protected table shows: small ones, and large ones that would tell them."""
    return set(raw_counts()) - shown_counts()


def shown_counts() -> set[int]:
    people = (tables().all_respondents, *tables().respondents.values())
    found = {one.value for one in people if isinstance(one, Shown)}
    for of in (tables().whole, *tables().groups.values()):
        for table in of.values():
            parts = (*getattr(table, "parts", ()), *getattr(table, "apart", ()))
            found |= {one.value for one in (table.base, *(part.count for part in parts)) if isinstance(one, Shown)}
    return found


def test_every_small_count_is_withheld_and_many_others_are_shown():
    assert len(small_counts()) > 200
    assert small_counts() & shown_counts() == set()
    assert len(withheld_counts() - small_counts()) > 20
    assert len(shown_counts() & set(raw_counts())) > 20


@pytest.mark.parametrize("ending", ["json", "claims", "html", "xlsx"])
@pytest.mark.parametrize("kind", kinds())
def test_no_value_of_a_report_is_a_count_that_was_withheld(kind, ending):
    assert numbers(kind, ending) & withheld_counts() == set()


@pytest.mark.parametrize("kind", kinds())
def test_no_share_in_a_report_is_that_of_a_count_that_was_withheld(kind):
    bases = {int(one.answered[0]) for one in raw().items.values() if isinstance(one, OptionCounts)}
    shares = {round(count / base, 9) for count in small_counts() for base in bases}
    assert {round(number, 9) for number in numbers(kind, "json") if 0 < number < 1} & shares == set()


@pytest.mark.parametrize("ending", ["json", "claims", "html", "xlsx"])
def test_what_is_looked_for_would_be_found(ending):
    """The same reading finds counts that are shown in the same files."""
    assert numbers("local", ending) & shown_counts() != set()

"""Academic years, terms and short windows as days, and days as moments in somebody's zone, through every clock change."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from pathlib import Path

from portal.rounds.models import Span

TABLE = Path(__file__).with_name("calendar.toml")
WEEKS = timedelta(weeks=4)
MONTHS = 3
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of whole days: both are part of it."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Term:
    """A part of the academic year: month and day of its first and last day; `next_year` where that year has turned."""

    id: str
    name: str
    first: tuple[int, int]
    last: tuple[int, int]
    next_year: bool

    def days(self, year: int) -> Days:
        """The term of the academic year that began in this year."""
        turned = year + self.next_year
        return Days(date(turned, *self.first), date(turned, *self.last))


class NoSuchMoment(Exception):
    """The clocks jump over this time of this day."""


@cache
def terms() -> tuple[Term, ...]:
    """The terms of an academic year, in their order."""
    said = tomllib.loads(TABLE.read_text(encoding="utf-8"))["terms"]
    return tuple(
        Term(one["id"], one["name"], _month_and_day(one["first"]), _month_and_day(one["last"]), one.get("next", False))
        for one in said
    )


def _month_and_day(said: str) -> tuple[int, int]:
    month, _, day = said.partition("-")
    return int(month), int(day)


def academic_year(day: date) -> int:
    """The year in which the academic year of a day began; August belongs to the one before."""
    return day.year if (day.month, day.day) >= terms()[0].first else day.year - 1


def year_name(year: int) -> str:
    """As people say it: 2026/27."""
    return f"{year}/{(year + 1) % 100:02}"


def days(span: Span, *, year: int | None = None, term: str = "", first: date | None = None) -> Days | None:
    """The days of a round of this span; None where it lacks what it is made from: the year, the term, or its first day."""
    if span is Span.YEAR and year:
        return Days(terms()[0].days(year).first, terms()[-1].days(year).last)
    if span is Span.TERM and year:
        return next((one.days(year) for one in terms() if one.id == term), None)
    if span is Span.WEEKS and first:
        return Days(first, first + WEEKS - timedelta(days=1))
    if span is Span.QUARTER and first:
        return Days(first, _months_later(first) - timedelta(days=1))
    return None


def _months_later(day: date) -> date:
    """The same day of the month three months on, or the last there is."""
    month = day.month - 1 + MONTHS
    following = date(day.year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    beginning = date(day.year + month // 12, month % 12 + 1, 1)
    return min(beginning + timedelta(days=day.day - 1), following)


def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """This time of this day in a zone; where the clocks show it twice, the first. Raises NoSuchMoment where never."""
    local = datetime.combine(day, at, tzinfo=zone)
    if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchMoment
    return local


def opening(stretch: Days, zone: tzinfo) -> datetime:
    """The first moment of a stretch of days. Raises NoSuchMoment."""
    return moment(stretch.first, MIDNIGHT, zone)


def closing(stretch: Days, zone: tzinfo) -> datetime:
    """The moment its last day ends. Raises NoSuchMoment."""
    return moment(stretch.last + timedelta(days=1), MIDNIGHT, zone)

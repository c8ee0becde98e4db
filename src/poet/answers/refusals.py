"""Why an answer is not accepted: every sentence said about one, each with what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from poet.instrument import Item, Unit

LONGEST_LIST = 12
MOST_TOLD = 50
LONGEST_ECHO = 60


class Reason(StrEnum):
    """Why an answer is refused, for whoever says it in another language."""

    NOT_AN_OPTION = "not_an_option"
    ONLY_ONE = "only_one"
    ALONE = "alone"
    NOT_AN_AMOUNT = "not_an_amount"
    NOT_YEARS = "not_years"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that cannot be taken in. `row` is the row a spreadsheet shows (the header is row 1).

    Of an answer the `reason` is told too, and what fills the `gaps` of a sentence that says it: name and text.
    """

    words: str
    column: str | None = None
    row: int | None = None
    reason: Reason | None = None
    gaps: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column!r}"] if self.column is not None else []
        return f"{', '.join(place)}: {self.words}" if place else self.words


class NotAccepted(Exception):
    """A whole set of answers is refused; nothing of it was taken in."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("\n".join(str(refusal) for refusal in refusals))
        self.refusals = refusals


def capped(refusals: Sequence[Refusal], found: int | None = None, most: int = MOST_TOLD) -> tuple[Refusal, ...]:
    """The first of the refusals, and how many more of all that were `found` there are."""
    more = (len(refusals) if found is None else found) - most
    return (*refusals[:most], Refusal(and_more(more))) if more > 0 else tuple(refusals)


def and_more(more: int) -> str:
    """The end of a list that is longer than anybody reads."""
    return f"... and {more:,} more. Mend these first, then try again."


def not_an_option(item: Item, code: str) -> Refusal:
    """A code that the item does not offer."""
    known = [option.code for option in item.options]
    shown = ", ".join(known[:LONGEST_LIST]) + (", ..." if len(known) > LONGEST_LIST else "")
    words = f"{_echo(code)!r} is not an option of {item.id!r}. Use one of: {shown}."
    return Refusal(words, item.id, reason=Reason.NOT_AN_OPTION)


def only_one(item: Item) -> Refusal:
    """Several codes where one is asked for."""
    words = "This question takes one answer. Keep one option and remove the others."
    return Refusal(words, item.id, reason=Reason.ONLY_ONE)


def alone(item: Item, text: str) -> Refusal:
    """An exclusive option ticked together with others."""
    words = f"{text!r} cannot go together with other answers. Keep it alone, or remove it."
    return Refusal(words, item.id, reason=Reason.ALONE, gaps=(("option", text),))


def not_a_number(item: Item, said: str) -> Refusal:
    """A number item answered with something else."""
    kind = {Unit.POUNDS: "an amount in pounds, like 120 or 13.50", Unit.YEARS: "a number of years, like 11"}
    reason = {Unit.POUNDS: Reason.NOT_AN_AMOUNT, Unit.YEARS: Reason.NOT_YEARS}
    unit = item.unit or Unit.COUNT
    words = f"{_echo(said)!r} is not a number. Enter {kind.get(unit, 'a number, like 18')}."
    return Refusal(words, item.id, reason=reason.get(unit, Reason.NOT_A_NUMBER), gaps=(("said", _echo(said)),))


def out_of_range(item: Item, said: str) -> Refusal:
    """A number outside the item's bounds."""
    low, high = _figure(item.low), _figure(item.high)
    words = f"{_echo(said)} is outside what can be entered here. Enter a number from {low} to {high}."
    gaps = (("said", _echo(said)), ("low", low), ("high", high))
    return Refusal(words, item.id, reason=Reason.OUT_OF_RANGE, gaps=gaps)


def too_long(item: Item, length: int, most: int) -> Refusal:
    """A comment longer than is kept."""
    words = f"The comment has {length:,} characters. Shorten it to {most:,} or fewer."
    return Refusal(words, item.id, reason=Reason.TOO_LONG, gaps=(("length", f"{length:,}"), ("most", f"{most:,}")))


def _echo(said: str) -> str:
    """What was said, cut short where it would fill the page."""
    return said if len(said) <= LONGEST_ECHO else f"{said[:LONGEST_ECHO]}..."


def _figure(number: float) -> str:
    return f"{number:,.2f}".removesuffix(".00")

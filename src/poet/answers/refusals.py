"""Why an answer is not accepted: every sentence said about one, each with what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from poet.instrument import Item, Unit

LONGEST_LIST = 12
MOST_TOLD = 50
LONGEST_ECHO = 60


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing that cannot be taken in. `row` is the row a spreadsheet shows (the header is row 1)."""

    words: str
    column: str | None = None
    row: int | None = None

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


def not_an_option(item: Item, code: str) -> str:
    """A code that the item does not offer."""
    known = [option.code for option in item.options]
    shown = ", ".join(known[:LONGEST_LIST]) + (", ..." if len(known) > LONGEST_LIST else "")
    return f"{_echo(code)!r} is not an option of {item.id!r}. Use one of: {shown}."


def only_one() -> str:
    """Several codes where one is asked for."""
    return "This question takes one answer. Keep one option and remove the others."


def alone(text: str) -> str:
    """An exclusive option ticked together with others."""
    return f"{text!r} cannot go together with other answers. Keep it alone, or remove it."


def not_a_number(item: Item, said: str) -> str:
    """A number item answered with something else."""
    kind = {Unit.POUNDS: "an amount in pounds, like 120 or 13.50", Unit.YEARS: "a number of years, like 11"}
    return f"{_echo(said)!r} is not a number. Enter {kind.get(item.unit or Unit.COUNT, 'a number, like 18')}."


def out_of_range(item: Item, said: str) -> str:
    """A number outside the item's bounds."""
    bounds = f"from {_figure(item.low)} to {_figure(item.high)}"
    return f"{_echo(said)} is outside what can be entered here. Enter a number {bounds}."


def too_long(length: int, most: int) -> str:
    """A comment longer than is kept."""
    return f"The comment has {length:,} characters. Shorten it to {most:,} or fewer."


def _echo(said: str) -> str:
    """What was said, cut short where it would fill the page."""
    return said if len(said) <= LONGEST_ECHO else f"{said[:LONGEST_ECHO]}..."


def _figure(number: float) -> str:
    return f"{number:,.2f}".removesuffix(".00")

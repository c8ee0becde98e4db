"""Numbers: what they count, from where to where, and that nothing else has a unit."""

from __future__ import annotations

from collections.abc import Iterator

from poet.instrument.drafts import Draft, DraftItem
from poet.instrument.model import Kind, Unit
from poet.instrument.sentences import Found, Wrong

LOW, HIGH, STEP = 0.0, 1e9, 1.0
_KEYS = ("unit", "low", "high", "step")


def only_numbers_have_units(draft: Draft) -> Iterator[Found]:
    """A unit and bounds belong to numbers, and each number says what it counts."""
    for item in draft.items:
        if item.kind is Kind.NUMBER and "unit" not in item.given:
            yield Wrong.NO_UNIT.at(item.at, id=item.id, units=", ".join(Unit))
        for key in _KEYS if item.kind not in {None, Kind.NUMBER} else ():
            if key in item.given:
                yield Wrong.NUMBER_KEY.at((*item.at, key), key=key, id=item.id)


def numbers_have_bounds(draft: Draft) -> Iterator[Found]:
    """Some number must be allowed, and rounding must be possible."""
    for item in draft.items:
        low, high, step = bounds(item)
        if low > high:
            yield Wrong.LOW_OVER_HIGH.at((*item.at, "low"), low=low, high=high)
        if step <= 0:
            yield Wrong.BAD_STEP.at((*item.at, "step"), step=step)


def bounds(item: DraftItem) -> tuple[float, float, float]:
    """The lowest and highest number and the step, as given or as they are when left out."""
    given = ((item.low, LOW), (item.high, HIGH), (item.step, STEP))
    low, high, step = (otherwise if value is None else value for value, otherwise in given)
    return low, high, step

"""How answers came and who gave them, as questions beside those that were asked: counted, protected and ledgered as they are.

None of them stands in a report. Their ids end in a point, which no item's id does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from poet.instrument import NOT_UNDERSTOOD, Instrument, Item, Kind, Option
from portal.capture.models import Channel

CHANNEL, WORDING, AGE = "channel.", "wording.", "age."


@dataclass(frozen=True, slots=True)
class Band:
    """Ages from one to another, both included, under the name that published caseloads give them."""

    code: str
    label: str
    low: int
    high: int


# As the Department for Education publishes plans by age.
BANDS = (
    Band("under-5", "Under 5", 0, 4),
    Band("5-to-10", "5 to 10", 5, 10),
    Band("11-to-15", "11 to 15", 11, 15),
    Band("16-to-19", "16 to 19", 16, 19),
    Band("20-to-25", "20 to 25", 20, 25),
)


def counted_with(asked: Instrument) -> Instrument:
    """What was asked, with the ways in, the wording and the age band as further questions."""
    return replace(asked, items=(*asked.items, *_derived(asked)))


def _derived(asked: Instrument) -> tuple[Item, ...]:
    channels = tuple(Option(code, text) for code, text in Channel.choices)
    wordings = tuple(Option(one.id, one.title) for one in asked.variants)
    ages = tuple(Option(band.code, band.label) for band in BANDS)
    items = (_item(CHANNEL, channels, asked), _item(WORDING, wordings, asked))
    return (*items, _item(AGE, ages, asked)) if age_item(asked) else items


def _item(name: str, options: tuple[Option, ...], asked: Instrument) -> Item:
    return Item(name, asked.sections[0].id, Kind.ONE, "", name, options=options)


def age_item(asked: Instrument) -> str | None:
    """The id of the question that asks for an age in years, if there is one."""
    ages = (item.id for item in asked.items if item.kind is Kind.NUMBER and item.id.rpartition("-")[2] == "age")
    return next(ages, None)


def ways_of(channel: str, wording: str, answers: Mapping[str, str], age: str | None) -> dict[str, str]:
    """The cells of these questions for one response; `age` is the id of the question that asks for it."""
    cells = {CHANNEL: channel, WORDING: wording}
    return cells if age is None else cells | {AGE: _band(answers.get(age, ""))}


def _band(said: str) -> str:
    if not said or said == NOT_UNDERSTOOD:
        return ""
    return next((band.code for band in BANDS if band.low <= float(said) < band.high + 1), "")

"""The tallies of a version's pages as raw counts by face, as if each were a question of its own: for the door alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from poet import route
from poet.count.model import Counts, OptionCounts
from poet.instrument import Condition, Instrument, Item, Kind, Option, Side
from portal.capture.models import Tally
from portal.reporting import words

DONE = ("answered", "left_out", "not_known", "not_understood")
# The bands have sides so that, where few people are joined, neighbours are joined with neighbours.
OPEN = {
    "under_5": Side.FAVOURABLE,
    "under_15": Side.FAVOURABLE,
    "under_30": Side.NEUTRAL,
    "under_60": Side.UNFAVOURABLE,
    "longer": Side.UNFAVOURABLE,
}
WENT = ("gone_on", "stopped")
# What is told of a page: how it is found by the first of its codes, as `named` has it.
TOLD: tuple[tuple[tuple[str, ...], Mapping[str, Side]], ...] = ((DONE, {}), (tuple(OPEN), OPEN), (WENT, {}))
_AROUND = "around"

Ints = NDArray[np.int64]


def named(codes: Iterable[str], name: str) -> str:
    """What the table of these figures of a question, or of a page, is called."""
    return next(iter(codes)) + name


def pages(asked: Instrument) -> Mapping[str, str]:
    """The page each question stands on."""
    found: dict[str, str] = {}
    for variant in asked.variants:
        for page in route.pages(asked, variant):
            for item in page.items:
                found.setdefault(item.id, page.id)
    return found


def shaped(asked: Instrument) -> Instrument:
    """What was asked, with the figures of each question and page as questions."""
    items = [
        _item(named(codes, name), codes, sides, is_led=_is_led(asked, name))
        for name in (*asked.by_id, Tally.REVIEW)
        for codes, sides in TOLD
    ]
    around = [_item(item.when[0].item, DONE[:1], {}, is_led=False) for item in items if item.when]
    return replace(asked, items=(*items, *around))


def _is_led(asked: Instrument, name: str) -> bool:
    return name in asked.by_id and bool(asked.by_id[name].when)


def _item(name: str, codes: Sequence[str], sides: Mapping[str, Side], *, is_led: bool) -> Item:
    options = tuple(Option(code, words.FARED[code], sides.get(code)) for code in codes)
    when = (Condition(_AROUND + name, DONE[:1]),) if is_led else ()
    return Item(name, "", Kind.ONE, "", name, options=options, when=when)


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """The tallies by face and question."""

    by_place: Mapping[tuple[str, str], Tally]
    faces: tuple[str, ...]

    def figure(self, name: str, code: str) -> Ints:
        """A figure of a question, or of a page, in each face."""
        nothing = Tally()
        return np.array([_figure(self.by_place.get((face, name), nothing), code) for face in self.faces], np.int64)


def _figure(row: Tally, code: str) -> int:
    """How many stopped is what is left of those the page came next for; a way that was changed leaves nobody over."""
    return max(0, row.met - row.gone_on) if code == "stopped" else int(getattr(row, code))


def counts(asked: Instrument, tallies: Iterable[Tally]) -> Counts:
    """The tallies of a version as raw counts by face; `poet.protect` then holds back what is asked only after an answer where
    it would tell how few answered otherwise."""
    by_place = {(one.face, one.item): one for one in tallies}
    rows = _Rows(by_place, tuple(sorted({face for face, _ in by_place})))
    whole, found, place = shaped(asked), dict[str, OptionCounts](), pages(asked)
    for name in (*asked.by_id, Tally.REVIEW):
        for codes, _ in TOLD:
            item = whole.by_id[named(codes, name)]
            by_option = np.stack([rows.figure(name, code) for code in codes], axis=1)
            base = by_option.sum(axis=1)
            found[item.id] = OptionCounts(item, by_option, base)
            if item.when:
                around = np.maximum(0, base + _otherwise(asked, asked.by_id[name], place, rows))
                led_by = whole.by_id[item.when[0].item]
                found[led_by.id] = OptionCounts(led_by, around[:, None], around)
    return Counts(whole, rows.faces, rows.figure(asked.items[0].id, "met"), found)


def _otherwise(asked: Instrument, led: Item, place: Mapping[str, str], rows: _Rows) -> Ints:
    """How many answered otherwise, at least, than by the answer that leads to a question: who answered what leads to it and
    neither came to its page nor stopped at any other."""
    answered = [_answered(asked, condition, rows) for condition in route.leading(asked, led)]
    page = place.get(led.id, led.id)
    others = [rows.figure(one, "stopped") for one in {*place.values(), Tally.REVIEW} - {page}]
    stopped = reduce(np.add, others, np.zeros(len(rows.faces), np.int64))
    return np.asarray(np.minimum.reduce(answered) - stopped - rows.figure(page, "met"), np.int64)


def _answered(asked: Instrument, condition: Condition, rows: _Rows) -> Ints:
    apart = {option.code for option in asked.by_id[condition.item].apart}
    codes = ("answered", "not_known") if apart & set(condition.codes) else ("answered",)
    return reduce(np.add, [rows.figure(condition.item, code) for code in codes])

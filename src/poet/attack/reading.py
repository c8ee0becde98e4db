"""What issued files tell: tables turned back into numbers by the published questionnaire, and rounding into counts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType

from msgspec.structs import replace

from poet.attack import words
from poet.attack.by_background import CROSSED, GROUP, crossed, group_named, parted_by
from poet.attack.files import READERS, NotReadable, Rows
from poet.attack.issued import Before, Coverage, Groups, Item, Numbered, People, Release, Round, Rule, Sheet, Told
from poet.attack.who import TOOK_PART, people_in
from poet.instrument import Instrument, Kind, Side
from poet.instrument import Item as Asked

Codes = tuple[str, ...]
AREA, REGION, CSV = "area", "region", "csv"
NOTHING: Mapping[str, str] = MappingProxyType({})
BASE = "Base"
OTHERS = "All other answers"
APART = "{text} (apart)"
# The thresholds that are promised unless a policy says otherwise: docs/reference/protection.md.
RULE = Rule(minimum_base=10, minimum_cell=5, everyone=False)


@dataclass(frozen=True, slots=True)
class Reader:
    """An outsider with the questionnaire in hand, which is public."""

    form: Instrument

    def sheets(self, group: str | None, ending: str, data: bytes) -> Iterator[Sheet]:
        """What a report's file tells of the questions, as counts: printed, or worked out of a percentage and its base; and how
        many took part."""
        people = people_in(ending, data, self.form.respondents)
        if people is not None:
            yield Sheet(AREA, group, TOOK_PART, people)
        for table in READERS[ending](data):
            heads = (["Question", "Base"], ["Answer", "People"], [GROUP, "Base"])
            at = next((place for place, row in enumerate(table) if row[:2] in heads), None)
            if at is None:
                continue
            head, rows = table[at], table[at + 1 :]
            caption = " ".join(word for row in table[:at] for word in row)
            match head[0]:
                case "Answer":
                    yield from self._categories(group, rows, caption)
                case "Question":
                    yield from self._questions(group, head, rows)
                case _:
                    yield from self._groups(head, rows, caption)

    def _groups(self, head: list[str], rows: Rows, caption: str) -> Iterator[Sheet]:
        """A question's favourable share in groups of people by their answer to another."""
        found = parted_by(self.form, caption)
        for row in rows if found is not None else ():
            assert found is not None
            item, by = found
            members = group_named(by, row[0]) if len(row) == len(head) else None
            if members is not None:
                sheet = _judged(members, item, dict(zip(head, row, strict=True)))
                yield replace(sheet, partition=f"{CROSSED}{by.id}")

    def _questions(self, group: str | None, head: list[str], rows: Rows) -> Iterator[Sheet]:
        asked = {words: item for item in self.form.items for words in (item.label, item.ask)}
        for row in rows:
            item = asked.get(row[0]) if row else None
            if item is not None and item.kind is Kind.ONE and len(row) == len(head):
                yield _judged(group, item, dict(zip(head, row, strict=True)))
            elif item is not None and item.kind is Kind.NUMBER and whole(row[1]) is not None:
                yield Sheet(AREA, group, item.id, whole(row[1]))

    def _categories(self, group: str | None, rows: Rows, caption: str) -> Iterator[Sheet]:
        figures = ((row[0], whole(row[1])) for row in rows if len(row) > 1)
        told = {label: figure for label, figure in figures if figure is not None}
        item = self._meant(set(told) - {BASE, OTHERS}, caption)
        if BASE not in told or item is None:
            return
        cells = [Told((code,), told[label]) for label, code in labels(item).items() if label in told]
        if OTHERS in told:
            rest = tuple(code for label, code in labels(item).items() if label not in told)
            cells.append(Told(rest, told[OTHERS]))
        named = {APART.format(text=option.text): option.code for option in item.apart}
        apart = tuple(Told((code,), told[label]) for label, code in named.items() if label in told)
        yield Sheet(AREA, group, item.id, told[BASE], tuple(cells), apart)

    def _meant(self, told: set[str], caption: str) -> Asked | None:
        """The question of one or several answers whose categories these are; of several the one that the caption names."""
        fitting = [
            one
            for one in self.form.items
            if one.kind in {Kind.ONE, Kind.MANY}
            and told <= {*labels(one), *(APART.format(text=option.text) for option in one.apart)}
        ]
        named = [one for one in fitting if one.label in caption or one.ask in caption]
        found = fitting if len(fitting) == 1 else named
        return found[0] if told and len(found) == 1 else None

    def csv_sheets(self, text: str) -> Iterator[Sheet]:
        """What `poet count` prints, as counts."""
        rows: dict[tuple[str, str], list[dict[str, str]]] = {}
        table = csv.DictReader(io.StringIO(text))
        if not {"group", "item", "answer", "figure", "base"} <= set(table.fieldnames or ()):
            raise NotReadable(words.NO_COUNTS)
        for row in table:
            rows.setdefault((row["group"], row["item"]), []).append(row)
        for (group, item_id), told in rows.items():
            item = self.form.by_id.get(item_id)
            if item is None:
                raise NotReadable(words.OTHER_FORM.format(item=item_id, form=self.form.name))
            base = int(told[0]["base"]) if told[0]["base"] else None
            counts = {_answer(item, row): int(row["figure"]) for row in told if row["figure"].isdigit()}
            sets = _named_sets(item, {_answer(item, row) for row in told})
            cells = tuple(Told(sets[key], counts[key]) for key in counts if key in sets)
            apart = tuple(Told((one.code,), counts[one.code]) for one in item.apart if one.code in counts)
            yield Sheet(AREA, None if group == "(all)" else group, item_id, base, cells, apart)

    def questions(self) -> tuple[Item, ...]:
        """The questions as the attack wants them."""
        return tuple(
            Item(
                one.id,
                str(one.kind.value),
                tuple(labels(one).values()),
                _alone(one),
                _apart(one),
                _groupings(one),
                tuple(self._after(one)),
            )
            for one in self.form.items
        )

    def _after(self, item: Asked) -> Iterator[Before]:
        """The answers that all lead to a question: which it is asked after stands in the questionnaire, not in the files."""
        for one in item.when:
            yield Before(one.item, one.codes)
            yield from self._after(self.form.by_id[one.item])

    def as_issued(
        self, terms: Sequence[Sequence[Sheet]], areas: Sequence[str], regions: Mapping[str, str] = NOTHING
    ) -> tuple[Numbered, ...]:
        """Everything read out of the files of some terms, each with everybody of the terms before, as the attack wants
        it: the areas part everybody, and regions (of each area its region) are made of them."""
        parts: dict[str, dict[str, tuple[int, ...]]] = {AREA: {area: (place,) for place, area in enumerate(areas)}}
        for place, area in enumerate(areas):
            if area in regions:
                inside = parts.setdefault(REGION, {})
                inside[regions[area]] = (*inside.get(regions[area], ()), place)
        cells = crossed(self.form, Groups(tuple(areas), parts), [sheet for read in terms for sheet in read])
        return tuple(
            Numbered(
                number,
                Release(
                    at=f"term {number}",
                    audience="public",
                    rule=RULE,
                    population=Round("", self.form.id),
                    waves=Coverage(tuple(f"term {term}" for term in range(1, number + 1))),
                    structure=cells,
                    questions=tuple(one for one in self.questions() if any(sheet.item == one.item for sheet in read)),
                    respondents=tuple(
                        People(one.partition, one.group, one.base)
                        for one in read
                        if one.item == TOOK_PART and one.base is not None
                    ),
                    tables=tuple(one for one in read if one.item != TOOK_PART),
                ),
            )
            for number, read in enumerate(terms, 1)
        )


def whole(printed: str) -> int | None:
    """A printed number of people, thousands parted by commas; None where it is no number."""
    plain = printed.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdigit() else None


def _alone(item: Asked) -> Codes:
    return tuple(option.code for option in item.in_base if option.alone)


def labels(item: Asked) -> dict[str, str]:
    """The codes of the options in the base, by their words."""
    return {option.text: option.code for option in item.in_base}


def _apart(item: Asked) -> Codes:
    return tuple(option.code for option in item.apart)


def _side(item: Asked, *sides: Side) -> Codes:
    return tuple(option.code for option in item.in_base if (option.side or Side.NEUTRAL) in sides)


def _groupings(item: Asked) -> tuple[tuple[Codes, ...], ...]:
    if item.kind is not Kind.ONE or not item.judged:
        return ()
    good, rest = _side(item, Side.FAVOURABLE), _side(item, Side.NEUTRAL, Side.UNFAVOURABLE)
    three = tuple(one for one in (good, _side(item, Side.NEUTRAL), _side(item, Side.UNFAVOURABLE)) if one)
    return (tuple((code,) for code in labels(item).values()), three, (good, rest))


def _answer(item: Asked, row: Mapping[str, str]) -> str:
    """What a row of counts tells of: an option, a side, or all other answers, which an option may be called like."""
    option = item.option(row["answer"])
    if row["answer"] == "other" and (option is None or row.get("answer_words", OTHERS) != option.text):
        return OTHERS
    return row["answer"]


def _named_sets(item: Asked, answers: set[str]) -> dict[str, Codes]:
    singles: dict[str, Codes] = {code: (code,) for code in labels(item).values()}
    if item.kind is Kind.MANY:
        return singles
    if not item.judged:
        return {**singles, OTHERS: tuple(code for code in singles if code not in answers)}
    rest = _side(item, Side.NEUTRAL, Side.UNFAVOURABLE)
    return {**singles, **{str(side.value): _side(item, side) for side in Side}, OTHERS: rest}


def _judged(group: str | None, item: Asked, row: dict[str, str]) -> Sheet:
    heads: dict[str, Codes] = {option.text: (option.code,) for option in item.in_base}
    heads |= {"Favourable": _side(item, Side.FAVOURABLE), "Unfavourable": _side(item, Side.UNFAVOURABLE)}
    named = {APART.format(text=option.text): option.code for option in item.apart}
    figures = {code: whole(row.get(head, "")) for head, code in named.items()}
    apart = tuple(Told((code,), figure) for code, figure in figures.items() if figure is not None)
    base = whole(row[BASE])
    if base is None:
        return Sheet(AREA, group, item.id, None, (), apart)
    cells = []
    for head, printed in row.items():
        limits = row.get("95% interval", "") if head == "Favourable" else ""
        count = count_behind(printed, base, limits) if heads.get(head) else None
        if count is not None:
            cells.append(Told(heads[head], count))
    return Sheet(AREA, group, item.id, base, tuple(cells), apart)


def count_behind(printed: str, base: int, limits: str) -> int | None:
    """The only number of people that is printed so, from a count, a share or a whole percentage; None where there are
    two, or it is no figure."""
    if whole(printed) is not None:
        return whole(printed)
    if re.fullmatch(r"0\.\d+|1\.0", printed):
        return round(float(printed) * base)
    if not base or not (percent := re.fullmatch(r"(\d+)%", printed)):
        return None
    could = [count for count in range(base + 1) if int(100 * count / base + 0.5) == int(percent[1])]
    if len(could) > 1 and (ends := re.fullmatch(r"(\d+)% to (\d+)%", limits)):
        wanted = (int(ends[1]), int(ends[2]))
        could = [count for count in could if _limits(count, base) == wanted]
    return could[0] if len(could) == 1 else None


def _limits(count: int, base: int) -> tuple[int, int]:
    z = 1.959963984540054
    share, spread = count / base, z * z / base
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / base + spread / (4 * base)) / (1 + spread)
    return int(100 * max(0, centre - half) + 0.5), int(100 * min(1, centre + half) + 0.5)

"""`poet demo-history`: three terms of made-up answers, and what may be issued of them, term after term."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from pathlib import Path

from poet.commands import words
from poet.commands.release import ReleaseSettings, issue_release
from poet.commands.settings import AnswerSettings
from poet.instrument import Instrument, Item, Kind, load
from poet.protect import Audience
from poet.protect.proof.audit import Cache

# Made-up areas of two regions, and about how many people answer in each of three terms.
REGIONS = {
    "North": {"Anyshire": (34, 22, 25), "Eastham": (16, 12, 21), "Norbury": (9, 14, 3), "Othershire": (48, 31, 40)},
    "South": {"Oldport": (27, 4, 18), "Southmere": (52, 38, 29), "Tollbridge": (6, 5, 12), "Westley": (23, 19, 24)},
}
TERMS = ("term 1", "term 2", "term 3")
ENDS = ("2026-12-18T12:00:00+00:00", "2027-03-26T12:00:00+00:00", "2027-07-16T12:00:00+00:00")
ROUND = "2026 to 2027"
OFTEN = 0.93
TICK = 0.4


def demo_history(instrument_file: Path, folder: Path, items: int, by: str | None, formats: tuple[str, ...] = ()) -> int:
    """Write answers, regions and a ledger into the folder, the same on every run, and what was issued as files in these
    formats; 0 if every term was issued."""
    instrument = load(instrument_file)
    folder.mkdir(parents=True, exist_ok=True)
    ledger = folder / "ledger.jsonl"
    ledger.unlink(missing_ok=True)
    regions = folder / "regions.csv"
    _write(regions, [["area", "region"], *([area, region] for region, areas in REGIONS.items() for area in areas)])
    asked = _asked(instrument, items, by)
    dice = random.Random(2026)  # noqa: S311 made-up people need no secret chance
    head = ["id", "area", *(item.id for item in asked)]
    rows: list[list[str]] = []
    cache = Cache()
    for term, end in enumerate(ENDS):
        rows += _term(asked, term, dice, len(rows))
        answers = folder / f"answers-{term + 1}.csv"
        _write(answers, [head, *rows])
        settings = _settings(instrument_file, answers, ledger, regions, by, term, end)
        if formats:
            settings = replace(settings, out=folder / "issued" / TERMS[term].replace(" ", "-"), formats=formats)
        status = issue_release(settings, cache)
        if status:
            return status
    print(words.HISTORY.format(folder=folder, ledger=ledger))
    return 0


def _settings(
    instrument: Path, answers: Path, ledger: Path, regions: Path, by: str | None, term: int, end: str
) -> ReleaseSettings:
    return ReleaseSettings(
        answers=AnswerSettings(
            instrument=instrument, answers=answers, by="area", id_column="id", ignored=(), lenient=False
        ),
        ledger=ledger,
        regions=regions,
        by=(by,) if by else (),
        round=ROUND,
        waves=TERMS[: term + 1],
        left={},
        withdrawn=0,
        audience=Audience.PUBLIC,
        policy=None,
        at=end,
        made_up=True,
    )


def _asked(instrument: Instrument, items: int, by: str | None) -> list[Item]:
    """The question that parts people, and the first questions of every kind."""
    first = [item for item in instrument.items if item.id == by]
    rest = [item for item in instrument.items if item.id != by and item.kind is not Kind.TEXT]
    return [*first, *rest[: items - len(first)]]


def _term(asked: list[Item], term: int, dice: random.Random, before: int) -> list[list[str]]:
    rows: list[list[str]] = []
    for areas in REGIONS.values():
        for area, people in areas.items():
            taste = dice.uniform(0.6, 1.4)
            for _ in range(people[term]):
                said = [_answer(item, taste, dice) if dice.random() < OFTEN else "" for item in asked]
                rows.append([f"p{before + len(rows) + 1}", area, *said])
    return rows


def _answer(item: Item, taste: float, dice: random.Random) -> str:
    if item.kind is Kind.NUMBER:
        return f"{dice.randint(int(item.low), int(min(item.high, item.low + 20)))}"
    if item.kind is Kind.MANY:
        free = [option.code for option in item.options if not option.alone and not option.apart]
        ticked = [code for code in free if dice.random() < TICK]
        return ";".join(ticked or free[:1])
    weights = [0.15 if option.apart else taste**place for place, option in enumerate(item.options)]
    return dice.choices([option.code for option in item.options], weights)[0]


def _write(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)

"""`poet release`: plans everything that may be told of a table of answers, and issues it into a ledger."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from poet.answers import NotAccepted, Refusal, Sheet, SheetColumn, hear
from poet.commands import words
from poet.commands.by_plan import ByPlan
from poet.commands.settings import AnswerSettings
from poet.commands.taking_in import framed
from poet.count import Counts, count, packed
from poet.exchange import answers_csv
from poet.findings import Plan
from poet.findings import load as load_plan
from poet.frame import frame
from poet.instrument import Instrument, Kind, load
from poet.protect import (
    STANDARD_POLICIES,
    Audience,
    Population,
    Shown,
    Structure,
    Waves,
    load_policy,
)
from poet.protect.drafting import Occasion
from poet.protect.issuing import Issued, issue
from poet.protect.ledger import Backdated, Entry, FileLedger, LedgerBroken, Overtaken
from poet.protect.planning import HistoryLeaks
from poet.protect.proof.audit import Cache
from poet.protect.proof.history import Unfitting
from poet.protect.release import Prepared, release
from poet.protect.terms import outlook

CELL = "the smallest group"
BETWEEN = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSettings:
    """What to issue, for whom, and where it is kept. `regions` is a CSV of areas and their regions; `by` names the
    questions that areas, regions and the nation are parted by too; `left` says which waves lost `withdrawn` people.
    With `look` nothing is issued: it is said what could be, and what ten more answers would unlock. Items are dealt out
    among `workers` processes, with the same outcome by any number. `outside` names model outputs issued beside it.
    A `plan` says instead of `by` which groups there are. Files of what was issued are written to the folder `out`,
    in `formats`."""

    answers: AnswerSettings
    ledger: Path
    regions: Path | None
    by: tuple[str, ...]
    round: str
    waves: tuple[str, ...]
    left: Mapping[str, str]
    withdrawn: int
    audience: Audience
    policy: Path | None
    at: str
    look: bool = False
    workers: int = 1
    outside: tuple[str, ...] = ()
    plan: Path | None = None
    out: Path | None = None
    formats: tuple[str, ...] = ()
    made_up: bool = False


def issue_release(settings: ReleaseSettings, cache: Cache | None = None) -> int:
    """Plan and issue; 0 if it was issued, 1 if nothing was and why."""
    try:
        ledger = FileLedger(settings.ledger)
        entries, _ = ledger.read()
        policies = load_policy(settings.policy) if settings.policy else STANDARD_POLICIES
        policy = policies[settings.audience]
        by_plan = _by_plan(settings)
        if by_plan is None:
            counts, occasion = _read(settings)
        else:
            counts, occasion = by_plan.laid_out(policy, entries, _whose(settings, by_plan.kept.frame.instrument))
        if settings.look:
            for line in outlook(counts, occasion, policy, entries):
                print(line)
            return 0
        prepared = release(counts, occasion, policy, entries, cache, settings.workers)
        outside = (*settings.outside, *(by_plan.models(prepared.release) if by_plan else ()))
        outcome = issue(prepared.draft(settings.at, outside), policy, ledger, cache)
    except (LedgerBroken, Backdated, Overtaken, HistoryLeaks, Unfitting) as refused:
        print(refused, file=sys.stderr)
        return 1
    if isinstance(outcome, Issued):
        print(_summary(prepared, outcome.entry))
        if settings.out:
            _write(settings, prepared, settings.out, by_plan.plan if by_plan else None)
        return 0
    print(*outcome.leaks, sep="\n", file=sys.stderr)
    return 1


def _write(settings: ReleaseSettings, prepared: Prepared, out: Path, plan: Plan | None) -> None:
    """What was issued as files: after it stands in the ledger, and from nothing else."""
    from poet.commands.issued_files import about_release, write_files  # noqa: PLC0415 most releases draw nothing

    about = about_release(settings.at, settings.round, made_up=settings.made_up)
    many = write_files(prepared.release, out, settings.formats, about, plan)
    print(words.FILES.format(files=many, folder=out))


def _summary(prepared: Prepared, entry: Entry) -> str:
    tables = len(entry.draft.tables)
    partitions = prepared.release.partitions.values()
    all_tables = sum(len(one.whole) * (1 + len(one.groups)) for one in partitions)
    people = next(iter(partitions)).all_respondents
    of = f"{people.value:,}" if isinstance(people, Shown) else words.SOME
    return words.ISSUED.format(number=entry.number, people=of, tables=tables, of=all_tables)


def _by_plan(settings: ReleaseSettings) -> ByPlan | None:
    """The plan with the answers, where one was named. Raises Refused and NotAccepted."""
    if settings.plan is None:
        return None
    instrument = load(settings.answers.instrument)
    plan = load_plan(settings.plan, instrument)
    kept = packed(framed(instrument, settings.answers))
    return ByPlan(plan, kept, _regions(settings.regions, kept.frame.areas))


def _whose(settings: ReleaseSettings, instrument: Instrument) -> tuple[Population, Waves]:
    waves = Waves(settings.waves, settings.left, settings.withdrawn)
    return Population(settings.round, instrument.name, instrument.digest), waves


def _read(settings: ReleaseSettings) -> tuple[Counts, Occasion]:
    """The answers counted by the smallest groups, and how these lie over one another. Raises NotAccepted."""
    instrument = load(settings.answers.instrument)
    sheet = answers_csv.read(settings.answers.answers)
    area = settings.answers.by
    if area is None or area not in sheet.columns:
        raise NotAccepted((Refusal(words.NO_AREA.format(columns=", ".join(sheet.columns)), area or ""),))
    questions = [_grouping(instrument, name) for name in settings.by]
    crossed, parts = _crossed(sheet, area, questions, instrument)
    taken = frame(
        instrument,
        crossed,
        area_column=CELL,
        id_column=settings.answers.id_column,
        ignored={*settings.answers.ignored, area},
        lenient=settings.answers.lenient,
    )
    for refusal in taken.dropped:
        print(f"left out: {refusal}", file=sys.stderr)
    regions = _regions(settings.regions, {name[0] for name in parts.values()})
    structure = _structure(taken.frame.areas, parts, regions, questions)
    return count(taken.frame), Occasion(*_whose(settings, instrument), structure)


def _grouping(instrument: Instrument, name: str) -> str:
    item = instrument.by_id.get(name)
    if item is None or item.kind is not Kind.ONE:
        raise NotAccepted((Refusal(words.NO_GROUPING.format(name=name), name),))
    return name


def _crossed(
    sheet: Sheet, area: str, questions: Sequence[str], instrument: Instrument
) -> tuple[Sheet, Mapping[str, tuple[str, ...]]]:
    """The sheet with a column of each row's smallest group, and what each of these groups is made of."""
    columns = [sheet.columns[area], *(_heard(sheet, name, instrument) for name in questions)]
    key = np.stack([column.at for column in columns], axis=1)
    distinct, at = np.unique(key, axis=0, return_inverse=True)
    parts: dict[str, tuple[str, ...]] = {}
    names: list[str] = []
    place: list[int] = []
    for row in distinct:
        made = tuple(column.cells[cell] if cell >= 0 else "" for column, cell in zip(columns, row, strict=True))
        place.append(len(names) if made[0] else -1)
        if made[0]:
            names.append(BETWEEN.join(part or words.NOT_SAID for part in made))
            parts[names[-1]] = made
    own = SheetColumn(tuple(names), np.array(place, np.int32)[at.ravel()])
    return replace(sheet, columns={**sheet.columns, CELL: own}), parts


def _heard(sheet: Sheet, name: str, instrument: Instrument) -> SheetColumn:
    """A question's column with what stands apart or is no answer left empty."""
    item = instrument.by_id[name]
    if name not in sheet.columns:
        return SheetColumn((), np.full(sheet.rows, -1, np.int32))
    column = sheet.columns[name]
    kept = {option.code for option in item.in_base}
    heard = [hear(item, cell) for cell in column.cells]
    codes = tuple(dict.fromkeys(one for one in heard if isinstance(one, str) and one in kept))
    place = [codes.index(one) if isinstance(one, str) and one in codes else -1 for one in heard]
    return SheetColumn(codes, np.array([*place, -1], np.int32)[column.at])


def _regions(file: Path | None, areas: Iterable[str]) -> Mapping[str, str]:
    """The region of each area. Raises NotAccepted where one has none or two."""
    if file is None:
        return {}
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.reader(stream) if row][1:]
    found: dict[str, str] = {}
    for number, row in enumerate(rows, 2):
        name, region = (*(cell.strip() for cell in row), "")[:2]
        if found.setdefault(name, region) != region:
            raise NotAccepted((Refusal(words.TWO_REGIONS.format(area=name), "region", number),))
    missing = sorted(area for area in areas if not found.get(area))
    if missing:
        raise NotAccepted((Refusal(words.NO_REGION.format(area=missing[0], file=file.name), "region"),))
    return found


def _structure(
    cells: Sequence[str], parts: Mapping[str, tuple[str, ...]], regions: Mapping[str, str], questions: Sequence[str]
) -> Structure:
    """Areas, regions and the nation, each also parted by every question."""
    wide: dict[str, dict[str, list[int]]] = {"area": {}, "region": {}, "nation": {}}
    for at, cell in enumerate(cells):
        area, *answers = parts[cell]
        names = {"area": area, "region": regions.get(area, ""), "nation": words.NATION}
        for kind, name in names.items():
            if not name:
                continue
            wide[kind].setdefault(name, []).append(at)
            for question, answer in zip(questions, answers, strict=True):
                if answer:
                    wide.setdefault(f"{kind} x {question}", {}).setdefault(f"{name}{BETWEEN}{answer}", []).append(at)
    return Structure(
        tuple(cells),
        {
            name: {group: tuple(places) for group, places in sorted(groups.items())}
            for name, groups in wide.items()
            if groups
        },
    )

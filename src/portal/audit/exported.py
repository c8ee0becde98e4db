"""The log as a file that proves itself: every digest can be computed again from the line it stands on.

A line says an event twice: in words for a reader (`when`, `what`), and as it was digested. The last line says how many
events the file holds, so that a download that broke off is seen. Format: docs/reference/audit-log.md.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from portal.audit.models import Event
from portal.audit.recording import KINDS, Kind

COLUMNS = ("number", "when", "what", "at", "actor", "kind", "thing", "area", "detail", "before", "digest")
END = "end"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Fault:
    """The first line of a file that is not as it was written, and what is wrong with it."""

    line: int
    what: str


def lines(events: Iterable[Event], taken: datetime) -> Iterator[str]:
    """The file, line by line, of events from the oldest on; its last line tells when it was taken and how many it holds."""
    yield _line(COLUMNS)
    last, held = "", 0
    for held, one in enumerate(events, 1):  # noqa: B007 (how many there were is said at the end)
        last = one.digest
        yield _line(_cells(one))
    yield _line((END, _local(taken), f"{held} events", _moment(taken), *[""] * 6, last))


def fault(text: Iterable[str]) -> Fault | None:
    """What is wrong with a file that was taken from a log; None where each line is as it was written and none is missing
    at its end. Lines left out between two others are told only where their numbers follow on: a reader of one area has
    that area's events alone.
    """
    before: Event | None = None
    held, ended = 0, False
    for at, cells in enumerate(csv.reader(text), 1):
        if at == 1:
            wrong = "" if tuple(cells) == COLUMNS else "It is not the first line of an audit log."
        elif ended:
            wrong = "It stands after the end."
        elif cells[:1] == [END]:
            ended = True
            wrong = _end_wrong(cells, held, before)
        else:
            held += 1
            wrong, before = _event_wrong(cells, before)
        if wrong:
            return Fault(at, wrong)
    return None if ended else Fault(held + 2, "The file breaks off: its last line is missing. Take it again.")


def _event_wrong(cells: Sequence[str], before: Event | None) -> tuple[str, Event | None]:
    try:
        one = _event([_unguarded(cell) for cell in cells])
    except (ValueError, TypeError):
        return "It cannot be read as an event.", before
    if one.digested() != one.digest:
        return "It does not say what its digest says: it was changed.", one
    follows = before is not None and one.number == before.number + 1
    if before is not None and (one.number <= before.number or (follows and one.before != before.digest)):
        return "It does not follow the line before it.", one
    return "", one


def _end_wrong(cells: Sequence[str], held: int, last: Event | None) -> str:
    said = (f"{held} events", last.digest if last else "")
    return "" if (cells[2], cells[-1]) == said else "The file does not hold the events that its end says it holds."


def _cells(one: Event) -> tuple[object, ...]:
    detail = json.dumps(one.detail, sort_keys=True)
    what = KINDS[Kind(one.kind)].name
    said = (one.number, _local(one.at), what, _moment(one.at), one.actor, one.kind, one.thing, one.area, detail)
    return (*said, one.before, one.digest)


def _event(cells: Sequence[str]) -> Event:
    """The event of a line. Raises ValueError."""
    number, _, _, at, actor, kind, thing, area, detail, before, digest = cells
    said = {"actor": actor, "kind": kind, "thing": thing, "area": area, "before": before, "digest": digest}
    return Event(number=int(number), at=datetime.fromisoformat(at), detail=json.loads(detail), **said)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _local(at: datetime) -> str:
    """The time of day in the portal's own zone, as its pages tell it."""
    return f"{timezone.localtime(at):%d %B %Y %H:%M:%S}".lstrip("0")


def _line(cells: Iterable[object]) -> str:
    """A line that no spreadsheet program takes for a formula."""
    text = io.StringIO()
    csv.writer(text).writerow([_guarded(str(cell)) for cell in cells])
    return text.getvalue()


def _guarded(cell: str) -> str:
    """The cell with an apostrophe where a program would calculate; also before an apostrophe, so that it can be undone."""
    return f"'{cell}" if cell.startswith((*_STARTS_A_FORMULA, "'")) else cell


def _unguarded(cell: str) -> str:
    return cell.removeprefix("'")

"""A run from its first report to its last, in a process of its own: whoever begins it again goes on where it stopped."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from portal import background
from portal.audit.recording import OPERATOR, Kind, person, record
from portal.councils import scope
from portal.councils.models import Area
from portal.issuing import words
from portal.issuing.making import Material, NotTold, make, material
from portal.issuing.models import Piece, Run, Told
from portal.issuing.releasing import told_by
from portal.pages import day
from portal.people.models import Person
from portal.rounds.comparing import settle
from portal.rounds.models import GRACE, Round, Window

State = Piece.State
# A process that has not said anything for so long is no more, wherever it ran.
SILENT_FOR = timedelta(minutes=10)
_MOST_WHY = 300


@dataclass(frozen=True, slots=True)
class NotStarted:
    """No run was started: why, and what to do."""

    why: str


def start(asking: Round, kind: str, *, by: Person | None, now: datetime) -> Run | NotStarted:
    """A new run with every report of it waiting, or why there is none. One that is being made is never doubled."""
    if asking.window(now) is not Window.CLOSED and not asking.made_up:
        return NotStarted(words.STILL_OPEN.format(day=day(asking.closes + GRACE)))
    try:
        with transaction.atomic(), scope.everywhere("starting a run of reports"):
            run = Run.objects.create(round=asking, kind=kind, by=by, at=now)
            settle(asking)
            Piece.objects.bulk_create(_pieces(run))
            _recorded(run, by, "started")
    except IntegrityError:
        return NotStarted(words.GOING)
    return run


def _pieces(run: Run) -> Iterator[Piece]:
    areas = list(Area.objects.filter(participations__round=run.round))
    regions = sorted({area.region for area in areas})
    for version in run.round.versions.defer("text").order_by("form"):
        yield from (Piece(run=run, version=version, area=area, name=area.name) for area in areas)
        yield from (Piece(run=run, version=version, region=region, name=region) for region in regions)
        yield Piece(run=run, version=version, name=words.NATION)


def again(run: Run, *, by: Person | None, now: datetime) -> Run | NotStarted:
    """The same run with all that failed or was refused waiting once more."""
    with scope.everywhere("making reports again"):
        try:
            with transaction.atomic():
                failed = Piece.objects.filter(run=run, state__in=[State.FAILED, State.REFUSED])
                if not failed.update(state=State.QUEUED, why=""):
                    return NotStarted(words.NOTHING_FAILED)
                Run.objects.filter(pk=run.pk).update(state=Run.State.GOING, ended=None, worker="", beat=now)
                _recorded(run, by, "made again")
        except IntegrityError:
            return NotStarted(words.GOING)
    return Run.objects.get(pk=run.pk)


def _recorded(run: Run, by: Person | None, what: str) -> None:
    actor = person(by.pk) if by else OPERATOR
    detail = {"what": f"{run.get_kind_display()}, {what}"}
    record(Kind.REPORTS_ISSUED, actor=actor, thing=f"round:{run.round.slug}", detail=detail)


def begin(run: Run) -> None:
    """Start a process that makes the reports, unless one is at work."""
    if run.state == Run.State.GOING and not is_at_work(run, timezone.now()):
        background.start("issue_reports", "--run", str(run.pk))


def is_at_work(run: Run, now: datetime) -> bool:
    """Whether a process is at it: one of this machine is asked for by its number, another is believed for a while."""
    if not run.worker or run.beat is None or run.beat < now - SILENT_FOR:
        return False
    host, number, _ = run.worker.rsplit("/", 2)
    return host != socket.gethostname() or _is_alive(int(number))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _has_ended(process)


def _has_ended(process: int) -> bool:
    """Whether a process was killed and whoever began it has not looked after it yet: it has a number still, and does nothing."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:  # a machine without this folder
        return False
    return told.rpartition(")")[2].split()[0] == "Z"


@scope.everywhere("making a run's reports")
def work(key: int, told: Callable[[int, int], None] = lambda _done, _of: None) -> bool:
    """Make all that waits in a run; False where another process is at it. `told` hears after each how many are through."""
    run = Run.objects.select_related("round").get(pk=key)
    mine = f"{socket.gethostname()}/{os.getpid()}/{uuid.uuid4().hex[:12]}"
    if run.state != Run.State.GOING or is_at_work(run, timezone.now()):
        return False
    if not Run.objects.filter(pk=key, worker=run.worker, state=Run.State.GOING).update(
        worker=mine, beat=timezone.now()
    ):
        return False
    of = Piece.objects.filter(run=run).count()
    released = _released(run, mine)
    if released is None:
        return False
    for release in released:
        waiting = Piece.objects.filter(run=run, version=release.version, state=State.QUEUED)
        if release.entry is None:
            waiting.update(state=State.REFUSED, why=release.why)
            continue
        ground = material(run, release)
        for piece in waiting.select_related("area"):
            if not Run.objects.filter(pk=key, worker=mine).update(beat=timezone.now()):
                return False  # somebody took it over
            _one(piece, ground)
            told(of - Piece.objects.filter(run=run, state=State.QUEUED).count(), of)
    _ended(run, mine)
    return True


def _released(run: Run, mine: str) -> list[Told] | None:
    """The releases of every questionnaire that has reports waiting: all of them first, since a report tells what was said to
    the others too. None where another process took the run over."""
    found = []
    for version in run.round.versions.order_by("form"):
        if Piece.objects.filter(run=run, version=version, state=State.QUEUED).exists():
            found.append(told_by(run, version))
            if not Run.objects.filter(pk=run.pk, worker=mine).update(beat=timezone.now()):
                return None
    return found


def _one(piece: Piece, ground: Material) -> None:
    """Make one report; what goes wrong is written down, and the others are made."""
    try:
        make(piece, ground)
    except NotTold as refused:
        _settled(piece, State.REFUSED, str(refused))
    except Exception as broke:  # one report's fault is no other's
        fault = f"{type(broke).__name__}: {broke}"[:_MOST_WHY]
        _settled(piece, State.FAILED, words.BROKE.format(fault=fault))


def _settled(piece: Piece, state: Piece.State, why: str) -> None:
    Piece.objects.filter(pk=piece.pk, state=State.QUEUED).update(state=state, why=why)


def _ended(run: Run, mine: str) -> None:
    with transaction.atomic():
        here = Run.objects.filter(Q(worker=mine), pk=run.pk)
        if here.update(state=Run.State.ENDED, ended=timezone.now(), worker=""):
            record(
                Kind.REPORTS_ISSUED,
                actor=OPERATOR if run.by_id is None else person(run.by_id),
                thing=f"round:{run.round.slug}",
                detail={
                    "what": f"{run.get_kind_display()}, ended",
                    "how_many": str(Piece.objects.filter(run=run, state=State.MADE).count()),
                },
            )

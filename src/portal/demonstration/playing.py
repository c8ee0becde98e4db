"""The demonstration from an empty folder to a report, with a progress bar for whatever takes long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from io import StringIO
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from poet.draw import FORMATS
from portal.capture.models import Response
from portal.councils import scope
from portal.councils.models import Area
from portal.demonstration import acting, caseload, last_year, looking, reaching, together, words
from portal.demonstration import round as demonstration
from portal.demonstration.serving import serving
from portal.questionnaires.models import Version
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.results import report
from portal.rounds.models import Link, Round

console = Console(soft_wrap=True)


def prepare_site() -> None:
    """The database with its tables, the areas, the published questionnaires, the styles under their fingerprints."""
    with console.status("Preparing the database and the styles ..."):
        call_command("migrate", verbosity=0)
        call_command("load_areas", stdout=StringIO())
        call_command("load_questionnaires", stdout=StringIO())
        call_command("collectstatic", interactive=False, verbosity=0)


@scope.everywhere("the demonstration")
def play(*, again: bool = False) -> None:
    """Play the round unless it is there; what an earlier attempt left half done is removed first."""
    if demonstration.standing() and not again:
        console.print(words.ALREADY_THERE)
    else:
        _play()
    _write_pdf()
    _write_ledger()


def _play() -> None:
    started, now = monotonic(), timezone.now()
    demonstration.clear()
    caseload.load_made_up(Path(settings.VAR) / "demo", now=now)
    before, then = demonstration.a_year_ago(now=now), now - last_year.BEFORE
    plays = demonstration.prepare(now=now)
    bars = (TextColumn("{task.description:<34}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*bars, console=console) as progress, serving(get_wsgi_application()) as site:
        tell = partial(_bar, progress)
        demonstration.store(before, now=then, told=tell("Answering a year ago", sum(play.stored for play in before)))
        walked = tell("Answering through the real pages", sum(play.walked for play in plays))
        demonstration.walk_all(plays, site=site, told=walked)
        _reached(now)
        stored = tell("Storing made-up responses", sum(play.stored for play in plays))
        demonstration.store(plays, now=now, told=stored)
        console.print(words.played(Response.objects.filter(round__made_up=True).count(), monotonic() - started))
        _reported(now, tell)


def _bar(progress: Progress, text: str, of: int) -> Callable[[int], None]:
    """A new bar, and what moves it on."""
    task = progress.add_task(text, total=of)
    return partial(progress.advance, task)


def _reached(now: datetime) -> None:
    """The council that is shown hands out links and sends letters, and some answer by them."""
    link = _link(*_shown())
    reaching.reach(link, demonstration.somebody_says(link), now=now)


def _reported(now: datetime, tell: Callable[[str, int], Callable[[int], None]]) -> None:
    """Last year's reports are made, written on, signed and published; on this year's findings the council acts."""
    before = last_year.standing()
    made = tell("Making the reports of a year ago", last_year.reports())
    last_year.reported(now, made)
    signed = tell("Signing and publishing reports", together.REPORTS)
    together.publish_last_year(before, last_year.some_areas(), now=timezone.now(), done=signed)
    asking, area, version = _shown()
    together.argue(asking, area, version, now=timezone.now())
    acting.act(asking, area, version, now=now)


def _write_pdf() -> None:
    asking, area, version = _shown()
    with console.status(f"Writing the report of {area} ..."):
        drawn = FORMATS["pdf"].draw(report(asking, area, version), settings.FONTS if settings.FONTS.is_dir() else None)
    file = _pdf_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(drawn)


def _write_ledger() -> None:
    """Everything that was issued, for whoever wants to check it or to play the intruder."""
    file = _ledger_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"".join(DatabaseLedger().lines()))


def _ledger_file() -> Path:
    return Path(settings.VAR) / "demo" / "ledger.jsonl"


def _shown() -> tuple[Round, Area, Version]:
    """What is shown first: the first area's parents."""
    asking = Round.objects.get(slug=demonstration.SLUG)
    version = asking.versions.order_by("form").first()
    area = Area.objects.filter(participations__round=asking).first()
    assert version is not None
    assert area is not None
    return asking, area, version


def _link(asking: Round, area: Area, version: Version) -> Link:
    """The link to the first wording of a questionnaire."""
    wording = version.instrument.variants[0].id
    return Link.objects.select_related("round", "area", "version").get(
        round=asking, area=area, version=version, variant=wording
    )


def _pdf_file() -> Path:
    return Path(settings.VAR) / "demo" / "council.pdf"


@scope.everywhere("the demonstration")
def where_to_look(site: str) -> str:
    """What there is to see, and where; what to do where nothing was played."""
    if not Round.objects.filter(slug=demonstration.SLUG).exists():
        return words.NOTHING_PLAYED
    shown = _shown()
    return words.where_to_look(site, looking.places(*shown, _link(*shown)), looking.files(_pdf_file(), _ledger_file()))

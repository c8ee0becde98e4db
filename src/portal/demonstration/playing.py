"""The demonstration from an empty folder to a report, with a progress bar for whatever takes long."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from poet.draw import FORMATS
from portal.councils import scope
from portal.councils.models import Area
from portal.demonstration import acting, words
from portal.demonstration import round as demonstration
from portal.demonstration.serving import serving
from portal.engagement.models import Told
from portal.questionnaires.models import Version
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


def _play() -> None:
    started, now = monotonic(), timezone.now()
    demonstration.clear()
    plays = demonstration.prepare(now=now)
    bars = (TextColumn("{task.description:<34}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*bars, console=console) as progress, serving(get_wsgi_application()) as site:
        walked = progress.add_task("Answering through the real pages", total=sum(play.walked for play in plays))
        stored = progress.add_task("Storing made-up responses", total=sum(play.stored for play in plays))
        demonstration.walk_all(plays, site=site, told=lambda done: progress.advance(walked, done))
        demonstration.store(plays, now=now, told=lambda done: progress.advance(stored, done))
    acting.act(*_shown(), now=now)
    console.print(words.played(sum(play.stored + play.walked for play in plays), monotonic() - started))


def _write_pdf() -> None:
    asking, area, version = _shown()
    with console.status(f"Writing the report of {area} ..."):
        drawn = FORMATS["pdf"].draw(report(asking, area, version), settings.FONTS if settings.FONTS.is_dir() else None)
    file = _pdf_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(drawn)


def _shown() -> tuple[Round, Area, Version]:
    """What is shown first: the first area's parents."""
    asking = Round.objects.get(slug=demonstration.SLUG)
    version = asking.versions.order_by("form").first()
    area = Area.objects.filter(participations__round=asking).first()
    assert version is not None
    assert area is not None
    return asking, area, version


def _pdf_file() -> Path:
    return Path(settings.VAR) / "demo" / "council.pdf"


@scope.everywhere("the demonstration")
def where_to_look(site: str) -> str:
    """What there is to see, and where; what to do where nothing was played."""
    if not Round.objects.filter(slug=demonstration.SLUG).exists():
        return words.NOTHING_PLAYED
    asking, area, version = _shown()
    wording = version.instrument.variants[0].id
    link = Link.objects.get(round=asking, area=area, version=version, variant=wording)
    place = [asking.slug, area.code, version.form]
    places = {
        "Everything": reverse("home"),
        "A parent's questionnaire": reverse("start", args=[link.token]),
        f"{area}'s results": reverse("results", args=place),
        "Its PDF": reverse("download", args=[*place, "pdf"]),
    }
    if Told.objects.filter(plan__round=asking, plan__area=area, plan__version=version, taken_back=None).exists():
        places["You said, we did"] = reverse("you-said", args=place)
    return words.where_to_look(site, places, str(_pdf_file()))

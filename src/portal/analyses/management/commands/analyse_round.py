"""manage.py analyse_round ROUND --form FORM: what the plan that was settled for a round finds in its answers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from poet.findings import dump, text
from poet.instrument import Refused
from portal.analyses import words
from portal.analyses.models import AnalysisPlan
from portal.analyses.running import Analysed, analysed
from portal.analyses.settling import holding
from portal.audit.recording import OPERATOR, Kind, record
from portal.pages import moment
from portal.reporting.releasing import NotReleased
from portal.rounds.models import GRACE, Round, Window


class Command(BaseCommand):
    """Run the settled plan, and no other. What it tells stands in the release ledger first."""

    help = "Run the analysis plan that was settled for a round on its answers: JSON, as poet analyse prints it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which round and questionnaire; how and where to tell it."""
        parser.add_argument("round", help="the round's short name in its address")
        parser.add_argument("--form", required=True, help="the questionnaire, like ehc-parents")
        parser.add_argument("--text", action="store_true", help="a table to read instead of JSON")
        parser.add_argument("--out", type=Path, metavar="FILE", help="where to write it; printed when left out")

    def handle(self, *_: Any, **options: Any) -> None:
        """Run it, and write down that it was."""
        held = _held(options["round"], options["form"])
        with Progress(console=Console(file=sys.stderr), disable=not sys.stderr.isatty(), transient=True) as progress:
            bar = progress.add_task(words.STAGES[0], total=len(words.STAGES))

            def told(stage: int) -> None:
                progress.update(bar, completed=stage, description=words.STAGES[min(stage, len(words.STAGES) - 1)])

            try:
                found = analysed(held, told=told)
            except Refused as refused:
                raise CommandError(f"{words.UNREADABLE}\n{refused}") from refused
            except NotReleased as refused:
                raise CommandError(str(refused)) from refused
        self._tell(found, in_words=options["text"], out=options["out"])
        record(
            Kind.EXPORTED,
            actor=OPERATOR,
            thing=f"{held.round.slug}/{held.version.form}",
            detail={"what": "findings", "format": "text" if options["text"] else "json"},
        )

    def _tell(self, found: Analysed, *, in_words: bool, out: Path | None) -> None:
        head = words.headed(found.settled.at, found.declared)
        if in_words:
            data = f"{head}\n\n{text(found.findings)}".encode()
        else:
            data = dump(found.findings)
            self.stderr.write(head)
        if out is None:
            self.stdout.write(data.decode(), ending="")
            return
        try:
            out.write_bytes(data)
        except OSError as fault:
            raise CommandError(words.NOT_WRITTEN.format(file=out, why=fault.strerror or fault)) from fault


def _held(slug: str, form: str) -> AnalysisPlan:
    """The plan that holds, of a round that takes no answers any more. Raises CommandError."""
    asking = Round.objects.filter(slug=slug).first()
    if asking is None:
        raise CommandError(words.NO_ROUND.format(slug=slug))
    version = asking.versions.filter(form=form).first()
    if version is None:
        forms = ", ".join(asking.versions.order_by("form").values_list("form", flat=True))
        raise CommandError(words.NO_FORM.format(form=form, forms=forms))
    held, window = holding(asking, version), asking.window(timezone.now())
    if held is None and window is Window.NOT_YET:
        page = reverse("analysis-plan", args=[slug])
        raise CommandError(words.NOT_SETTLED_YET.format(form=form, page=page))
    if held is None:
        raise CommandError(words.NOT_SETTLED.format(form=form))
    if window is not Window.CLOSED and not asking.made_up:
        raise CommandError(words.STILL_OPEN.format(last=moment(asking.closes + GRACE)))
    return held

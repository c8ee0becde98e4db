"""manage.py issue_reports ROUND --kind termly|annual: every council's, region's and the nation's report, in one run."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from portal.councils import scope
from portal.issuing import running, words
from portal.issuing.models import Piece, Run
from portal.rounds.models import Round


class Command(BaseCommand):
    """Issue, go on with what was broken off, or make the failed again."""

    help = "Issue the reports of a round. Begun again after it was broken off, it goes on where it stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which round and kind; or which run goes on; or what failed again."""
        parser.add_argument("round", nargs="?", default="", help="the round's short name in its address")
        parser.add_argument("--kind", choices=Run.Kind.values, default=Run.Kind.TERMLY.value)
        parser.add_argument(
            "--again", action="store_true", help="make what failed or was refused in the last run again"
        )
        parser.add_argument("--run", type=int, help="a run that goes on; the pages start it by themselves")

    def handle(self, *_: Any, **options: Any) -> None:
        """Make them, and say what came of each that was not made."""
        run = Run.objects.filter(pk=options["run"]).first() if options["run"] else self._asked(options)
        if run is None:
            raise CommandError("There is no such run.")
        with Progress(console=Console(file=sys.stderr), disable=not sys.stderr.isatty()) as progress:
            bar = progress.add_task("Making reports", total=None)
            at_it = running.work(run.pk, lambda done, of: progress.update(bar, completed=done, total=of))
        if not at_it:
            raise CommandError(words.GOING)
        self._say(run)

    def _asked(self, options: dict[str, Any]) -> Run:
        asking = Round.objects.filter(slug=options["round"]).first()
        if asking is None:
            raise CommandError("Name a round as its address does: manage.py issue_reports autumn --kind termly.")
        runs = Run.objects.filter(round=asking)
        going = runs.filter(state=Run.State.GOING).first()
        if going is not None:
            return going
        last, now = runs.first(), timezone.now()
        if options["again"] and last is None:
            raise CommandError(words.NONE_YET)
        found = (
            running.again(last, by=None, now=now)
            if options["again"] and last is not None
            else running.start(asking, options["kind"], by=None, now=now)
        )
        if isinstance(found, running.NotStarted):
            raise CommandError(found.why)
        return found

    @scope.everywhere("what came of a run of reports")
    def _say(self, run: Run) -> None:
        state = Piece.State
        many = {one: Piece.objects.filter(run=run, state=one).count() for one in state}
        self.stdout.write(words.ended(many[state.MADE], many[state.REFUSED], many[state.FAILED]))
        for piece in Piece.objects.filter(run=run, state__in=[state.REFUSED, state.FAILED]).select_related("version"):
            self.stdout.write(f"{piece.get_state_display()}: {piece.name}, {piece.version}. {piece.why}")

"""manage.py check_audit: prove that the log, or a file taken from it, is whole and unchanged."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.audit.exported import fault
from portal.audit.models import Event
from portal.audit.recording import broken


class Command(BaseCommand):
    """Follow the chain from its first event to its last."""

    help = "Check that no event of the audit log was changed or left out, and print the digest of the last one."

    def add_arguments(self, parser: object) -> None:
        """An optional digest, and an optional file."""
        parser.add_argument("--last", help="a digest printed by an earlier check: it must still be in the chain")  # type: ignore[attr-defined]

        parser.add_argument("--file", type=Path, help="check a file that was taken from the log, and not the log")  # type: ignore[attr-defined]

    def handle(self, *_: object, last: str | None = None, file: Path | None = None, **__: object) -> None:
        """Check, or name the first event that is wrong."""
        if file is not None:
            self._check(file)
            return
        wrong = broken(Event.objects.order_by("number").iterator(chunk_size=2000))
        if wrong is not None:
            raise CommandError(
                f"Event {wrong.number} is not as it was recorded, or one before it is missing. "
                "Compare with a backup, and tell your data protection officer."
            )
        if last and not Event.objects.filter(digest=last).exists():
            raise CommandError(
                "The event with that digest is no longer in the log: its end was cut off. "
                "Compare with a backup, and tell your data protection officer."
            )
        end = Event.objects.first()
        self.stdout.write(
            f"{end.number} events, all as they were recorded. Keep this digest somewhere else: {end.digest}"
            if end
            else "The log is empty."
        )

    def _check(self, file: Path) -> None:
        """Of a file; whoever has it needs no log beside it."""
        try:
            with file.open(encoding="utf-8", newline="") as text:
                wrong = fault(text)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be read: {error}.") from None
        if wrong is not None:
            raise CommandError(f"Line {wrong.line} of {file}: {wrong.what}")
        self.stdout.write(f"{file}: every line is as it was recorded, and none is missing at its end.")

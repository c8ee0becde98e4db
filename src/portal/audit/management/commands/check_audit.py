"""manage.py check_audit: prove that the log is whole and unchanged."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from portal.audit.models import Event
from portal.audit.recording import broken


class Command(BaseCommand):
    """Follow the chain from its first event to its last."""

    help = "Check that no event of the audit log was changed or left out, and print the digest of the last one."

    def add_arguments(self, parser: object) -> None:
        """One optional digest."""
        parser.add_argument("--last", help="a digest printed by an earlier check: it must still be in the chain")  # type: ignore[attr-defined]

    def handle(self, *_: object, last: str | None = None, **__: object) -> None:
        """Check, or name the first event that is wrong."""
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
